"""The CRUD matrix and the way of a data object: numbers open their lists, addresses are followed."""

from __future__ import annotations

import pytest
from mini_estate import HOSTILE, Open, drawn
from sqlalchemy import Engine
from test_pages import rows, shown

from urbanism.analyses.crud import crud_matrix
from urbanism.dashboard.address import PARAMETERS
from urbanism.graph import EstateGraph
from urbanism.snapshot import Snapshot
from urbanism.store import Creations, Identifiers, Plan, Update, apply_plan, load_snapshot, read_base
from urbanism.vocabulary import Origin


@pytest.fixture
def uses(estate: Engine) -> Snapshot:
    """Two masters of the same object, a reader, a copy that nothing feeds; the first is called something hostile."""
    snapshot = load_snapshot(estate)
    running = [a for a in snapshot.applications if a.is_active and a.commune_id == snapshot.applications[0].commune_id]
    voie = next(item.id for item in snapshot.data_objects if "voie" in item.name.lower())
    base = read_base(estate)
    ids = Identifiers(base)
    said = (("oui", "maître"), ("oui", "maître"), ("non", "lecteur"), ("non", "copie"))
    made = [
        (ids.take(), application.id, voie, creates, "oui", role)
        for application, (creates, role) in zip(running, said, strict=False)
    ]
    fields = ("id", "application_id", "data_object_id", "creates", "reads", "role")
    renamed = Update("application", running[0].id, {"name": running[0].name}, {"name": HOSTILE[0]})
    plan = Plan("essai", "Usages", Origin.EDIT, base, (Creations("data_use", fields, made),), (renamed,))
    apply_plan(estate, plan)
    return load_snapshot(estate)


def figures(app) -> dict[str, int]:
    return {metric.label: int(metric.value) for metric in app.metric}


def test_each_number_of_the_matrix_opens_its_list(uses: Snapshot, open_page: Open) -> None:
    told = figures(open_page("crud"))
    assert told["Usages"] == len(crud_matrix(EstateGraph(uses)).cells) == 4
    assert told["Maîtres concurrents"] == 2
    for label, key in (
        ("Usages", "utilisations"),
        ("Maîtres concurrents", "maitres-concurrents"),
        ("Copies sauvages", "copies-sauvages"),
    ):
        if told[label]:
            assert rows(open_page("crud", voir=key)) == told[label]


def test_the_matrix_links_to_applications_and_data_and_keeps_hostile_names_as_text(
    uses: Snapshot, open_page: Open
) -> None:
    table = drawn(open_page("crud"))
    assert "application?id=" in table
    assert "donnee?objet=" in table
    assert "<script" not in table


def test_the_matrix_follows_the_filters(uses: Snapshot, open_page: Open) -> None:
    used = {cell.application for cell in crud_matrix(EstateGraph(uses)).cells}
    name = next(a.name for a in uses.applications if a.id in used and a.name != HOSTILE[0])
    assert 0 < figures(open_page("crud", **{PARAMETERS["text"]: name}))["Usages"] < 4
    assert "Rien ne correspond" in shown(open_page("crud", **{PARAMETERS["text"]: "introuvable"}))


def test_the_way_follows_its_address_and_each_number_opens_its_list(uses: Snapshot, open_page: Open) -> None:
    voie = next(item for item in uses.data_objects if "voie" in item.name.lower())
    app = open_page("data_way", objet=voie.code)
    told = figures(app)
    assert told["Produisent"] == 2
    assert "donnee?objet=" in drawn(app)
    assert rows(open_page("data_way", objet=voie.code, voir="PRODUCES")) == 2
    assert rows(open_page("data_way", objet=voie.code, voir="flux")) == told["Flux qui la portent"]
    assert not open_page("data_way", objet="rien", de="x", groupe="<b>", voir="?").exception


def test_data_that_nobody_uses_say_whom_to_ask(estate: Engine, open_page: Open) -> None:
    idle = next(item for item in load_snapshot(estate).data_objects if "voie" not in item.name.lower())
    assert "Demandez aux correspondants" in shown(open_page("data_way", objet=idle.code))


def test_without_uses_the_matrix_says_what_to_import(nothing: Engine, open_page: Open) -> None:
    assert "Aucun usage de donnée connu" in shown(open_page("crud"))
