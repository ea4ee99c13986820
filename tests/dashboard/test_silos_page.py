"""The page of the silos: the table and each of its cells, every number with its list, always the caveat."""

from __future__ import annotations

import itertools
import re
from html import unescape

import pytest
from mini_estate import HOSTILE, Open, drawn
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest
from test_pages import rows, shown

from urbanism.analyses.silos import CAVEAT, Silos, silos
from urbanism.dashboard.silo_lists import flows_of_cell
from urbanism.graph import EstateGraph
from urbanism.store import Creations, Identifiers, Plan, Update, apply_plan, load_snapshot, read_base
from urbanism.vocabulary import Origin


@pytest.fixture
def crossing(estate: Engine) -> Silos:
    """Personal flows between the sealed sectors of the small estate, half of them with a basis and an agreement."""
    snapshot = load_snapshot(estate)
    sealed = {b.id for b in snapshot.blocks if b.sector_id is not None and not b.transverse_channel}
    ends = [a for a in snapshot.applications if a.block_id in sealed and a.is_active]
    base = read_base(estate)
    ids = Identifiers(base)
    flows = [
        (
            ids.take(),
            left.commune_id,
            f"P{rank}",
            left.id,
            right.id,
            "API",
            "active",
            "oui",
            "Article 6" if rank % 2 else None,
            "Convention 12" if rank % 2 else None,
        )
        for rank, (left, right) in enumerate(itertools.pairwise(ends))
    ]
    fields = (
        "id", "commune_id", "code", "source_id", "target_id", "means", "state", "personal_data", "legal_basis",
        "agreement",
    )  # fmt: skip
    town = snapshot.communes[0]
    renamed = Update("commune", town.id, {"name": town.name}, {"name": HOSTILE[0]})
    plan = Plan("essai", "Flux personnels", Origin.EDIT, base, (Creations("interface", fields, flows),), (renamed,))
    apply_plan(estate, plan)
    return silos(EstateGraph(load_snapshot(estate)))


def figures(app: AppTest) -> dict[str, int]:
    return {metric.label: int(metric.value) for metric in app.metric}


def test_the_caveat_is_always_said(crossing: Silos, open_page: Open) -> None:
    assert CAVEAT in open_page("silos").info[0].value
    assert CAVEAT in open_page("silos", voir="places").info[0].value


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Flux placés", "places"),
        ("Entre secteurs", "entre-secteurs"),
        ("Entre collectivités", "entre-communes"),
        ("Non consignés", "non-consignes"),
        ("Secteur inconnu", "sans-secteur"),
        ("Personnels ?", "inconnus"),
    ],
)
def test_each_figure_opens_its_list(crossing: Silos, open_page: Open, label: str, key: str) -> None:
    app = open_page("silos", voir=key)
    assert (rows(app) if app.dataframe else 0) == figures(app)[label]


def test_each_silo_with_flows_opens_them(crossing: Silos, estate: Engine, open_page: Open) -> None:
    snapshot = load_snapshot(estate)
    filled = [cell for cell in (*crossing.cells, *crossing.apart) if cell.inside + cell.crossing]
    table = drawn(open_page("silos"))
    addresses = [unescape(address) for address in re.findall(r'href="silos\?([^"]+)"', table)]
    assert len(addresses) == len(filled) > 3
    assert table.count("<td class=") == len(crossing.cells) + len(crossing.apart)
    for cell in filled[:4]:
        sector, commune = snapshot.by_id[cell.sector], snapshot.by_id[cell.holder]
        assert f"secteur={sector.number}&collectivite={commune.code}" in addresses
        app = open_page("silos", secteur=str(sector.number), collectivite=commune.code)
        assert rows(app) == len(flows_of_cell(crossing, cell)) == cell.inside + cell.crossing


def test_what_lacks_a_basis_or_an_agreement_is_counted_in_its_cells(crossing: Silos, open_page: Open) -> None:
    lacking = sum(cell.unjustified for cell in (*crossing.cells, *crossing.apart))
    told = [int(found) for found in re.findall(r"<b>(\d+) sans</b>", drawn(open_page("silos")))]
    assert sum(told) == lacking > 0


def test_a_hostile_name_stays_a_text(crossing: Silos, open_page: Open) -> None:
    table = drawn(open_page("silos"))
    assert "<script" not in table
    assert "&lt;script&gt;" in table


@pytest.mark.parametrize(
    "address", [{"voir": "x"}, {"secteur": "99", "collectivite": "C00"}, {"secteur": "1", "collectivite": "<b>"}]
)
def test_a_list_that_does_not_exist_shows_the_table(crossing: Silos, open_page: Open, address: dict[str, str]) -> None:
    assert drawn(open_page("silos", **address))


def test_without_flows_the_page_says_what_to_do(nothing: Engine, open_page: Open) -> None:
    assert "Aucun flux à placer" in shown(open_page("silos"))


def test_a_filter_keeps_the_flows_of_a_place_alone(crossing: Silos, estate: Engine, open_page: Open) -> None:
    snapshot = load_snapshot(estate)
    block = EstateGraph(snapshot).block
    place = block[crossing.crossings[0].flow.source_id]
    kept = [one for one in crossing.placed if place in (block.get(one.flow.source_id), block.get(one.flow.target_id))]
    app = open_page("silos", bloc=snapshot.by_id[place].code, voir="places")
    assert figures(app)["Flux placés"] == len(kept) == rows(app)
    assert 0 < len(kept) < len(crossing.placed)


def test_a_filter_on_communes_keeps_their_columns(crossing: Silos, estate: Engine, open_page: Open) -> None:
    graph = EstateGraph(load_snapshot(estate))
    towns, others = graph.towns, len(graph.communes) - len(graph.towns)
    assert drawn(open_page("silos")).count('scope="col"') == len(towns) + others
    assert drawn(open_page("silos", commune=towns[0].code)).count('scope="col"') == 1 + others
