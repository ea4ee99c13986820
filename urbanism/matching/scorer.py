"""From arguments to a score: a weighted sum of log-odds, one weight an argument, that anyone can read.

A record has one counterpart in a list without repeats: each rival of a pair then argues against it,
as in P(this one | one at most) = e^z / (1 + sum of e^z of the rivals).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from urbanism.matching.candidates import Pairs
from urbanism.matching.columns import ColumnPair
from urbanism.matching.features import TEXT_FEATURES
from urbanism.matching.records import Model

RIVALS = ("rival_left", "rival_right")
COLUMN = "column"
RIVAL_OFFSET = 1.5
"""A rival counts as one once its own log-odds come near this."""

DEFAULT = Model(
    intercept=-3.5,
    weights={
        "whole": 2.0,
        "cover": 1.5,
        "cover_both": 0.5,
        "letters": 3.5,
        "rarity": 1.0,
        "name_both": -0.6,
        "name_one": -0.3,
        "trade": -3.0,
        "number_both": -1.5,
        "number_one": -0.6,
        "code_both": -0.6,
        "code_shared": 3.0,
        "edition_both": -1.5,
        "edition_one": -0.6,
        "platform_both": -0.6,
        COLUMN: 1.0,
        "rival_left": 1.0,
        "rival_right": 1.0,
    },
)
"""The model before any decision, between two lists: round weights, the same for every list."""

DEFAULT_ONE_LIST = replace(DEFAULT, intercept=-4.0, weights={**DEFAULT.weights, "name_both": -3.0})
"""The model before any decision, within one list: nothing but their own words tells two siblings apart, and two names
drawn from one list are less often one thing than a name and its nearest in another list."""


class Arguments(NamedTuple):
    """All that is known of the pairs before weighing.

    `values` has a row a pair and a column an argument (`names`); `alone` a column a word of `vocabulary` that one side
    has alone. `opposed` tells the pairs whose names both bear what the other has not. `exclusive` tells how far a left
    record, then a right one, has one counterpart at most (0 to 1).
    """

    pairs: Pairs
    names: tuple[str, ...]
    values: NDArray[np.float64]
    vocabulary: tuple[str, ...]
    alone: sparse.csr_matrix
    name_ids: Pairs
    opposed: NDArray[np.bool_]
    exclusive: tuple[float, float]
    one_list: bool


def default_for(arguments: Arguments) -> Model:
    """The model before any decision that fits these pairs."""
    return default_model(same_list=arguments.one_list)


def default_model(*, same_list: bool) -> Model:
    """The model before any decision, within one list or between two."""
    return DEFAULT_ONE_LIST if same_list else DEFAULT


def column_name(column: ColumnPair) -> str:
    """The name of the argument that a pair of columns makes."""
    return f"{COLUMN}:{column.left}~{column.right}"


def argument_names(columns: Sequence[ColumnPair]) -> tuple[str, ...]:
    """The names of the arguments, in the order of `Arguments.values`."""
    return (*TEXT_FEATURES, *(column_name(column) for column in columns))


def weights_of(model: Model, names: Sequence[str]) -> NDArray[np.float64]:
    """The model's weights in that order; a column that it never met has the weight of any column."""
    anything = model.weights.get(COLUMN, DEFAULT.weights[COLUMN])
    return np.array([model.weights.get(name, anything) for name in names], dtype=np.float64)


def sigmoid(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-odds to probability."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(log_odds, -40.0, 40.0))), dtype=np.float64)


def own_log_odds(arguments: Arguments, model: Model) -> NDArray[np.float64]:
    """What the pairs' own arguments say, rivals apart."""
    total = model.intercept + arguments.values @ weights_of(model, arguments.names)
    if model.words and arguments.vocabulary:
        total = total + arguments.alone @ np.array([model.words.get(w, 0.0) for w in arguments.vocabulary])
    return np.asarray(total, dtype=np.float64)


def rivalry(arguments: Arguments, own: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much the rivals of each pair argue against it (0 or less): those of its left record, those of its right one.

    Between two lists, every other name that the record could go with is a rival. Within one list a thing may recur, and
    only siblings are rivals of each other: names that each bear something the other has not ("X Finances", "X Paie").
    """
    strength = np.exp(np.clip(own - RIVAL_OFFSET, -30.0, 30.0))
    if arguments.one_list:
        pairs = np.concatenate([arguments.pairs, arguments.pairs[:, ::-1]])
        names = np.concatenate([arguments.name_ids, arguments.name_ids[:, ::-1]])
        siblings = arguments.opposed.astype(np.float64)
        others = _others(pairs[:, 0], names[:, 1], np.tile(strength * siblings, 2))
        return -np.log1p(others.reshape(2, -1).T) * siblings[:, None]
    table = np.zeros((len(own), 2))
    for side in (0, 1):
        others = _others(arguments.pairs[:, side], arguments.name_ids[:, 1 - side], strength)
        table[:, side] = -np.log1p(others) * arguments.exclusive[side]
    return table


def _others(record: NDArray[np.int64], name: NDArray[np.int64], strength: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each pair, the summed strength of the other names its record could go with; each counts once, at its best."""
    if not len(record):
        return strength
    choice, of_pair = np.unique(record * (int(name.max()) + 1) + name, return_inverse=True)
    best: NDArray[np.float64] = np.zeros(len(choice))
    np.maximum.at(best, of_pair, strength)
    owner = np.zeros(len(choice), dtype=np.int64)
    owner[of_pair] = record
    total = np.bincount(owner, weights=best)
    return np.asarray(np.maximum(total[record] - best[of_pair], 0.0), dtype=np.float64)


def log_odds(arguments: Arguments, model: Model) -> NDArray[np.float64]:
    """The final log-odds of each pair."""
    own = own_log_odds(arguments, model)
    rivals = rivalry(arguments, own) @ np.array([model.weights[name] for name in RIVALS])
    return np.asarray(own + rivals, dtype=np.float64)
