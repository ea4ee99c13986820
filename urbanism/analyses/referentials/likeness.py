"""How far two prints are of one object: arguments for and against, each a French sentence with its weight.

The score is the logistic of a sum of log-odds, 0.5 meaning "as likely as not". Weights are round numbers, the same for
every estate; what each argument is worth comes from how telling its words are in this one. `docs/referentials.md` lists
them and says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import exp, sqrt
from typing import NamedTuple

from urbanism.analyses.referentials.facets import Print
from urbanism.analyses.referentials.words import Label, contrary
from urbanism.matching import Evidence, Zone

SAME_FROM, REVIEW_FROM = 0.6, 0.25
PRIOR = -3.0
SAME_OBJECT, OBJECT_OF_KEY, ALIAS, KIN, OTHER_KIN = 6.0, 3.0, 6.0, 2.5, -5.0
COVER, WHOLE, OPPOSED, ONE_SIDED, ONE_SIDED_OBJECT = 1.5, 4.0, -2.0, -1.0, -2.5
QUALIFIED, QUALIFIED_APART, OTHER_OBJECT = -2.5, -5.0, -1.5
COLUMNS, NO_COLUMN = 3.5, -0.7
SAME_KEY, KEY_AMONG_COLUMNS, SAME_IDENTIFIER = 1.5, 1.0, 1.0
DESCRIPTION, OTHER_DESCRIPTION, MENTION, DEFINED_APART = 5.0, -3.0, 0.8, -2.5
WORD_FOR_WORD, PARAPHRASED = 0.9, 0.6
"""From which likeness on two descriptions are one text; what lesser ones are worth when the names share no word: kin
are defined alike."""
NATIONAL, SCRIPT, FLOW, SAME_FEEDER = 1.0, 1.0, 0.5, 0.4
ENOUGH_COLUMNS, ENOUGH_WORDS, FULL_WORDS = 4, 4, 6
"""How many telling columns, and words of a description, each side needs before sharing none says something; from how
many words on sharing some says all that it can."""
NOTHING = 0.04
"""Likeness under which two texts have nothing in common."""
VIEW_LIMIT = 0.45
"""What two views of one declared object score at most, and `REVIEW_FROM` at least: they wait for a person."""

Rarity = Mapping[str, float]


class Language(NamedTuple):
    """What the words of an estate are worth: how telling each token is (0 to 1), and how to write some for people."""

    rarity: Rarity
    said: Callable[[Iterable[str]], str]


class Ties(NamedTuple):
    """What passes between the bases of two prints: scripts, other flows, and who feeds both."""

    scripts: int = 0
    flows: int = 0
    feeders: int = 0


NO_TIES = Ties()


class Likeness(NamedTuple):
    """A score from 0 to 1, the zone it stands in, what argues for and against; `apart`: same words, other things."""

    score: float
    zone: Zone
    apart: bool
    evidence: tuple[Evidence, ...]


def likeness(left: Print, right: Print, language: Language, ties: Ties = NO_TIES) -> Likeness:
    """Compare two prints, whichever comes first."""
    one_object = left.data_object is not None and left.data_object == right.data_object
    apart = _qualified_apart(left, right, one_object, language)
    evidence = [
        *(_same_object(left, right) if one_object else _named(left, right, language)),
        *apart,
        *_kin(left, right),
        *_columns(left, right, language),
        *_descriptions(left, right, language),
        *_tied(left, right, ties),
    ]
    score = 1.0 / (1.0 + exp(-PRIOR - sum(argument.weight for argument in evidence)))
    contradicted = bool(apart) or any(argument.weight == OTHER_DESCRIPTION for argument in evidence)
    one_word = one_object or any(a.core & b.core for a in left.labels for b in right.labels)
    if one_object and contradicted:
        score = min(max(score, REVIEW_FROM), VIEW_LIMIT)
    zone = Zone.SAME if score >= SAME_FROM else Zone.REVIEW if score >= REVIEW_FROM else Zone.DIFFERENT
    homonyms = contradicted and one_word and zone is not Zone.SAME
    return Likeness(score, zone, homonyms, tuple(sorted(evidence, key=lambda argument: -abs(argument.weight))))


def _same_object(left: Print, right: Print) -> list[Evidence]:
    if left.told and right.told:
        return [Evidence(f"Les deux portent « {left.text} ».", SAME_OBJECT)]
    return [Evidence(f"La clé de l’un dit qu’il porte « {left.text} ».", OBJECT_OF_KEY)]


def _named(left: Print, right: Print, language: Language) -> list[Evidence]:
    """What the names say: an alias settles it; else the declared objects, else the closest of their names.

    An object that only a key tells counts half.
    """
    if not (left.told and right.told):
        return [Evidence(a.sentence, a.weight / 2) for a in _called(left, right, language)]
    return _called(left, right, language)


def _called(left: Print, right: Print, language: Language) -> list[Evidence]:
    if _alias(left, right) or _alias(right, left):
        return [Evidence("L’un est donné comme un autre nom de l’autre.", ALIAS)]
    if left.thing.core and right.thing.core:
        things = _labels(left.thing, right.thing, language, ONE_SIDED_OBJECT)
        names = [
            Evidence(argument.sentence, argument.weight / 2) for argument in _labels(left.name, right.name, language)
        ]
        if not things:
            things = [Evidence(f"Objets déclarés : « {left.text} » et « {right.text} ».", OTHER_OBJECT)]
        return things + names
    found = (
        _labels(ours, theirs, language, ONE_SIDED_OBJECT if _declares_more(left, right, ours, theirs) else ONE_SIDED)
        for ours in left.labels
        for theirs in right.labels
    )
    return max(found, key=lambda arguments: sum(a.weight for a in arguments), default=[])


def _declares_more(left: Print, right: Print, ours: Label, theirs: Label) -> bool:
    """Whether the name that says more is a declared object: « mutations d'agents » are no agents."""
    return (ours.core > theirs.core and ours == left.thing) or (theirs.core > ours.core and theirs == right.thing)


def _kin(left: Print, right: Print) -> list[Evidence]:
    """What the known objects say: two kinds of one are kin, two known objects are two things."""
    if not left.kin or not right.kin or left.data_object == right.data_object is not None:
        return []
    ours, theirs = dict(left.kin), dict(right.kin)
    if not ours.keys() & theirs.keys():
        sure = 1.0 in ours.values() and 1.0 in theirs.values()
        return [Evidence("La nomenclature en fait deux objets.", OTHER_KIN)] if sure else []
    if any(a.core & b.core for a in left.labels for b in right.labels):
        return []
    told = max(min(ours[item], theirs[item]) for item in ours.keys() & theirs.keys())
    return [Evidence("La nomenclature les range sous un même objet.", KIN * told)]


def _alias(left: Print, right: Print) -> bool:
    return any(label.core in left.aliases for label in right.labels)


def _labels(left: Label, right: Label, language: Language, one_sided: float = ONE_SIDED) -> list[Evidence]:
    """What two names share beyond what qualifies them, and what each has alone, qualifiers included.

    What one has alone counts as much when it is common: « historique », « rule » make another thing of anything.
    """
    if not left.core & right.core:
        return []
    ours, theirs = left.core | left.qualifiers, right.core | right.qualifiers
    shared = ours & theirs
    common, alone, other = (_weight(part, language.rarity) for part in (shared, ours - shared, theirs - shared))
    least, most = sorted((alone, other))
    likeness = COVER * common / (common + least) + WHOLE * common / (common + alone + other)
    found = [Evidence(f"Mêmes mots, ou synonymes : {language.said(shared)}.", likeness)]
    if least:
        both = f"{language.said(ours - shared)} d’un côté, {language.said(theirs - shared)} de l’autre"
        found.append(Evidence(f"Mots propres à chacun : {both}.", OPPOSED))
    elif most:
        worth = QUALIFIED if (ours ^ theirs) & (left.qualifiers | right.qualifiers) else one_sided
        found.append(Evidence(f"L’un précise : {language.said(ours ^ theirs)}.", worth))
    return found


def _qualified_apart(left: Print, right: Print, one_object: bool, language: Language) -> list[Evidence]:
    pairs = [(left.name, right.name)] if one_object else [(a, b) for a in left.labels for b in right.labels]
    for ours, theirs in pairs:
        if ours.core & theirs.core and (opposed := contrary(ours, theirs)):
            said = " et ".join(language.said(words) for words in opposed if words)
            return [Evidence(f"L’un dit le contraire de l’autre : {said}.", QUALIFIED_APART)]
        both = ours.qualifiers and theirs.qualifiers and ours.core & theirs.core
        if both and not ours.qualifiers & theirs.qualifiers:
            said = f"{language.said(ours.qualifiers)} d’un côté, {language.said(theirs.qualifiers)} de l’autre"
            return [Evidence(f"Le même mot, précisé autrement : {said}.", QUALIFIED_APART)]
    return []


def _columns(left: Print, right: Print, language: Language) -> list[Evidence]:
    ours, theirs = (frozenset().union(*side.columns) for side in (left, right))
    found, close = [], cosine(ours, theirs, language.rarity)
    if close >= NOTHING:
        found.append(Evidence(f"Colonnes en commun : {language.said(ours & theirs)}.", COLUMNS * close))
    elif min(len(ours), len(theirs)) >= ENOUGH_COLUMNS:
        found.append(Evidence("Aucune colonne en commun.", NO_COLUMN))
    if left.key and left.key == right.key:
        found.append(Evidence(f"Même clé : {language.said(left.key)}.", SAME_KEY))
    elif (left.key and left.key in right.columns) or (right.key and right.key in left.columns):
        key = left.key if left.key in right.columns else right.key
        found.append(Evidence(f"La clé de l’un est une colonne de l’autre : {language.said(key)}.", KEY_AMONG_COLUMNS))
    elif left.identifiers & right.identifiers:
        shared = language.said(left.identifiers & right.identifiers)
        found.append(Evidence(f"Le même identifiant de part et d’autre : {shared}.", SAME_IDENTIFIER))
    return found


def _descriptions(left: Print, right: Print, language: Language) -> list[Evidence]:
    found = []
    close = cosine(left.description, right.description, language.rarity)
    if close > 2 * NOTHING:
        shared = language.said(left.description & right.description)
        length = min(1.0, len(left.description) / FULL_WORDS, len(right.description) / FULL_WORDS)
        sure = 1.0 if close >= WORD_FOR_WORD or _core(left) & _core(right) else PARAPHRASED
        found.append(Evidence(f"Descriptions proches : {shared}.", DESCRIPTION * sure * length * (close - NOTHING)))
    elif close < NOTHING and min(len(left.description), len(right.description)) >= ENOUGH_WORDS:
        found.append(Evidence("Les descriptions n’ont rien en commun.", OTHER_DESCRIPTION))
    for one, other in ((left, right), (right, left)):
        own = (_core(one) - _core(other)) & one.description - other.description
        if own and _core(one) & _core(other) and other.description:
            found.append(
                Evidence(f"La description de l’un dit ce qui l’en distingue : {language.said(own)}.", DEFINED_APART)
            )
        strange = [label.core for label in other.labels if not label.core & _core(one)]
        if any(core <= one.description for core in strange):
            found.append(Evidence(f"La description de l’un cite « {other.text} ».", MENTION))
        elif any(core <= column for core in strange for column in one.columns):
            found.append(Evidence(f"Une colonne de l’un cite « {other.text} ».", MENTION))
    return found


def _core(side: Print) -> frozenset[str]:
    return side.thing.core | side.name.core


def _tied(left: Print, right: Print, ties: Ties) -> list[Evidence]:
    found = []
    if left.national & right.national:
        found.append(Evidence("Même source nationale.", NATIONAL))
    if ties.scripts:
        found.append(Evidence("Une moulinette ou un lien de base les relie.", SCRIPT))
    elif ties.flows:
        found.append(Evidence("Un flux les relie.", FLOW))
    if ties.feeders:
        found.append(Evidence("Le même producteur alimente les deux.", SAME_FEEDER))
    return found


def cosine(left: frozenset[str], right: frozenset[str], rarity: Rarity) -> float:
    """Likeness of two sets of tokens, each weighed by its rarity: 0 nothing in common, 1 the same."""
    shared = sum(rarity[token] ** 2 for token in left & right)
    if not shared:
        return 0.0
    return shared / sqrt(sum(rarity[t] ** 2 for t in left) * sum(rarity[t] ** 2 for t in right))


def _weight(tokens: Iterable[str], rarity: Rarity) -> float:
    return sum(rarity[token] for token in tokens)
