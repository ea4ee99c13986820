"""Finding anything: whatever bears the words, whatever it is, the nearest name first."""

from __future__ import annotations

from estates import Estate

from urbanism.analyses.everything import TABLES, everything, find, nearly, vocabulary
from urbanism.snapshot import Alias, Department, Process, Project, Scenario, Snapshot


def snapshot() -> Snapshot:
    made = Estate()
    made.application("Actes d’état civil", commune="Bourg", block="etat-civil", product="Mélodie")
    made.application("Mélodie web", commune="Ormes")
    made.referential("Filaire de voies", about="voie")
    made.editor("Mélodium")
    made.add("aliases", Alias, product_id=made.product("Mélodie"), text="MelodyX")
    made.add("processes", Process, name="Inscrire un enfant")
    made.add("projects", Project, name="Guichet")
    made.add("scenarios", Scenario, name="Trois ans")
    made.add("departments", Department, name="Voirie", commune_id=made.commune("Bourg"), deputy="Mme Lœuil")
    made.application("Courrier", correspondent="M. Ferrand")
    return made.snapshot()


def found(question: str) -> list[tuple[str, str]]:
    return [(one.kind, one.label) for one in find(everything(snapshot()), question)]


def test_every_kind_of_thing_is_found_by_its_name() -> None:
    for kind, name in (
        ("référentiel", "Filaire de voies"),
        ("processus", "Inscrire un enfant"),
        ("projet", "Guichet"),
        ("scénario", "Trois ans"),
        ("commune", "Ormes"),
        ("direction", "Voirie"),
    ):
        assert (kind, name) in found(name.upper())


def test_the_nearest_name_comes_first() -> None:
    assert found("melodie") == [("produit", "Mélodie"), ("application", "Mélodie web")]


def test_another_name_finds_the_thing() -> None:
    assert found("melodyx") == [("produit", "Mélodie")]


def test_the_people_who_answer_for_a_thing_find_it() -> None:
    assert found("loeuil") == [("direction", "Voirie")]
    assert found("ferrand") == [("application", "Courrier")]


def test_mistyped_words_find_what_is_named_alike_and_nothing_else() -> None:
    def near(question: str) -> list[str]:
        things = everything(snapshot())
        return [one.label for one in nearly(things, vocabulary(things), question)]

    assert near("Guihcet") == ["Guichet"]
    assert near("actes d’etta civl") == ["Actes d’état civil"]
    assert near("filiare de voi") == ["Filaire de voies"]
    assert near("zzzz guichet") == []
    assert near("’ ") == []


def test_every_word_counts_wherever_it_stands() -> None:
    assert found("bourg actes") == [("application", "Actes d’état civil")]
    assert found("ormes actes") == []


def test_nothing_asked_finds_nothing() -> None:
    assert found("  ") == []


def test_all_that_can_be_found_has_a_kind() -> None:
    everyone = everything(snapshot())
    assert everyone
    assert all(one.subject.kind and one.name for one in everyone)
    assert len(TABLES) == len(set(TABLES))
