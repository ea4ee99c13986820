"""Walking the dashboard as someone: each page, what its address may ask, the views, files and controls it offers."""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from databases import database_at
from docx import Document
from openpyxl import load_workbook
from planted import AMOUNT, MARK, PASSWORD, plant, readers
from pptx import Presentation
from pypdf import PdfReader
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from urbanism.access.accounts import add_account
from urbanism.access.signing_in import sign_in
from urbanism.dashboard.catalogue import PAGES, PageEntry
from urbanism.dashboard.reader import TOKEN
from urbanism.graph import EstateGraph
from urbanism.rules import RULES, check_rules, findings
from urbanism.store import load_snapshot, open_estate
from urbanism.vocabulary import Role

ROOT = Path(__file__).resolve().parents[2]
EVERYTHING = "URBANISM_EVERY_VIEW"
"""In the environment: try every view and make every file, not a sample of them."""

SEED = int(os.environ.get("URBANISM_SEED", "10"))
"""What the sample is drawn with."""

GUESSED = {
    "application.py": "applications",
    "record.py": "contracts",
    "project.py": "projects",
    "processes.py": "processes",
    "model_process.py": "processes",
    "referential_group.py": "referentials",
    "convergence_plan.py": "scenarios",
    "convergence_commune.py": "scenarios",
}
"""What is asked of a page by a number: another commune's."""

READS = {
    "Se déconnecter", "Tout effacer", "Ne plus limiter à cette liste", "Revenir à tous les liens", "Comparer",
    "Appliquer", "Chercher le meilleur plan", "Partir de ce scénario", "Refaire le plan", "Calculer la sensibilité",
}  # fmt: skip
"""The buttons that write nothing in the estate: they show something else, or compute for oneself."""

READS_FILES = {"comparer"}
"""The pages that read a file and keep nothing of it."""


class Planted:
    """A marked estate, and a session of each role."""

    def __init__(self, folder: Path) -> None:
        self.url = database_at(folder / "estate.sqlite")
        self.engine: Engine = open_estate(self.url)
        self.marked = plant(self.engine)
        snapshot = load_snapshot(self.engine)
        self.other = next(c.id for c in snapshot.communes if c.id != self.marked)
        self.sessions = {name: token for name, (_account, token) in readers(self.engine, self.other).items()}
        for role in (Role.URBANIST, Role.DSI, Role.DPO):
            add_account(self.engine, f"{role.value}@essai.test", f"Le rôle {role.value}", role, password=PASSWORD)
            self.sessions[role.value] = sign_in(self.engine, f"{role.value}@essai.test", PASSWORD)
        self.held = {
            table: next(r.id for r in getattr(snapshot, table) if MARK in repr(r)) for table in GUESSED.values()
        }
        self.revision = snapshot.revision
        self.commune = next(c for c in snapshot.communes if c.id == self.marked)
        self.broken = findings(check_rules(EstateGraph(snapshot), dict.fromkeys(RULES, "")))[0].code

    def guesses(self, entry: PageEntry) -> list[dict[str, str]]:
        """Addresses of a page that ask for what the marked commune keeps."""
        asked = [{"commune": self.commune.code, "fiche": self.commune.name, "de": self.commune.name}]
        if entry.hidden or entry.file in GUESSED:
            table = GUESSED.get(entry.file, "applications")
            asked += [{"id": str(self.held[table]), "quoi": table}]
        if entry.file == "operations.py":
            asked += [{"id": str(self.revision)}]
        asked += [
            {"code": code} for code in {"rule.py": (self.broken,), "indicator.py": ("I17", "I11")}.get(entry.file, ())
        ]
        return asked


class Seen(NamedTuple):
    """What a page showed at an address."""

    page: str
    asked: tuple[tuple[str, str], ...]
    view: str
    app: AppTest


def visit(session: str | None) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if session:
        app.session_state[TOKEN] = session
    return app.run()


def page(file: str, session: str) -> AppTest:
    """A page in a session of its own."""
    return visit(session).switch_page(f"urbanism/dashboard/pages/{file}").run()


def walk(
    planted: Planted, role: str, *, guessing: bool, most: int, among: Collection[str] = PAGES.keys()
) -> Iterator[Seen]:
    """Each page at each address, then the other views that they offer: `most` of them, drawn by `SEED`."""
    app = visit(planted.sessions[role])
    others: list[tuple[str, Mapping[str, str], str]] = []
    for address in among:
        entry = PAGES[address]
        for asked in ({"filtres": "aucun"}, *(planted.guesses(entry) if guessing else ())):
            yield Seen(address, tuple(asked.items()), "", turn(app, address, asked))
            others += [(address, {**asked, **view}, "") for view in views(app)]
            others += [(address, asked, f"{key}={name}") for key, name in choices(app)]
    for address, asked, choice in drawn(others, most):
        turn(app, address, asked)
        key, _, name = choice.partition("=")
        if choice and key in {one.key for one in app.segmented_control}:
            app.segmented_control(key=key).set_value(name).run()
        yield Seen(address, tuple(asked.items()), choice, app)


def drawn(found: list[Any], most: int) -> list[Any]:
    """All of them where the environment asks for everything, else as many, drawn by `SEED`."""
    if os.environ.get(EVERYTHING) or len(found) <= most:
        return found
    return random.Random(SEED).sample(found, most)


def turn(app: AppTest, address: str, asked: Mapping[str, str]) -> AppTest:
    """A page at an address."""
    app.query_params.clear()
    app.query_params.update(asked)
    return app.switch_page(f"urbanism/dashboard/pages/{PAGES[address].file}").run()


def views(app: AppTest) -> list[dict[str, str]]:
    """The other addresses of a page: its tabs, and its links to itself."""
    found = [{"onglet": tab.label} for tab in app.tabs]
    for button in app.button:
        if (words := re.search(r"-(\w+=.*)$", button.key or "")) and (button.key or "").startswith("lien-"):
            found.append(dict(part.split("=", 1) for part in words[1].split("|") if "=" in part))
    return found


def choices(app: AppTest) -> list[tuple[str, str]]:
    """The other options of the choices of a page, which its address keeps."""
    single = [one for one in app.segmented_control if one.key and one._is_single_select]
    return [(one.key or "", name) for one in single for name in one.options if name not in one.formatted_values]


def shown(app: AppTest) -> str:
    """All that the browser would be sent, charts and tables included."""
    return "\n".join(told(app._tree))


def told(block: object) -> Iterator[str]:
    """The message of each element, and the rows of those that hold a table."""
    children = getattr(block, "children", None)
    if children is not None:
        for child in children.values():
            yield from told(child)
    proto = getattr(block, "proto", None)
    if proto is not None:
        yield str(proto).encode().decode("unicode_escape").encode("latin-1", "ignore").decode("utf-8", "ignore")
    value = getattr(block, "value", None) if type(block).__name__ in ("Dataframe", "Table") else None
    if value is not None:
        yield value.to_csv()


def leaks(text: str) -> list[str]:
    figures = re.sub(r"[\s\u202f\u00a0 .,]", "", text)
    return [word for word in (MARK, str(AMOUNT)[:5]) if word in (text if word == MARK else figures)]


def writing(seen: Seen) -> list[str]:
    """The controls of a page that write: buttons and forms, tables to edit, places to put files."""
    app = seen.app
    found = [b.label for b in app.button if b.label not in READS and not (b.key or "").startswith(("lien-", "voir-"))]
    if seen.page not in READS_FILES:
        found += [f"dépôt : {one.proto.label}" for one in app.get("file_uploader")]
    if seen.page != "convergence":  # its tables are the hypotheses of a plan, that only its reader has
        found += ["tableau" for one in app.dataframe if one.proto.editing_mode and not one.proto.disabled]
    return found


def text_of(content: bytes, name: str) -> str:
    """What a file says, whatever its format, a line a piece so that figures of two places never join."""
    kind = name.rsplit(".", 1)[-1].lower()
    reader: Callable[[io.BytesIO], Iterator[str]] | None = TEXTS.get(kind)
    if reader is not None:
        return "\n".join(reader(io.BytesIO(content)))
    text = content.decode("utf-8", "replace")
    return re.sub(r"<[^>]*>", "\n", text) if kind == "svg" else text


def _cells(file: io.BytesIO) -> Iterator[str]:
    for sheet in load_workbook(file, read_only=True):
        for row in sheet.iter_rows(values_only=True):
            yield from (str(value) for value in row if value is not None)


def _slides(file: io.BytesIO) -> Iterator[str]:
    for slide in Presentation(file).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)


def _paragraphs(file: io.BytesIO) -> Iterator[str]:
    document = Document(file)
    yield from (paragraph.text for paragraph in document.paragraphs)
    yield from (cell.text for table in document.tables for row in table.rows for cell in row.cells)


def _sheets(file: io.BytesIO) -> Iterator[str]:
    yield from (sheet.extract_text() for sheet in PdfReader(file).pages)


def _files(file: io.BytesIO) -> Iterator[str]:
    with zipfile.ZipFile(file) as folder:
        for name in folder.namelist():
            yield name
            yield text_of(folder.read(name), name)


TEXTS = {"xlsx": _cells, "pptx": _slides, "docx": _paragraphs, "pdf": _sheets, "zip": _files}
