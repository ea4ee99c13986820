"""Every colour that the pages show comes from the palette, with its meaning."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from urbanism import palette

ROOT = Path(__file__).resolve().parents[2]
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b")


def test_no_page_and_no_style_sheet_writes_a_colour_of_its_own() -> None:
    folder = ROOT / "urbanism" / "dashboard"
    for file in (*folder.rglob("*.py"), *folder.rglob("*.css")):
        assert COLOUR.findall(file.read_text(encoding="utf-8")) == [], file.name


def test_the_theme_speaks_the_same_colours() -> None:
    said = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    assert said["textColor"] == palette.INK
    assert said["primaryColor"] == said["linkColor"] == palette.ACCENT
    assert said["grayTextColor"] == palette.MUTED
    assert said["backgroundColor"] == palette.PAPER
    assert said["secondaryBackgroundColor"] == palette.QUIET
    assert said["borderColor"] == palette.LINE
    assert said["dataframeHeaderTextColor"] == palette.LABEL
