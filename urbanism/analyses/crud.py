"""The CRUD matrix: what each application does with each data object, where masters compete, which copies run wild.

A cell is one declared use. Its standing says how it stands among the others, by the same truth as rules R07
(`competing_masters`) and R08 (`copies`). What no workbook says is a `Silence`: whom to ask, and what.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from urbanism.analyses.masters import CompetingMasters, competing_masters, copies, masters_across, plain_scope
from urbanism.analyses.planned_uses import planned_uses
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.snapshot import DataUse
from urbanism.vocabulary import DataEntry, DataRole, Ternary


class Standing(StrEnum):
    """How a use stands among the other uses of the same object."""

    MASTER = "maître"
    RIVAL = "maître concurrent"
    CONTRIBUTOR = "contributeur"
    FED = "copie alimentée"
    WILD = "copie sauvage"
    UNTRACED = "copie à vérifier"
    READER = "lecteur"
    PLANNED = "prévu par un projet"
    UNSAID = "rôle inconnu"


class Cell(NamedTuple):
    """What an application does with a data object on a scope (None: all that its holder covers)."""

    use: int
    application: int
    data_object: int
    holder: int
    scope: str | None
    creates: Ternary
    reads: Ternary
    updates: Ternary
    deletes: Ternary
    role: DataRole
    entry: DataEntry
    standing: Standing


class Silence(NamedTuple):
    """What cannot be assessed: whose word is missing (a commune or an application), why, and what to ask."""

    subject: int
    reason: str
    question: str


@dataclass(frozen=True)
class CrudMatrix:
    """The whole matrix.

    `cells` go by holder, application, object. `competing` are the masters of one object for one scope, within a holder
    or across holders that serve the same commune. `silences` say what the matrix does not know.
    `planned` is what projects will add.
    """

    cells: tuple[Cell, ...]
    competing: tuple[CompetingMasters, ...]
    silences: tuple[Silence, ...]
    planned: tuple[Cell, ...]


_PLAIN = {
    DataRole.MASTER: Standing.MASTER,
    DataRole.CONTRIBUTOR: Standing.CONTRIBUTOR,
    DataRole.COPY: Standing.UNTRACED,
    DataRole.READER: Standing.READER,
    DataRole.UNKNOWN: Standing.UNSAID,
}
_FED = {True: Standing.FED, False: Standing.WILD, None: Standing.UNTRACED}


def crud_matrix(graph: EstateGraph) -> CrudMatrix:
    """The matrix of the whole estate, in time proportional to the uses declared."""
    competing = (*competing_masters(graph), *masters_across(graph))
    rivals = {
        (application, case.data_object, scope)
        for case in competing
        for application in case.applications
        for scope in (None, case.scope)
    }
    fed = {(copy.party, copy.data_object): copy.fed for copy in copies(graph)}
    cells = [_cell(use, graph.holder[use.application_id], _standing(use, rivals, fed)) for use in graph.uses]
    coming = [_cell(use, graph.holder[use.application_id], Standing.PLANNED) for use in planned_uses(graph)]
    return CrudMatrix(
        tuple(sorted(cells, key=_place)),
        competing,
        _silences(graph),
        tuple(sorted(coming, key=_place)),
    )


def _place(cell: Cell) -> tuple[int, ...]:
    return cell.holder, cell.application, cell.data_object, cell.use


def _standing(
    use: DataUse, rivals: set[tuple[int, int, str | None]], fed: dict[tuple[int, int], bool | None]
) -> Standing:
    place = (use.application_id, use.data_object_id)
    standing = _PLAIN[use.role]
    if standing is Standing.MASTER and (*place, plain_scope(use.scope)) in rivals:
        standing = Standing.RIVAL
    elif use.role is DataRole.COPY and place in fed:
        standing = _FED[fed[place]]
    return standing


def _cell(use: DataUse, holder: int, standing: Standing) -> Cell:
    return Cell(
        use.id,
        use.application_id,
        use.data_object_id,
        holder,
        use.scope,
        use.creates,
        use.reads,
        use.updates,
        use.deletes,
        use.role,
        use.entry,
        standing,
    )


def _silences(graph: EstateGraph) -> tuple[Silence, ...]:
    """The holders whose workbook tells no use at all, then the applications that write without saying their role."""
    told = {graph.holder[use.application_id] for use in graph.uses}
    found = [
        Silence(
            holder,
            f"{graph.label(holder)} ne dit pas ce que ses {len(applications)} applications font des données.",
            "Demandez à ses correspondants métiers, pour chaque application : quelles données crée-t-elle, lit-elle, "
            "modifie-t-elle, et en est-elle le maître ?",
        )
        for holder, applications in group(graph.applications, lambda a: a.commune_id).items()
        if holder not in told
    ]
    for use in graph.uses:
        if use.role is DataRole.UNKNOWN and Ternary.YES in (use.creates, use.updates):
            application = graph.snapshot.by_id[use.application_id]
            whom = application.correspondent or f"qui tient « {application.name} »"
            about = graph.label(use.data_object_id)
            found.append(
                Silence(
                    use.application_id,
                    f"« {application.name} » écrit « {about} » sans dire à quel titre.",
                    f"Demandez à {whom} si elle est maître de « {about} », y contribue, ou en tient une copie.",
                )
            )
    return tuple(found)
