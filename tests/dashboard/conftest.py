"""A small estate in a fresh database, and the dashboard run on it without a browser."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from databases import copy_of, database_at
from mini_estate import OnlyRead, Open, write_estate
from sqlalchemy import Engine
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from urbanism.store import open_estate

ROOT = Path(__file__).resolve().parents[2]
PAGES = "urbanism/dashboard/pages"

manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
"""At each run of a page without a browser, the framework reads what every installed package says of itself."""


@pytest.fixture(autouse=True)
def _fresh_caches(request: pytest.FixtureRequest) -> None:
    """Nothing is kept from one test to the next, but for those that only read."""
    if "only_read" not in request.fixturenames:
        st.cache_resource.clear()
        st.cache_data.clear()


@pytest.fixture
def only_read(monkeypatch: pytest.MonkeyPatch) -> OnlyRead:
    """For tests that change nothing: the dashboard opens a database itself, not a copy, and keeps what it computes."""
    return lambda file: monkeypatch.setenv("URBANISM_DATABASE_URL", database_at(file))


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds nothing but the nomenclature."""
    file = tmp_path_factory.mktemp("estates") / "empty.sqlite"
    open_estate(database_at(file)).dispose()
    return file


@pytest.fixture(scope="session")
def estate_file(empty_file: Path) -> Path:
    """A database with a small estate: three communes, forty applications."""
    file = empty_file.with_name("estate.sqlite")
    engine = open_estate(copy_of(empty_file, file))
    write_estate(engine)
    engine.dispose()
    return file


def _use(file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    url = copy_of(file, folder / file.name)
    monkeypatch.setenv("URBANISM_DATABASE_URL", url)
    return open_estate(url)


@pytest.fixture
def nothing(empty_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An empty estate, which the dashboard will open."""
    return _use(empty_file, tmp_path, monkeypatch)


@pytest.fixture
def estate(estate_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A small estate, which the dashboard will open."""
    return _use(estate_file, tmp_path, monkeypatch)


@pytest.fixture
def open_page() -> Open:
    """Run a page (its file, without « .py ») with the parameters of its address."""

    def run(page: str = "home", **address: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20)
        app._registered_pages = _navigation()
        for name, value in address.items():
            app.query_params[name] = value
        return app.switch_page(f"{PAGES}/{page}.py").run()

    return run


@cache
def _navigation() -> dict[str, Any]:
    """The pages as the framework registers them, learnt from one run: any may then be opened first, as by a link."""
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=20).run()._registered_pages
