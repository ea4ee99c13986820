"""The estate as it was: any revision, any day, for any viewer, equals the database kept at that moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from databases import copy_of, database_at
from random_changes import Drawn
from sqlalchemy import Engine

from importers.run import apply_import, prepare_import
from urbanism.demo import write_demo
from urbanism.errors import ConflictingChange
from urbanism.snapshot import Snapshot
from urbanism.store import (
    LOCAL,
    Creations,
    Deletion,
    Plan,
    Update,
    Viewer,
    apply_plan,
    load_snapshot,
    open_database,
    open_estate,
    read_base,
)
from urbanism.store.engine import make_engine, upgrade, writing
from urbanism.store.snapshots import read_estate
from urbanism.vocabulary import Origin, Role

SEEDS = (1906, 2019)
STEPS = 40
TODAY = date(2026, 1, 1)


def differing(left: Snapshot, right: Snapshot) -> list[str]:
    """The tables in which two readings differ."""
    return [name for name, rows in vars(left).items() if name != "by_id" and rows != getattr(right, name)]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_revision_equals_the_database_kept_then(seed: int, tmp_path: Path) -> None:
    engine = open_estate(database_at(tmp_path / "estate.sqlite"))
    sheets = [str(tmp_path / name) for name in write_demo(tmp_path, seed, 80, 3).files]
    drawn = Drawn(engine, seed)
    copies: dict[int, str] = {}
    last = read_estate(engine)
    for step in range(STEPS):
        if sheets and step % 12 == 0:
            apply_import(engine, prepare_import(engine, [sheets.pop()]))
        else:
            drawn.change()
        last = read_estate(engine, known=last)
        assert last == read_estate(engine)
        copies[last.revision] = copy_of(tmp_path / "estate.sqlite", tmp_path / f"{last.revision}.sqlite")
    assert set(drawn.done) == {"create", "update", "delete", "associate", "undo"}
    commune = load_snapshot(engine).communes[0].id
    for revision, copy in copies.items():
        kept = open_database(copy)
        assert read_estate(engine, revision, known=last) == read_estate(kept)
        for viewer in (LOCAL, Viewer("référente", Role.COMMUNE, frozenset({commune}))):
            assert not differing(load_snapshot(engine, viewer, TODAY, revision), load_snapshot(kept, viewer, TODAY))
        kept.dispose()


def test_a_reading_takes_what_nothing_touched_from_the_one_before(engine: Engine, tmp_path: Path) -> None:
    write(engine, datetime(2024, 5, 6, 12, tzinfo=UTC), "Valgris")
    before = read_estate(engine)
    write(engine, datetime(2024, 5, 7, 12, tzinfo=UTC), "Port-Brume")
    after = read_estate(engine, known=before)
    assert after.tables["blocks"] is before.tables["blocks"]
    assert [commune.name for commune in after.tables["communes"]] == ["Valgris", "Port-Brume"]
    other = open_estate(database_at(tmp_path / "autre.sqlite"))  # put in its place: as many changes, made another day
    for name in ("Hauterive", "Bourg-le-Vieux"):
        write(other, datetime(2025, 1, 1, 12, tzinfo=UTC), name)
    assert read_estate(other, known=after) == read_estate(other)


def write(engine: Engine, made_at: datetime, name: str) -> int:
    """Create a commune at a given moment."""
    base = read_base(engine)
    commune = Creations("commune", ("id", "code", "name"), [(base.next_id, name, name)])
    return apply_plan(engine, Plan("essai", name, Origin.EDIT, base, (commune,), made_at=made_at))


def test_a_day_gives_what_it_left(engine: Engine) -> None:
    noon = datetime(2024, 5, 6, 12).astimezone(UTC)
    for days, name in ((0, "Valgris"), (0, "Port-Brume"), (30, "Hauterive")):
        write(engine, noon + timedelta(days), name)

    def names(day: date) -> list[str]:
        return [commune.name for commune in load_snapshot(engine, at=day).communes]

    assert names(date(2024, 5, 5)) == []
    assert names(date(2024, 5, 6)) == names(date(2024, 6, 4)) == ["Valgris", "Port-Brume"]
    assert names(date(2024, 6, 5)) == names(date(2099, 1, 1)) == ["Valgris", "Port-Brume", "Hauterive"]
    assert load_snapshot(engine, at=date(2024, 5, 6)).today == date(2024, 5, 6)
    assert load_snapshot(engine, at=date(2024, 5, 6)).revision == 2


def test_a_plan_made_before_midnight_and_applied_after_does_not_bring_the_next_day_along(engine: Engine) -> None:
    evening = datetime(2024, 5, 6, 23, 50).astimezone(UTC)
    write(engine, evening - timedelta(hours=3), "Valgris")
    write(engine, evening + timedelta(hours=1), "Port-Brume")
    write(engine, evening, "Hauterive")  # previewed before midnight, applied last
    assert [c.name for c in load_snapshot(engine, at=date(2024, 5, 6)).communes] == ["Valgris"]


def deletion(engine: Engine) -> Plan:
    commune = load_snapshot(engine).communes[0]
    before = {**commune._asdict(), "kind": commune.kind.value, "extra": None}
    return Plan("essai", "fin", Origin.EDIT, read_base(engine), deletions=[Deletion("commune", commune.id, before)])


def test_what_is_already_gone_is_not_deleted_in_silence(engine: Engine) -> None:
    write(engine, datetime.now(UTC), "Valgris")
    late = deletion(engine)
    apply_plan(engine, deletion(engine))
    with pytest.raises(ConflictingChange):
        apply_plan(engine, late)


def test_what_was_changed_meanwhile_is_not_deleted_in_silence(engine: Engine) -> None:
    write(engine, datetime.now(UTC), "Valgris")
    late = deletion(engine)
    item = load_snapshot(engine).communes[0]
    renaming = Update("commune", item.id, {"name": "Valgris"}, {"name": "Valgris-le-Neuf"})
    apply_plan(engine, Plan("essai", "nom", Origin.EDIT, read_base(engine), updates=[renaming]))
    with pytest.raises(ConflictingChange):
        apply_plan(engine, late)
    assert load_snapshot(engine).communes[0].name == "Valgris-le-Neuf"


@pytest.mark.parametrize("schema", ["0001", "0002"])
def test_a_database_from_before_has_its_state_as_first_date(schema: str, tmp_path: Path) -> None:
    """A schema that has shipped, filled without any history, then upgraded: the past is what it held."""
    address = database_at(tmp_path / "old.sqlite", bare=True)
    with writing(make_engine(address)) as connection:
        upgrade(connection, schema)
        for statement in (
            "INSERT INTO revision (id, number, next_id) VALUES (1, 7, 900010)",
            "INSERT INTO commune (id, code, name) VALUES (900001, 'va', 'Valgris')",
            "INSERT INTO party (id, kind) VALUES (900002, 'application')",
            "INSERT INTO application (id, commune_id, code, name) VALUES (900002, 900001, 'A1', 'Paie')",
            "INSERT INTO change_set (id, made_at, author, reason, origin)"
            " VALUES (7, '2024-05-06 10:00:00.000000', 'avant', 'avant', 'import')",
        ):
            connection.exec_driver_sql(statement)
    engine = open_database(address)
    first = load_snapshot(engine, today=TODAY)
    assert ([one.name for one in first.applications], first.revision) == (["Paie"], 7)
    renaming = Update("application", 900_002, {"name": "Paie"}, {"name": "Solde"})
    apply_plan(engine, Plan("essai", "nom", Origin.EDIT, read_base(engine), updates=[renaming]))
    write(engine, datetime.now(UTC), "Port-Brume")
    assert not differing(load_snapshot(engine, today=TODAY, at=7), first)
    assert not differing(load_snapshot(engine, today=TODAY, at=date(2024, 5, 6)), first)
