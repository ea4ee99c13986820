"""Modelling a process: what is written is what is read again, refused where it cannot be, undone as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import database_at
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from urbanism.errors import ConflictingChange
from urbanism.governance.process_edits import ProcessDraft, StepDraft, UnacceptableProcess, save_process
from urbanism.snapshot import Process, ProcessStep, Snapshot
from urbanism.store import load_snapshot, open_estate
from urbanism.store.undo import undo

FIRST = ProcessDraft(
    "Inscrire à l’école", (StepDraft("Recevoir", "Accueil", None, None, None, "famille"), StepDraft("Saisir"))
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder: Path = tmp_path_factory.mktemp("processes")
    return open_estate(database_at(folder / "estate.sqlite"))


def read(engine: Engine, process: int) -> tuple[Process, list[ProcessStep]]:
    snapshot: Snapshot = load_snapshot(engine)
    steps = sorted((s for s in snapshot.process_steps if s.process_id == process), key=lambda step: step.rank)
    return snapshot.by_id[process], steps


def as_drafts(steps: list[ProcessStep]) -> tuple[StepDraft, ...]:
    return tuple(StepDraft(*step[3:]) for step in steps)


def test_a_new_process_is_read_again_and_undone(engine: Engine) -> None:
    saved = save_process(engine, None, (), FIRST, "Awa")
    process, steps = read(engine, saved.process)
    assert process.name == FIRST.name
    assert as_drafts(steps) == FIRST.steps
    undo(engine, saved.run, "Awa")
    assert saved.process not in load_snapshot(engine).by_id


def test_two_processes_of_one_name_have_two_codes(engine: Engine) -> None:
    codes = {read(engine, save_process(engine, None, (), FIRST, "Awa").process)[0].code for _ in range(2)}
    assert len(codes) == 2


names = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=20)
steps_drawn = st.lists(
    st.builds(StepDraft, names, st.none() | names, st.none(), st.none(), st.none() | names, st.none() | names),
    min_size=1,
    max_size=5,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=steps_drawn, after=steps_drawn)
def test_whatever_the_steps_what_is_written_is_what_is_read(
    engine: Engine, before: list[StepDraft], after: list[StepDraft]
) -> None:
    saved = save_process(engine, None, (), ProcessDraft("Avant", tuple(before)), "Awa")
    process, steps = read(engine, saved.process)
    save_process(engine, process, steps, ProcessDraft("Après", tuple(after)), "Awa")
    now, found = read(engine, saved.process)
    assert now.name == "Après"
    assert as_drafts(found) == tuple(after)
    assert len({step.rank for step in found}) == len(after)


@pytest.mark.parametrize(
    "draft",
    [
        FIRST._replace(name="  "),
        FIRST._replace(steps=()),
        FIRST._replace(steps=(StepDraft("Recevoir"), StepDraft(" "))),
        FIRST._replace(steps=(StepDraft("x"),) * 201),
    ],
)
def test_what_cannot_be_is_refused(engine: Engine, draft: ProcessDraft) -> None:
    with pytest.raises(UnacceptableProcess):
        save_process(engine, None, (), draft, "Awa")


def test_nothing_changed_is_said(engine: Engine) -> None:
    process, steps = read(engine, save_process(engine, None, (), FIRST, "Awa").process)
    with pytest.raises(UnacceptableProcess, match="Rien n’a changé"):
        save_process(engine, process, steps, FIRST, "Awa")


def test_nobody_overwrites_anybody(engine: Engine) -> None:
    process, steps = read(engine, save_process(engine, None, (), FIRST, "Awa").process)
    save_process(engine, process, steps, FIRST._replace(name="Autrement"), "Luc")
    with pytest.raises(ConflictingChange):
        save_process(engine, process, steps, FIRST._replace(name="Encore autrement"), "Awa")
