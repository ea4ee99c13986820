"""Comités communaux: the sheet of each commune, those one may read whole."""

from __future__ import annotations

from mini_estate import COMMUNES, Open
from sqlalchemy import Engine

from urbanism.store import load_snapshot


def test_every_commune_has_its_line_and_its_sheet(estate: Engine, open_page: Open) -> None:
    app = open_page("committees")
    assert not app.exception
    assert sorted(app.dataframe[0].value["Commune"].str.strip()) == sorted(COMMUNES)
    last = sorted(load_snapshot(estate).communes, key=lambda one: one.name)[-1]
    app = open_page("committees", fiche=last.name)
    assert not app.exception
    assert next(box.value for box in app.selectbox if box.key == "fiche") == last.id


def test_an_empty_estate_says_so(nothing: Engine, open_page: Open) -> None:
    app = open_page("committees")
    assert not app.exception
    assert any("Aucune commune" in str(block.value) for block in app.markdown)
