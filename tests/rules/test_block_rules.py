"""Blocs on their own (R04, R05, R06, R09, R10, R11, R34): kept, broken, not assessable."""

from __future__ import annotations

import pytest
from checking import broken, check, coverage, unknown
from estates import Estate

from urbanism.rules import Assessed
from urbanism.vocabulary import InterfaceMeans, Severity, Ternary


def pair(made: Estate) -> tuple[int, int]:
    return made.application("A", block="paie"), made.application("B", block="temps")


@pytest.mark.parametrize("code", ["R04", "R05", "R06", "R09", "R10", "R11", "R34"])
def test_without_interfaces_or_blocks_nothing_can_be_said(code: str) -> None:
    assert unknown(Estate(), code)
    made = Estate()
    made.flow(made.application("A"), made.application("B"))
    assert unknown(made, code)


def test_r04_autonomy_needs_enough_flows_and_spares_channels() -> None:
    made = Estate()
    left, right = pair(made)
    made.block("portail", transverse_channel=True)
    portal = made.application("P", block="portail")
    for _ in range(4):
        made.flow(left, right)
        made.flow(portal, made.application("Sans bloc"))
    made.flow(left, made.application("A2", block="paie"))
    assert broken(made, "R04", autonomy_flows=4, autonomy=0.3) == [("paie",), ("temps",)]
    assert broken(made, "R04", autonomy_flows=4, autonomy=0.2) == [("temps",)]
    assert unknown(made, "R04", autonomy_flows=6)


def test_r05_undescribed_entries_of_a_block() -> None:
    made = Estate()
    source, first = pair(made)
    second = made.application("C", block="temps")
    made.flow(source, first)
    assert broken(made, "R05") == []
    made.flow(source, second)
    assert broken(made, "R05") == [("B", "C")]
    described = Estate()
    source, first = pair(described)
    for target in (first, described.application("C", block="temps")):
        described.flow(source, target, description="Ordre de paiement")
    assert broken(described, "R05") == []


def test_r06_between_districts_only_by_the_common_road() -> None:
    made = Estate()
    left, right = pair(made)
    hub = made.application("Bus", block="pot-commun")
    made.flow(left, right, code="direct")
    made.flow(left, right, means=InterfaceMeans.HUB)
    made.flow(left, hub)
    made.flow(left, right, means=InterfaceMeans.UNKNOWN)
    made.block("pointage", district="quartier temps")
    made.flow(right, made.application("P", block="pointage"))
    assert broken(made, "R06") == [("direct",)]
    assert coverage(made, "R06") == (4, 5)


def test_r09_database_links_between_blocks() -> None:
    made = Estate()
    left, right = pair(made)
    made.flow(left, right, means=InterfaceMeans.DATABASE_LINK, code="lien")
    made.flow(left, right, means=InterfaceMeans.API)
    made.flow(left, made.application("C", block="paie"), means=InterfaceMeans.DATABASE_LINK)
    assert broken(made, "R09") == [("lien",)]


def chain(*answers: Ternary) -> Estate:
    made = Estate()
    links = [made.application(f"A{rank}", block=f"b{rank}") for rank in range(len(answers) + 1)]
    for rank, answer in enumerate(answers):
        made.flow(links[rank], links[rank + 1], code=f"f{rank}", synchronous=answer)
    return made


def test_r10_a_lone_wait_calls_attention_and_a_long_chain_is_an_alert() -> None:
    yes, no = Ternary.YES, Ternary.NO
    assert broken(chain(no, no), "R10") == []
    assert broken(chain(yes, yes), "R10") == [("f0",), ("f1",)]
    assert broken(chain(yes, yes, yes), "R10") == [("f0", "f1", "f2")]
    assert broken(chain(yes, yes, no, yes), "R10") == [("f0",), ("f1",), ("f3",)]
    assert broken(chain(yes, yes, yes), "R10", synchronous_steps=3) == [("f0",), ("f1",), ("f2",)]
    assert unknown(chain(Ternary.UNKNOWN, Ternary.UNKNOWN), "R10")
    result = check(chain(yes, yes, yes), "R10")
    assert isinstance(result, Assessed)
    assert [finding.severity for finding in result.findings] == [Severity.ALERT]


def test_r10_circles_of_calls() -> None:
    made = Estate()
    left, right = pair(made)
    made.flow(left, right, synchronous=Ternary.YES, code="aller")
    made.flow(right, left, synchronous=Ternary.YES, code="retour")
    assert broken(made, "R10") == [("aller", "retour")]


def test_r11_scripts_and_formats_of_ones_own() -> None:
    made = Estate()
    left, right = pair(made)
    made.flow(left, right, standard=Ternary.YES)
    made.flow(left, right, standard=Ternary.NO, code="propre")
    made.flow(left, right, means=InterfaceMeans.SCRIPT, code="moulinette")
    made.flow(left, right)
    assert broken(made, "R11") == [("propre",), ("moulinette",)]
    assert coverage(made, "R11") == (3, 4)


def test_r34_circles_between_blocks_with_their_flows() -> None:
    made = Estate()
    left, right = pair(made)
    made.flow(left, right, code="aller")
    assert broken(made, "R34") == []
    made.flow(right, left, code="retour")
    assert broken(made, "R34") == [("paie", "temps")]
    result = check(made, "R34")
    assert isinstance(result, Assessed)
    assert [step.code for step in result.findings[0].path] == ["aller", "retour"]


def test_r34_the_common_pot_makes_no_circle() -> None:
    made = Estate()
    left, _ = pair(made)
    hub = made.application("Bus", block="pot-commun")
    made.flow(left, hub)
    made.flow(hub, left)
    assert broken(made, "R34") == []
