"""Random plans on whatever an estate holds: what a test of its memory replays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from random import Random
from typing import Any

from sqlalchemy import Engine

from urbanism.errors import ImpossibleChange, NothingToUndo, UrbanismError
from urbanism.store import Creations, Deletion, Identifiers, Plan, Update, apply_plan, read_base
from urbanism.store.engine import reading
from urbanism.store.history import runs
from urbanism.store.tables import fields_of, read_rows
from urbanism.store.undo import undo
from urbanism.vocabulary import LifecycleStatus, Origin

AUTHOR = "tirage au sort"
ASSOCIATIONS = {"secondary_block": "functional_block", "served_commune": "commune"}
USERS = ("data_use", "referential", "process_step", "processing_application")
WORDS: dict[str, tuple[Any, ...]] = {
    "version": (None, "1", "2.0", "« été »"),
    "users": (None, 0, 12, 400),
    "cost_total": (None, 10.5, 2_000.0),
    "started_on": (None, "2019-06-03", "2024-02-29"),
    "status": tuple(status.value for status in LifecycleStatus),
    "extra": (None, {"Salle": "B12"}, {"Salle": None, "Étage": 3}),
}


class NothingThere(Exception):
    """The estate holds no row to draw from: an import was undone, or has not come yet."""


class Drawn:
    """Draws changes of the estate behind `engine`, always the same for a seed."""

    def __init__(self, engine: Engine, seed: int) -> None:
        self.engine = engine
        self.random = Random(seed)
        self.done: list[str] = []

    def change(self) -> None:
        """Apply one more change: a creation, some updates, a deletion, an association or an undoing."""
        ways: Sequence[Callable[[], None]] = (
            self.create, self.update, self.update, self.delete, self.associate, self.associate, self.undo,
        )  # fmt: skip
        before = read_base(self.engine).revision
        while read_base(self.engine).revision == before:
            way = self.random.choice(ways)
            try:
                way()
            except (NothingToUndo, NothingThere):
                continue
            self.done.append(way.__name__)

    def rows(self, entity: str) -> list[dict[str, Any]]:
        with reading(self.engine) as connection:
            return [dict(zip(fields_of(entity), row, strict=True)) for row in read_rows(connection, entity)]

    def one(self, entity: str) -> dict[str, Any]:
        """A row of an entity."""
        rows = self.rows(entity)
        if not rows:
            raise NothingThere
        return self.random.choice(rows)

    def create(self) -> None:
        """Some applications, with association rows born with them."""
        base = read_base(self.engine)
        ids = Identifiers(base)
        commune = self.one("commune")["id"]
        made = [ids.take() for _ in range(self.random.randint(1, 3))]
        applications = Creations(
            "application",
            ("id", "commune_id", "code", "name", *WORDS),
            [(i, commune, f"T{i}", f"Tirée {i}", *map(self.random.choice, WORDS.values())) for i in made],
        )
        associations = [
            Creations(entity, (*fields_of(entity)[:2],), [(i, self.one(other)["id"]) for i in made])
            for entity, other in ASSOCIATIONS.items()
        ]
        self.apply(base, creations=(applications, *associations))

    def update(self) -> None:
        base = read_base(self.engine)
        applications = self.rows("application")
        updates = []
        for row in self.random.sample(applications, min(4, len(applications))):
            names = self.random.sample(sorted(WORDS), 2)
            after = {name: self.random.choice(WORDS[name]) for name in names}
            updates.append(Update("application", row["id"], {name: row[name] for name in names}, after))
        self.apply(base, updates=updates)

    def delete(self) -> None:
        """An application that nothing but its associations refers to."""
        base = read_base(self.engine)
        held = {row[name] for row in self.rows("interface") for name in ("source_id", "target_id")}
        held |= {row["application_id"] for entity in USERS for row in self.rows(entity)}
        free = [row for row in self.rows("application") if row["id"] not in held]
        if not free:
            return
        gone = self.random.choice(free)
        owned = [
            Deletion(entity, gone["id"], row)
            for entity in ASSOCIATIONS
            for row in self.rows(entity)
            if row["application_id"] == gone["id"]
        ]
        self.apply(base, deletions=[Deletion("application", gone["id"], gone), *owned])

    def associate(self) -> None:
        """Add an association row, or take one away, or write it anew (other values under the same key)."""
        base = read_base(self.engine)
        entity = self.random.choice(sorted(ASSOCIATIONS))
        rows = self.rows(entity)
        if rows and self.random.random() < 0.6:
            row = self.random.choice(rows)
            again = [] if entity == "secondary_block" or self.random.random() < 0.5 else [{**row, "users": 7}]
            created = Creations(entity, fields_of(entity), [tuple(values.values()) for values in again])
            self.apply(base, creations=[created], deletions=[Deletion(entity, row["application_id"], row)])
            return
        pair = tuple(self.one(other)["id"] for other in ("application", ASSOCIATIONS[entity]))
        if pair not in {tuple(row.values())[:2] for row in rows}:
            self.apply(base, creations=[Creations(entity, fields_of(entity)[:2], [pair])])

    def undo(self) -> None:
        """Any of the last operations; what an undone import had created may since have come back by another file."""
        with suppress(ImpossibleChange):
            undo(self.engine, self.random.choice(runs(self.engine, 12)[:-1]).id, AUTHOR)

    def apply(self, base: Any, **changes: Any) -> None:
        try:
            apply_plan(self.engine, Plan(AUTHOR, "tirage", Origin.EDIT, base, **changes))
        except UrbanismError as error:
            raise AssertionError(f"a drawn plan was refused: {error}") from error
