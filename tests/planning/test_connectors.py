"""Whom to connect first: exact where it says so, bounded elsewhere, against brute force on random links."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from urbanism.planning.connectors import Links, Stage, best_within, stages

ENDS = st.integers(min_value=0, max_value=7)
PAIRS = st.lists(st.tuples(ENDS, ENDS), max_size=24)


def best(links: Links, size: int) -> int:
    """The most links that so many connectors can replace, trying every choice."""
    ends = sorted(links.neighbours)
    choices = combinations(ends, min(size, len(ends)))
    return max((sum(w for p, w in links.weights.items() if set(p) <= set(c)) for c in choices), default=0)


@given(PAIRS)
def test_each_stage_is_the_best_for_its_size_and_holds_the_one_before(pairs: list[tuple[int, int]]) -> None:
    links = Links(pairs)
    found = stages(links, most=50)
    for before, after in zip((Stage(frozenset(), 0), *found), found, strict=False):
        assert before.ends < after.ends
        assert after.links == best(links, len(after.ends))
    if links.weights:
        assert found[-1] == links.all


@given(PAIRS)
def test_returns_never_grow(pairs: list[tuple[int, int]]) -> None:
    found = (Stage(frozenset(), 0), *stages(Links(pairs), most=50))
    returns = [(after.links - before.links) / (len(after.ends) - len(before.ends)) for before, after in pairwise(found)]
    assert returns == sorted(returns, reverse=True)


@given(PAIRS, st.integers(min_value=0, max_value=9))
def test_a_budget_is_kept_and_the_bound_holds(pairs: list[tuple[int, int]], budget: int) -> None:
    links = Links(pairs)
    choice = best_within(links, budget)
    optimum = best(links, budget)
    assert len(choice.ends) <= budget
    assert choice.links == sum(w for p, w in links.weights.items() if set(p) <= choice.ends)
    assert choice.links <= optimum <= choice.bound


def test_a_star_pays_only_when_whole_and_a_clique_pays_at_once() -> None:
    star = Links((0, leaf) for leaf in range(1, 6))
    assert [len(stage.ends) for stage in stages(star)] == [6]
    both = Links([*combinations(range(4), 2), (0, 9)])
    assert stages(both)[0] == Stage(frozenset(range(4)), 6)


def test_few_stages_are_asked_for_and_few_are_given() -> None:
    chain = Links((left, right) for left in range(6) for right in range(left) for _ in range(6 - left))
    assert len(stages(chain, most=2)) <= 3


def test_nothing_to_connect() -> None:
    assert stages(Links([(1, 1)])) == ()
    assert best_within(Links([]), 3) == (frozenset(), 0, 0)
    assert best_within(Links([]), 3).gap == 0
