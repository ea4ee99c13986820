"""Campaigns, signatures and pooling words: what communes say is kept, once, and told when it no longer holds."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from databases import database_at
from mini_estate import write_estate
from sqlalchemy import Engine

from urbanism.analyses.review import next_question, progress_of, required_unknowns, review_items
from urbanism.errors import ConflictingChange, NotAllowed
from urbanism.governance.attestations import SignatureState, UnacceptableSignature, sign, signatures
from urbanism.governance.campaigns import (
    UnacceptableCampaign,
    WantedCampaign,
    answer,
    assign,
    comment,
    mark,
    open_campaign,
    open_campaigns,
)
from urbanism.governance.editing import Edit, create, edit
from urbanism.governance.pooling_words import PoolingWord, UnacceptableWord, say_pooling, words_of
from urbanism.graph import EstateGraph
from urbanism.snapshot import Campaign, Snapshot
from urbanism.store import Membership, Viewer, as_viewer, load_snapshot, open_estate
from urbanism.store.undo import undo
from urbanism.vocabulary import Duty, PoolingStance, ReviewVerdict, Role

TODAY = date.today()
PEOPLE = 24


def member(commune: int, duty: Duty = Duty.CORRESPONDENT, name: str = "Camille") -> Viewer:
    return Viewer(name, Role.COMMUNE, frozenset({commune}), (Membership(commune, duty),))


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_estate(database_at(tmp_path / "estate.sqlite"))
    write_estate(engine, applications=24)
    snapshot = load_snapshot(engine)
    wanted = WantedCampaign(
        "Printemps", [c.id for c in snapshot.communes], TODAY, TODAY + timedelta(30), questions=["Qui remplace qui ?"]
    )
    open_campaign(engine, wanted, "Ursule")
    return engine


def read(engine: Engine) -> tuple[Snapshot, Campaign, int]:
    snapshot = load_snapshot(engine)
    return snapshot, snapshot.campaigns[0], snapshot.communes[0].id


def test_a_campaign_asks_those_it_names_while_it_is_open(engine: Engine) -> None:
    snapshot, campaign, commune = read(engine)
    assert open_campaigns(snapshot, commune) == [campaign]
    over = load_snapshot(engine, today=TODAY + timedelta(31))
    assert open_campaigns(over, commune) == []


def test_a_campaign_is_the_urbanists_and_complete(engine: Engine) -> None:
    snapshot, _campaign, commune = read(engine)
    fine = WantedCampaign("Automne", [commune], TODAY, TODAY)
    with pytest.raises(NotAllowed):
        open_campaign(as_viewer(engine, member(commune)), fine, "Camille")
    for wrong in (WantedCampaign(" ", [commune], TODAY, TODAY), WantedCampaign("A", [], TODAY, TODAY),
                  WantedCampaign("A", [commune], TODAY, TODAY - timedelta(1))):  # fmt: skip
        with pytest.raises(UnacceptableCampaign):
            open_campaign(engine, wrong, "Ursule")
    assert load_snapshot(engine).campaigns == snapshot.campaigns


def test_the_last_word_on_an_application_counts(engine: Engine) -> None:
    snapshot, campaign, commune = read(engine)
    own = next(a for a in snapshot.applications if a.commune_id == commune)
    who = as_viewer(engine, member(commune))
    assert mark(who, campaign, own, ReviewVerdict.CONFIRMED, "Camille", TODAY)
    assert mark(who, campaign, own, ReviewVerdict.CONFIRMED, "Camille", TODAY) is None
    mark(who, campaign, own, ReviewVerdict.GONE, "Camille", TODAY)
    (kept,) = load_snapshot(engine).review_marks
    assert kept.verdict is ReviewVerdict.GONE
    items = review_items(EstateGraph(load_snapshot(engine)), commune, campaign.id)
    assert progress_of(items).reviewed == 1
    assert items[-1].application == own


def test_nobody_speaks_for_another_commune_nor_hears_it(engine: Engine) -> None:
    snapshot, campaign, commune = read(engine)
    own = next(a for a in snapshot.applications if a.commune_id == commune)
    other = as_viewer(engine, member(snapshot.communes[1].id))
    for attempt in (
        lambda: mark(other, campaign, own, ReviewVerdict.GONE, "x", TODAY),
        lambda: assign(other, campaign, own, "Dominique", "", "x"),
        lambda: comment(other, commune, own.id, "Bonjour", "x", TODAY),
        lambda: answer(other, snapshot.campaign_questions[0], commune, "Nous", None, "x"),
        lambda: sign(other, snapshot, campaign, commune, {}, "x"),
        lambda: say_pooling(other, snapshot, commune, [PoolingWord(snapshot.blocks[0].id, 2027, PoolingStance.GIVEN)],
                            "x"),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            attempt()
    who = as_viewer(engine, member(commune))
    mark(who, campaign, own, ReviewVerdict.CONFIRMED, "Camille", TODAY)
    assign(who, campaign, own, "Dominique", "à voir", "Camille")
    comment(who, commune, own.id, "Secret", "Camille", TODAY)
    answer(who, snapshot.campaign_questions[0], commune, "Nous", None, "Camille")
    told = load_snapshot(other)
    assert (told.review_marks, told.assignments, told.remarks, told.campaign_answers) == ((), (), (), ())
    assert commune not in signatures(other, told, campaign)


def test_two_answers_to_a_question_do_not_overwrite_each_other(engine: Engine) -> None:
    snapshot, _campaign, commune = read(engine)
    question = snapshot.campaign_questions[0]
    answer(engine, question, commune, "Nous", None, "Camille")
    with pytest.raises(ConflictingChange):
        answer(engine, question, commune, "Eux", None, "Dominique")
    answer(engine, question, commune, "Nous tous", "Nous", "Dominique")
    assert [one.text for one in load_snapshot(engine).campaign_answers] == ["Nous tous"]


def test_the_next_question_places_an_application_before_anything_else(engine: Engine) -> None:
    snapshot, campaign, commune = read(engine)
    items = review_items(EstateGraph(snapshot), commune, campaign.id)
    first = next_question(items)
    assert first is not None
    assert (first.gap, first.application.block_id) == ("bloc", None)
    assert next_question([]) is None


def test_a_map_with_unknowns_is_signed_knowingly_with_their_list(engine: Engine) -> None:
    snapshot, campaign, commune = read(engine)
    missing = required_unknowns(review_items(EstateGraph(snapshot), commune, campaign.id))
    who = as_viewer(engine, member(commune, Duty.VALIDATOR, "Valérie"))
    with pytest.raises(UnacceptableSignature):
        sign(who, snapshot, campaign, commune, missing, "Valérie")
    sign(who, snapshot, campaign, commune, missing, "Valérie", knowingly=True)
    after = load_snapshot(engine)
    assert dict(after.signed_unknowns[0].content) == missing
    assert signatures(engine, after, campaign)[commune].state is SignatureState.VALID


def test_a_signature_falls_when_someone_else_changes_the_map_and_expires(engine: Engine) -> None:
    snapshot, campaign, commune = read(engine)
    sign(engine, snapshot, campaign, commune, {}, "Valérie")

    def state(today: date = TODAY) -> SignatureState:
        return signatures(engine, load_snapshot(engine, today=today), campaign)[commune].state

    own = next(a for a in snapshot.applications if a.commune_id == commune)
    other = next(a for a in snapshot.applications if a.commune_id != commune)
    edit(engine, snapshot, "applications", [Edit(own, {"version": "2"})], "Valérie")
    edit(engine, snapshot, "applications", [Edit(other, {"version": "2"})], "Camille")
    comment(engine, commune, own.id, "Bonjour", "Camille", TODAY)
    assert state() is SignatureState.VALID
    assert state(TODAY + timedelta(400)) is SignatureState.EXPIRED
    edit(engine, snapshot, "applications", [Edit(own, {"users": 3})], "Camille")
    fallen = signatures(engine, load_snapshot(engine), campaign)[commune]
    assert fallen.state is SignatureState.FALLEN
    assert [(c.author, c.fields) for c in fallen.because] == [("Camille", ("users",))]
    sign(engine, load_snapshot(engine), campaign, commune, {}, "Valérie")
    assert state() is SignatureState.VALID


def test_what_is_tied_to_an_application_is_signed_with_it(engine: Engine) -> None:
    snapshot, campaign, commune = read(engine)
    flow = snapshot.interfaces[0]
    sign(engine, snapshot, campaign, flow.commune_id, {}, "Valérie")
    values = {
        "application_id": next(a.id for a in snapshot.applications if a.commune_id == commune),
        "data_object_id": snapshot.data_objects[0].id,
    }
    run, _made = create(engine, snapshot, "data_uses", values, "Camille")
    undo(engine, run, "Camille")
    fallen = signatures(engine, load_snapshot(engine), campaign)[commune]
    assert {c.entity for c in fallen.because} == {"data_use"}


def test_what_a_commune_pools_is_its_word_year_by_year(engine: Engine) -> None:
    snapshot, _campaign, commune = read(engine)
    block = snapshot.blocks[3].id
    who = as_viewer(engine, member(commune, Duty.VALIDATOR))
    words = [PoolingWord(block, 2027, PoolingStance.REFUSED), PoolingWord(block, 2028, PoolingStance.GIVEN, "délibéré")]
    assert say_pooling(who, snapshot, commune, words, "Valérie")
    kept = words_of(load_snapshot(engine), commune)
    assert kept[block, 2028].stance is PoolingStance.GIVEN
    with pytest.raises(ConflictingChange):
        say_pooling(who, snapshot, commune, [PoolingWord(block, 2027, PoolingStance.GIVEN)], "Camille")
    seen = kept[block, 2027]
    say_pooling(who, snapshot, commune, [PoolingWord(block, 2027, PoolingStance.GIVEN, None, seen)], "Camille")
    assert words_of(load_snapshot(engine), commune)[block, 2027].stance is PoolingStance.GIVEN
    for wrong in (PoolingWord(block, 27, PoolingStance.GIVEN), PoolingWord(0, 2027, PoolingStance.GIVEN)):
        with pytest.raises(UnacceptableWord):
            say_pooling(who, snapshot, commune, [wrong], "Camille")


def test_many_who_save_at_once_lose_nothing(engine: Engine) -> None:
    """Each confirms an application, says something of it, corrects it and adds another: all is there at the end."""
    snapshot, campaign, _commune = read(engine)

    def person(rank: int) -> None:
        own = snapshot.applications[rank % len(snapshot.applications)]
        who, name = as_viewer(engine, member(own.commune_id, name=f"personne {rank}")), f"personne {rank}"
        mark(who, campaign, own, ReviewVerdict.CONFIRMED, name, TODAY)
        comment(who, own.commune_id, own.id, f"De {name}", name, TODAY)
        edit(who, snapshot, "applications", [Edit(own, {"version": str(rank + 1)})], name)
        create(who, snapshot, "applications", {"commune_id": own.commune_id, "code": f"N{rank}", "name": name}, name)

    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(person, range(PEOPLE)))
    after = load_snapshot(engine)
    assert len(after.review_marks) == len(after.remarks) == PEOPLE
    assert Counter(a.version for a in after.applications if a.version) == Counter(map(str, range(1, PEOPLE + 1)))
    assert len(after.applications) == len(snapshot.applications) + PEOPLE
    assert after.revision == snapshot.revision + 4 * PEOPLE


def test_of_many_who_mark_the_same_application_all_are_heard(engine: Engine) -> None:
    snapshot, campaign, _commune = read(engine)
    own = snapshot.applications[0]
    with ThreadPoolExecutor(8) as pool:
        verdicts = [ReviewVerdict.CONFIRMED, ReviewVerdict.CORRECTED] * 4
        list(pool.map(lambda verdict: mark(engine, campaign, own, verdict, "C", TODAY), verdicts))
    assert len(load_snapshot(engine).review_marks) == 1
