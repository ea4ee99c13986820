"""Data (R07, R08, R19, R20): kept, broken, not assessable."""

from __future__ import annotations

import pytest
from checking import broken, coverage, unknown
from estates import Estate

from urbanism.vocabulary import AuthorityRating, DataEntry, DataRole, HolderKind, MasterLevel


@pytest.mark.parametrize("code", ["R07", "R08", "R19", "R20"])
def test_when_nobody_said_nothing_can_be_said(code: str) -> None:
    assert unknown(Estate(), code)
    made = Estate()
    made.use(made.application("A", block="paie"), "agents")
    assert unknown(made, code)


def master(made: Estate, name: str, code: str, commune: str = "Ville", scope: str | None = None) -> int:
    application = made.application(name, commune=commune, block="b")
    made.use(application, code, role=DataRole.MASTER, scope=scope)
    return application


def test_r07_two_masters_in_one_holder() -> None:
    made = Estate()
    master(made, "A", "tiers")
    master(made, "B", "tiers", commune="Bourg")
    assert broken(made, "R07") == []
    master(made, "C", "tiers")
    assert broken(made, "R07") == [("A", "C")]


def test_r07_distinct_scopes_do_not_compete_but_an_unsaid_one_does() -> None:
    made = Estate()
    master(made, "A", "voies", scope="nord")
    master(made, "B", "voies", scope="Sud")
    assert broken(made, "R07") == []
    master(made, "C", "voies", scope=" sud ")
    assert broken(made, "R07") == [("B", "C")]
    master(made, "D", "voies")
    assert sorted(broken(made, "R07")) == [("D", "A"), ("D", "B", "C")]


def copier(made: Estate, name: str, code: str) -> int:
    application = made.application(name, block="c")
    made.use(application, code, role=DataRole.COPY)
    return application


def test_r08_a_copy_is_fed_directly_or_through_others() -> None:
    made = Estate()
    source, relay = master(made, "Maître", "voies"), made.application("Relais")
    first, second, wild = (
        copier(made, "Directe", "voies"),
        copier(made, "Relayée", "voies"),
        copier(made, "Sauvage", "voies"),
    )
    made.flow(source, first, "voies")
    made.flow(source, relay, "voies")
    made.flow(relay, second, "voies")
    made.flow(source, wild, "adresses")
    assert broken(made, "R08") == [("Sauvage",)]


def test_r08_a_copy_fed_by_no_master_is_wild() -> None:
    made = Estate()
    master(made, "Maître", "voies")
    first, second = copier(made, "Une", "voies"), copier(made, "Autre", "voies")
    made.flow(first, second, "voies")
    made.flow(second, first, "voies")
    assert broken(made, "R08") == [("Une",), ("Autre",)]


def test_r08_an_undescribed_flow_from_the_master_leaves_a_doubt() -> None:
    made = Estate()
    source, copy = master(made, "Maître", "voies"), copier(made, "Copie", "voies")
    made.flow(source, copy)
    assert unknown(made, "R08")
    copier(made, "Autre", "voies")
    assert broken(made, "R08") == [("Autre",)]
    assert coverage(made, "R08") == (1, 2)


def test_r08_without_a_known_master_only_an_unfed_copy_is_wild() -> None:
    made = Estate()
    fed = copier(made, "Alimentée", "voies")
    made.flow(made.application("Inconnue"), fed, "voies")
    copier(made, "Isolée", "voies")
    assert broken(made, "R08") == [("Isolée",)]


def test_r08_national_systems_and_reference_bases_feed() -> None:
    made = Estate()
    national, host = copier(made, "Électeurs", "electeurs"), made.application("SIG")
    made.flow(made.external("REU"), national, "electeurs")
    made.referential("Filaire", about="voies", application_id=host, authority=AuthorityRating.REFERENCE)
    made.flow(host, copier(made, "Voirie", "voies"), "voies")
    assert broken(made, "R08") == []


def test_r08_a_referential_that_carries_its_own_copy() -> None:
    made = Estate()
    source = master(made, "Maître", "voies")
    fed = made.referential("Chaussées", about="chaussees", carries=["voies"])
    made.referential("Éclairage", about="lampes", carries=["voies", "lampes"])
    made.flow(source, fed, "voies")
    assert broken(made, "R08") == [("Éclairage",)]


def test_r19_no_local_master_of_a_national_reference() -> None:
    made = Estate()
    made.data_object("electeurs", master_level=MasterLevel.NATIONAL)
    made.data_object("adresses", master_level=MasterLevel.COMMUNAL)
    master(made, "BAL", "adresses")
    assert broken(made, "R19") == []
    master(made, "Liste", "electeurs")
    made.referential("Base", about="electeurs", authority=AuthorityRating.REFERENCE)
    made.referential("Copie", about="electeurs", authority=AuthorityRating.DISCOURAGED)
    assert broken(made, "R19") == [("Liste",), ("Base",)]


def typed(made: Estate, name: str, block: str, commune: str = "Ville") -> None:
    made.use(made.application(name, block=block, commune=commune), "adresses", entry=DataEntry.TYPED)


def test_r20_the_same_data_typed_in_two_blocks_though_a_source_exists() -> None:
    made = Estate()
    typed(made, "A", "eau")
    typed(made, "A2", "eau")
    typed(made, "B", "sport", commune="Bourg")
    made.data_object("adresses")
    made.commune("Métropole", HolderKind.METROPOLE)
    typed(made, "C", "dechets")
    assert broken(made, "R20") == []
    made.referential("BAL", about="adresses", commune="Métropole")
    assert broken(made, "R20") == [("A", "A2", "C")]


def test_r20_a_national_source_is_a_source() -> None:
    made = Estate()
    made.data_object("adresses", national_source="Base Adresse Nationale")
    typed(made, "A", "eau")
    typed(made, "C", "dechets")
    assert broken(made, "R20") == [("A", "C")]
