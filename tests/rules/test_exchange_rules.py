"""Links (R17, R33): kept, broken, not assessable."""

from __future__ import annotations

from checking import broken, unknown
from estates import Estate

from urbanism.vocabulary import InterfaceMeans, Rhythm


def knot(producers: int, consumers: int, means: InterfaceMeans = InterfaceMeans.FILE) -> Estate:
    made = Estate()
    sources = [made.application(f"P{rank}") for rank in range(producers)]
    targets = [made.application(f"C{rank}") for rank in range(consumers)]
    for source in sources:
        for target in targets:
            made.flow(source, target, means=means)
    return made


def test_r17_a_knot_of_direct_links() -> None:
    assert broken(knot(4, 4), "R17") == [("P0", "P1", "P2", "P3", "C0", "C1", "C2", "C3")]
    assert broken(knot(3, 6), "R17") == []
    assert len(broken(knot(3, 6), "R17", knot_size=3)) == 1


def test_r17_the_common_pot_is_no_knot_and_an_unknown_means_is_not_judged() -> None:
    assert broken(knot(4, 4, InterfaceMeans.HUB), "R17") == []
    assert unknown(knot(4, 4, InterfaceMeans.UNKNOWN), "R17")
    assert unknown(Estate(), "R17")


def test_r33_an_interface_has_its_contract() -> None:
    made = Estate()
    left, right = made.application("A"), made.application("B")
    full = {"owner": "DSI", "format": "CSV", "rhythm": Rhythm.DAILY, "document": "contrat"}
    made.flow(left, right, **full)
    assert broken(made, "R33") == []
    made.flow(left, right, **{**full, "rhythm": Rhythm.UNKNOWN}, code="sans rythme")
    made.flow(left, right, code="rien")
    assert broken(made, "R33") == [("sans rythme",), ("rien",)]
    assert unknown(Estate(), "R33")
