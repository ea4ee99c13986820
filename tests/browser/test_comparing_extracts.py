"""Extracts compared in a real browser: given, compared, read, forgotten."""

from __future__ import annotations

import pytest
from browsing import Watched

pytestmark = pytest.mark.browser


def street(number: int, name: str) -> str:
    return f"{'PRÉ' if number % 2 else 'MONT'};{name};{100 + number * 7.3:.1f};{number % 5 + 3}"


NAMES = [f"Rue {word} {number}" for number, word in enumerate(["Alpha", "Bravo", "Delta", "Kilo"] * 20)]
RENAMED = {7: "Passage du Lavoir", 30: "Quai Neuf"}
HEADER = "commune;nom;longueur;largeur"


def extract(names: list[str]) -> bytes:
    return "\n".join([HEADER, *(street(number, name) for number, name in enumerate(names))]).encode()


def test_two_extracts_are_compared_their_renames_listed_then_forgotten(visit: Watched) -> None:
    visit.open("comparer")
    others = [RENAMED.get(number, name) for number, name in enumerate(NAMES)]
    files = [
        {"name": name, "mimeType": "text/csv", "buffer": extract(rows)}
        for name, rows in (("voirie.csv", NAMES), ("sig.csv", others))
    ]
    visit.page.locator("input[type=file]").set_input_files(files)
    visit.settle()
    visit.page.get_by_role("button", name="Comparer", exact=True).click()
    visit.sees("78 lignes en commun")
    visit.page.get_by_role("tab", name="Lignes et attributs propres").click()
    visit.sees("À vérifier : 2 probables changements de nom")
    visit.page.get_by_role("button", name="Comparer d’autres extraits").click()
    visit.sees("Déposez deux extraits ou plus")
