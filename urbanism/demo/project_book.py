"""The projects as a workbook of ours: it is read back exactly, with the applications and flows that they plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from importers.exported.labels import label_of
from importers.exported.layout import MARK, README, SHEETS
from urbanism.codes import application_code
from urbanism.demo.projects import END, START, PlannedApplication, PlannedFlow, Project
from urbanism.demo.records import World
from urbanism.demo.workbook import Line, Sheet
from urbanism.vocabulary import InterfaceState, LifecycleStatus, ProjectStatus

FILE = "Projets.xlsx"
_TITLES = {sheet.table: sheet.title for sheet in SHEETS}
_LISTS = {many.table: many for sheet in SHEETS for many in sheet.lists}
_NATIONAL = "système national"


def project_sheets(world: World) -> Iterator[Sheet]:
    """The sheets, in the order in which they name each other."""
    yield Sheet(README, iter([Line([MARK]), Line(["Jeu fictif : dix projets à diagnostiquer."])]), frozenset())
    yield _sheet("projects", [_project(project) for project in world.projects])
    yield _sheet("project_data_objects", [row for project in world.projects for row in _uses(project)])
    brought = [(project, project.application) for project in world.projects if project.application]
    yield _sheet("applications", [_application(project, planned) for project, planned in brought])
    holders = {application.code: application.holder for application in world.applications}
    flows = [
        _flow(project, flow, number, holders)
        for project in world.projects
        for number, flow in enumerate(project.flows, start=1)
    ]
    yield _sheet("interfaces", flows)


def _sheet(table: str, rows: Sequence[Mapping[str, Any]]) -> Sheet:
    """A sheet of rows by field; the fields are those of its first row."""
    fields = list(rows[0]) if rows else []
    headers = [_header(table, field) for field in fields]
    lines = [Line(list(headers)), *(Line([row[field] for field in fields]) for row in rows)]
    return Sheet(_TITLES[table], iter(lines), frozenset())


def _header(table: str, field: str) -> str:
    name, _dot, part = field.partition(".")
    if name in _LISTS:
        return str(_LISTS[name].scope_label if part else _LISTS[name].label)
    return label_of(table, field)


def _project(project: Project) -> dict[str, Any]:
    return {
        "commune_id": project.holder,
        "code": project.code,
        "name": project.name,
        "need": project.need,
        "status": ProjectStatus.SUBMITTED.value,
        "block_id": project.block,
        "department_id": project.department,
        "solution": project.solution,
        "personal_data": project.personal_data.value,
        "hosting": project.hosting.value,
        "cost": project.cost,
        "starts_on": START,
        "ends_on": END,
        "project_departments": " ; ".join(project.concerned),
    }


def _uses(project: Project) -> Iterator[dict[str, Any]]:
    for use in project.uses:
        yield {
            "project_id": project.code,
            "data_object_id": use.data_object,
            "reads": use.reads.value,
            "writes": use.writes.value,
            "role": use.role.value,
        }


def _code(project: Project) -> str:
    return application_code(project.holder, f"application {project.code}")


def _application(project: Project, planned: PlannedApplication) -> dict[str, Any]:
    return {
        "commune_id": project.holder,
        "code": _code(project),
        "name": planned.name,
        "block_id": project.block,
        "department_id": project.department,
        "status": LifecycleStatus.PROJECT.value,
        "hosting": planned.hosting.value,
        "data_holder": planned.data_holder.value,
        "open_api": planned.open_api.value,
        "instance": planned.instance.value,
        "personal_data": project.personal_data.value,
        "project_id": project.code,
        "served_communes": " ; ".join(planned.served),
    }


def _flow(project: Project, flow: PlannedFlow, number: int, holders: Mapping[str, str]) -> dict[str, Any]:
    ends: dict[str, Any] = {}
    for name, code in (("source_id", flow.source), ("target_id", flow.target)):
        ends[name] = code or _code(project)
        ends[f"{name}.kind"] = "application" if not code or code in holders else _NATIONAL
        ends[f"{name}.scope"] = holders.get(code, project.holder if not code else "") or None
    return {
        "commune_id": project.holder,
        "code": f"{project.code}-F{number}",
        **ends,
        "means": flow.means.value,
        "state": InterfaceState.PLANNED.value,
        "personal_data": flow.personal_data.value,
        "agreement": flow.agreement,
        "project_id": project.code,
        "interface_objects": " ; ".join(flow.data_objects),
    }
