"""The invented métropole is what the studies describe, whatever the seed."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from urbanism.codes import slug
from urbanism.demo import ImpossibleSample, generate
from urbanism.demo.findings import findings
from urbanism.demo.layout import layouts_for
from urbanism.demo.records import World
from urbanism.demo.truth import as_written, referential_groups
from urbanism.nomenclature import load_nomenclature
from urbanism.vocabulary import InterfaceMeans

SEEDS = (2019, 4, 31415)


@pytest.fixture(scope="module", params=SEEDS)
def world(request: pytest.FixtureRequest) -> World:
    return generate(request.param)


def test_the_same_seed_gives_the_same_world_and_another_gives_another() -> None:
    assert generate(5, 400, 6) == generate(5, 400, 6)
    assert generate(5, 400, 6).applications != generate(6, 400, 6).applications


@pytest.mark.parametrize(("applications", "communes"), [(299, 14), (1200, 1), (0, 14)])
def test_impossible_sizes_are_refused(applications: int, communes: int) -> None:
    with pytest.raises(ImpossibleSample) as caught:
        generate(1, applications, communes)
    assert caught.value.remedy


@pytest.mark.parametrize(("applications", "communes"), [(60, 2), (500, 14), (2000, 40)])
def test_other_sizes(applications: int, communes: int) -> None:
    world = generate(1, applications, communes)
    assert len(world.applications) == applications
    assert len(world.holders) == communes + 1
    assert len({a.code for a in world.applications}) == applications


def test_sizes_of_the_sample(world: World) -> None:
    counts = Counter(a.holder for a in world.applications)
    sizes = [counts[holder.name] for holder in world.holders]
    assert sum(sizes) == 1200
    assert len(sizes) == 15
    assert 340 <= sizes[1] <= 365
    assert 22 <= sizes[14] <= 28
    assert sizes[1:] == sorted(sizes[1:], reverse=True)
    assert 3350 <= len(world.interfaces) <= 3650
    assert len(world.referentials) == 250
    assert {a.block for a in world.applications if a.block} == {b.code for b in load_nomenclature().blocks}
    assert Counter(a.block for a in world.applications)["gmao"] in range(18, 23)
    cemeteries = [a for a in world.applications if a.block == "cimetieres"]
    assert sorted(a.holder for a in cemeteries) == sorted(h.name for h in world.holders[1:])
    nations = {end for flow in world.interfaces for end in (flow.source, flow.target)}
    assert len(nations & {n.code for n in load_nomenclature().national_interfaces}) >= 50


def test_everything_refers_to_something(world: World) -> None:
    applications = {a.code for a in world.applications}
    ends = applications | {r.code for r in world.referentials}
    ends |= {n.code for n in load_nomenclature().national_interfaces}
    assert all({flow.source, flow.target} <= ends for flow in world.interfaces)
    assert {use.application for use in world.data_uses} <= applications
    assert {r.application for r in world.referentials} <= applications | {None}
    contracts = {(c.holder, c.reference) for c in world.contracts}
    assert all((a.holder, a.contract) in contracts for a in world.applications if a.contract)
    assert {a.product for a in world.applications} - {None} <= world.catalogue.products.keys()
    assert all(c.start_date < c.end_date for c in world.contracts)


def test_names_can_be_told_apart(world: World) -> None:
    """Inside a holder, and from the métropole's: a list of flows names applications freely."""
    named = [(r.holder, slug(r.name)) for r in (*world.applications, *world.referentials)]
    assert len(set(named)) == len(named)
    pooled = {name for holder, name in named if holder == world.metropole}
    assert not [name for holder, name in named if holder != world.metropole and name in pooled]


def test_seven_road_referentials_glued_by_scripts(world: World) -> None:
    (roads,) = (group for group in referential_groups(world) if group["object"] == "voies")
    members = {r.code: r for r in world.referentials if r.code in roads["codes"]}
    assert len(members) == 7
    assert {member.department for member in members.values()} == {"Direction de la voirie"}
    assert len({member.technology for member in members.values()}) == 7
    glue = [flow for flow in world.interfaces if flow.source in members and flow.target in members]
    assert len(glue) == 6
    assert {flow.means for flow in glue} == {InterfaceMeans.SCRIPT}
    assert members[roads["master"]].name == "Filaire de voies"


def test_homonyms_share_their_words_and_not_their_object(world: World) -> None:
    by_code = {r.code: r for r in world.referentials}
    grouped = {code for group in referential_groups(world) for code in group["codes"]}
    assert len(world.homonyms) == 8
    for left, right in world.homonyms:
        assert by_code[left].name.split(" (")[0] == by_code[right].name.split(" (")[0]
        assert by_code[left].data_object != by_code[right].data_object
        assert not {left, right} & grouped


def test_what_was_planted_is_found_in_what_is_written(world: World) -> None:
    found: dict[str, set[str]] = {}
    for finding in findings(as_written(world, layouts_for(len(world.holders)))):
        found.setdefault(str(finding["code"]), set()).update(finding["subjects"])  # type: ignore[arg-type]
    stated = [case for case in world.planted if case.code in found]
    assert {case.code for case in world.planted} - found.keys() == {"DOUBLON", "I01"}
    for case in stated:
        assert case.subjects, case
        assert set(case.subjects) <= found[case.code], case


def test_what_was_not_planted_is_not_there(world: World) -> None:
    """Rules that an ordinary flow never breaks find the planted cases and nothing else."""
    clean = {
        "R03",
        "R08",
        "R10",
        "R13",
        "R19",
        "R21",
        "R22",
        "R23",
        "R24",
        "R29",
        "R34",
        "EXPERIMENTATION",
        "CONSENTEMENT",
    }
    planted: dict[str, set[str]] = {}
    for case in world.planted:
        planted.setdefault(case.code, set()).update(case.subjects)
    for finding in findings(as_written(world, layouts_for(len(world.holders)))):
        if finding["code"] in clean:
            assert set(finding["subjects"]) <= planted[str(finding["code"])], finding  # type: ignore[call-overload]


def _words(path: Path, columns: tuple[str, ...]) -> set[str]:
    with path.open(encoding="utf-8", newline="") as file:
        delimiter = ";" if ";" in file.readline() else ","
        file.seek(0)
        return {slug(row.get(c) or "") for row in csv.DictReader(file, delimiter=delimiter) for c in columns} - {""}


def test_editors_and_products_are_invented(world: World, shared: Path) -> None:
    real = _words(shared / "nomenclature" / "produits.csv", ("produit", "editeur", "suite"))
    for path in sorted((shared / "realdata" / "software_fr").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            header = file.readline().replace(";", ",").strip().split(",")
        real |= _words(path, tuple(name.strip('"') for name in header))
    assert len(real) > 500
    catalogue = world.catalogue
    invented = {slug(p.name) for p in catalogue.products.values()}
    invented |= {slug(name) for name in catalogue.editors} | {slug(s.name) for s in catalogue.suites}
    invented |= {slug(name.split()[0]) for name in (*catalogue.editors, *catalogue.products)}
    assert not invented & real
