"""Every page, as every role, on the data of another commune: nothing that it keeps to itself is shown.

The pages come from the catalogue: a new page is tried without a line here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import database_at
from planted import AMOUNT, MARK, PASSWORD, plant, readers
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from urbanism.access.accounts import add_account, disable
from urbanism.access.signing_in import account_of_session, sign_in
from urbanism.dashboard.catalogue import PAGES, PageEntry
from urbanism.dashboard.reader import TOKEN
from urbanism.store import load_snapshot, open_estate
from urbanism.vocabulary import Duty, Role

ROOT = Path(__file__).resolve().parents[2]
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

ROLES = ("correspondant", "invité")
"""Those whose pages differ; whoever belongs to the same communes reads the same, as a test below holds.

The first one also tries, in addresses, what they may not see."""


class Planted:
    """A marked estate, and a session of each role."""

    def __init__(self, folder: Path) -> None:
        self.url = database_at(folder / "estate.sqlite")
        self.engine: Engine = open_estate(self.url)
        self.marked = plant(self.engine)
        snapshot = load_snapshot(self.engine)
        self.other = next(c.id for c in snapshot.communes if c.id != self.marked)
        self.sessions = {name: token for name, (_account, token) in readers(self.engine, self.other).items()}
        add_account(self.engine, "urbaniste@essai.test", "L’urbaniste", Role.URBANIST, password=PASSWORD)
        self.sessions["urbaniste"] = sign_in(self.engine, "urbaniste@essai.test", PASSWORD)
        self.held = {
            table: next(r.id for r in getattr(snapshot, table) if MARK in repr(r)) for table in GUESSED.values()
        }
        self.revision = snapshot.revision
        self.commune = next(c for c in snapshot.communes if c.id == self.marked)

    def guesses(self, entry: PageEntry) -> list[dict[str, str]]:
        """Addresses of a page that ask for what the marked commune keeps."""
        asked = [{"commune": self.commune.code, "fiche": self.commune.name}]
        if entry.hidden or entry.file in GUESSED:
            table = GUESSED.get(entry.file, "applications")
            asked += [{"id": str(self.held[table]), "quoi": table}]
        if entry.file == "operations.py":
            asked += [{"id": str(self.revision)}]
        return asked


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return Planted(tmp_path_factory.mktemp("planted"))


@pytest.fixture(autouse=True)
def _used(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("URBANISM_DATABASE_URL", planted.url)


def page(file: str, session: str) -> AppTest:
    """A page in a session of its own."""
    return visit(session).switch_page(f"urbanism/dashboard/pages/{file}").run()


def visit(session: str | None) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if session:
        app.session_state[TOKEN] = session
    return app.run()


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


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_what_another_commune_keeps(role: str, planted: Planted) -> None:
    app, found = visit(planted.sessions[role]), {}
    for address, entry in PAGES.items():
        for asked in ({"filtres": "aucun"}, *(planted.guesses(entry) if role == "correspondant" else ())):
            app.query_params.clear()
            app.query_params.update(asked)
            app.switch_page(f"urbanism/dashboard/pages/{entry.file}").run()
            for view in (None, *views(app)):
                if view is not None:
                    app.segmented_control(key=view[0]).set_value(view[1]).run()
                wrong = [*leaks(shown(app)), *(e.value for e in app.exception)]
                wrong += [e.value for e in app.error if "erreur imprévue" in e.value]
                found.update({(address, *asked.items(), view): wrong} if wrong else {})
    assert found == {}


def views(app: AppTest) -> list[tuple[str, str]]:
    """What else a page shows, by the first choice of views on it."""
    first = next((one for one in app.segmented_control if one.key and one._is_single_select), None)
    return [(first.key or "", name) for name in first.options if name not in first.formatted_values] if first else []


@pytest.mark.parametrize(("role", "offered"), [("correspondant", False), ("invité", False), ("urbaniste", True)])
def test_changing_a_sheet_is_offered_to_those_who_may(role: str, offered: bool, planted: Planted) -> None:
    app = visit(planted.sessions[role])
    app.query_params["id"] = str(planted.held["applications"])
    app.switch_page("urbanism/dashboard/pages/application.py").run()
    assert ("Modifier" in [button.label for button in app.button]) is offered


def test_all_members_of_a_commune_read_the_same(planted: Planted) -> None:
    found = [account_of_session(planted.engine, planted.sessions[duty]) for duty in Duty]
    assert {account.viewer.communes for account in found if account} == {frozenset({planted.other})}
    assert len([account for account in found if account]) == len(Duty)


def test_the_marks_are_seen_by_whoever_may_see_them(planted: Planted) -> None:
    app = page("contracts.py", planted.sessions["urbaniste"])
    assert leaks(shown(app)) == [MARK, str(AMOUNT)[:5]]


def test_no_page_shows_anything_before_signing_in(planted: Planted) -> None:
    app = visit(None)
    names = [a.name for a in load_snapshot(planted.engine).applications]
    for entry in PAGES.values():
        app.switch_page(f"urbanism/dashboard/pages/{entry.file}").run()
        assert [title.value for title in app.title] == ["Connexion"]
        assert not [name for name in names if name in shown(app)]


@pytest.mark.parametrize("token", ["", "x" * 43, "' OR 1=1 --", "../../etc/passwd"])
def test_a_made_up_session_opens_nothing(token: str) -> None:
    assert [title.value for title in visit(token).title] == ["Connexion"]


def test_a_session_ends_for_good_when_one_leaves(planted: Planted) -> None:
    add_account(planted.engine, "part@essai.test", "Qui part", Role.GUEST, password=PASSWORD)
    token = sign_in(planted.engine, "part@essai.test", PASSWORD)
    app = visit(token)
    next(button for button in app.button if button.label == "Se déconnecter").click().run()
    assert [title.value for title in app.title] == ["Connexion"]
    assert [title.value for title in visit(token).title] == ["Connexion"]


def test_a_closed_account_stops_reading_at_once(planted: Planted) -> None:
    add_account(planted.engine, "ferme@essai.test", "Qui ferme", Role.GUEST, password=PASSWORD)
    app = visit(sign_in(planted.engine, "ferme@essai.test", PASSWORD))
    assert [title.value for title in app.title] != ["Connexion"]
    disable(planted.engine, "ferme@essai.test")
    assert [title.value for title in app.run().title] == ["Connexion"]


def test_one_signs_in_by_the_form(planted: Planted) -> None:
    app = visit(None)
    app.text_input[0].set_value("urbaniste@essai.test")
    app.text_input[1].set_value(PASSWORD)
    next(button for button in app.button if button.label == "Se connecter").click().run()
    assert [title.value for title in app.title] != ["Connexion"]
    assert any("L’urbaniste" in caption.value for caption in app.caption)
