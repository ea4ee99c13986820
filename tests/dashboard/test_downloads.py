"""Every file that a page gives goes through one button, which the audit log tells of."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from sqlalchemy import Engine

from urbanism.dashboard.components.download import XLSX, download_button
from urbanism.dashboard.state import Estate
from urbanism.store import Viewer, as_viewer, load_snapshot
from urbanism.store.audit import entries
from urbanism.store.engine import reading_only
from urbanism.vocabulary import Act, Role

DASHBOARD = Path(__file__).resolve().parents[2] / "urbanism" / "dashboard"


def test_no_page_gives_a_file_by_another_button() -> None:
    users = [
        file.name
        for file in DASHBOARD.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "download_button"
    ]
    assert users == ["download.py"]


@pytest.mark.parametrize("past", [None, date(2020, 1, 1)])
def test_whoever_takes_a_file_is_told_by_the_log(
    past: date | None, estate: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: dict[str, Callable[[], bytes]] = {}

    def offer(_label: str, make: Callable[[], bytes], file: str, *_kind: str, **_looks: Any) -> None:
        offered[file] = make

    monkeypatch.setattr(st, "download_button", offer)
    who = Viewer("Camille", Role.GUEST, frozenset())
    engine = as_viewer(estate, who)
    read = Estate("", reading_only(engine) if past else engine, who, load_snapshot(engine), past=past)
    download_button(read, "Classeur", lambda: b"rien", "a/b.xlsx", XLSX)
    assert not entries(estate, acts=[Act.EXPORT])
    assert offered["a b.xlsx"]() == b"rien"
    (entry,) = entries(estate, acts=[Act.EXPORT])
    assert (entry.who, entry.what) == ("Camille", "a/b.xlsx")
