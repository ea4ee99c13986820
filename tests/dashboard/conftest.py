"""A small estate in a fresh database, and the dashboard run on it without a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from mini_estate import write_estate
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from urbanism.store import open_database

ROOT = Path(__file__).resolve().parents[2]
PAGES = "urbanism/dashboard/pages"

Open = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def _fresh_caches() -> None:
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An empty database, which the dashboard will open."""
    url = f"sqlite:///{tmp_path / 'estate.sqlite'}"
    monkeypatch.setenv("URBANISM_DATABASE_URL", url)
    return open_database(url)


@pytest.fixture
def estate(engine: Engine) -> Engine:
    """A database with a small estate: three communes, some forty applications."""
    write_estate(engine)
    return engine


@pytest.fixture
def open_page(engine: Engine) -> Open:
    """Run a page (its file, without « .py ») with the parameters of its address."""

    def run(page: str = "home", **address: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20)
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        return app if page == "home" else app.switch_page(f"{PAGES}/{page}.py").run()

    return run
