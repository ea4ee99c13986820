"""Why a pair is proposed, or not, in sentences that a person can check: what argues for, what argues against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from urbanism.matching.alignment import Link, Shared
from urbanism.matching.columns import LEVELS, ColumnPair
from urbanism.matching.features import Corpus, Difference, Prepared, difference, role_alone
from urbanism.matching.normalise import WordKind
from urbanism.matching.records import Evidence, Model, Record
from urbanism.matching.scorer import column_name, weights_of

RARE = 0.6
"""A word of at least this weight is called rare."""
LONGEST_VALUE = 60

_ALONE = {
    WordKind.NAME: ("name_one", "Mots du nom"),
    WordKind.TRADE: ("trade", "Mots de métier"),
    WordKind.NUMBER: ("number_one", "Version ou nombre"),
    WordKind.YEAR: ("number_one", "Année"),
    WordKind.CODE: ("code_both", "Référence"),
    WordKind.EDITION: ("edition_one", "Édition"),
    WordKind.PLATFORM: ("platform_both", "Plateforme"),
    WordKind.WEAK: ("", "Mots courants"),
}


def name_evidence(
    left: Record,
    right: Record,
    prepared: tuple[Prepared, Prepared],
    data: Corpus,
    model: Model,
    arguments: Mapping[str, float],
) -> list[Evidence]:
    """The arguments drawn from the two names, strongest first; `arguments` are the pair's values by name."""
    diff = difference(*prepared)
    ours, theirs = prepared
    left_roles = {word: role_alone(word, ours, theirs, data) for word in diff.left_only}
    right_roles = {word: role_alone(word, theirs, ours, data) for word in diff.right_only}
    found = [
        _shared_words(diff, data.weight, model, arguments),
        *(_written_otherwise(pair, data.weight) for pair in diff.alignment.shared if pair.link is not Link.EQUAL),
        *_alone(left_roles, left.text, model, arguments),
        *_alone(right_roles, right.text, model, arguments),
        _explained(diff),
    ]
    return sorted((item for item in found if item is not None), key=lambda item: -abs(item.weight))


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"« {word} »" for word in words)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_VALUE else f"{flat[: LONGEST_VALUE - 1]}…"


def _shared_words(
    diff: Difference, weight: Mapping[str, float], model: Model, arguments: Mapping[str, float]
) -> Evidence | None:
    if not diff.alignment.shared:
        return Evidence("Aucun mot en commun dans les deux noms.", -model.weights["letters"])
    common = [pair.left[0] for pair in diff.alignment.shared if pair.link is Link.EQUAL]
    if not common:
        return None
    rare = [word for word in common if weight[word] >= RARE]
    note = f", dont rares : {_quoted(rare)}" if rare and rare != common else " (rares)" if rare else ""
    names = ("whole", "cover", "cover_both", "letters", "rarity", "code_shared")
    total = sum(model.weights[name] * arguments[name] for name in names)
    return Evidence(f"Mots en commun : {_quoted(common)}{note}.", total)


def _written_otherwise(pair: Shared, weight: Mapping[str, float]) -> Evidence:
    left, right = " ".join(pair.left), " ".join(pair.right)
    worth = max(weight[word] for word in (*pair.left, *pair.right))
    if pair.link is Link.ACRONYM:
        short, long = sorted((left, right), key=len)
        return Evidence(f"« {short} » est le sigle de « {long} ».", worth)
    how = {
        Link.JOINED: "le même mot, coupé autrement",
        Link.SHORTENED: "un mot et son abrégé",
        Link.MISSPELT: "deux orthographes voisines",
    }[pair.link]
    return Evidence(f"« {left} » et « {right} » : {how}.", worth)


def _alone(roles: Mapping[str, WordKind], text: str, model: Model, arguments: Mapping[str, float]) -> list[Evidence]:
    by_kind: dict[WordKind, list[str]] = {}
    for word, told in roles.items():
        by_kind.setdefault(told, []).append(word)
    found = []
    for word_kind, words in by_kind.items():
        argument, label = _ALONE[word_kind]
        both = argument.replace("_one", "_both")
        opposed = bool(argument) and arguments.get(both, 0.0) > 0.0 and both != argument
        base = model.weights.get(both if opposed else argument, 0.0) if argument else -0.1
        learnt = sum(model.words.get(word, 0.0) for word in words)
        against = ", l’autre nom en dit un autre" if opposed else ""
        found.append(Evidence(f"{label} seulement dans « {_short(text)} » : {_quoted(words)}{against}.", base + learnt))
    return found


def _explained(diff: Difference) -> Evidence | None:
    if not diff.explained:
        return None
    return Evidence(f"{_quoted(diff.explained)} : mot d’un seul nom, mais dit par une autre colonne de l’autre.", 0.1)


def column_evidence(
    left: Record,
    right: Record,
    columns: Sequence[ColumnPair],
    levels: Sequence[int],
    values: Sequence[float],
    model: Model,
) -> list[Evidence]:
    """What the other columns say; those that weigh nothing are left out."""
    weights = weights_of(model, [column_name(column) for column in columns])
    found = []
    for column, level, value, weight in zip(columns, levels, values, weights, strict=True):
        if level < 0 or abs(value * weight) < 0.05:
            continue
        name = column.left if column.left == column.right else f"{column.left} / {column.right}"
        ours, theirs = _short(left.attributes[column.left]), _short(right.attributes[column.right])
        said = f"« {ours} »" if level == 0 else f"« {ours} » et « {theirs} »"
        found.append(Evidence(f"{name} : {LEVELS[level]}, {said}.", float(value * weight)))
    return found


def rival_evidence(rival: str, weight: float) -> Evidence:
    """A better or equal counterpart exists for one of the two records."""
    return Evidence(f"Un autre rapprochement est possible avec « {_short(rival)} ».", weight)


def decision_evidence(same: bool) -> Evidence:
    """A person already decided."""
    verdict = "identiques" if same else "différents"
    return Evidence(f"Décision déjà prise : {verdict}.", 10.0 if same else -10.0)
