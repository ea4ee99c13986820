"""The dashboard served on this machine, and a real browser that looks at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import WINDOW, Dashboard, Watched
from databases import database_at
from mini_estate import HOSTILE, write_estate
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from urbanism.store import open_estate


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser on a busy machine may answer late: a test of this folder is tried again before it fails."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, found on this machine; where it is not the tests are skipped, and fail in continuous integration."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        word = "Chromium is not installed: the browser tests did not run"
        if os.environ.get("CI") == "true":
            pytest.fail(word)
        pytest.skip(word)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found)
        yield browser
        browser.close()


@pytest.fixture
def empty_dashboard(tmp_path: Path) -> Iterator[Dashboard]:
    """A dashboard on a new database."""
    served = Dashboard(database_at(tmp_path / "estate.sqlite"))
    yield served
    served.stop()


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """A dashboard on a small estate whose first applications have hostile names; tests take back what they write."""
    url = database_at(tmp_path_factory.mktemp("browser") / "estate.sqlite")
    engine = open_estate(url)
    write_estate(engine, applications=60, names=HOSTILE)
    engine.dispose()
    served = Dashboard(url)
    yield served
    served.stop()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A French reader's browser; what it has already fetched serves the next tests."""
    context = browser.new_context(viewport=WINDOW, locale="fr-FR")
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture(scope="session")
def tab(context: BrowserContext) -> Page:
    """The tab where the tests open their pages, one after another: a new one would read their code again."""
    return context.new_page()


def _watched(tab: Page, address: str) -> Iterator[Watched]:
    watched = Watched(tab, address)
    yield watched
    watched.leave()
    assert not watched.left, "requests left this machine"
    assert not watched.dialogs, "a name opened a dialog"
    assert not watched.errors, "the page raised an error"


@pytest.fixture
def visit(tab: Page, dashboard: Dashboard) -> Iterator[Watched]:
    """A browser on the small estate; nothing may leave this machine, open a dialog or raise an error."""
    yield from _watched(tab, dashboard.address)


@pytest.fixture
def first_visit(tab: Page, empty_dashboard: Dashboard) -> Iterator[Watched]:
    """The same on an empty estate."""
    yield from _watched(tab, empty_dashboard.address)
