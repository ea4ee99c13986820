"""Every view and selection of a page has an address that can be sent, and nothing is computed twice for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mini_estate import OnlyRead, Open
from sqlalchemy import Engine
from streamlit.runtime.caching.cache_utils import CachedFunc
from streamlit.testing.v1 import AppTest

from urbanism.dashboard.catalogue import PAGES
from urbanism.dashboard.state import open_estate

OURS = ("filtre-", "choix-")
"""What writes itself in the address without the framework."""

PASSING = ("-aller", "-feuille", "jour-choisi")
"""What opens a sheet, picks a paper or turns to the past: nothing to send."""

WORK = frozenset(
    {
        "importer", "comparer", "modeliser", "nouveau-projet", "projet", "campagnes", "revue", "rapprochements",
        "convergence-bloc", "convergence", "plan-de-convergence", "doublon", "fiche", "autorite", "propositions",
        "regle", "regles", "exporter", "blocs-a-confirmer",
    }
)  # fmt: skip
"""Pages whose other widgets are the hand of someone at work: a form, a decision, a file."""

READ = [address for address, entry in PAGES.items() if address not in WORK]


def unsaid(app: AppTest) -> Iterator[str]:
    """The keys of the widgets, out of forms, whose value is not in the address."""
    kinds = ("selectbox", "multiselect", "toggle", "checkbox", "button_group", "text_input", "date_input", "radio")
    for widget in (one for kind in kinds for one in app.get(kind)):
        proto: Any = getattr(widget, "proto", None)
        key = str(getattr(widget, "key", None) or getattr(proto, "label", ""))
        if proto is None or proto.form_id or key.startswith(OURS) or key.endswith(PASSING):
            continue
        if not proto.query_param_key:
            yield key


@pytest.mark.parametrize("address", READ)
def test_every_choice_of_a_page_that_is_read_is_in_its_address(
    only_read: OnlyRead, estate_file: Path, open_page: Open, address: str
) -> None:
    only_read(estate_file)
    app = open_page(PAGES[address].file.removesuffix(".py"))
    assert list(unsaid(app)) == []


@pytest.mark.parametrize(
    "address", ["accueil", "plan", "usages", "inventaire", "constats", "indicateurs", "explorateur"]
)
def test_a_page_seen_again_computes_nothing(
    estate: Engine, open_page: Open, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PAGES[address].file.removesuffix(".py")
    open_page(page)
    kept = open_estate().key
    monkeypatch.setattr(
        CachedFunc, "_handle_cache_miss", lambda *_, **__: pytest.fail("something was computed again")
    )  # what the framework calls for a result that it does not hold
    app = open_page(page)
    assert not app.exception
    assert open_estate().key == kept
