"""Text tables (csv, tsv, txt): encoding, separator and quotes found from the content."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, TextIO

from importers.readers.encodings import Encoding, detect
from importers.readers.opened import OpenedFile, clean
from importers.sheets import Note, RawSheet

_SEPARATORS = (";", ",", "\t", "|")
_NO_SEPARATOR = "\x1f"
_SAMPLE = 200_000
_LONGEST_CELL = 2**31 - 1
_LONGEST_RECORD = 1_000
"""Lines: a longer record is taken for a quote that was never closed."""
_END = "\x00fin"
_OPEN_QUOTE = "Un guillemet ouvert à la ligne {} n’est jamais fermé : la suite est lue ligne à ligne."

_LOST = "Des lettres avaient déjà été perdues dans ce fichier (« � ») : demandez-en une autre copie."


class _Source(NamedTuple):
    """A text file and how to read it."""

    path: Path
    encoding: Encoding

    def open(self) -> TextIO:
        return self.path.open(encoding=self.encoding.name, errors=self.encoding.errors, newline="")


def open_text(path: Path) -> OpenedFile:
    """Open a text table; its only sheet is named after the file."""
    csv.field_size_limit(_LONGEST_CELL)
    source = _Source(path, detect(path))
    with source.open() as file:
        sample = file.read(_SAMPLE)
    lines = list(StringIO(sample, newline=""))
    declared = declared_separator(lines[0])
    separator = declared or detect_separator(lines[:-1] if len(sample) == _SAMPLE and lines[1:] else lines)
    notes = list(_encoding_notes(source.encoding))
    if "\ufffd" in sample:
        notes.append(Note("caracteres_perdus", _LOST))
    rows = clean(_records(source, separator, notes, first=1 if declared else 0))
    return OpenedFile("csv", iter([(RawSheet(path.stem, []), rows)]), notes)


def declared_separator(line: str) -> str:
    """The separator that a first line "sep=;" declares to spreadsheets, or ""."""
    start, _, separator = line.strip('\r\n"').partition("=")
    return separator if start.lower() == "sep" and len(separator) == 1 else ""


def detect_separator(lines: list[str]) -> str:
    """The separator that cuts most lines in the same number of cells; one that no text holds when none does."""
    best, best_score = _NO_SEPARATOR, 0.0
    for separator in _SEPARATORS:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
        several = Counter(width for width in widths if width > 1)
        if not several:
            continue
        width, times = max(several.items(), key=lambda item: (item[1] * min(item[0], 4), item[0]))
        share = times / len(widths)
        score = share * min(width, 8)
        if share > 0.3 and score > best_score:
            best, best_score = separator, score
    return best


def _records(source: _Source, separator: str, notes: list[Note], first: int) -> Iterator[list[str]]:
    """Records as a spreadsheet would cut them; past a quote that never closes, line by line, as written."""
    begins = first
    with source.open() as lines:
        reader = csv.reader(chain(islice(lines, first, None), [_END]), delimiter=separator)
        for record in reader:
            if record == [_END]:
                return
            ends = first + reader.line_num
            if ends - begins > 1 and (ends - begins > _LONGEST_RECORD or record[-1].endswith(_END)):
                break
            begins = ends
            yield record
    notes.append(Note("guillemet_isole", _OPEN_QUOTE.format(begins + 1)))
    with source.open() as lines:
        yield from csv.reader(islice(lines, begins, None), delimiter=separator, quoting=csv.QUOTE_NONE)


def _encoding_notes(encoding: Encoding) -> Iterator[Note]:
    if encoding.guessed:
        mended = "" if encoding.errors == "replace" else " ; quelques caractères isolés y sont lus en cp1252"
        yield Note("encodage_devine", f"L’encodage du fichier a été deviné : {encoding.name}{mended}.")
