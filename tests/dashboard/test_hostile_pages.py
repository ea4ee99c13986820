"""Every page, on an estate where everything bears a name that tries to be something else: names stay text.

Tables and lists of choices show text as it is; what is Markdown or HTML must have been made harmless before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from databases import copy_of, database_at
from mini_estate import HOSTILE, OnlyRead, Open, write_estate

from urbanism.dashboard.catalogue import PAGES
from urbanism.store import Plan, Update, apply_plan, load_snapshot, open_estate, read_base
from urbanism.vocabulary import Origin

NAMED = {
    "commune": "communes",
    "editor": "editors",
    "referential": "referentials",
    "application": "applications",
}
IN_HTML = ("<script>alert",)
IN_MARKDOWN = (*IN_HTML, "[clic](", "**gras**", "www.exemple", "~~barré~~")
"""What shows that a name went through as it was: in HTML, in Markdown."""


@pytest.fixture(scope="session")
def hostile_file(empty_file: Path) -> Path:
    """A database whose communes, editors, referentials and applications all have hostile names."""
    file = empty_file.with_name("hostile.sqlite")
    engine = open_estate(copy_of(empty_file, file))
    write_estate(engine, applications=12, names=HOSTILE)
    snapshot = load_snapshot(engine)
    updates = [
        Update(entity, record.id, {"name": record.name}, {"name": f"{name} {rank}"})
        for entity, table in NAMED.items()
        for rank, (record, name) in enumerate(zip(getattr(snapshot, table), cycle(HOSTILE[:4]), strict=False))
    ]
    apply_plan(engine, Plan("essai", HOSTILE[0], Origin.EDIT, read_base(engine), updates=tuple(updates)))
    engine.dispose()
    return file


@pytest.fixture(scope="module")
def asked(hostile_file: Path) -> dict[str, dict[str, str]]:
    """What is asked of the pages that show nothing unless asked."""
    applications = load_snapshot(open_estate(database_at(hostile_file))).applications
    return {"application": {"id": str(applications[0].id)}, "find": {"mots": "e"}}


def interpreted(block: Any) -> Iterator[str]:
    """Each text of a page that the browser would read as something else than text."""
    for child in getattr(block, "children", {}).values():
        yield from interpreted(child)
    proto = getattr(block, "proto", None)
    kind = type(proto).__name__
    if kind == "BidiComponent" and proto.json:
        yield from tricked(json.loads(proto.json).get("drawn", ""), IN_HTML)
    if kind == "ButtonGroup":
        yield from (trick for option in proto.options for trick in tricked(option.content))
    for field in ("body", "label", "help", "text", "caption"):
        value = getattr(proto, field, None)
        if isinstance(value, str):
            yield from tricked(value, IN_HTML if kind == "Html" else IN_MARKDOWN)


def tricked(text: str, tricks: tuple[str, ...] = IN_MARKDOWN) -> list[str]:
    """The tricks that went through, each with what stands around it."""
    return [text[max(0, text.index(trick) - 60) :][:160] for trick in tricks if trick in text]


@pytest.mark.parametrize("page", [entry.file.removesuffix(".py") for entry in PAGES.values()])
def test_names_stay_text(
    only_read: OnlyRead, hostile_file: Path, asked: dict[str, dict[str, str]], open_page: Open, page: str
) -> None:
    only_read(hostile_file)
    app = open_page(page, **asked.get(page, {}))
    assert not app.exception
    assert list(interpreted(app._tree)) == []


def test_a_name_that_goes_through_is_seen() -> None:
    assert tricked(f"Application {HOSTILE[0]}") == [f"Application {HOSTILE[0]}"]
    assert len(tricked(f"**{HOSTILE[1]}**")) == 2
