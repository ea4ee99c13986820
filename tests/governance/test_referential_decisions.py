"""Decisions on referentials are kept, changed, never asked again; authority rules have a reason and can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import database_at
from sqlalchemy import Engine

from urbanism.analyses.referentials import referential_groups
from urbanism.analyses.referentials.authority import WantedRule
from urbanism.governance.authority import UnacceptableRule, set_rules, withdraw_rule
from urbanism.governance.referential_decisions import UnknownReferential, decide
from urbanism.graph import EstateGraph
from urbanism.store import Creations, Identifiers, Plan, apply_plan, load_snapshot, open_estate, read_base
from urbanism.store.undo import undo
from urbanism.vocabulary import AuthorityRating, Origin

BASES = ("Filaire de voies", "Base des rues", "Tronçons")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """A commune with three road bases."""
    made = open_estate(database_at(tmp_path / "estate.sqlite"))
    base = read_base(made)
    ids = Identifiers(base)
    town = ids.take()
    voies = next(item.id for item in load_snapshot(made).data_objects if item.code == "voies")
    rows = [(ids.take(), town, f"R{rank}", name, voies) for rank, name in enumerate(BASES)]
    creations = (
        Creations("commune", ("id", "code", "name", "kind"), [(town, "V", "Ville", "commune")]),
        Creations("referential", ("id", "commune_id", "code", "name", "data_object_id"), rows),
    )
    apply_plan(made, Plan("essai", "Trois bases", Origin.EDIT, base, creations))
    return made


def bases(engine: Engine) -> list[int]:
    return [each.id for each in load_snapshot(engine).referentials]


def grouped(engine: Engine) -> list[set[int]]:
    return [set(each.referentials) for each in referential_groups(EstateGraph(load_snapshot(engine))).groups]


def test_a_dismissed_pair_leaves_the_group_until_it_is_said_otherwise(engine: Engine) -> None:
    one, two, three = bases(engine)
    assert grouped(engine) == [{one, two, three}]
    decide(engine, [one, three], same=False, author="Mme Petit", reason="deux métiers")
    assert not any({one, three} <= group for group in grouped(engine))
    decide(engine, [one, three], same=True, author="Mme Petit")
    assert grouped(engine) == [{one, two, three}]
    (kept,) = load_snapshot(engine).identity_decisions
    assert (kept.left_key, kept.right_key, kept.reason) == ("R0|V", "R2|V", None)


def test_a_decision_is_undone_as_any_operation(engine: Engine) -> None:
    one, two, three = bases(engine)
    change_set = decide(engine, [one, two, three], same=False, author="Mme Petit")
    assert grouped(engine) == []
    undo(engine, change_set, "Mme Petit")
    assert grouped(engine) == [{one, two, three}]


@pytest.mark.parametrize("chosen", [[], [1], [999_999, 999_998]])
def test_a_decision_needs_two_referentials_that_are_there(engine: Engine, chosen: list[int]) -> None:
    with pytest.raises(UnknownReferential):
        decide(engine, chosen, same=True, author="Mme Petit")


def wanted(engine: Engine, rating: AuthorityRating, reason: str = "tenu par le métier") -> WantedRule:
    snapshot = load_snapshot(engine)
    voies = next(item.id for item in snapshot.data_objects if item.code == "voies")
    return WantedRule(snapshot.referentials[0].id, voies, None, None, rating, reason)


def test_a_rule_takes_the_place_of_the_former_on_the_same_scope(engine: Engine) -> None:
    set_rules(engine, [wanted(engine, AuthorityRating.REFERENCE)], "Mme Petit")
    set_rules(engine, [wanted(engine, AuthorityRating.DISCOURAGED)], "Mme Petit")
    (kept,) = load_snapshot(engine).authority_rules
    assert kept.rating is AuthorityRating.DISCOURAGED
    withdraw_rule(engine, kept, "Mme Petit")
    assert load_snapshot(engine).authority_rules == ()
    with pytest.raises(UnacceptableRule):
        withdraw_rule(engine, kept, "Mme Petit")


def test_a_rule_without_a_reason_or_a_source_is_refused(engine: Engine) -> None:
    with pytest.raises(UnacceptableRule):
        set_rules(engine, [wanted(engine, AuthorityRating.REFERENCE, " ")], "Mme Petit")
    with pytest.raises(UnacceptableRule):
        set_rules(engine, [wanted(engine, AuthorityRating.REFERENCE)._replace(source_id=999_999)], "Mme Petit")
    with pytest.raises(UnacceptableRule):
        set_rules(engine, [], "Mme Petit")
    assert load_snapshot(engine).authority_rules == ()
