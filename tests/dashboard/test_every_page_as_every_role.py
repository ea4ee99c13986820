"""Every page, view and file, as every role, on the data of another commune: nothing that it keeps to itself is shown.

The pages come from the catalogue, their views and files from what they offer: a new one is tried without a line here.
The views and files are drawn at random; `URBANISM_EVERY_VIEW=1` tries them all, `URBANISM_SEED` draws others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st
from planted import AMOUNT, MARK, PASSWORD
from walking import GUESSED, SEED, Planted, drawn, leaks, page, shown, text_of, visit, walk, writing

from urbanism.access.accounts import add_account, disable
from urbanism.access.signing_in import account_of_session, sign_in
from urbanism.dashboard.catalogue import PAGES
from urbanism.store import load_snapshot
from urbanism.vocabulary import Duty, Role

ROLES = ("correspondant", "invité")
"""Those whose pages differ; whoever belongs to the same communes reads the same, as a test below holds.

The first one also tries, in addresses, what they may not see."""

VIEWS, FILES = 40, 25
"""How many views and files are drawn for a role."""

WRITING = set(
    "application autorite campagnes fiche importer modeliser mutualisation nouveau-projet operations"
    " propositions regle regles tableau".split()
)
"""The pages where an urbanist is shown what writes, whatever the view."""


OF_THE_DPO = {"tableau", "fiche"}
"""The pages where a DPO is shown what writes: the register is theirs."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return Planted(tmp_path_factory.mktemp("planted"))


@pytest.fixture(autouse=True)
def _used(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("URBANISM_DATABASE_URL", planted.url)


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes | str]]:
    """The files that the pages offer from now on, by name: what makes each."""
    files: dict[str, Callable[[], bytes | str]] = {}

    def offer(label: str, make: Callable[[], bytes | str], file: str, *_kind: str, **_looks: Any) -> None:
        files[f"{label} : {file}"] = make

    monkeypatch.setattr(st, "download_button", offer)
    return files


@pytest.mark.parametrize("role", ROLES)
def test_no_page_view_or_file_shows_what_another_commune_keeps(
    role: str, planted: Planted, offered: dict[str, Callable[[], bytes | str]]
) -> None:
    found = {}
    for seen in walk(planted, role, guessing=role == "correspondant", most=VIEWS):
        wrong = [*leaks(shown(seen.app)), *(e.value for e in seen.app.exception)]
        wrong += [e.value for e in seen.app.error if "erreur imprévue" in e.value]
        elsewhere = "id" in dict(seen.asked) and PAGES[seen.page].file in GUESSED
        wrong += writing(seen) if role == "invité" or elsewhere else []
        found.update({seen[:3]: wrong} if wrong else {})
    assert found == {}, f"graine {SEED}"
    assert len(offered) > 20
    for name in drawn(sorted(offered), FILES):
        made = offered[name]()
        text = text_of(made.encode() if isinstance(made, str) else made, name)
        assert [line for line in text.splitlines() if leaks(line)] == [], f"{name}, graine {SEED}"


def test_nothing_that_writes_is_shown_to_who_may_write_nothing_of_it(planted: Planted) -> None:
    shows = {seen[:2]: writing(seen) for seen in walk(planted, "DPO", guessing=True, most=0)}
    assert {where: found for where, found in shows.items() if found and where[0] not in OF_THE_DPO} == {}


def test_what_writes_is_shown_to_the_urbanist(planted: Planted, offered: dict[str, Callable[[], bytes | str]]) -> None:
    asked = [*sorted(WRITING), "exporter"]
    found = {seen.page for seen in walk(planted, "urbaniste", guessing=True, most=0, among=asked) if writing(seen)}
    assert found >= WRITING
    workbook = offered[next(name for name in offered if name.startswith("Télécharger le classeur"))]()
    assert isinstance(workbook, bytes)
    assert MARK in text_of(workbook, "classeur.xlsx")  # what the other files are searched for can be found


@pytest.mark.parametrize(("role", "may"), [("correspondant", False), ("invité", False), ("urbaniste", True)])
def test_changing_a_sheet_is_offered_to_those_who_may(role: str, may: bool, planted: Planted) -> None:
    app = visit(planted.sessions[role])
    app.query_params["id"] = str(planted.held["applications"])
    app.switch_page("urbanism/dashboard/pages/application.py").run()
    assert ("Modifier" in [button.label for button in app.button]) is may


@pytest.mark.parametrize(("role", "may"), [("correspondant", False), ("invité", False), ("urbaniste", True)])
def test_opening_the_projects_of_a_plan_is_offered_to_those_who_may(role: str, may: bool, planted: Planted) -> None:
    app = visit(planted.sessions[role])
    app.query_params["id"], app.query_params["onglet"] = str(planted.held["scenarios"]), "Projets"
    app.switch_page("urbanism/dashboard/pages/convergence_plan.py").run()
    assert ("Ouvrir les projets" in [button.label for button in app.button]) is may


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
    assert any("Le rôle urbaniste" in caption.value for caption in app.caption)
