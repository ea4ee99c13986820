"""Which referentials carry one object: synonyms together, homonyms apart, decisions kept, whatever the domain."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from estates import Estate
from hypothesis import given, settings
from hypothesis import strategies as st

from urbanism.analyses.referentials import ReferentialGroups, referential_groups
from urbanism.graph import EstateGraph
from urbanism.identity_keys import REFERENTIALS, code_key, pair_of
from urbanism.snapshot import IdentityDecision
from urbanism.vocabulary import HolderKind, IdentityVerdict, InterfaceMeans

SYNONYMS = "voie|rue|tronçon|filaire"


def found(made: Estate) -> ReferentialGroups:
    return referential_groups(EstateGraph(made.snapshot()))


def members(made: Estate) -> list[set[int]]:
    return [set(group.referentials) for group in found(made).groups]


def together(made: Estate, left: int, right: int) -> bool:
    return any({left, right} <= group for group in members(made))


def decide(made: Estate, left: str, right: str, verdict: IdentityVerdict, commune: str = "Ville") -> None:
    keys = pair_of(code_key(left, commune), code_key(right, commune))
    made.add(
        "identity_decisions",
        IdentityDecision,
        kind=REFERENTIALS,
        left_key=keys[0],
        right_key=keys[1],
        verdict=verdict,
    )


def test_a_base_and_those_that_copy_its_object_are_one_group() -> None:
    made = Estate()
    roads = made.referential("Filaire de voies", "voies")
    lights = made.referential("Patrimoine lumineux", "points lumineux", carries=["voies"])
    drains = made.referential("Avaloirs", "avaloirs", carries=["voies"])
    (group,) = found(made).groups
    assert set(group.referentials) == {roads, lights, drains}
    assert [member.own for member in group.members] == [True, False, False]


@pytest.mark.parametrize("name", ["Base des rues", "Tronçons communaux", "Filaire", "Fichier des voies"])
def test_synonyms_of_the_nomenclature_are_one_object_though_nobody_named_it(name: str) -> None:
    made = Estate()
    made.data_object("voies", name="Voies", synonyms=SYNONYMS)
    assert together(made, made.referential("Référentiel des voies"), made.referential(name))


def test_objects_spelt_freely_are_one_object() -> None:
    made = Estate()
    left = made.referential("Suivi A", "Numéros d'adresse")
    right = made.referential("Suivi B", "numero d’adresses")
    assert together(made, left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Suivi des plaintes (déchets)", "Suivi des plaintes (bruit)"),
        ("Registre des marchés (publics)", "Registre des marchés (forains)"),
        ("Complaint register [waste]", "Complaint register [noise]"),
        ("Stations – épuration", "Stations – vélos"),
        ("Contract (HR)", "Contract (Procurement)"),
    ],
)
@pytest.mark.parametrize("third", [None, "Suivi des plaintes", "Contract", "Complaint register", "Stations"])
def test_one_word_for_two_objects_stays_apart_even_through_a_third(left: str, right: str, third: str | None) -> None:
    made = Estate()
    sides = made.referential(left), made.referential(right)
    if third:
        made.referential(third)
    assert not together(made, *sides)


def test_homonyms_are_told_with_the_words_that_part_them() -> None:
    made = Estate()
    made.referential("Suivi des plaintes (déchets)")
    made.referential("Suivi des plaintes (bruit)")
    (pair,) = found(made).homonyms
    assert any("déchet" in a.sentence and "bruit" in a.sentence for a in pair.likeness.evidence)


def test_two_views_of_a_declared_object_wait_for_a_person() -> None:
    made = Estate()
    left = made.referential("Bâtiments (patrimoine)", "bâtiments")
    right = made.referential("Bâtiments (sécurité incendie)", "bâtiments")
    assert not together(made, left, right)
    (doubt,) = found(made).doubts
    assert {doubt.left.referential, doubt.right.referential} == {left, right}
    assert doubt.apart


def test_one_name_for_two_definitions_is_not_one_object() -> None:
    made = Estate()
    left = made.referential(
        "Account", description="Credentials, password and profile that let an employee open a session on workstations"
    )
    right = made.referential(
        "Account", description="Ledger line where invoices, payments and the yearly balance of a debtor are posted"
    )
    assert not together(made, left, right)


def test_another_name_given_in_the_description_settles_it() -> None:
    made = Estate()
    left = made.referential(
        "Assujetti", description="Personne qui doit la taxe, aussi appelée « redevable de séjour »."
    )
    right = made.referential("Redevable de séjour")
    assert together(made, left, right)


def test_other_names_may_stand_in_a_column_of_their_own() -> None:
    made = Estate()
    left = made.referential("Shipment", extra={"Synonyms": "consignment; parcel lot"})
    assert together(made, left, made.referential("Consignment"))


def test_columns_and_keys_tell_what_names_do_not() -> None:
    made = Estate()
    columns = "code_essence, hauteur_tronc, diametre_tronc, etat_phytosanitaire, secteur_elagage"
    left = made.referential("Alpha", attributes=columns, key="code_essence")
    right = made.referential("Oméga", attributes=columns.replace("_", " "), key="code_essence")
    made.flow(left, right, means=InterfaceMeans.SCRIPT)
    other = made.referential("Delta", attributes="matricule, grade, indice, echelon, corps", key="matricule")
    assert together(made, left, right)
    assert not together(made, left, other)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Personnes physiques", "Personnes non physiques"),
        ("Contrôles internes", "Contrôles externes"),
        ("Private roads", "Public roads"),
        ("Policy", "Policy rule"),
        ("Alert history", "Alert"),
    ],
)
def test_a_contrary_or_one_common_word_more_makes_another_thing(left: str, right: str) -> None:
    made = Estate()
    for other in ("Payment rule", "Access rule", "Order history", "Device history"):
        made.referential(other)
    assert not together(made, made.referential(left), made.referential(right))


def test_definitions_cast_in_one_mould_do_not_make_one_thing_of_two_names() -> None:
    made = Estate()
    text = "Partie du territoire communal dont les limites suivent {}, arrêtée par le conseil municipal"
    left = made.referential("Quartiers", description=text.format("les frontières sociales"))
    right = made.referential("Îlots", description=text.format("les obstacles topographiques"))
    assert not together(made, left, right)


def test_a_definition_that_takes_up_the_word_of_its_name_parts_it_from_the_bare_name() -> None:
    made = Estate()
    left = made.referential("Attribution de places", description="Attribution faite par la commune aux familles")
    right = made.referential(
        "Demande d'attribution de places", description="Demande d’attribution faite à la commune par les familles"
    )
    assert not together(made, left, right)


def test_the_things_that_an_object_s_description_lists_are_of_its_kind() -> None:
    made = Estate()
    made.data_object(
        "equipements", name="Équipements", synonyms="équipement|lieu", description="Écoles, gymnases, piscines, salles"
    )
    left = made.referential("Annuaire des équipements", attributes="id_equipement, nom, adresse", key="id_equipement")
    right = made.referential("Liste des gymnases, piscines et salles", attributes="code, equipement, adresse")
    assert together(made, left, right)


def test_two_kinds_of_one_object_under_one_wide_identifier_are_one() -> None:
    made = Estate()
    made.data_object("tiers", synonyms="tiers|fournisseur|redevable", description="Fournisseurs et redevables")
    left = made.referential("Base fournisseurs", attributes="id, denomination, siret, contact")
    right = made.referential("Fichier des redevables", attributes="code, nom, siret, montant")
    bare = made.referential("Registre des patentes", attributes="rubrique, siret, exoneration, annee")
    assert together(made, left, right)
    assert not together(made, left, bare)


def test_communes_apart_keep_their_own_and_the_metropole_joins_them() -> None:
    made = Estate()
    left, right = (made.referential("Adresses", "adresses", commune=town) for town in ("Nord", "Sud"))
    assert members(made) == []
    made.commune("Métropole", HolderKind.METROPOLE)
    whole = made.referential("Base adresse", "adresses", commune="Métropole")
    assert members(made) == [{left, right, whole}]


def test_parts_of_one_commune_do_not_overlap() -> None:
    made = Estate()
    north = made.referential("A", "voies", territory="quartiers nord")
    south = made.referential("B", "voies", territory="quartiers sud")
    assert not together(made, north, south)
    whole = made.referential("C", "voies")
    assert together(made, north, whole)


def test_a_dismissed_pair_does_not_come_back_through_a_third_and_is_not_asked_again() -> None:
    made = Estate()
    left, middle, right = (made.referential(name, "voies") for name in ("Un", "Deux", "Trois"))
    assert members(made) == [{left, middle, right}]
    decide(made, "Un", "Trois", IdentityVerdict.DIFFERENT)
    answer = found(made)
    assert not together(made, left, right)
    assert all({d.left.referential, d.right.referential} != {left, right} for d in answer.doubts)
    assert [held.apart for held in answer.held] == [(left, right)]


def test_a_confirmed_pair_is_one_group_whatever_its_words() -> None:
    made = Estate()
    left, right = made.referential("Zèbre"), made.referential("Mécanisme")
    assert not together(made, left, right)
    decide(made, "Zèbre", "Mécanisme", IdentityVerdict.SAME)
    (group,) = found(made).groups
    assert (set(group.referentials), group.decided) == ({left, right}, True)


def test_a_base_that_says_nothing_is_asked_about() -> None:
    made = Estate()
    silent = made.referential("Fichier 12", owner="M. Lenoir")
    (silence,) = found(made).silences
    assert silence.subject == silent
    assert "M. Lenoir" in silence.question


def _texts() -> st.SearchStrategy[str]:
    return st.text(max_size=12) | st.sampled_from(["", "Voies (", "((–", "Base", "x" * 300, "voie – ", "§voies", "123"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_texts(), _texts(), st.none() | _texts()), max_size=8))
def test_any_text_is_taken_and_each_pair_is_joined_once(rows: list[tuple[str, str, str | None]]) -> None:
    made = Estate()
    for rank, (name, columns, about) in enumerate(rows):
        made.referential(name or f"R{rank}", about or None, attributes=columns, description=name, key=columns)
    answer = found(made)
    pairs = [pair for group in answer.groups for pair in combinations(group.referentials, 2)]
    assert len(pairs) == len(set(pairs))
    assert all(0.0 <= group.score <= 1.0 for group in answer.groups)
    assert all(left != right for left, right in pairs)


@settings(max_examples=30, deadline=None)
@given(st.permutations(["Filaire de voies", "Base des rues", "Plaintes (bruit)", "Plaintes (déchets)", "Rues"]))
def test_the_order_of_a_workbook_changes_nothing(names: list[str]) -> None:
    made = Estate()
    made.data_object("voies", name="Voies", synonyms=SYNONYMS)
    ids = {made.referential(name): name for name in names}
    groups = {frozenset(ids[each] for each in group) for group in members(made)}
    assert groups == {frozenset({"Filaire de voies", "Base des rues", "Rues"})}


@pytest.mark.parametrize("size", [300])
def test_many_distinct_names_compare_few_pairs(size: int) -> None:
    made = Estate()
    for rank in range(size):
        made.referential(f"Base numéro{rank} thème{rank % 7}", updated_on=date(2025, 1, 1))
    assert len(found(made).concepts.pairs) < 60 * size
