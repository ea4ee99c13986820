"""The 140 silos: where each flow is placed, and what joins two of them."""

from __future__ import annotations

from estates import Estate

from urbanism.analyses.silos import is_personal, silos
from urbanism.drawing.silo_map import planned_by_silo
from urbanism.graph import EstateGraph
from urbanism.vocabulary import HolderKind, InterfaceState, Ternary

YES, NO = Ternary.YES, Ternary.NO


def ten_by_fourteen() -> Estate:
    made = Estate()
    made.commune("Métropole", HolderKind.METROPOLE)
    for rank in range(14):
        made.commune(f"C{rank}")
    for number in range(1, 11):
        made.sector(number)
        made.block(f"s{number}", sector=number)
    made.block("portail", sector=10, transverse_channel=True)
    return made


def test_ten_sectors_in_fourteen_communes_make_140_silos_the_metropole_apart() -> None:
    found = silos(EstateGraph(ten_by_fourteen().snapshot()))
    assert (len(found.cells), len(found.apart)) == (140, 10)
    assert not any(cell.inside or cell.crossing for cell in found.cells)


def test_flows_inside_between_sectors_and_between_communes() -> None:
    made = ten_by_fourteen()
    one, same = made.application("A", "C0", "s1"), made.application("B", "C0", "s1")
    other, far = made.application("C", "C0", "s2"), made.application("D", "C1", "s1")
    made.flow(one, same, personal_data=YES)
    made.flow(one, other, personal_data=YES, legal_basis="mission")
    made.flow(one, far, personal_data=YES)
    found = silos(EstateGraph(made.snapshot()))
    cells = {(cell.sector, cell.holder): cell[2:] for cell in found.cells}
    assert cells[made.sector(1), made.commune("C0")] == (1, 2, 1)
    assert cells[made.sector(2), made.commune("C0")] == (0, 1, 0)
    assert cells[made.sector(1), made.commune("C1")] == (0, 1, 1)
    assert len(found.crossings) == 1
    assert len(found.between_communes) == 1


def test_channels_are_no_silo_but_may_join_two() -> None:
    made = ten_by_fourteen()
    portal = made.application("Portail", "C0", "portail")
    one, other = made.application("A", "C0", "s1"), made.application("B", "C0", "s2")
    made.flow(one, portal, personal_data=YES)
    assert silos(EstateGraph(made.snapshot())).junctions == ()
    made.flow(portal, other, personal_data=YES)
    found = silos(EstateGraph(made.snapshot()))
    assert found.crossings == ()
    assert found.junctions == ((portal, frozenset({made.sector(1), made.sector(2)})),)


def test_what_nobody_said_stays_unknown_and_objects_answer_for_their_flows() -> None:
    made = ten_by_fourteen()
    left, right = made.application("A", "C0", "s1"), made.application("B", "C0", "s1")
    made.data_object("agents", personal=YES)
    made.data_object("voies", personal=NO)
    made.data_object("?")
    made.flow(left, right)
    made.flow(left, right, "voies")
    made.flow(left, right, "voies", "?")
    made.flow(left, right, "voies", "agents")
    made.flow(left, right, "agents", personal_data=NO)
    graph = EstateGraph(made.snapshot())
    unknown = Ternary.UNKNOWN
    assert [is_personal(graph, flow) for flow in graph.flows] == [unknown, NO, unknown, YES, NO]
    assert len(silos(graph).unknown) == 2


def test_a_flow_of_no_known_sector_is_unplaced() -> None:
    made = ten_by_fourteen()
    made.flow(made.application("A", "C0"), made.application("B", "C0"), personal_data=YES)
    assert len(silos(EstateGraph(made.snapshot())).unplaced) == 1


def test_a_pooled_instance_is_the_commune_s_own() -> None:
    made = ten_by_fourteen()
    town = made.application("A", "C0", "s1")
    made.flow(town, made.application("M", "Métropole", "s1", serves=["C0"]), personal_data=YES)
    assert silos(EstateGraph(made.snapshot())).between_communes == ()


def test_flows_that_projects_will_open_are_placed_apart() -> None:
    made = ten_by_fourteen()
    ends = made.application("A", "C0", "s1"), made.application("B", "C0", "s2")
    made.flow(*ends, personal_data=YES, state=InterfaceState.PLANNED)
    made.flow(*ends, personal_data=NO, state=InterfaceState.PLANNED)
    found = silos(EstateGraph(made.snapshot()))
    assert not found.placed
    assert [one.between_sectors for one in found.planned] == [True]
    assert sorted(planned_by_silo(found).values()) == [1, 1]
