"""Communes × blocs: holes, doubles, convergence, and who an application serves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.estates import Estate
from urbanism.analyses.matrix import Matrix, leading_use, matrix
from urbanism.graph import EstateGraph
from urbanism.snapshot import ExpectedBlock
from urbanism.vocabulary import LifecycleStatus


def matrix_of(made: Estate) -> tuple[Matrix, EstateGraph]:
    graph = EstateGraph(made.snapshot())
    return matrix(graph), graph


def test_a_hole_is_expected_and_absent() -> None:
    made = Estate()
    made.application("Paie", "Nord", "paie")
    south, block = made.commune("Sud"), made.block("paie")
    made.commune("Ouest")
    made.add("expected_blocks", ExpectedBlock, commune_id=south, block_id=block)
    found, graph = matrix_of(made)
    holes = {graph.label(cell.commune): cell.is_hole for cell in found.rows[0].cells}
    assert holes == {"Nord": False, "Ouest": False, "Sud": True}


def test_a_pooled_instance_is_in_the_column_of_each_commune_it_serves() -> None:
    made = Estate()
    made.application("Paie", "Nord", "paie", product="Salix", serves=("Sud",))
    found, _ = matrix_of(made)
    assert [len(cell.applications) for cell in found.rows[0].cells] == [1, 1]
    assert found.rows[0].is_converged


def test_unknown_products_are_never_the_same() -> None:
    made = Estate()
    made.application("Paie", "Nord", "paie")
    made.application("Paie", "Sud", "paie")
    row = matrix_of(made)[0].rows[0]
    assert (row.products, row.shared, row.is_converged) == (2, (), False)


def test_one_product_in_each_commune_has_converged_and_two_have_not() -> None:
    made = Estate()
    for commune in ("Nord", "Sud", "Ouest"):
        made.application(f"P{commune}", commune, "paie", product="Salix")
    assert matrix_of(made)[0].rows[0].is_converged
    made.application("Autre", "Sud", "paie", product="Quercus")
    found, _ = matrix_of(made)
    row = found.rows[0]
    assert not row.is_converged
    assert sum(cell.is_double for cell in row.cells) == 1
    double = next(cell for cell in row.cells if cell.is_double)
    assert leading_use(double, row.shared).name == "Salix"


def test_a_secondary_bloc_counts_and_a_stopped_application_does_not() -> None:
    made = Estate()
    made.application("Tout", "Nord", "paie", also=("temps",))
    made.application("Vieux", "Nord", "paie", status=LifecycleStatus.STOPPED)
    found, _ = matrix_of(made)
    assert [len(row.cells[0].applications) for row in found.rows] == [1, 1]


@given(st.lists(st.tuples(st.sampled_from("NSO"), st.sampled_from("abc"), st.sampled_from([None, "P", "Q"]))))
def test_every_application_is_in_its_cell_once(said: list[tuple[str, str, str | None]]) -> None:
    made = Estate()
    made.commune("N")
    for rank, (commune, block, product) in enumerate(said):
        made.application(f"A{rank}", commune, block, product=product)
    found, graph = matrix_of(made)
    applications = [application for cell in found.cells for application in cell.applications]
    assert sorted(applications) == [application.id for application in graph.applications]
    assert all(len(row.cells) == len(found.communes) for row in found.rows)
    assert all(not (cell.is_hole and cell.is_double) for cell in found.cells)
