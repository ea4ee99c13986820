"""What others pay is a median of five communes or more, rounded, and nobody's own figure."""

from __future__ import annotations

from statistics import median

from estates import Estate
from hypothesis import given
from hypothesis import strategies as st

from urbanism.analyses.medians import LEAST, Median, TooFew, cost_medians, median_of


def estate(costs: list[float]) -> Estate:
    made = Estate()
    for number, cost in enumerate(costs):
        made.application(f"Logiciel {number}", f"Ville {number}", "etat-civil", cost_total=cost)
    return made


def test_below_five_communes_nothing_is_told() -> None:
    assert median_of([1.0] * (LEAST - 1)) == TooFew(LEAST - 1)
    made = estate([100.0, 200.0, 300.0, 400.0])
    made.application("Encore", "Ville 0", "etat-civil", cost_total=900.0)  # a commune counts once
    assert set(cost_medians(made.snapshot()).values()) == {TooFew(4)}


def test_ones_own_commune_is_apart() -> None:
    made = estate([100.0, 200.0, 300.0, 400.0, 500.0])
    assert cost_medians(made.snapshot())[made.block("etat-civil")] == Median(300.0, 5)
    assert cost_medians(made.snapshot(), {made.commune("Ville 0")})[made.block("etat-civil")] == TooFew(4)


@given(st.lists(st.integers(0, 10**9), min_size=LEAST))
def test_a_median_has_two_significant_figures_and_stays_near(costs: list[int]) -> None:
    told = median_of(costs)
    assert isinstance(told, Median)
    assert len(f"{told.value:.12g}".replace(".", "").strip("0")) <= 2
    assert abs(told.value - median(costs)) <= 0.051 * median(costs)
