"""What the framework is told: forged requests refused, uploads bounded, nobody but this machine by default."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from databases import database_at
from sqlalchemy import Engine

from urbanism.access.accounts import add_account
from urbanism.dashboard.importing import free_name, saved
from urbanism.dashboard.serve import NoAccount, command, refuse_strangers
from urbanism.store import open_estate
from urbanism.vocabulary import Role

SETTINGS = tomllib.loads((Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml").read_text())


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_estate(database_at(tmp_path / "estate.sqlite"))


def test_the_framework_refuses_forged_requests_and_oversized_uploads() -> None:
    assert SETTINGS["server"]["enableXsrfProtection"] is True
    assert SETTINGS["server"].get("enableCORS", True) is True
    assert 0 < SETTINGS["server"]["maxUploadSize"] <= 500
    assert SETTINGS["client"]["showErrorDetails"] == "none"


def test_only_this_machine_is_served_unless_told() -> None:
    assert SETTINGS["server"]["address"] == "localhost"
    assert command(8501)[-2:] == ["--server.address", "localhost"]


def test_serving_others_asks_no_site_who_we_are() -> None:
    assert SETTINGS["browser"]["serverAddress"] == "localhost"


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.7", "cartographie.test"])
def test_others_are_served_only_where_one_must_sign_in(address: str, engine: Engine) -> None:
    url = str(engine.url)
    with pytest.raises(NoAccount):
        refuse_strangers(address, url)
    add_account(engine, "ada@ville.test", "Ada", Role.URBANIST)
    refuse_strangers(address, url)


HOSTILE_NAMES = (
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "/etc/shadow",
    "C:\\Windows\\a.csv",
    "a\0b.csv",
    "..",
    "",
    "\n",
)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_no_file_name_leads_out_of_its_folder(name: str) -> None:
    assert "/" not in free_name(name, set())
    with saved([(name, b"x"), (name, b"y")]) as (folder, files):
        assert len(set(files)) == 2
        assert all(file.resolve().parent == folder.resolve() for file in files)
