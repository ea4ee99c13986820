"""What calamine does not tell of a sheet: hidden rows and columns, cells in error (#REF!, #N/A…)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from importers.sheets import Note, column_letters

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""What a sheet can hold; places beyond are not kept."""


@dataclass(slots=True)
class SheetExtras:
    """Hidden rows and columns (0-based); by row, columns and texts of cells in error; whether cells are cut off."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: defaultdict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    is_cut: bool = False


ExtrasOf = Callable[[str], SheetExtras | None]
"""The extras of a sheet by its name; None when they cannot be found."""


def notes_on(sheet: str, extras: SheetExtras | None) -> Iterator[Note]:
    """What to tell of a sheet: that nothing could be found, or each kind of error, at its first place."""
    if extras is None:
        message = f"Les lignes masquées de la feuille « {sheet} » n’ont pas pu être repérées."
        yield Note("lignes_masquees_inconnues", message, sheet)
        return
    if extras.is_cut:
        message = f"La feuille « {sheet} » a des cellules hors de ce qu’un tableur affiche : elles n’ont pas été lues."
        yield Note("cellules_hors_limites", message, sheet)
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for row, cells in extras.errors.items():
        for column, text in cells:
            places[text].append((row, column))
    for text, found in places.items():
        row, column = min(found)
        said = "1 cellule est" if len(found) == 1 else f"{len(found)} cellules sont"
        place = f"{column_letters(column)}{row + 1}"
        message = f"{said} en erreur ({text}) dans la feuille « {sheet} », la première en {place}."
        yield Note("cellule_en_erreur", message, sheet, row, column)
