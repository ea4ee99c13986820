"""A dashboard being served, and a browser's page that is watched."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page

from urbanism.dashboard.serve import command, stop, wait_for_answer

ROOT = Path(__file__).resolve().parents[2]
WINDOW = {"width": 1280, "height": 900}
STILL_MS = 500
"""How long nothing must have run for a page to be there: a run may begin just after another."""

_STILL = """
still => {
  const running = document.querySelector("[data-testid=stSkeleton], [data-stale=true]")
    || document.querySelector("[data-testid=stApp]").dataset.testScriptState === "running";
  window.stillSince = running ? null : window.stillSince ?? performance.now();
  return !running && performance.now() - window.stillSince >= still;
}
"""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def stay_on_one_processor() -> None:
    """Keep this thread, and the programs that it starts, on one processor, where the system allows it."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


class Dashboard:
    """A dashboard being served: its address, and its database."""

    def __init__(self, url: str, script: Path | None = None) -> None:
        self.database = url
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        environment = {**os.environ, "URBANISM_DATABASE_URL": url}
        run = [str(script) if script and part.endswith("app.py") else part for part in command(self.port)]
        self.process = subprocess.Popen(run, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        wait_for_answer(self.process, self.port)

    def stop(self) -> None:
        stop(self.process)


class Watched:
    """A page of the browser, and what it should never do."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.left: list[str] = []
        self.dialogs: list[str] = []
        self.errors: list[str] = []
        self._listeners = {
            "request": lambda request: self._note(request.url),
            "pageerror": lambda error: self.errors.append(str(error)),
            "dialog": lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()),
        }
        for event, listener in self._listeners.items():
            page.on(event, listener)

    def _note(self, url: str) -> None:
        if not url.startswith((self.address, self.address.replace("http", "ws"), "data:", "blob:")):
            self.left.append(url)

    def open(self, path: str = "") -> Page:
        """Go to a page and wait until it is there."""
        self.page.goto(f"{self.address}/{path}")
        self.settle()
        return self.page

    def follow(self, path: str) -> None:
        """Go to a page by its line of the navigation, without loading everything again."""
        self.page.locator(f"[data-testid=stSidebarNavLink][href='{self.address}/{path}']").click()
        self.page.wait_for_url(f"{self.address}/{path}*")
        self.settle()

    def settle(self) -> None:
        """Wait until the page has its title and nothing has run for a while."""
        self.page.wait_for_selector("[data-testid=stMain] h1")
        self.page.evaluate("window.stillSince = null")
        self.page.wait_for_function(_STILL, arg=STILL_MS, polling=50)

    def leave(self) -> None:
        """Leave the tab to another, empty and in a window of the usual size: our code need not be read again there."""
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)
        self.page.goto("about:blank")
        self.page.set_viewport_size(WINDOW)

    def sees(self, text: str) -> None:
        """Wait until a text is shown."""
        self.page.get_by_text(text).first.wait_for()

    @property
    def text(self) -> str:
        return self.page.inner_text("[data-testid=stMain]")
