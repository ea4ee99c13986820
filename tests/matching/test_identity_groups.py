"""Groups never betray a decision."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from urbanism.matching import Decision, Group, Pair, Zone, group


def _same(left: str, right: str, score: float = 0.95) -> Pair:
    return Pair(left, right, score, Zone.SAME)


def test_pairs_join_into_groups() -> None:
    grouping = group([_same("a", "b", 0.97), _same("c", "b", 0.92), _same("x", "y")])
    assert grouping.groups == (Group(("a", "b", "c"), 0.92), Group(("x", "y"), 0.95))
    assert grouping.conflicts == ()


def test_pairs_to_review_wait_unless_asked_for() -> None:
    pairs = [Pair("a", "b", 0.7, Zone.REVIEW)]
    assert group(pairs).groups == ()
    assert group(pairs, zones=(Zone.SAME, Zone.REVIEW)).groups == (Group(("a", "b"), 0.7),)


def test_a_dismissed_pair_does_not_come_back_through_a_third() -> None:
    grouping = group([_same("a", "b", 0.99), _same("b", "c", 0.91)], [Decision("c", "a", same=False)])
    assert grouping.groups == (Group(("a", "b"), 0.99),)
    (conflict,) = grouping.conflicts
    assert {conflict.left, conflict.right} == {"b", "c"}
    assert conflict.apart == ("a", "c")
    assert not conflict.confirmed
    assert "déclarés différents" in conflict.sentence


def test_decisions_that_contradict_each_other_are_shown() -> None:
    decisions = [Decision("a", "b", same=True), Decision("b", "c", same=True), Decision("a", "c", same=False)]
    grouping = group([], decisions)
    (conflict,) = grouping.conflicts
    assert conflict.confirmed
    assert "a été confirmé" in conflict.sentence


def test_the_last_word_on_a_pair_holds() -> None:
    decisions = [Decision("a", "b", same=False), Decision("b", "a", same=True)]
    assert group([], decisions).groups == (Group(("a", "b"), 1.0),)


_KEYS = st.sampled_from("abcdefgh")


@given(
    st.lists(st.tuples(_KEYS, _KEYS, st.floats(0.9, 1.0)), max_size=30),
    st.lists(st.tuples(_KEYS, _KEYS, st.booleans()), max_size=12),
)
def test_no_group_holds_two_records_set_apart(
    links: list[tuple[str, str, float]], said: list[tuple[str, str, bool]]
) -> None:
    decisions = [Decision(a, b, same) for a, b, same in said if a != b]
    grouping = group([_same(a, b, score) for a, b, score in links if a != b], decisions)
    last = {frozenset((a, b)): same for a, b, same in decisions}
    for members, _ in grouping.groups:
        for pair, same in last.items():
            assert same or not pair <= set(members)
    grouped = [member for members, _ in grouping.groups for member in members]
    assert len(grouped) == len(set(grouped))
