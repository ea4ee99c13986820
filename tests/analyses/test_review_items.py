"""What a commune is asked, in which order, what is doubtful in its map, and who is late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from estates import TODAY, Estate

from urbanism.analyses.review import next_question, required_unknowns, review_items
from urbanism.governance.campaigns import is_late, reminder
from urbanism.graph import EstateGraph
from urbanism.snapshot import Campaign
from urbanism.vocabulary import BlockBasis, Criticality, LifecycleStatus

CAMPAIGN = Campaign(1, "Revue", TODAY, TODAY + timedelta(30), None)


def test_where_an_application_stands_is_asked_first_then_the_most_critical() -> None:
    made = Estate()
    made.application("Placée", block="paie", criticality=Criticality.VITAL)
    made.application("Perdue", users=3)
    made.application("Perdue et vitale", criticality=Criticality.VITAL)
    commune = made.commune()
    items = review_items(EstateGraph(made.snapshot()), commune, None)
    first = next_question(items)
    assert first is not None
    assert (first.gap, first.application.name) == ("bloc", "Perdue et vitale")
    assert "bloc" not in required_unknowns(items)["Placée"]


def test_what_stopped_is_another_communes_or_out_of_the_zones_is_not_asked() -> None:
    made = Estate()
    made.application("Ici", block="paie")
    made.application("Arrêtée", status=LifecycleStatus.STOPPED)
    made.application("Ailleurs", "Val")
    made.block("port", zone="echanges")
    made.application("Autre zone", block="port")
    items = review_items(EstateGraph(made.snapshot()), made.commune(), None, ["metiers"])
    assert [item.application.name for item in items] == ["Ici"]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("block_id", {"block": "paie", "block_basis": BlockBasis.PROPOSED}),
        ("ends_on", {"ends_on": TODAY - timedelta(1)}),
        ("end_of_support", {"end_of_support": TODAY - timedelta(1)}),
        ("users", {"users": 0}),
        ("cost_total", {"cost_total": 10.0, "cost_licence": 20.0}),
    ],
)
def test_a_value_that_may_be_wrong_is_told(field: str, values: dict[str, object]) -> None:
    made = Estate()
    made.application("Sûre", block="paie", users=3, ends_on=TODAY, cost_total=20.0, cost_licence=20.0)
    made.application("Douteuse", **values)
    items = review_items(EstateGraph(made.snapshot()), made.commune(), None)
    assert [(d.application.name, d.field) for item in items for d in item.doubts] == [("Douteuse", field)]


@pytest.mark.parametrize(
    ("days", "reviewed", "signed", "late"),
    [(10, 0, False, False), (16, 0, False, True), (16, 1, False, False), (31, 9, False, True), (31, 9, True, False)],
)
def test_who_is_late(days: int, reviewed: int, signed: bool, late: bool) -> None:
    assert is_late(CAMPAIGN, reviewed, signed, TODAY + timedelta(days)) is late


def test_a_reminder_says_what_is_left_and_until_when() -> None:
    text = reminder(CAMPAIGN, "Bourg", 4, 10, 25, "Ursule")
    for words in ("Bourg", "4\u00a0applications sur 10", "6\u00a0applications", "25\u00a0valeurs", "Ursule"):
        assert words in text
    assert date.strftime(TODAY + timedelta(30), "%d/%m/%Y") in text
