"""The pages, run without a browser."""

from __future__ import annotations


def test_home(estate, open_page):
    app = open_page()
    assert not app.exception
    assert app.title[0].value


def test_inventory(estate, open_page):
    app = open_page("inventory")
    assert not app.exception
