"""What the headers of two extracts have in common, and what a header says of its column."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from urbanism.comparing.wording import fold

_WORD = re.compile(r"[a-z]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SYNONYMS = {
    word: meaning
    for meaning, words in {
        "nom": "nom lib libelle intitule designation denomination label name appellation",
        "code": "code id ident identifiant identification cle key ref reference num numero no matricule uid",
        "maj": "maj modif modification modifie update updated majdate revision actualisation",
        "date": "date dat dt jour le",
        "longueur": "longueur long lg length linea lineaire", "largeur": "largeur larg width",
        "commune": "commune com ville city communes", "insee": "insee depcom codgeo", "postal": "postal cp zip",
        "surface": "surface surf superficie area aire", "voie": "voie rue street voies route",
        "longitude": "longitude lon lng x", "latitude": "latitude lat y", "type": "type typ nature categorie cat genre",
        "statut": "statut etat status situation", "creation": "creation cree created", "adresse": "adresse adr address",
        "telephone": "telephone tel phone", "courriel": "courriel mail email mel",
    }.items()
    for word in words.split()
}  # fmt: skip
_LINKS = frozenset("a d de des du en l la le les of the mise jour".split())
_TERRITORIES = ("commune", "insee", "quartier", "secteur", "canton", "arrondissement", "territoire", "postal")
_MEASURES = frozenset({"longueur", "largeur", "surface", "hauteur", "diametre", "montant", "nombre", "nb", "centre"})
SAME, INCLUDED, NEAR = 1.0, 0.8, 0.6


def meaning(header: str) -> frozenset[str]:
    """The words of a header, synonyms and abbreviations made one: « LIB_VOIE » says {nom, voie}."""
    text = fold(_CAMEL.sub(" ", header)).replace("mise a jour", "maj")
    words = [_SYNONYMS.get(word, word) for word in _WORD.findall(text)]
    return frozenset(word for word in words if word not in _LINKS)


def likeness(left: str, right: str) -> float:
    """How far two headers say the same: 1 (the same words), 0.8 (one says more), down to 0."""
    first, second = meaning(left), meaning(right)
    if not first or not second:
        return SAME if fold(left) == fold(right) else 0.0
    if first == second or (says_update(left) and says_update(right)):
        return SAME
    if first <= second or second <= first:
        return INCLUDED
    shared = 2 * len(first & second) / (len(first) + len(second))
    near = NEAR if fuzz.ratio(fold(left), fold(right)) >= 85 else 0.0
    return max(shared * NEAR, near)


def says_update(header: str) -> bool:
    """Whether a header says when a row was last changed."""
    return "maj" in meaning(header)


def says_territory(header: str) -> bool:
    """Whether a header says where a row is."""
    return any(word in meaning(header) for word in _TERRITORIES)


def says_measure(header: str) -> bool:
    """Whether a header says a measure, which identifies nothing."""
    return bool(_MEASURES & meaning(header))


def says_name(header: str) -> bool:
    """Whether a header says how a row is called."""
    return "nom" in meaning(header) or "adresse" in meaning(header)
