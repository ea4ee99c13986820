"""Indicators I01 to I20: each on an estate counted by hand, by part, and unknown where nothing was said."""

from __future__ import annotations

import json
from datetime import date

import pytest
from estates import TODAY, Estate

from urbanism import snapshot as records
from urbanism.analyses.indicators import FORMULAS, Figure, NoFigure, indicators
from urbanism.graph import EstateGraph
from urbanism.nomenclature import load_nomenclature
from urbanism.snapshot import Snapshot
from urbanism.vocabulary import (
    DataRole,
    HolderKind,
    InstanceKind,
    InterfaceMeans,
    LifecycleStatus,
    Opinion,
    Ternary,
)


def value(made: Estate, code: str, kind: str = "ensemble", of: str = "Ensemble") -> Figure:
    found = {(i.code, i.part_kind, i.part): i.figure for i in indicators(EstateGraph(made.snapshot()), {})}
    figure = found[code, kind, of]
    assert isinstance(figure, Figure), figure
    return figure


def three() -> Estate:
    """Two doubles in the town, one application in the other commune, one stopped."""
    made = Estate()
    made.commune("Ville", inhabitants=1000, agents=10)
    made.commune("Bourg", inhabitants=500)
    made.application("A", block="gmao", product="P", cost_total=3000.0, target_decision="conserver")
    made.application("B", block="gmao", product="Q", cost_total=1500.0, target_decision="retirer", version="2")
    made.application("C", block="paie", commune="Bourg", product="P")
    made.application("D", block="paie", status=LifecycleStatus.STOPPED, target_decision="migrer")
    return made


def test_every_indicator_of_the_nomenclature_is_computed_and_an_empty_estate_has_no_figure() -> None:
    titles = {one.code: one.title for one in load_nomenclature().indicators}
    assert titles.keys() == FORMULAS.keys()
    found = indicators(EstateGraph(Snapshot()), titles)
    assert len(found) == 20
    assert all(isinstance(one.figure, NoFigure) and one.title for one in found)
    assert json.loads(json.dumps(found[0].as_json()))["value"] is None


@pytest.mark.parametrize(
    ("code", "numerator", "denominator"),
    [("I01", 3, 2), ("I02", 1, 3), ("I07", 2, 3), ("I11", 4500, 1500), ("I12", 1500, 1), ("I16", 1, 2), ("I20", 1, 4)],
)
def test_portfolio_and_money(code: str, numerator: float, denominator: float) -> None:
    figure = value(three(), code)
    assert (figure.numerator, figure.denominator) == (numerator, denominator)
    assert figure.value == pytest.approx(numerator / denominator)
    assert figure.behind
    told = [i.as_json() for i in indicators(EstateGraph(three().snapshot()), {}, ["ensemble"])]
    assert json.loads(json.dumps(told))


def test_parts_of_the_estate() -> None:
    made = three()
    assert value(made, "I02", "commune", "Ville").value == 0.5
    assert value(made, "I02", "commune", "Bourg").value == 0
    assert value(made, "I01", "bloc", "gmao").value == 2
    assert value(made, "I01").detail == {"plus_grand_nombre_dans_un_bloc": 2, "produits_differents": 2}
    assert value(made, "I01", "zone", "metiers").value == 1.5
    assert value(made, "I11", "commune", "Ville").detail == {"par_agent": 450}


def test_pooled_applications() -> None:
    made = Estate()
    made.commune("Métropole", HolderKind.METROPOLE)
    made.application("une", "Métropole", serves=["Ville", "Bourg"], instance=InstanceKind.POOLED)
    made.application("deux", "Métropole", serves=["Ville"], instance=InstanceKind.POOLED)
    made.application("trois", "Ville", instance=InstanceKind.COMMUNAL)
    made.application("?")
    assert value(made, "I03")[:5] == (1 / 3, 1, 3, 3, 4)


def test_coverage_of_expected_blocks() -> None:
    made = Estate()
    for block in ("paie", "eau"):
        made.add("expected_blocks", records.ExpectedBlock, commune_id=made.commune(), block_id=made.block(block))
    made.application("A", block="paie")
    assert value(made, "I04").value == 0.5
    assert value(made, "I04", "bloc", "eau").value == 0
    assert value(made, "I04").behind == (made.block("eau"),)


def linked() -> Estate:
    made = Estate()
    first, second, third = (made.application(name) for name in "ABC")
    for means in (InterfaceMeans.API, InterfaceMeans.FILE, InterfaceMeans.HUB, InterfaceMeans.UNKNOWN):
        made.flow(first, second, means=means)
    made.flow(second, third)
    return made


def test_direct_links_and_the_gain_of_the_pot() -> None:
    assert value(linked(), "I05")[:5] == (0.75, 3, 4, 4, 5)
    figure = value(linked(), "I06")
    assert (figure.value, figure.numerator, figure.denominator) == (0, 3, 3)
    assert figure.detail == {"connecteurs": 3, "liens_si_tous_relies": 3}


def test_mastered_objects() -> None:
    made = Estate()
    for name, data_object in (("A", "tiers"), ("B", "agents"), ("C", "agents"), ("D", "voies")):
        made.use(made.application(name), data_object, role=DataRole.MASTER)
    made.use(made.application("E"), "budget")
    for rank in range(7):
        made.referential(f"Voies {rank}", about="voies")
    figure = value(made, "I08")
    assert figure[:5] == (1 / 3, 1, 3, 3, 4)
    assert set(figure.behind) == {made.data_object("agents"), made.data_object("voies")}


def test_silos_kept() -> None:
    made = Estate()
    made.block("social", sector=2)
    made.block("scolaire", sector=7)
    left, right = made.application("A", block="social"), made.application("B", block="scolaire")
    made.flow(left, left, personal_data=Ternary.YES)
    assert value(made, "I09").value == 1
    flow = made.flow(left, right, personal_data=Ternary.YES)
    made.commune("Bourg")
    assert value(made, "I09")[:3] == (0.5, 2, 4)
    assert value(made, "I09", "commune", "Bourg").value == 1
    assert value(made, "I09").behind == (flow,)


def test_concentration_of_editors() -> None:
    made = Estate()
    for name, editor in (("A", "E1"), ("B", "E1"), ("C", "E2"), ("D", "E3")):
        made.application(name, editor_id=made.editor(editor))
    made.application("?")
    assert value(made, "I10")[:5] == ((4 + 1 + 1) / 16, 6, 16, 4, 5)


def test_projects_and_reserves() -> None:
    made = Estate()
    for opinion in (Opinion.FAVOURABLE, Opinion.WITH_RESERVES, Opinion.PENDING, None):
        project = made.add("projects", records.Project, code=str(opinion), name="P")
        if opinion:
            diagnostic = made.add("diagnostics", records.Diagnostic, project_id=project, opinion=opinion)
    for lifted in (TODAY, None):
        made.add("reserves", records.Reserve, diagnostic_id=diagnostic - 2, text="R", lifted_on=lifted)
    figure = value(made, "I13")
    assert (figure.value, figure.detail) == (0.5, {"favorables": 2, "reserves": 2, "reserves_levees": 1})


def test_maturity_by_level() -> None:
    made = Estate()
    full = {"description": "…", "technologies": "SQL", "users": 3, "home_made": Ternary.YES}
    first, second = made.application("A", **full), made.application("B")
    made.flow(first, second, description="…")
    made.flow(first, second)
    figure = value(made, "I14")
    assert figure.value == 0.5
    assert figure.detail == {"granularite_1": 0.5, "granularite_2": 0.25, "granularite_3": 0.25}
    assert figure.behind == (second,)


def test_time_quadrants() -> None:
    made = Estate()
    for name, business, technical in (("A", 5, 5), ("B", 5, 1), ("C", 1, 5), ("D", 1, 1)):
        made.application(name, business_value=business, technical_value=technical)
    made.application("?", business_value=5)
    figure = value(made, "I15")
    assert figure.detail == dict.fromkeys(("tolérer", "investir", "migrer", "éliminer"), 1)
    assert figure[:5] == (0.5, 2, 4, 4, 5)


@pytest.mark.parametrize("code", ["I17", "I18"])
def test_entered_figures_wait_for_people(code: str) -> None:
    made = Estate()
    commune = made.commune()
    for year, entered in ((2024, 1.0), (2025, 2.5)):
        made.add("assessments", records.Assessment, code=code, commune_id=commune, year=year, value=entered)
    assert value(made, code, "commune", "Ville").value == 2.5
    with pytest.raises(AssertionError, match="saisie"):
        value(made, code)


def test_the_register() -> None:
    made = Estate()
    kept = made.application("A", personal_data=Ternary.YES)
    made.processing("T", kept, purpose="Aides")
    missing = made.application("B", personal_data=Ternary.YES)
    made.application("?")
    assert value(made, "I19")[:6] == (0.5, 1, 2, 2, 3, (missing,))


def test_out_of_support_counts_once() -> None:
    made = Estate()
    made.application("A", end_of_support=date(2020, 1, 1))
    made.application("B", end_of_support=date(2030, 1, 1), version="1")
    figure = value(made, "I07")
    assert figure[:5] == (0.5, 1, 2, 2, 2)
    assert figure.detail == {"hors_support": 1, "sans_version_connue": 1}
