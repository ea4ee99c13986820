"""A comparison told in French."""

from __future__ import annotations

from urbanism.comparing.headers import says_name
from urbanism.comparing.results import ColumnDifferences, Comparison, Key, Lag
from urbanism.french import count, listing, number, percentage

DAYS_A_MONTH = 365.2425 / 12


def summary(comparison: Comparison, noun: str = "lignes") -> str:
    """One sentence: what both have, what contradicts most (names first), who is fresher where."""
    if comparison.pairing is None:
        names = f"{comparison.left.name} et {comparison.right.name}"
        return f"{names} n’ont rien qui permette d’en rapprocher les {noun} : ni clé commune, ni texte commun."
    parts = [shared_sentence(comparison, noun)]
    found = sorted(comparison.differences, key=lambda one: -len(one.contradictory))
    worst = {says_name(one.columns.left): one for one in reversed(found) if len(one.contradictory)}
    parts += [contradictory_phrase(worst[is_name]) for is_name in (True, False) if is_name in worst]
    lag = widest_lag(comparison)
    if lag is not None:
        parts.append(lag_phrase(comparison, lag))
    return " ; ".join(parts) + "."


def shared_sentence(comparison: Comparison, noun: str) -> str:
    """What both have, as a share of each."""
    left, right, shared = comparison.left.name, comparison.right.name, comparison.shared
    ours, theirs = percentage(shared, comparison.left_total), percentage(shared, comparison.right_total)
    about = "" if comparison.margin is None else "environ "
    return f"{left} et {right} ont {about}{number(shared)} {noun} en commun ({ours} de {left}, {theirs} de {right})"


def contradictory_phrase(found: ColumnDifferences) -> str:
    """« 340 ont deux noms », « 12 ont deux valeurs pour « largeur » »."""
    times = len(found.contradictory)
    verb = "a" if times < 2 else "ont"
    if says_name(found.columns.left):
        return f"{number(times)} {verb} deux noms"
    return f"{number(times)} {verb} deux valeurs pour « {found.columns.left} »"


def widest_lag(comparison: Comparison) -> Lag | None:
    """The widest lag of a territory that confirms the general one, else the general one; None under a month."""
    everywhere = comparison.staleness.everywhere
    lags = [lag for lag in (*comparison.staleness.by_territory, everywhere) if lag and months(lag.days) >= 1]
    return max(lags, key=lambda lag: (abs(lag.days), bool(lag.territory)), default=None)


def lag_phrase(comparison: Comparison, lag: Lag) -> str:
    """« A est plus frais de 14 mois à X »."""
    fresher = comparison.left.name if lag.days > 0 else comparison.right.name
    where = f" à {lag.territory}" if lag.territory else ""
    return f"{fresher} est plus frais de {number(months(lag.days))} mois{where}"


def months(days: float) -> int:
    """Whole months, the nearest."""
    return round(abs(days) / DAYS_A_MONTH)


def key_sentence(key: Key | None) -> str:
    """How the rows were paired."""
    if key is None:
        return "Aucune colonne n’a permis de rapprocher les lignes."
    named = listing(
        f"« {left} »" if left == right else f"« {left} » (« {right} » en face)" for left, right in key.columns
    )
    if key.is_text:
        return (
            f"Aucune clé commune : les lignes de même {named} sont rapprochées quand les autres colonnes le confirment."
        )
    source = "choisie par vous" if key.told else _confirmation(key.confirmed)
    word = "Clé" if len(key.columns) == 1 else "Clé composée"
    return f"{word} : {named}, {source}."


def _confirmation(confirmed: float | None) -> str:
    if confirmed is None:
        return "qu’aucune autre colonne ne permet de vérifier"
    return f"confirmée par les autres colonnes (accord de {percentage(confirmed, 1)} au-delà du hasard)"


def aside_sentences(comparison: Comparison) -> list[str]:
    """What was left out of the figures, and why."""
    said = []
    if comparison.margin is not None:
        said.append(
            "Sans clé, ces comptes sont estimés :"
            f" à {count(max(comparison.margin, 1), 'ligne')} près en commun, d’après les rapprochements dus au hasard."
        )
    for extract, side in (
        (comparison.left, comparison.pairing and comparison.pairing.left),
        (comparison.right, comparison.pairing and comparison.pairing.right),
    ):
        if not side:
            continue
        if len(side.repeated):
            said.append(
                f"{extract.name} : {count(len(side.repeated), 'ligne répète', 'lignes répètent')} une clé déjà vue ;"
                " la plus fraîche compte."
            )
        if len(side.keyless):
            said.append(f"{extract.name} : {count(len(side.keyless), 'ligne')} sans clé, non comparables.")
        if len(side.undecided):
            said.append(f"{extract.name} : {count(len(side.undecided), 'ligne')} de même texte, que rien ne départage.")
    return said
