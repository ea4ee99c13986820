"""The guide and the README speak of what exists: pages, buttons, commands, links and images."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest
from PIL import Image

from urbanism.cli import build_parser
from urbanism.dashboard.catalogue import PAGES

ROOT = Path(__file__).resolve().parents[1]
GUIDE = sorted((ROOT / "docs" / "guide").glob("*.md"))
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")), *GUIDE]
IMAGES = sorted((ROOT / "docs" / "images").glob("*.png"))
TITLES = {entry.title for entry in PAGES.values()}
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
LONGEST_TITLE = max(len(title.split()) for title in TITLES)
WIDTH, HEAVIEST = 1280, 200_000


def prose(document: Path) -> str:
    """The text of a document, code left out, on plain spaces."""
    text = re.sub(r"```.*?```|`[^`]*`", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("document", GUIDE, ids=lambda path: path.stem)
def test_names_in_bold_are_titles_of_pages(document: Path) -> None:
    bold = re.findall(r"\*\*([^*]+)\*\*", prose(document))
    names = {name for name in bold if name[0].isupper() and name[-1] != "." and len(name.split()) <= LONGEST_TITLE}
    assert names <= TITLES


@pytest.mark.parametrize("document", GUIDE, ids=lambda path: path.stem)
def test_labels_between_quotes_are_on_the_screen(document: Path) -> None:
    shown = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "urbanism").rglob("*.py"))
    shown = re.sub(r"\s", " ", shown)
    labels = re.findall(r"« ([A-ZÀÉÈ][^»]*[^ ]) ?»", prose(document))
    unknown = [label for label in labels if label.split("…")[0].strip() not in shown]
    assert not unknown


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_links_and_images_lead_somewhere(document: Path) -> None:
    targets = LINK.findall(document.read_text(encoding="utf-8"))
    broken = [target for target in targets if "://" not in target and not (document.parent / target).exists()]
    assert not broken


def test_every_page_of_the_guide_is_in_its_index() -> None:
    index = next(page for page in GUIDE if page.stem == "index")
    assert {page.name for page in GUIDE} - {index.name} <= set(LINK.findall(index.read_text(encoding="utf-8")))


def test_every_image_is_used_small_and_as_wide_as_the_others() -> None:
    used = {Path(target).name for page in DOCUMENTS for target in LINK.findall(page.read_text(encoding="utf-8"))}
    assert {image.name for image in IMAGES} <= used
    assert all(image.stat().st_size <= HEAVIEST for image in IMAGES)
    assert {Image.open(image).width for image in IMAGES} == {WIDTH}


def test_the_readme_lists_every_command_and_no_other() -> None:
    parser = build_parser()
    choices = next(a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    listed = re.findall(r"^\| `urbanism (\w+)", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(listed) == sorted(choices)


def test_the_readme_lists_every_benchmark() -> None:
    listed = re.findall(r"^\| `(\w+\.py)", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    measuring = {file.name for file in (ROOT / "benchmarks").glob("*.py") if "__main__" in file.read_text("utf-8")}
    assert set(listed) == measuring
