"""The page of projects and directions."""

from __future__ import annotations

from mini_estate import Open
from sqlalchemy import Engine
from test_pages import rows, shown

from urbanism.store import Creations, Identifiers, Plan, apply_plan, load_snapshot, read_base
from urbanism.vocabulary import Origin


def test_a_project_names_its_directions_and_their_deputies(estate: Engine, open_page: Open) -> None:
    assert "Aucun projet" in shown(open_page("round_tables"))
    base = read_base(estate)
    ids = Identifiers(base)
    commune = load_snapshot(estate).communes[0].id
    one, other, project, lone = (ids.take() for _ in range(4))
    creations = (
        Creations(
            "department",
            ("id", "commune_id", "name", "deputy"),
            [(one, commune, "Voirie", "<b>M. Sorbier</b>"), (other, commune, "Finances", None)],
        ),
        Creations(
            "project",
            ("id", "commune_id", "code", "name", "department_id"),
            [(project, commune, "P1", "Collecte", one), (lone, commune, "P2", "Seul", None)],
        ),
        Creations("project_department", ("project_id", "department_id"), [(project, other)]),
    )
    apply_plan(estate, Plan("essai", "Projets", Origin.EDIT, base, creations))
    app = open_page("round_tables")
    assert not app.error
    assert list(app.dataframe[0].value["Directions"]) == [2]
    assert rows(open_page("round_tables", voir=f"projet.{project}")) == 2
    assert rows(open_page("round_tables", voir="sans-direction")) == 1
    assert rows(open_page("round_tables", liste="Directions")) == 2
