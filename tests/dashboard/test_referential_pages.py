"""The pages of rival referentials: their lists, one group, its target, decisions; the rules of authority."""

from __future__ import annotations

import pytest
from mini_estate import HOSTILE, Open, drawn
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest
from test_pages import rows, shown

from urbanism.analyses.referentials.report import Report, report
from urbanism.dashboard.components.subjects import subject_target
from urbanism.dashboard.state import Estate
from urbanism.graph import EstateGraph
from urbanism.store import LOCAL, Creations, Identifiers, Plan, apply_plan, load_snapshot, read_base
from urbanism.vocabulary import AuthorityRating, Origin

NAMES = ("Base des rues", "Tronçons", "Suivi des plaintes (bruit)", "Suivi des plaintes (déchets)", HOSTILE[0])
NOTHING_SAID = None


@pytest.fixture
def rivals(estate: Engine) -> Report:
    """Two more road bases beside that of the small estate, two homonyms, a hostile name; a script between two."""
    snapshot = load_snapshot(estate)
    voies = next(item.id for item in snapshot.data_objects if item.code == "voies")
    first = snapshot.referentials[0]
    base = read_base(estate)
    ids = Identifiers(base)
    objects = (voies, NOTHING_SAID, NOTHING_SAID, NOTHING_SAID, NOTHING_SAID)
    made = [
        (ids.take(), first.commune_id, f"R{rank}", name, item)
        for rank, (name, item) in enumerate(zip(NAMES, objects, strict=True))
    ]
    script = (ids.take(), first.commune_id, "S1", first.id, made[0][0], "moulinette", "active")
    creations = (
        Creations("referential", ("id", "commune_id", "code", "name", "data_object_id"), made),
        Creations("interface", ("id", "commune_id", "code", "source_id", "target_id", "means", "state"), [script]),
    )
    apply_plan(estate, Plan("essai", "Bases rivales", Origin.EDIT, base, creations))
    return report(EstateGraph(load_snapshot(estate)))


def figures(app: AppTest) -> dict[str, int]:
    return {metric.label: int(metric.value) for metric in app.metric}


def test_the_lists_have_the_sizes_they_tell(rivals: Report, open_page: Open) -> None:
    told = figures(open_page("referential_groups"))
    assert told["Groupes"] == len(rivals.cases) == 1
    assert told["Homonymes"] == len(rivals.groups.homonyms) == 1
    for name in ("Groupes", "Homonymes", "À renseigner"):
        assert rows(open_page("referential_groups", liste=name)) == told[name] > 0


def test_a_group_shows_its_members_evidence_target_and_drawing(rivals: Report, open_page: Open) -> None:
    (case,) = rivals.cases
    app = open_page("referential_group", id=str(case.proposal.master))
    assert not app.exception
    text = shown(app)
    assert all(sentence in text for sentence in case.evidence)
    told = {metric.label: metric.value for metric in app.metric}
    assert told["Liens aujourd’hui"] == str(case.target.links_before)
    assert told["À arrêter"] == "1"
    drawing = drawn(app)
    assert all(f"fiche?quoi=referentials&amp;id={member}" in drawing for member in case.group.referentials)
    assert "stroke-dasharray" in drawing


def test_a_finding_about_rivals_leads_to_their_group_and_one_about_a_lone_base_to_its_sheet(
    rivals: Report, estate: Engine
) -> None:
    snapshot = load_snapshot(estate)
    seen, graph = Estate(str(estate.url), estate, LOCAL, snapshot), EstateGraph(snapshot)
    grouped = {member for case in rivals.cases for member in case.group.referentials}
    for base in snapshot.referentials:
        target = subject_target(seen, graph.subject(base.id))
        assert target is not None
        assert target[0] == ("doublon" if base.id in grouped else "fiche")


def test_designating_a_reference_writes_its_rules(rivals: Report, estate: Engine, open_page: Open) -> None:
    (case,) = rivals.cases
    app = open_page("referential_group", id=str(case.proposal.master))
    app.button(key=f"designer-{case.proposal.master}").click().run()
    assert not app.error
    written = {rule.source_id: rule.rating for rule in load_snapshot(estate).authority_rules}
    assert written[case.proposal.master] is AuthorityRating.REFERENCE
    assert set(written) == set(case.group.referentials)
    told = figures(open_page("authority"))
    assert told["Règles"] == len(case.group.members)


def test_saying_that_they_differ_takes_the_group_apart(rivals: Report, estate: Engine, open_page: Open) -> None:
    (case,) = rivals.cases
    app = open_page("referential_group", id=str(case.proposal.master))
    app.button(key=f"autre-groupe-{case.group.referentials[0]}").click().run()
    assert report(EstateGraph(load_snapshot(estate))).cases == ()
    assert "n’existe pas ou plus" in shown(open_page("referential_group", id=str(case.proposal.master)))


def test_every_flow_is_in_one_list_of_ratings(rivals: Report, estate: Engine, open_page: Open) -> None:
    told = figures(open_page("authority"))
    snapshot = load_snapshot(estate)
    graph = EstateGraph(snapshot)
    carried = sum(len(graph.objects.get(flow.id, ())) for flow in graph.flows)
    assert told["Référence"] + told["Déconseillée"] + told["Sans avis"] == carried
    assert told["Non évaluables"] == sum(flow.id not in graph.objects for flow in graph.flows)
    assert rows(open_page("authority", liste="Non évaluables")) == told["Non évaluables"]


@pytest.mark.parametrize("asked", ["", "0", "abc", "99999999999999999999"])
def test_a_group_that_is_not_there_is_said(rivals: Report, open_page: Open, asked: str) -> None:
    app = open_page("referential_group", id=asked)
    assert not app.exception
    assert "n’existe pas" in shown(app)


def test_without_referentials_the_page_says_what_to_import(nothing: Engine, open_page: Open) -> None:
    assert "Aucun référentiel" in shown(open_page("referential_groups"))
