"""The way of a data object: everyone on it, at the stage that is said of it, and no further."""

from __future__ import annotations

from estates import TODAY, Estate

from urbanism.analyses.data_way import DataWay, Stage, data_way
from urbanism.analyses.way_groups import MOST_BOXES, grouped
from urbanism.drawing import PAPERS
from urbanism.drawing.furniture import Caption
from urbanism.drawing.scene import flat
from urbanism.drawing.way_map import way_scenes
from urbanism.graph import EstateGraph
from urbanism.vocabulary import DataRole, InterfaceState, LifecycleStatus, Ternary


def way(made: Estate, name: str = "voies", holder: int | None = None) -> DataWay:
    graph = EstateGraph(made.snapshot())
    return data_way(graph, made.data_object(name), holder)


def stages(found: DataWay) -> dict[int, Stage]:
    return {place.party: place.stage for place in found.places}


def test_uses_say_who_produces_keeps_and_reads() -> None:
    made = Estate()
    maker, master, changer, copy, reader = (made.application(name) for name in "ABCDE")
    made.use(maker, "voies", creates=Ternary.YES)
    made.use(master, "voies", role=DataRole.MASTER)
    made.use(changer, "voies", updates=Ternary.YES)
    made.use(copy, "voies", role=DataRole.COPY, reads=Ternary.YES)
    made.use(reader, "voies", reads=Ternary.YES)
    assert stages(way(made)) == {
        maker: Stage.PRODUCES,
        master: Stage.PRODUCES,
        changer: Stage.CARRIES,
        copy: Stage.CARRIES,
        reader: Stage.READS,
    }


def test_sending_is_not_creating() -> None:
    made = Estate()
    first, middle, last = (made.application(name) for name in "ABC")
    made.flow(first, middle, "voies")
    made.flow(middle, last, "voies")
    assert stages(way(made)) == {first: Stage.CARRIES, middle: Stage.CARRIES, last: Stage.READS}


def test_what_a_flow_shows_is_kept_beside_a_weaker_word() -> None:
    made = Estate()
    sender, receiver = made.application("A"), made.application("B")
    made.use(sender, "voies", reads=Ternary.YES)
    made.flow(sender, receiver, "voies")
    assert stages(way(made))[sender] is Stage.CARRIES


def test_flows_that_nobody_described_are_counted_apart() -> None:
    made = Estate()
    left, right = made.application("A"), made.application("B")
    made.use(left, "voies", creates=Ternary.YES)
    made.use(right, "voies", reads=Ternary.YES)
    silent = made.flow(left, right)
    found = way(made)
    assert not found.flows
    assert [flow.id for flow in found.undescribed] == [silent]


def test_one_commune_sees_its_own_and_those_they_exchange_with() -> None:
    made = Estate()
    own, near, far = made.application("A", "Ville"), made.application("B", "Autre"), made.application("C", "Autre")
    made.flow(near, own, "voies")
    made.flow(near, far, "voies")
    found = way(made, holder=made.commune("Ville"))
    assert set(stages(found)) == {own, near}
    assert len(found.flows) == 1


def test_a_drawing_groups_the_many_and_counts_what_it_leaves_out() -> None:
    made = Estate()
    source = made.application("Source")
    made.use(source, "voies", creates=Ternary.YES)
    for rank in range(3 * MOST_BOXES):
        reader = made.application(f"L{rank}", block=f"bloc-{rank % (MOST_BOXES + 3)}")
        made.use(reader, "voies", reads=Ternary.YES)
        made.flow(source, reader, "voies")
    graph, found = EstateGraph(made.snapshot()), way(made)
    boxes = grouped(graph, found)
    readers = [box for box in boxes.boxes if box.stage is Stage.READS]
    assert len(readers) == MOST_BOXES
    assert len(boxes.hidden) == 3
    everyone = [party for box in (*boxes.boxes, *boxes.hidden) for party in box.parties]
    assert sorted(everyone) == sorted(stages(found))
    assert sum(boxes.links.values()) + boxes.hidden_flows + boxes.inside == len(found.flows)


def test_what_projects_plan_is_on_the_way_and_told_apart() -> None:
    made = Estate()
    running = made.application("A")
    coming = made.application("B", status=LifecycleStatus.PROJECT)
    made.use(running, "voies", creates=Ternary.YES)
    planned = made.flow(running, coming, "voies", state=InterfaceState.PLANNED)
    found = way(made)
    assert stages(found) == {running: Stage.PRODUCES, coming: Stage.READS}
    assert [place.party for place in found.places if place.planned] == [coming]
    assert (found.flows, [flow.id for flow in found.planned]) == ((), [planned])
    graph = EstateGraph(made.snapshot())
    boxes = grouped(graph, found)
    assert boxes.planned == {(str(running), str(coming)): 1}
    (scene,) = way_scenes(graph, boxes, [], PAPERS["A4"], Caption("T", "", "S", TODAY))
    assert sum(getattr(shape, "dashed", False) for shape in flat(scene.shapes)) == 3  # its card, its flow, the legend
