"""The sheet that explains a workbook: what each sheet and column holds, its allowed values, how to import it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from importers.exported.layout import EXTRA_PREFIX, LISTS, MARK, NOT_WRITTEN, RARE_EXTRAS, REVISION, Sheet
from importers.fields import ValueType
from urbanism.exports.columns import OutColumn
from urbanism.snapshot import Snapshot

HEADING, PLAIN, TABLE = "heading", "plain", "table"

Line = tuple[str, tuple[str | int, ...]]
"""A line of the sheet: how it is shown, and its cells."""

_HOW = (
    "Ce classeur se réimporte tel quel : « urbanism import » sur ce fichier, ou la page Import.",
    "Corrigez les cellules, ajoutez des lignes ; gardez les noms des feuilles et les intitulés des colonnes.",
    "Une cellule vide veut dire « personne ne l’a dit », jamais « non » : l’import n’efface rien à cause d’elle.",
    "Une ligne supprimée ici n’est pas supprimée dans la base.",
    "Les listes séparent les noms par « ; ». Un nom qui contient lui-même un « ; » est entre guillemets droits.",
    f"Les colonnes qui suivent les nôtres sont les attributs propres aux communes. « {EXTRA_PREFIX}… » désigne un"
    " attribut qui porte le même nom qu’une de nos colonnes : le texte d’origine, par exemple.",
    f"« {RARE_EXTRAS} » réunit les attributs que très peu de lignes portent.",
)

_KINDS = {
    ValueType.DATE: "une date",
    ValueType.MONEY: "un montant en euros",
    ValueType.INTEGER: "un nombre entier",
    ValueType.LEVEL: "un niveau de 0 à 5",
    ValueType.LIST: "des noms séparés par « ; »",
}


def lines(
    snapshot: Snapshot, sheets: Sequence[tuple[Sheet, list[OutColumn]]], *, commune: str | None, fictitious: bool
) -> list[Line]:
    """Every line of the sheet of explanations, from the top."""
    found: list[Line] = [(HEADING, (MARK,))]
    if fictitious:
        found.append((HEADING, ("Jeu fictif : aucune commune réelle n’y figure.",)))
    found += [
        (PLAIN, (f"Patrimoine applicatif : {commune or 'toutes les communes'}",)),
        (PLAIN, ("Date", _french(snapshot.today))),
        (PLAIN, (REVISION, snapshot.revision)),
        (PLAIN, ("Vu par", snapshot.viewer or "utilisateur local")),
    ]
    if snapshot.hidden_communes:
        found.append(
            (PLAIN, ("Des coûts, contrats et projets de communes que vous ne suivez pas ne sont pas montrés.",))
        )
    found += [(PLAIN, ()), *((PLAIN, (sentence,)) for sentence in _HOW), (PLAIN, ())]
    found.append((TABLE, ("Feuille", "Lignes")))
    found += [(PLAIN, (sheet.title, len(getattr(snapshot, sheet.table)))) for sheet, _columns in sheets]
    found += [(PLAIN, ()), (TABLE, ("Feuille", "Colonne", "Ce qu’elle contient", "Valeurs admises"))]
    for sheet, columns in sheets:
        found += [(PLAIN, (sheet.title, *_explained(column))) for column in columns if not column.extra]
    found += [(PLAIN, ()), (PLAIN, ("Ce classeur ne contient pas : " + ", ".join(NOT_WRITTEN) + ".",))]
    found.append((PLAIN, ("La sauvegarde (« urbanism backup ») garde tout.",)))
    return found


def _explained(column: OutColumn) -> tuple[str, ...]:
    if column.choices is not None:
        return column.header, "une valeur de la liste", ", ".join(member.value for member in column.choices)
    if column.names is not None:
        return column.header, "le nom ou le code d’un objet", f"voir la feuille « {LISTS} » ou celle de ces objets"
    return column.header, _KINDS.get(column.kind, "un texte")


def _french(day: date) -> str:
    return day.strftime("%d/%m/%Y")
