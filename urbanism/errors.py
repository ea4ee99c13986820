"""Errors that say what happened, where, and what to do next — in French, for a person who is not a programmer."""

from __future__ import annotations


class UrbanismError(Exception):
    """Base of every expected error.

    Args:
        what: what happened, one plain French sentence.
        where: the place (file, sheet, row, cell; page, field), or "".
        remedy: what the person can do next, or "".
        code: a stable identifier that scripts may rely on.
    """

    code = "erreur"

    def __init__(self, what: str, *, where: str = "", remedy: str = "", code: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy
        if code:
            self.code = code

    def __str__(self) -> str:
        place = f"{self.where} : " if self.where else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{remedy}"


class UnusableFile(UrbanismError):
    """A file that cannot be read at all: missing, empty, encrypted, not a spreadsheet, no rights."""

    code = "fichier_inutilisable"


class ConflictingChange(UrbanismError):
    """A plan of changes that no longer fits the estate: someone else changed it meanwhile."""

    code = "modification_concurrente"


class ImpossibleChange(UrbanismError):
    """A plan of changes that the database refuses: a rule of the model would be broken."""

    code = "modification_impossible"


class NothingToUndo(UrbanismError):
    """A run that does not exist, is already undone, or on which later changes depend."""

    code = "annulation_impossible"


class NotAllowed(UrbanismError):
    """Something that whoever asks has no right to do."""

    code = "droit_absent"
