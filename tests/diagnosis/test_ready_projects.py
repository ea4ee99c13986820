"""Ten projects of the sample métropole, whatever its seed: the opinion an urbanist would give, and what is said."""

from __future__ import annotations

import json
from time import process_time
from typing import Any, NamedTuple

import pytest
from databases import database_at

from importers.run import apply_import, prepare_import
from urbanism.demo import write_demo
from urbanism.diagnosis import Diagnosis, Statement, diagnose
from urbanism.snapshot import Project, Snapshot
from urbanism.store import load_snapshot, open_estate
from urbanism.vocabulary import DataRole, HolderKind, InterfaceState, LifecycleStatus, Severity

SECONDS = 1.0
"""What a diagnosis of the sample may take, of processor."""


class Sample(NamedTuple):
    """An imported sample, what its truth says of its projects, and their diagnoses."""

    snapshot: Snapshot
    truth: dict[str, dict[str, Any]]
    found: dict[str, Diagnosis]

    def statement(self, code: str, of: str) -> Statement:
        return next(one for one in self.found[code].statements if one.code == of)

    def project(self, code: str) -> Project:
        return next(project for project in self.snapshot.projects if project.code == code)


@pytest.fixture(scope="module", params=[2019, 4])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("sample")
    write_demo(folder, request.param)
    engine = open_estate(database_at(folder / "sample.sqlite"))
    apply_import(engine, prepare_import(engine, [str(folder)]))
    snapshot = load_snapshot(engine)
    engine.dispose()
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["projects"]
    found = {project.code: diagnose(snapshot, project.id) for project in snapshot.projects}
    return Sample(snapshot, {one["code"]: one for one in truth}, found)


def test_every_project_is_read_with_what_it_plans(sample: Sample) -> None:
    assert len(sample.snapshot.projects) == len(sample.truth) == 10
    planned = [f for f in sample.snapshot.interfaces if f.project_id is not None]
    assert len(planned) == 7
    assert all(flow.state is InterfaceState.PLANNED for flow in planned)
    brought = [a for a in sample.snapshot.applications if a.project_id is not None]
    assert len(brought) == 7
    assert all(a.status is LifecycleStatus.PROJECT and a.block_id is not None for a in brought)


@pytest.mark.parametrize("rank", range(1, 11))
def test_the_opinion_is_the_one_an_urbanist_would_give(sample: Sample, rank: int) -> None:
    wanted, found = sample.truth[f"PRJ-{rank:02d}"], sample.found[f"PRJ-{rank:02d}"]
    assert found.opinion.value == wanted["opinion"], found.reasons
    assert set(wanted["evidence"]) <= {statement.code for statement in found.assessed}
    assert found.reasons


def test_a_favourable_opinion_rests_on_no_remark_and_says_what_is_good(sample: Sample) -> None:
    found = sample.found["PRJ-05"]
    assert {one.severity for one in found.assessed} == {Severity.INFO}
    assert any("pot commun" in reason for reason in found.reasons)


def test_a_first_tool_that_many_neighbours_have_calls_for_a_study_together(sample: Sample) -> None:
    neighbours = sample.statement("PRJ-10", "VOISINES")
    apart = {getattr(sample.snapshot.by_id[one.id], "commune_id", None) for one in neighbours.evidence} - {None}
    assert bool(neighbours.reserve) == (len(apart) >= 3)
    if neighbours.reserve:
        assert "mutualisée" in sample.found["PRJ-10"].alternatives[0].text


def test_what_settles_a_grave_remark_comes_first(sample: Sample) -> None:
    def ways(code: str) -> list[str]:
        return [one.settles for one in sample.found[code].alternatives]

    assert ways("PRJ-01")[0] == "MUTUALISEE"
    assert ways("PRJ-02")[0] == "SECOND_MAITRE"
    assert "REFERENCE_NATIONALE" in ways("PRJ-08")[: ways("PRJ-08").index("")]
    assert "SECOND_MAITRE" not in ways("PRJ-08")  # nobody contributes to a local base of what the nation holds


def test_a_second_pooled_instance_is_told_the_one_in_place(sample: Sample) -> None:
    settling = [one for one in sample.found["PRJ-03"].alternatives if one.settles == "MUTUALISATION_EN_DOUBLE"]
    in_place = {one.id for one in sample.statement("PRJ-03", "MUTUALISATION_EN_DOUBLE").evidence}
    assert settling
    assert {one.id for way in settling for one in way.evidence} <= in_place


def test_the_new_gmao_shows_the_pooled_ones_that_could_serve(sample: Sample) -> None:
    metropole = next(c.id for c in sample.snapshot.communes if c.kind is HolderKind.METROPOLE)
    gmao = next(block.id for block in sample.snapshot.blocks if block.code == "gmao")
    served = {row.application_id for row in sample.snapshot.served_communes}
    pooled = {
        a.id
        for a in sample.snapshot.applications
        if a.block_id == gmao and a.commune_id == metropole and a.id in served and a.is_active
    }
    shown = {subject.id for subject in sample.statement("PRJ-01", "MUTUALISEE").evidence}
    assert pooled
    assert pooled <= shown
    joined = [alternative for alternative in sample.found["PRJ-01"].alternatives if "Rejoindre" in alternative.text]
    assert {subject.id for alternative in joined for subject in alternative.evidence} >= pooled


def test_the_eighth_road_referential_shows_the_seven(sample: Sample) -> None:
    voies = next(item.id for item in sample.snapshot.data_objects if item.code == "voies")
    carriers = {row.referential_id for row in sample.snapshot.carried_objects if row.data_object_id == voies}
    carriers |= {base.id for base in sample.snapshot.referentials if base.data_object_id == voies}
    metropole = next(c.id for c in sample.snapshot.communes if c.kind is HolderKind.METROPOLE)
    carriers &= {base.id for base in sample.snapshot.referentials if base.commune_id == metropole}
    shown = {subject.id for subject in sample.statement("PRJ-02", "SECOND_MAITRE").evidence}
    assert len(carriers) == 7
    assert carriers <= shown
    masters = [wish for wish in sample.snapshot.project_data_objects if wish.role is DataRole.MASTER]
    assert voies in {wish.data_object_id for wish in masters}


def test_the_portal_shows_the_sectors_it_would_gather(sample: Sample) -> None:
    found = sample.statement("PRJ-03", "SECTEURS_REUNIS")
    assert sum(subject.kind == "secteur" for subject in found.evidence) >= 2
    assert "DPO" in found.text


def test_the_service_bought_alone_names_who_bought_it(sample: Sample) -> None:
    asked = sample.project("PRJ-04").department_id
    assert asked in {subject.id for subject in sample.statement("PRJ-04", "ACHAT_DIRECT").evidence}


def test_no_verdict_of_law(sample: Sample) -> None:
    words = " ".join(one.text + one.reserve for found in sample.found.values() for one in found.statements).casefold()
    assert "illégal" not in words
    assert "interdit" not in words


def test_a_diagnosis_is_immediate(sample: Sample) -> None:
    for project in sample.snapshot.projects:
        started = process_time()
        diagnose(sample.snapshot, project.id)
        assert process_time() - started < SECONDS, project.code
