"""Starting the dashboard: one process of the framework, its address said once it answers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from urbanism.errors import UrbanismError
from urbanism.store import default_url

ROOT = Path(__file__).resolve().parents[2]
"""Where `app.py` stands: beside the packages, in a checkout as in an installation."""

HOST = "localhost"
PATIENCE = 60.0
"""Seconds after which a server that does not answer is given up."""


class PortTaken(UrbanismError):
    """Another program already listens on the port."""

    code = "port_occupe"


class NoAnswer(UrbanismError):
    """The server stopped, or never answered."""

    code = "sans_reponse"


def serve(port: int = 8501, database_url: str | None = None) -> int:
    """Serve the dashboard on this machine until it is interrupted; returns its exit status.

    Raises:
        PortTaken: another program already listens on `port`.
        NoAnswer: the server stopped before answering, or did not answer in time.
    """
    refuse_taken_port(port)
    server = subprocess.Popen(  # noqa: S603 - our own words only
        command(port),
        cwd=settings_folder(),
        env={**os.environ, "URBANISM_DATABASE_URL": absolute(database_url), "STREAMLIT_LOGGER_LEVEL": "warning"},
        stdout=subprocess.DEVNULL,  # the framework's greeting; its errors go to stderr
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the server does not outlive this process
    try:
        wait_for_answer(server, port)
        print(f"Le tableau de bord répond : http://{HOST}:{port} (Ctrl+C pour l’arrêter)", flush=True)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        server.terminate()
        server.wait(timeout=10)


def command(port: int) -> list[str]:
    """The command that runs the dashboard."""
    return [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)]


def settings_folder() -> Path:
    """The folder whose `.streamlit/config.toml` is ours: inside the wheel, or the checkout."""
    shipped = ROOT / "urbanism" / "_data"
    return shipped if (shipped / ".streamlit").is_dir() else ROOT


def absolute(database_url: str | None) -> str:
    """The database's address (the default one where none is given), a relative file made absolute."""
    address = database_url or default_url()
    try:
        url = make_url(address)
    except ArgumentError:
        return address  # the page will say what is wrong with it
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return address
    return url.set(database=str(Path(url.database).resolve())).render_as_string(hide_password=False)


def refuse_taken_port(port: int) -> None:
    """Raise where something already listens on `port`."""
    with socket.socket() as probe:
        probe.settimeout(1)
        taken = probe.connect_ex((HOST, port)) == 0
    if taken:
        raise PortTaken(
            f"Le port {port} est déjà pris par un autre programme (peut-être ce tableau de bord, déjà ouvert).",
            remedy=f"Ouvrez http://{HOST}:{port}, ou choisissez un autre port : urbanism serve --port {port + 1}.",
        )


def wait_for_answer(server: subprocess.Popen[bytes], port: int) -> None:
    """Return once the dashboard answers."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise NoAnswer(
        "Le tableau de bord n’a pas répondu.",
        remedy="Lisez les lignes ci-dessus : elles disent ce qui l’a empêché de démarrer.",
    )
