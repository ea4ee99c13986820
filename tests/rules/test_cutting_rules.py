"""How the estate is cut (R12 to R15): kept, broken, not assessable."""

from __future__ import annotations

import pytest
from checking import broken, coverage, unknown
from estates import Estate

from urbanism.vocabulary import BlockClass, DataRole


@pytest.mark.parametrize("code", ["R12", "R13", "R14", "R15"])
def test_without_data_nothing_can_be_said(code: str) -> None:
    assert unknown(Estate(), code)


def test_r12_the_front_desk_is_master_of_nothing() -> None:
    made = Estate()
    made.block("portail", block_class=BlockClass.EXTERNAL)
    portal, trade = made.application("Portail", block="portail"), made.application("Métier", block="sport")
    made.use(portal, "tarifs", role=DataRole.COPY)
    made.use(trade, "tarifs", role=DataRole.MASTER)
    assert broken(made, "R12") == []
    made.use(portal, "usagers", role=DataRole.MASTER)
    made.use(portal, "voies")
    assert broken(made, "R12") == [("Portail",)]
    assert coverage(made, "R12") == (3, 4)


def test_r13_steering_reads_and_never_writes_to_a_trade() -> None:
    made = Estate()
    made.block("ged", block_class=BlockClass.SUPPORT)
    steering, trade = made.application("Tableaux", block="decisionnel"), made.application("Sport", block="sport")
    made.flow(trade, steering)
    made.flow(steering, made.application("GED", block="ged"))
    assert broken(made, "R13") == []
    made.flow(steering, trade, code="retour")
    assert broken(made, "R13") == [("retour",)]


def test_r13_needs_a_steering_block_in_the_plan() -> None:
    made = Estate()
    made.flow(made.application("A", block="sport"), made.application("B", block="eau"))
    assert "décisionnel" in unknown(made, "R13")


def portal(made: Estate, **fields: object) -> int:
    made.block("portail", block_class=BlockClass.EXTERNAL)
    return made.application("Portail", block="portail", **fields)


def test_r14_a_portal_that_carries_the_trade() -> None:
    made = Estate()
    portal(made)
    assert broken(made, "R14") == []
    made.application("Tout-en-un", block="portail", also=["sport"])
    made.application("À l'envers", block="sport", also=["portail"])
    assert broken(made, "R14") == [("Tout-en-un",), ("À l'envers",)]


def test_r14_a_portal_captive_of_its_suite() -> None:
    made = Estate()
    made.product("P", suite="Gamme")
    made.product("M", suite="Gamme")
    own, trade = portal(made, product="P"), made.application("Métier", block="sport", product="M")
    assert broken(made, "R14") == []
    made.flow(own, trade)
    assert broken(made, "R14") == [("Portail",)]
    made.flow(made.application("Ailleurs", block="eau"), own)
    assert broken(made, "R14") == []


def test_r15_what_several_districts_consume_is_shared() -> None:
    made = Estate()
    made.zone("donnees")
    made.use(made.application("Eau", block="eau"), "voies", role=DataRole.COPY)
    made.use(made.application("Bassin", block="bassin"), "lames", role=DataRole.READER)
    assert broken(made, "R15") == []
    made.flow(made.application("Source"), made.application("Déchets", block="dechets"), "voies")
    assert broken(made, "R15") == [("voies",)]
    made.block("ref-voies", zone="donnees")
    made.referential("Filaire", about="voies", application_id=made.application("SIG", block="ref-voies"))
    assert broken(made, "R15") == []


def test_r15_needs_a_shared_zone_in_the_plan() -> None:
    made = Estate()
    made.use(made.application("Eau", block="eau"), "voies", role=DataRole.COPY)
    assert "transverses" in unknown(made, "R15")
