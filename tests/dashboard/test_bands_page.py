"""The first series of maps, run without a browser."""

from __future__ import annotations

from mini_estate import COMMUNES, Open, drawn
from sqlalchemy import Engine


def test_a_commune_is_shown_alone_beside_another_and_beside_all(estate: Engine, open_page: Open) -> None:
    alone = open_page("bands", ici=COMMUNES[0])
    assert not alone.exception
    assert "Producteurs de valeur" in drawn(alone)
    assert "Rien d’un côté" not in drawn(alone)
    beside = open_page("bands", ici=COMMUNES[0], avec=COMMUNES[1])
    assert f"– {COMMUNES[1]}" in drawn(beside)
    everyone = open_page("bands", ici=COMMUNES[0], avec="toutes les autres")
    assert "– Les autres" in drawn(everyone)
    assert drawn(everyone).count("<a ") > drawn(alone).count("<a ")


def test_a_commune_is_not_set_beside_itself(estate: Engine, open_page: Open) -> None:
    app = open_page("bands", ici=COMMUNES[0])
    assert COMMUNES[0] not in app.selectbox(key="avec").options


def test_an_unknown_commune_in_the_address_is_left_aside(estate: Engine, open_page: Open) -> None:
    app = open_page("bands", ici="<script>", avec="nulle part")
    assert not app.exception
    assert drawn(app)
