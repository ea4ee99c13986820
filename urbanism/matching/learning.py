"""What decisions teach: the weights move from the default ones as far as decisions push them, and no further.

A logistic regression whose penalty pulls each weight towards the default model instead of zero (a maximum a posteriori
estimate): few decisions change little, many decide. The result is kept only if it does better on decisions set aside.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from urbanism.matching.records import Learnt, Model, Quality
from urbanism.matching.scorer import (
    RIVALS,
    Arguments,
    default_for,
    log_odds,
    own_log_odds,
    rivalry,
    sigmoid,
    weights_of,
)

ENOUGH = 40
"""Decisions needed before anything is learnt, with at least `EACH` of each kind."""
EACH = 8
FOLDS = 5
SEED = 20190704
PULL = 1.0
WORD_PULL = 2.0
"""How strongly weights are held to their default value, and words to zero."""
WORD_SUPPORT = 3
"""A word must differ in so many decided pairs to get a weight of its own."""


class Decided(NamedTuple):
    """Rows of the arguments on which a person decided, and what they said."""

    rows: NDArray[np.int64]
    same: NDArray[np.float64]


def learn(arguments: Arguments, decided: Decided) -> Learnt:
    """Learn from decisions; adopt the result if it does better on decisions kept aside (5 folds, by left record)."""
    default = default_for(arguments)
    positive = int(decided.same.sum())
    negative = len(decided.same) - positive
    if len(decided.same) < ENOUGH or min(positive, negative) < EACH:
        return Learnt(
            default,
            adopted=False,
            reason=f"Trop peu de décisions pour apprendre : {positive} « identiques » et {negative} « différents » ; "
            f"il en faut {ENOUGH}, dont {EACH} de chaque sorte.",
        )
    aside = _scores_kept_aside(arguments, decided)
    usual = sigmoid(log_odds(arguments, default)[decided.rows])
    before, after = quality(usual, decided.same), quality(aside, decided.same)
    if after.f1 < before.f1 or _surprise(aside, decided.same) >= _surprise(usual, decided.same):
        return Learnt(
            default,
            adopted=False,
            reason="Apprendre n’améliore pas les scores des décisions mises de côté : poids d’origine gardés.",
            before=before,
            after=after,
        )
    return Learnt(
        fit(arguments, decided),
        adopted=True,
        reason=f"Poids appris de {len(decided.same)} décisions.",
        before=before,
        after=after,
    )


def quality(scores: NDArray[np.float64], same: NDArray[np.float64], *, bins: int = 10) -> Quality:
    """Precision, recall and F1 at a score of 0.5, and the expected calibration error over equal bins of score."""
    proposed = scores >= 0.5
    right = float((same[proposed] == 1.0).sum())
    precision = right / max(1.0, float(proposed.sum()))
    recall = right / max(1.0, float(same.sum()))
    f1 = 2.0 * precision * recall / (precision + recall) if right else 0.0
    place = np.minimum((scores * bins).astype(int), bins - 1)
    gaps = np.bincount(place, weights=same - scores, minlength=bins)
    return Quality(precision, recall, f1, float(np.abs(gaps).sum() / max(1, len(scores))))


def fit(arguments: Arguments, decided: Decided) -> Model:
    """The weights that decisions ask for. Rivals are judged with the weights of the round before: two rounds."""
    model = default_for(arguments)
    for _ in range(2):
        model = _fit_given_rivals(arguments, decided, rivalry(arguments, own_log_odds(arguments, model)))
    return model


def _fit_given_rivals(arguments: Arguments, decided: Decided, rivals: NDArray[np.float64]) -> Model:
    names = (*arguments.names, *RIVALS)
    default = default_for(arguments)
    dense = np.column_stack([np.ones(len(decided.rows)), arguments.values[decided.rows], rivals[decided.rows]])
    alone = arguments.alone[decided.rows]
    supported = np.flatnonzero(np.asarray((alone > 0).sum(axis=0)).ravel() >= WORD_SUPPORT)
    table = sparse.hstack([sparse.csr_matrix(dense), alone[:, supported]]).tocsr()
    prior = np.concatenate([[default.intercept], weights_of(default, names), np.zeros(len(supported))])
    pull = np.concatenate([[0.1], np.full(len(names), PULL), np.full(len(supported), WORD_PULL)])
    weights = penalised_logistic(table, decided.same, prior, pull)
    words = {
        arguments.vocabulary[column]: round(float(weight), 4)
        for column, weight in zip(supported, weights[1 + len(names) :], strict=True)
    }
    learnt = {name: round(float(weight), 4) for name, weight in zip(names, weights[1:], strict=False)}
    return Model(round(float(weights[0]), 4), {**default.weights, **learnt}, words, len(decided.same))


def penalised_logistic(
    table: sparse.csr_matrix, same: NDArray[np.float64], prior: NDArray[np.float64], pull: NDArray[np.float64]
) -> NDArray[np.float64]:
    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = table @ weights
        away = weights - prior
        value = float((np.logaddexp(0.0, odds) - same * odds).sum() + 0.5 * (pull * away**2).sum())
        return value, table.T @ (sigmoid(odds) - same) + pull * away

    return np.asarray(minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x)


def _scores_kept_aside(arguments: Arguments, decided: Decided) -> NDArray[np.float64]:
    """The score of each decided pair by a model that saw no decision on its left record."""
    records = arguments.pairs[decided.rows, 0]
    fold_of = np.random.default_rng(SEED).integers(0, FOLDS, size=int(records.max()) + 1)[records]
    scores = np.empty(len(decided.rows))
    for fold in range(FOLDS):
        aside = fold_of == fold
        if aside.any():
            model = fit(arguments, Decided(decided.rows[~aside], decided.same[~aside]))
            scores[aside] = sigmoid(log_odds(arguments, model)[decided.rows[aside]])
    return scores


def _surprise(scores: NDArray[np.float64], same: NDArray[np.float64]) -> float:
    """The mean log loss."""
    sure = np.clip(np.where(same == 1.0, scores, 1.0 - scores), 1e-9, 1.0)
    return float(-np.log(sure).mean())
