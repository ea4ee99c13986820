"""Editing by hand: what is refused and why, what is written, and what happens when several people edit at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from random import Random

import pytest
from databases import database_at
from mini_estate import write_estate
from sqlalchemy import Engine

from urbanism.errors import ConflictingChange, ImpossibleChange
from urbanism.governance.editable import NAMES, FieldType, kind_of
from urbanism.governance.editing import Edit, UnacceptableEdit, create, edit, plan_edits, retirement
from urbanism.snapshot import Application
from urbanism.store import load_snapshot, open_estate
from urbanism.store.undo import undo
from urbanism.vocabulary import BlockBasis, Criticality, InterfaceState, LifecycleStatus

SEED = 1906
THREADS, ROUNDS = 20, 4


@pytest.fixture
def estate(tmp_path: Path) -> Engine:
    engine = open_estate(database_at(tmp_path / "estate.sqlite"))
    write_estate(engine)
    return engine


def application(engine: Engine, rank: int = 1) -> Application:
    return load_snapshot(engine).applications[rank]


@pytest.mark.parametrize("table", NAMES)
def test_every_field_of_every_kind_is_described(table: str) -> None:
    kind = kind_of(table)
    assert kind.fields
    for field in kind.fields:
        assert field.label
        assert (field.holds is FieldType.CHOICE) == (field.choices is not None)
        assert (field.holds is FieldType.REFERENCE) == bool(field.targets)


REFUSED = {
    "no name": ({"name": " "}, "Nom"),
    "a date that is none": ({"started_on": "31/02/2026"}, "Mise en service"),
    "an end before the start": ({"started_on": date(2026, 1, 2), "ends_on": date(2026, 1, 1)}, "Fin d’utilisation"),
    "fewer than no user": ({"users": -1}, "Utilisateurs"),
    "half a user": ({"users": 1.5}, "Utilisateurs"),
    "a cost that is a word": ({"cost_total": "cher"}, "Coût annuel"),
    "a cost that is no number": ({"cost_total": float("nan")}, "Coût annuel"),
    "a level too high": ({"integrity": 5}, "Intégrité"),
    "a word that is not in the list": ({"criticality": "énorme"}, "Criticité"),
    "a bloc that does not exist": ({"block_id": 999_999_999}, "Bloc fonctionnel"),
    "another holder": ({"commune_id": None}, "Commune"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_impossible_value_is_refused_with_its_place(case: str, estate: Engine) -> None:
    wanted, label = REFUSED[case]
    snapshot = load_snapshot(estate)
    with pytest.raises(UnacceptableEdit) as refused:
        edit(estate, snapshot, "applications", [Edit(snapshot.applications[1], wanted)], "Camille")
    (problem,) = refused.value.problems
    assert problem.object_name == "Logiciel 1"
    assert label in problem.field
    assert problem.remedy
    assert load_snapshot(estate) == snapshot


def test_every_problem_of_a_table_is_told_at_once(estate: Engine) -> None:
    snapshot = load_snapshot(estate)
    edits = [Edit(one, {"users": -1, "name": ""}) for one in snapshot.applications[:3]]
    with pytest.raises(UnacceptableEdit) as refused:
        plan_edits(estate, snapshot, "applications", edits, "Camille")
    assert len(refused.value.problems) == 6


def test_several_objects_change_as_one_and_are_undone_as_one(estate: Engine) -> None:
    snapshot = load_snapshot(estate)
    edits = [Edit(one, {"criticality": Criticality.VITAL}) for one in snapshot.applications[:5]]
    run = edit(estate, snapshot, "applications", edits, "Camille")
    assert [one.criticality for one in load_snapshot(estate).applications[:6]].count(Criticality.VITAL) == 5
    assert undo(estate, run, "Camille") == 5
    assert load_snapshot(estate).applications == snapshot.applications


def test_if_one_object_of_a_table_was_changed_meanwhile_none_is_written(estate: Engine) -> None:
    snapshot = load_snapshot(estate)
    edits = [Edit(one, {"version": "2"}) for one in snapshot.applications[:5]]
    edit(estate, snapshot, "applications", [Edit(snapshot.applications[3], {"version": "9"})], "Dominique")
    with pytest.raises(ConflictingChange):
        edit(estate, snapshot, "applications", edits, "Camille")
    assert [one.version for one in load_snapshot(estate).applications[:5]] == [None, None, None, "9", None]


def test_a_bloc_that_a_person_gives_is_confirmed(estate: Engine) -> None:
    snapshot = load_snapshot(estate)
    edit(estate, snapshot, "applications", [Edit(snapshot.applications[1], {"block_id": snapshot.blocks[9].id})], "C")
    assert application(estate).block_basis is BlockBasis.CONFIRMED


def test_an_object_is_created_with_what_was_said_and_nothing_else(estate: Engine) -> None:
    snapshot = load_snapshot(estate)
    values = {"commune_id": snapshot.communes[0].id, "code": "N1", "name": "Nouvelle", "version": "", "users": 3}
    run, made = create(estate, snapshot, "applications", values, "Camille")
    found = next(one for one in load_snapshot(estate).applications if one.id == made)
    assert (found.name, found.users, found.version) == ("Nouvelle", 3, None)
    assert found.status is LifecycleStatus.UNKNOWN
    undo(estate, run, "Camille")
    assert load_snapshot(estate).applications == snapshot.applications


def test_an_object_without_what_it_needs_is_not_created(estate: Engine) -> None:
    with pytest.raises(UnacceptableEdit) as refused:
        create(estate, load_snapshot(estate), "interfaces", {"code": "F"}, "Camille")
    assert {problem.field for problem in refused.value.problems} == {"Commune", "Source", "Destination"}


def test_two_applications_of_one_code_are_refused_by_the_database(estate: Engine) -> None:
    snapshot = load_snapshot(estate)
    same = snapshot.applications[0]
    with pytest.raises(ImpossibleChange):
        create(estate, snapshot, "applications", {"commune_id": same.commune_id, "code": same.code, "name": "X"}, "C")


def test_what_is_retired_stays_with_its_past(estate: Engine) -> None:
    snapshot, today = load_snapshot(estate), date.today()
    for table in ("applications", "interfaces", "contracts"):
        ending = retirement(table, getattr(snapshot, table)[0], today)
        edit(estate, snapshot, table, [ending], "Camille")
    after = load_snapshot(estate)
    assert (after.applications[0].status, after.applications[0].ends_on) == (LifecycleStatus.STOPPED, today)
    assert after.interfaces[0].state is InterfaceState.STOPPED
    assert after.contracts[0].end_date == today
    with pytest.raises(UnacceptableEdit):
        retirement("applications", after.applications[0], today)
    with pytest.raises(UnacceptableEdit):
        retirement("editors", after.editors[0], today)


def test_twenty_people_editing_the_same_objects_lose_nothing(estate: Engine) -> None:
    """Each adds one to the users of some of four applications: the sums say whether an update was lost."""
    objects = [one.id for one in load_snapshot(estate).applications[:4]]
    before = {one.id: one.users or 0 for one in load_snapshot(estate).applications}

    def person(seed: int) -> tuple[Counter[int], int]:
        random, written, told = Random(seed), Counter[int](), 0
        for _ in range(ROUNDS):
            snapshot = load_snapshot(estate)
            chosen = random.sample(objects, random.randint(1, 3))
            edits = [Edit(snapshot.by_id[one], {"users": (snapshot.by_id[one].users or 0) + 1}) for one in chosen]
            time.sleep(random.random() / 50)
            try:
                edit(estate, snapshot, "applications", edits, f"personne {seed}")
            except ConflictingChange:
                told += 1
            else:
                written.update(chosen)
        return written, told

    with ThreadPoolExecutor(THREADS) as pool:
        results = list(pool.map(person, range(SEED, SEED + THREADS)))
    written: Counter[int] = sum((one for one, _ in results), Counter())
    told = sum(refused for _, refused in results)
    after = {one.id: one.users or 0 for one in load_snapshot(estate).applications}
    assert {one: after[one] - before[one] for one in objects} == {one: written[one] for one in objects}
    assert told > 0  # they did meet
    assert load_snapshot(estate).revision == 2 + THREADS * ROUNDS - told


def test_of_twenty_who_read_the_same_one_writes_and_nineteen_are_told(estate: Engine) -> None:
    snapshot = load_snapshot(estate)

    def person(number: int) -> bool:
        try:
            edit(estate, snapshot, "applications", [Edit(snapshot.applications[1], {"version": f"v{number}"})], "C")
        except ConflictingChange:
            return False
        return True

    with ThreadPoolExecutor(THREADS) as pool:
        assert Counter(pool.map(person, range(THREADS))) == {True: 1, False: THREADS - 1}


KILLED = """
import sys
from urbanism.governance.editing import Edit, edit
from urbanism.store import load_snapshot, open_estate
engine = open_estate(sys.argv[1])
print("ready", flush=True)
while True:
    snapshot = load_snapshot(engine)
    edits = [Edit(one, {"users": snapshot.revision}) for one in snapshot.applications]
    edit(engine, snapshot, "applications", edits, "tirage")
"""


def test_an_edit_killed_at_any_moment_is_whole_or_absent(estate: Engine) -> None:
    random = Random(SEED)
    for _ in range(4):
        before = load_snapshot(estate).applications
        command = [sys.executable, "-c", KILLED, estate.url.render_as_string(hide_password=False)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.15 + random.random() / 5)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        snapshot = load_snapshot(estate)
        whole = {one.users for one in snapshot.applications} == {snapshot.revision - 1}
        assert whole or snapshot.applications == before
