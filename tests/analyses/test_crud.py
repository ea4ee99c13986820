"""The CRUD matrix: a standing for each use, masters that compete, copies that nothing feeds, words that are missing."""

from __future__ import annotations

from estates import Estate

from urbanism.analyses.crud import CrudMatrix, Standing, crud_matrix
from urbanism.analyses.crud_table import crud_table
from urbanism.graph import EstateGraph
from urbanism.rules import RULES, Assessed, check_rules
from urbanism.snapshot import Project, ProjectDataObject
from urbanism.vocabulary import DataRole, HolderKind, LifecycleStatus, Ternary


def matrix(made: Estate) -> CrudMatrix:
    return crud_matrix(EstateGraph(made.snapshot()))


def standings(made: Estate) -> dict[int, Standing]:
    return {cell.application: cell.standing for cell in matrix(made).cells}


def test_one_master_of_a_holder_is_no_rival() -> None:
    made = Estate()
    alone = made.application("Paie")
    made.use(alone, "agents", role=DataRole.MASTER, creates=Ternary.YES)
    assert standings(made) == {alone: Standing.MASTER}


def test_two_masters_for_one_scope_compete_and_another_scope_stays_apart() -> None:
    made = Estate()
    left, right, apart = (made.application(name) for name in "ABC")
    made.use(left, "voies", role=DataRole.MASTER, scope="Centre")
    made.use(right, "voies", role=DataRole.MASTER, scope=" centre ")
    made.use(apart, "voies", role=DataRole.MASTER, scope="Nord")
    assert standings(made) == {left: Standing.RIVAL, right: Standing.RIVAL, apart: Standing.MASTER}


def test_a_pooled_master_competes_with_the_commune_s_own() -> None:
    made = Estate()
    made.commune("Métropole", HolderKind.METROPOLE)
    pooled = made.application("Commune à tous", "Métropole", serves=("Ville",))
    own = made.application("À nous", "Ville")
    elsewhere = made.application("Chez eux", "Autre")
    for application in (pooled, own, elsewhere):
        made.use(application, "voies", role=DataRole.MASTER)
    assert standings(made) == {pooled: Standing.RIVAL, own: Standing.RIVAL, elsewhere: Standing.MASTER}
    (case,) = matrix(made).competing
    assert case.holder == made.commune("Ville")


def test_a_copy_is_fed_wild_or_cannot_be_traced() -> None:
    made = Estate()
    master, fed, wild, unsure = (made.application(name) for name in "ABCD")
    made.use(master, "agents", role=DataRole.MASTER)
    for application in (fed, wild, unsure):
        made.use(application, "agents", role=DataRole.COPY)
    made.flow(master, fed, "agents")
    made.flow(master, unsure)
    found = standings(made)
    assert (found[fed], found[wild], found[unsure]) == (Standing.FED, Standing.WILD, Standing.UNTRACED)


def test_the_matrix_and_the_rules_tell_one_truth() -> None:
    made = Estate()
    left, right, wild = (made.application(name) for name in "ABC")
    made.use(left, "agents", role=DataRole.MASTER)
    made.use(right, "agents", role=DataRole.MASTER)
    made.use(wild, "agents", role=DataRole.COPY)
    graph = EstateGraph(made.snapshot())
    told = {
        result.code: {subject.id for finding in result.findings for subject in finding.subjects}
        for result in check_rules(graph, dict.fromkeys(RULES, ""))
        if isinstance(result, Assessed)
    }
    found = crud_matrix(graph)
    assert told["R07"] == {cell.application for cell in found.cells if cell.standing is Standing.RIVAL}
    assert told["R08"] == {cell.application for cell in found.cells if cell.standing is Standing.WILD}


def test_what_nobody_said_is_asked_to_someone() -> None:
    made = Estate()
    writer = made.application("Guichet", correspondent="Mme Aubry")
    made.use(writer, "usagers", creates=Ternary.YES)
    silent = made.application("Muette", "Autre")
    found = matrix(made)
    assert {silence.subject for silence in found.silences} == {writer, made.commune("Autre")}
    assert any("Mme Aubry" in silence.question for silence in found.silences)
    assert silent not in {cell.application for cell in found.cells}


def test_an_empty_estate_has_an_empty_matrix() -> None:
    assert matrix(Estate()) == CrudMatrix((), (), (), ())


def test_what_projects_will_do_is_told_apart_and_changes_nothing() -> None:
    made = Estate()
    made.use(made.application("Maître"), "voies", role=DataRole.MASTER)
    project = made.add("projects", Project)
    coming = made.application("Futur", status=LifecycleStatus.PROJECT, project_id=project)
    made.use(coming, "voies", role=DataRole.MASTER)
    for name in ("voies", "agents"):
        wish = {"project_id": project, "data_object_id": made.data_object(name)}
        made.add("project_data_objects", ProjectDataObject, **wish, reads=Ternary.YES, writes=Ternary.NO)
    found = matrix(made)
    assert [cell.standing for cell in found.cells] == [Standing.MASTER]
    told = {(cell.data_object, cell.reads) for cell in found.planned}
    assert told == {(made.data_object("voies"), Ternary.UNKNOWN), (made.data_object("agents"), Ternary.YES)}
    assert {(cell.application, cell.standing) for cell in found.planned} == {(coming, Standing.PLANNED)}
    table = crud_table(EstateGraph(made.snapshot()), found, None)
    assert (len(table.rows), len(table.objects), len(table.cells)) == (2, 2, 1)
