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

from urbanism.access.accounts import any_account
from urbanism.errors import UrbanismError
from urbanism.store import default_url, open_estate

ROOT = Path(__file__).resolve().parents[2]
"""Where `app.py` stands: beside the packages, in a checkout as in an installation."""

HOST = "localhost"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""The addresses that only this machine reaches."""

PATIENCE = 60.0
"""Seconds after which a server that does not answer is given up."""


class PortTaken(UrbanismError):
    """Another program already listens on the port."""

    code = "port_occupe"


class NoAccount(UrbanismError):
    """A dashboard that others could reach, though nobody has to sign in."""

    code = "comptes_absents"


class NoAnswer(UrbanismError):
    """The server stopped, or never answered."""

    code = "sans_reponse"


def serve(port: int = 8501, database_url: str | None = None, address: str = HOST) -> int:
    """Serve the dashboard until it is interrupted; returns its exit status.

    Raises:
        NoAccount: `address` is not this machine's own, and the database has no account.
        PortTaken: another program already listens on `port`.
        NoAnswer: the server stopped before answering, or did not answer in time.
    """
    refuse_strangers(address, database_url)
    refuse_taken_port(port)
    server = subprocess.Popen(  # noqa: S603 - our own words only
        command(port, address),
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
        stop(server)


def stop(server: subprocess.Popen[bytes], patience: float = 10.0) -> None:
    """Ask the server to end; put an end to it where it takes more than `patience`, in seconds."""
    server.terminate()
    try:
        server.wait(timeout=patience)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def command(port: int, address: str = HOST) -> list[str]:
    """The command that runs the dashboard; identity providers are read in the working folder (`docs/guide`)."""
    run = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)]
    secrets = Path.cwd() / ".streamlit" / "secrets.toml"
    found = ["--secrets.files", str(secrets)] if secrets.is_file() else []
    return [*run, "--server.address", address, *found]


def refuse_strangers(address: str, database_url: str | None) -> None:
    """Raise where others than this machine could read a dashboard that asks nobody to sign in."""
    if address not in LOOPBACK and not any_account(open_estate(database_url)):
        raise NoAccount(
            f"Sur l’adresse {address}, d’autres pourraient tout lire : ce tableau de bord n’a pas de compte.",
            remedy="Restez sur localhost, ou ouvrez un premier compte :"
            " urbanism accounts add ADRESSE --role urbaniste --administrator --password.",
        )


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
