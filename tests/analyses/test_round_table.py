"""Who must be at the table: asked, concerned, to be consulted; each through its direction and its deputy."""

from __future__ import annotations

from datetime import date

import pytest

from tests.estates import Estate
from urbanism.analyses.round_table import Seat, direction_of, round_tables
from urbanism.drawing.furniture import Caption
from urbanism.drawing.paper import PAPERS, SCREEN, Paper
from urbanism.drawing.round_table_map import round_table_scenes
from urbanism.drawing.scene import areas, flat, texts
from urbanism.graph import EstateGraph
from urbanism.snapshot import Department, Project, ProjectDepartment
from urbanism.vocabulary import ProjectStatus


def department(made: Estate, name: str, commune: str = "Nord", **fields: object) -> int:
    return made.add("departments", Department, name=name, commune_id=made.commune(commune), **fields)


def test_a_table_has_who_asks_who_is_concerned_and_whose_tools_it_touches() -> None:
    made = Estate()
    waste = department(made, "Propreté", deputy="Mme Prunier")
    roads = department(made, "Voirie", deputy="M. Sorbier")
    drains = department(made, "Égouts", parent_id=roads)
    finance = department(made, "Finances")
    elsewhere = department(made, "Finances", "Sud")
    made.application("Paie", "Nord", "gestion", department_id=finance)
    made.application("Paie", "Sud", "gestion", department_id=elsewhere)
    project = made.add(
        "projects",
        Project,
        name="Collecte intelligente",
        code="p",
        commune_id=made.commune("Nord"),
        department_id=waste,
        block_id=made.block("gestion"),
    )
    made.add("project_departments", ProjectDepartment, project_id=project, department_id=drains)
    found = round_tables(EstateGraph(made.snapshot()))
    table = found.tables[0]
    assert dict(table.seats) == {waste: Seat.ASKS, roads: Seat.CONCERNED, finance: Seat.TOUCHED}
    assert table.deputies == ("Mme Prunier", "M. Sorbier")
    assert table.without_deputy == (finance,)


def test_a_project_that_is_over_has_no_table_and_one_without_direction_is_counted() -> None:
    made = Estate()
    made.add("projects", Project, name="Livré", code="a", status=ProjectStatus.DELIVERED)
    lone = made.add("projects", Project, name="Seul", code="b", status=ProjectStatus.DRAFT)
    found = round_tables(EstateGraph(made.snapshot()))
    assert (found.tables, found.empty) == ((), (lone,))


def test_parents_in_a_circle_do_not_hang() -> None:
    one, other = (Department(n, 1, "x", 3 - n, None, {}) for n in (1, 2))
    assert direction_of({1: one, 2: other}, 1) in (1, 2)


@pytest.mark.parametrize("paper", [SCREEN, *PAPERS.values()], ids=lambda paper: paper.name)
def test_every_seat_is_drawn_within_the_sheet_and_readable(paper: Paper) -> None:
    made = Estate()
    directions = [department(made, f"Direction {n} " + "x" * 80, deputy="<b>élu</b>") for n in range(20)]
    for n in range(40):
        project = made.add("projects", Project, name=f"Projet {n}", code=str(n), department_id=directions[n % 20])
        for other in range(3):
            department_id = directions[(n + other + 1) % 20]
            made.add("project_departments", ProjectDepartment, project_id=project, department_id=department_id)
    graph = EstateGraph(made.snapshot())
    found = round_tables(graph)
    caption = Caption("Projets", "directions", "Source : essai", date(2026, 11, 22), True)
    names = [graph.label(one.id) for one in found.directions]
    scenes = round_table_scenes(graph, found, names, paper, caption)
    seats = [area for scene in scenes for area in areas(scene.shapes) if " – " in area.title]
    assert len(seats) == 40 * 4
    for scene in scenes:
        assert all(scene.box.holds(shape.box) for shape in flat(scene.shapes) if hasattr(shape, "box"))
        assert min(text.size for text in texts(scene.shapes)) >= paper.least
