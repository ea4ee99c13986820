"""Who should be the reference and why, what authority says, what it takes, what the nation owns."""

from __future__ import annotations

from datetime import date

from estates import TODAY, Estate

from urbanism.analyses.referentials.authority import Authority
from urbanism.analyses.referentials.report import Case, Report, as_json, proposed_rules, report
from urbanism.graph import EstateGraph
from urbanism.snapshot import AuthorityRule
from urbanism.vocabulary import (
    AuthorityRating,
    DataRole,
    HolderKind,
    InterfaceMeans,
    MasterLevel,
    ReferentialPattern,
)


def seven_roads() -> tuple[Estate, int, list[int]]:
    """A fresh road base that feeds readers, and trades that each keep a copy, glued by scripts."""
    made = Estate()
    host = made.application("SIG")
    made.use(host, "voies", role=DataRole.MASTER)
    roads = made.referential(
        "Filaire de voies",
        "voies",
        application_id=host,
        technology="Oracle Spatial",
        updated_on=TODAY,
        record_count=7000,
        authority=AuthorityRating.NO_OPINION,
        attributes="id_troncon, nom_rue, sens",
        key="id_troncon",
    )
    trades = [
        made.referential(
            f"Couche {trade}",
            trade,
            carries=["voies"],
            technology="Access",
            authority=AuthorityRating.NO_OPINION,
            updated_on=date(2021, 1, 1),
            attributes=f"nom_rue, attribut {trade}",
        )
        for trade in ("éclairage", "avaloirs", "trottoirs")
    ]
    for trade in trades:
        made.flow(roads, trade, "voies", means=InterfaceMeans.SCRIPT)
    made.flow(trades[0], made.application("Astreinte"), "voies")
    return made, roads, trades


def reported(made: Estate) -> Report:
    return report(EstateGraph(made.snapshot()))


def case_of(made: Estate) -> Case:
    return reported(made).cases[0]


def test_the_base_of_the_object_is_the_master_and_says_why() -> None:
    made, roads, _ = seven_roads()
    proposal = case_of(made).proposal
    assert proposal.master == roads
    assert not proposal.open
    points = {criterion.name: criterion.points for criterion in proposal.candidates[0].criteria}
    assert points["Objet"] == 3.0
    assert points["Rôle déclaré"] == 2.0
    assert points["Source nationale"] is None


def test_the_trades_become_layers_and_their_readers_are_plugged_again() -> None:
    made, _, trades = seven_roads()
    goal = case_of(made).target
    assert (goal.layers, goal.replaced) == (tuple(trades), ())
    assert goal.pattern is ReferentialPattern.CENTRALISED
    assert [made.tables["applications"][-1].id] == [replug.party for replug in goal.replugs]
    assert len(goal.scripts) == 3
    assert (goal.links_before, goal.links_after) == (4, 4)  # three layers and a reader, by one link each
    assert all(loss.kept for loss in goal.losses)


def test_what_only_a_replaced_base_has_would_be_lost() -> None:
    made = Estate()
    made.referential("Filaire", "voies", attributes="code, nom_rue, sens", updated_on=TODAY, record_count=900)
    old = made.referential("Rues", "voies", attributes="code, nom_rue, quartier", updated_on=date(2020, 1, 1))
    (loss,) = case_of(made).target.losses
    assert (loss.referential, loss.columns, loss.kept) == (old, ("quartier",), False)


def test_two_like_bases_leave_the_choice_open() -> None:
    made = Estate()
    made.referential("Filaire", "voies")
    made.referential("Rues", "voies")
    assert case_of(made).proposal.open


def test_the_nation_is_master_where_it_is() -> None:
    made = Estate()
    made.data_object("électeurs", master_level=MasterLevel.NATIONAL, national_source="REU (Insee)")
    base = made.referential("Fichier électoral", "électeurs", authority=AuthorityRating.REFERENCE)
    made.referential("Liste électorale", "électeurs", authority=AuthorityRating.NO_OPINION)
    local = made.application("Élections")
    made.use(local, "électeurs", role=DataRole.MASTER)
    found = reported(made)
    assert {case.subject for case in found.national} == {base, local}
    assert found.cases[0].target.pattern is ReferentialPattern.SLAVE
    assert found.cases[0].target.national == "REU (Insee)"


def test_where_the_commune_is_master_one_without_a_base_is_told() -> None:
    made = Estate()
    made.data_object("adresses", master_level=MasterLevel.COMMUNAL, national_source="BAN")
    made.use(made.application("Eau", "Nord"), "adresses", role=DataRole.READER)
    made.referential("BAL", "adresses", commune="Sud")
    (case,) = reported(made).national
    assert case.subject == made.commune("Nord")
    made.commune("Métropole", HolderKind.METROPOLE)
    made.referential("Base adresse", "adresses", commune="Métropole")
    assert reported(made).national == ()


def rule(made: Estate, source: int, rating: AuthorityRating, **scope: int) -> int:
    return made.add(
        "authority_rules",
        AuthorityRule,
        source_id=source,
        data_object_id=made.data_object("voies"),
        rating=rating,
        **scope,
    )


def test_the_most_specific_rule_wins_and_every_flow_gets_its_rating() -> None:
    made = Estate()
    base = made.referential("Filaire", "voies")
    reader = made.application("Police", block="police")
    other = made.application("Eau", "Nord", block="eau")
    flows = [made.flow(base, reader, "voies"), made.flow(base, other, "voies"), made.flow(base, other)]
    rule(made, base, AuthorityRating.REFERENCE)
    rule(made, base, AuthorityRating.DISCOURAGED, block_id=made.block("police"))
    narrow = rule(made, base, AuthorityRating.NO_OPINION, commune_id=made.commune("Ville"))
    rated = {one.flow: one for one in Authority(EstateGraph(made.snapshot())).rated_flows()}
    assert rated[flows[0]].verdict.rule is not None
    assert rated[flows[0]].verdict.rule.id == narrow
    assert rated[flows[1]].verdict.rating is AuthorityRating.REFERENCE
    assert rated[flows[2]].data_object is None


def test_a_rule_weighs_more_than_what_the_estate_says() -> None:
    made, roads, trades = seven_roads()
    rule(made, roads, AuthorityRating.DISCOURAGED)
    rule(made, trades[1], AuthorityRating.REFERENCE)
    assert case_of(made).proposal.master != roads


def test_proposed_rules_name_one_reference_on_the_commune() -> None:
    made, roads, trades = seven_roads()
    graph = EstateGraph(made.snapshot())
    rules = proposed_rules(graph, report(graph).cases[0], roads)
    assert {r.source_id for r in rules if r.rating is AuthorityRating.REFERENCE} == {roads}
    assert {r.source_id for r in rules if r.rating is AuthorityRating.DISCOURAGED} == set(trades)
    assert {r.commune_id for r in rules} == {made.commune("Ville")}
    assert all(r.reason for r in rules)


def test_the_json_holds_the_promised_keys() -> None:
    made, _, _ = seven_roads()
    graph = EstateGraph(made.snapshot())
    (group,) = as_json(graph, report(graph))["groups"]
    assert group.keys() >= {"object", "members", "score", "evidence", "proposed_master"}
    assert group["members"][0].keys() >= {"code", "name", "commune", "application", "technology"}
    assert group["proposed_master"] == "Filaire de voies"


def test_the_worst_group_comes_first() -> None:
    made, roads, _ = seven_roads()
    made.referential("Paie", "agents")
    made.referential("Annuaire", "agents")
    first, second = reported(made).cases
    assert roads in first.group.referentials
    assert first.harm > second.harm


def test_an_empty_estate_has_nothing_to_say() -> None:
    found = reported(Estate())
    assert (found.cases, found.national, found.groups.doubts) == ((), (), ())
