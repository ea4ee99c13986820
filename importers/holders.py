"""Whose estate a file describes: said by the user, by the profile, by a title line, or by the file's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from rapidfuzz import fuzz, process

from importers.planning.references import holder_key
from importers.values import fold

ALIKE_FROM = 90
"""Likeness (rapidfuzz, of 100) from which a name with a typing error is a known holder's."""

_TITLE = re.compile(
    r"\b(?:commune|ville|mairie|m[ée]tropole|collectivit[ée])\s*(?:de la |de |d['’]|du |des |:\s*)"
    r"([A-ZÀ-Ý][\w'’ -]*[\wÀ-ÿ])",
)
_GENERIC = frozenset(
    """inventaire inventaires application applications appli applis logiciel logiciels parc applicatif si sis systeme
    systemes information informatique liste listing export extraction extract cartographie carto recensement
    patrimoine commune ville mairie dsi copie final finale def version vf v0 v1 v2 v3 v4 maj nouveau new
    systems system software inventory list city data catalogue catalog classeur book feuille sheet donnees
    tableau urbanisme portefeuille flux interfaces referentiels jeu fictif recueil fichier planning library
    enterprise department""".split()
)
"""Words of a file's name that name no holder."""


_LINKS = frozenset("de du des d la le les l et en pour of the and".split())


@dataclass(frozen=True, slots=True)
class HolderGuess:
    """The holder's name, and what it was taken from; `certain` when a person said it."""

    name: str
    reason: str
    certain: bool


def guess_holder(path: str, titles: Sequence[str], known: Iterable[str], told: str | None) -> HolderGuess:
    """The holder whose estate a file describes; `known` are the names already held, `told` what a person said."""
    names = {holder_key(name): name for name in known}
    if told:
        return HolderGuess(_nearest(told, names) or told, "indiquée par vous", True)
    stem = PurePath(path).stem
    for text, reason in ((stem, "d’après le nom du fichier"), *((title, "d’après le titre") for title in titles)):
        found = _named_in(text, names)
        if found:
            return HolderGuess(found, reason, False)
    for title in titles:
        match = _TITLE.search(title)
        if match:
            return HolderGuess(match[1].strip(), "d’après le titre", False)
    cleaned = _clean(stem)
    if cleaned:
        return HolderGuess(cleaned, "d’après le nom du fichier", False)
    return HolderGuess(stem or "Commune à préciser", "d’après le nom du fichier", False)


def _named_in(text: str, names: dict[str, str]) -> str | None:
    """A known holder named in a text: the longest one whose words stand in it, or one very like it."""
    padded = f" {holder_key(text)} "
    inside = [key for key in names if len(key) > 3 and f" {key} " in padded]
    if inside:
        return names[max(inside, key=len)]
    return _nearest(_clean(text), names)


def _nearest(text: str, names: dict[str, str]) -> str | None:
    key = holder_key(text)
    if key in names:
        return names[key]
    close = process.extractOne(key, names.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE_FROM) if len(key) > 4 else None
    return names[close[0]] if close else None


def _clean(stem: str) -> str:
    """A file's name without the words that any inventory bears, nor dates and numbers; a plain name stays whole."""
    parts = [part for part in re.split(r"[_\s.]+", stem) if part]
    kept = [part for part in parts if fold(part) not in _GENERIC and not re.fullmatch(r"[\d-]*", part)]
    if len(kept) == len(parts):
        return " ".join(parts)
    while kept and fold(kept[0]) in _LINKS:
        kept = kept[1:]
    while kept and fold(kept[-1]) in _LINKS:
        kept = kept[:-1]
    name = " ".join(kept)
    name = "-".join(part for part in name.split("-") if fold(part) not in {"inventaire", "applications", "si"})
    return name[:1].upper() + name[1:]
