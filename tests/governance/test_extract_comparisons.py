"""A result of compared extracts is kept when asked, its rows never; it is its commune's own, and can be taken off."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from databases import database_at
from mini_estate import write_estate
from sqlalchemy import Engine

from urbanism.comparing import Extract, ExtractColumn, compare_extracts
from urbanism.comparing.digest import digest
from urbanism.comparing.sentences import summary
from urbanism.errors import NotAllowed
from urbanism.governance.extract_comparisons import UnacceptableComparison, forget_comparison, keep_comparison
from urbanism.snapshot import ExtractComparison
from urbanism.store import Creations, Identifiers, Plan, apply_plan, as_viewer, load_snapshot, open_estate, read_base
from urbanism.store.history import story
from urbanism.store.viewer import Membership, Viewer
from urbanism.vocabulary import Duty, Origin, Role

TODAY = date(2026, 3, 1)
STREETS = [f"Rue {n} Secrète" for n in range(40)]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """A small estate where each of two communes has a road base."""
    engine = open_estate(database_at(tmp_path / "estate.sqlite"))
    write_estate(engine)
    base = read_base(engine)
    ids = Identifiers(base)
    towns = [commune.id for commune in load_snapshot(engine).communes[:2]]
    made = [(ids.take(), town, f"V{town}", f"Voies {town}") for town in towns]
    creation = Creations("referential", ("id", "commune_id", "code", "name"), made)
    apply_plan(engine, Plan("essai", "Deux bases", Origin.EDIT, base, (creation,)))
    return engine


def bases(engine: Engine) -> tuple[tuple[int, int], tuple[int, int]]:
    """The two road bases, and their communes."""
    left, right = (each for each in load_snapshot(engine).referentials if each.code.startswith("V"))
    return (left.id, right.id), (left.commune_id, right.commune_id)


def extract(name: str, other: str) -> Extract:
    names = ExtractColumn("nom", [other, *STREETS[1:]])
    return Extract(name, (ExtractColumn("code", [f"A{n}" for n in range(40)]), names), range(2, 42))


def keep(engine: Engine, commune: int) -> ExtractComparison:
    found = compare_extracts(extract("A", STREETS[0]), extract("B", "Quai Caché"))
    content = digest(found, "voies")
    kept = keep_comparison(engine, commune, bases(engine)[0], summary(found, "voies"), content, "Mme Petit", TODAY)
    return next(each for each in load_snapshot(engine).extract_comparisons if each.id == kept)


def of_commune(engine: Engine, commune: int) -> Engine:
    return as_viewer(
        engine, Viewer("M. Roi", Role.COMMUNE, frozenset({commune}), (Membership(commune, Duty.CORRESPONDENT),))
    )


def test_the_counts_are_kept_with_their_day_and_no_row_is(engine: Engine) -> None:
    kept = keep(engine, bases(engine)[1][0])
    assert kept.compared_on == TODAY
    assert "1 a deux noms" in kept.summary
    assert kept.content["shared"] == 40
    assert [one["contradictory"] for one in kept.content["columns"]] == [1]
    told = json.dumps([kept.summary, dict(kept.content)], default=list, ensure_ascii=False)
    assert "Secrète" not in told
    assert "Caché" not in told


def test_what_is_kept_is_traced_and_what_is_taken_off_stays_in_the_history(engine: Engine) -> None:
    kept = keep(engine, bases(engine)[1][0])
    forget_comparison(engine, kept, "M. Roi")
    assert load_snapshot(engine).extract_comparisons == ()
    events = story(engine, kept.id)
    assert {"Mme Petit", "M. Roi"} <= {event.author for event in events}
    with pytest.raises(UnacceptableComparison):
        forget_comparison(engine, kept, "M. Roi")


def test_a_result_is_seen_and_written_by_its_own_commune_alone(engine: Engine) -> None:
    _, (own, other) = bases(engine)
    kept = keep(of_commune(engine, own), own)
    assert load_snapshot(of_commune(engine, own)).extract_comparisons == (kept,)
    assert load_snapshot(of_commune(engine, other)).extract_comparisons == ()
    with pytest.raises(UnacceptableComparison):
        forget_comparison(of_commune(engine, other), kept, "M. Roi")
    with pytest.raises(NotAllowed):
        keep(of_commune(engine, other), own)


def test_a_result_needs_two_referentials_of_the_estate(engine: Engine) -> None:
    (left, _), (own, _) = bases(engine)
    for sides in ((left, left), (left, 10**9)):
        with pytest.raises(UnacceptableComparison):
            keep_comparison(engine, own, sides, "rien", {}, "essai", TODAY)
