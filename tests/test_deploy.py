"""The examples to serve many people (`deploy`): what they name exists, and they agree with each other."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from urbanism.cli import build_parser

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
COMPOSE, RELAY, IMAGE, UNIT = (
    (DEPLOY / name).read_text(encoding="utf-8")
    for name in ("compose.yaml", "Caddyfile", "Dockerfile", "urbanism@.service")
)
INSTALLING = (ROOT / "docs" / "guide" / "installer.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    """The commands of this software that the examples run, as one would type them."""
    image = re.findall(r"^CMD \[(.*)\]", IMAGE, re.M)[0].replace('"', "").replace(",", "")
    typed = re.findall(r"docker compose run --rm \S+ (.*)", COMPOSE)
    unit = re.findall(r"^ExecStart=\S+/bin/(.*)", UNIT, re.M)[0].replace("%i", "8501")
    return [image, *typed, unit]


def test_the_commands_of_the_examples_are_ours() -> None:
    found = commands()
    assert len(found) == 3
    for command in found:
        program, *arguments = command.split()
        assert program == "urbanism"
        build_parser().parse_args(arguments)


def test_what_the_examples_name_exists() -> None:
    assert (ROOT / re.findall(r"dockerfile: (\S+)", COMPOSE)[0]).is_file()
    assert (ROOT / re.findall(r"-c /src/(\S+)", IMAGE)[0]).is_file()
    assert "./Caddyfile:/etc/caddy/Caddyfile" in COMPOSE
    set_there = set(re.findall(r"\bURBANISM_[A-Z_]+", COMPOSE + UNIT + INSTALLING))
    read_here = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "urbanism").rglob("*.py"))
    assert set_there
    assert all(f'"{name}"' in read_here for name in set_there)


def test_the_relay_knows_each_dashboard_by_its_name_and_port() -> None:
    port = build_parser().parse_args(["serve"]).port
    named = re.findall(r"^  (dashboard-\d+):$", COMPOSE, re.M)
    assert len(named) == 2
    assert re.findall(r"reverse_proxy (.*) \{", RELAY) == [" ".join(f"{name}:{port}" for name in named)]
    assert f"EXPOSE {port}" in IMAGE
    assert "lb_policy cookie" in RELAY  # a file is sent where the page is open


def test_the_unit_is_one_that_systemd_understands(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not on this machine")
    unit = tmp_path / "urbanism@8501.service"
    unit.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", UNIT, flags=re.M), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, timeout=60, check=False)
    assert not [line for line in done.stderr.splitlines() if line.startswith(unit.name)]
