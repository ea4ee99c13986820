"""The opinion that the statements call for; a person signs another if they judge otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from urbanism.diagnosis.case import Case
from urbanism.diagnosis.results import Statement
from urbanism.vocabulary import Opinion, Severity

WELCOME = ("POT_COMMUN", "RETRAIT")
"""The statements that speak for a project."""


def proposed_opinion(case: Case, statements: Sequence[Statement]) -> tuple[Opinion, tuple[str, ...]]:
    """The opinion and its reasons.

    Nothing changes on the map: no need of one. Something grave: unfavourable. Something to lift first: favourable with
    reserves. Nothing could be said of what it brings: none yet.
    """
    if case.changes_nothing:
        text = "Le projet n’apporte ni application, ni flux, ni donnée, ni retrait : rien ne change sur la carte."
        return Opinion.NOT_NEEDED, (text,)
    grave = [statement.text for statement in statements if statement.severity is Severity.GRAVE]
    if grave:
        return Opinion.UNFAVOURABLE, tuple(grave)
    reserved = [statement.text for statement in statements if statement.reserve]
    if reserved:
        return Opinion.WITH_RESERVES, tuple(reserved)
    if not any(statement.severity for statement in statements) and not case.blocks:
        return Opinion.PENDING, ("La fiche du projet n’en dit pas assez : complétez-la.",)
    good = [statement.text for statement in statements if statement.code in WELCOME]
    return Opinion.FAVOURABLE, ("Rien de ce qui a pu être examiné ne s’y oppose.", *good)
