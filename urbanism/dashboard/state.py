"""What a page starts from: the database, who asks, and the estate as they may see it.

The engine is shared by all; the snapshot is read again only when the database's revision (or the day) changes. A
database session is never kept from one run to the next.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

import streamlit as st
from sqlalchemy import Engine

from urbanism import store
from urbanism.dashboard.keeping import kept, viewer_key
from urbanism.dashboard.past import chosen_day
from urbanism.dashboard.reader import current_viewer
from urbanism.graph import EstateGraph
from urbanism.snapshot import Snapshot
from urbanism.store import LOCAL, Viewer, as_viewer, default_url, read_base
from urbanism.store.engine import reading_only
from urbanism.store.past import read_revision_on, written_at
from urbanism.store.snapshots import Reading, read_estate, seen_by

Key = tuple[str, int, datetime | None, str, date]
"""What a reading depends on. The viewer is part of it: nothing computed for one is ever shown to another.

So is when the revision was written: a backup put back gives other contents to a number already read."""

Result = TypeVar("Result")

_OPENED: ContextVar[Estate] = ContextVar("estate")
"""The estate opened last in the run of a page, which has a thread of its own."""


@dataclass(frozen=True)
class Estate:
    """The estate for one run of a page: where it is kept, who asks, and what they may see of it.

    `past` is the day whose estate is read, None for the present one: nothing is then written through `engine`.
    """

    url: str
    engine: Engine
    viewer: Viewer
    snapshot: Snapshot
    written_at: datetime | None = None
    past: date | None = None

    @property
    def key(self) -> Key:
        """What this reading depends on: two estates of the same key are the same."""
        return self.url, self.snapshot.revision, self.written_at, viewer_key(self.viewer), self.snapshot.today

    @property
    def is_empty(self) -> bool:
        """Whether nothing but a nomenclature has been loaded."""
        return not self.snapshot.applications and not self.snapshot.communes

    @cached_property
    def graph(self) -> EstateGraph:
        """The snapshot as a graph: found once for a run of a page, which may ask for it at each line of a list."""
        return derived(EstateGraph, self)

    def name_of(self, object_id: int | None) -> str | None:
        """What an object is called (a contract by its reference), None where there is none."""
        record = self.snapshot.by_id.get(object_id) if object_id is not None else None
        name: str | None = getattr(record, "name", None) or getattr(record, "reference", None)
        return name


def open_estate() -> Estate:
    """The estate as it is now, or on the day that the reader chose, for whoever asks.

    Raises:
        UrbanismError: the database cannot be opened, or nobody has signed in (the shell says so).
    """
    url = default_url()
    viewer = current_viewer(_engine(url))
    engine = as_viewer(_engine(url), viewer)
    present = _estate(url, engine, viewer, read_base(engine).revision, date.today())
    day = chosen_day()
    estate = present if day is None else estate_on(present, day)
    _OPENED.set(estate)
    return estate


def opened_estate() -> Estate:
    """The estate that the page being run has opened: what its parts read, without asking the database again."""
    return _OPENED.get(None) or open_estate()


def estate_on(estate: Estate, day: date) -> Estate:
    """The estate as `day` left it, for the same reader; nothing can be written through it."""
    if day >= date.today():
        return estate
    past = _estate(estate.url, estate.engine, estate.viewer, read_revision_on(estate.engine, day), day)
    return replace(past, engine=reading_only(estate.engine), past=day)


def _estate(url: str, engine: Engine, viewer: Viewer, revision: int, today: date) -> Estate:
    written = written_at(engine, revision)
    return Estate(url, engine, viewer, _snapshot(url, revision, written, viewer, today), written)


def shared_engine() -> Engine:
    """The database, for nobody in particular: what finds out who asks."""
    return _engine(default_url())


@st.cache_resource(show_spinner=False)
def _engine(url: str) -> Engine:
    return as_viewer(store.open_estate(url), LOCAL)  # whoever signs in, not the environment, says whose rights


@kept(16)
def _snapshot(url: str, revision: int, written: datetime | None, viewer: Viewer, today: date) -> Snapshot:
    return replace(_read(url, revision, written, viewer), today=today)


@kept(8, "Lecture de la cartographie…")
def _read(url: str, revision: int, written: datetime | None, viewer: Viewer) -> Snapshot:
    """The estate at a revision, read once whatever the days that it is looked at from (`written`: see `Key`)."""
    return seen_by(viewer, _whole(url, revision, written))


@kept(3)
def _whole(url: str, revision: int, written: datetime | None) -> Reading:
    """The tables at a revision, read once for all who look; those that nothing touched come from the reading before."""
    last = _last(url)
    last[:] = [read_estate(_engine(url), revision, known=next(iter(last), None))]
    return last[0]


@st.cache_resource(show_spinner=False)
def _last(url: str) -> list[Reading]:
    """The last reading of a database, if any."""
    return []


def derived(compute: Callable[[Snapshot], Result], estate: Estate) -> Result:
    """What `compute` makes of the snapshot, computed once for each reading of the estate."""
    result: Result = _derived(f"{compute.__module__}.{compute.__qualname__}", compute, estate)
    return result


@kept(96)
def _derived(name: str, _compute: Callable[[Snapshot], Any], estate: Estate) -> Any:
    return _compute(estate.snapshot)
