"""Finding things: every word counts, accents do not, filters keep what fits and nothing else."""

from __future__ import annotations

from estates import Estate
from hypothesis import given
from hypothesis import strategies as st

from urbanism.analyses.indexes import application_index, contract_index, interface_index, referential_index
from urbanism.analyses.search import NONE, Filters, fold, search
from urbanism.snapshot import Alias, Contract, Snapshot
from urbanism.vocabulary import LifecycleStatus


def snapshot() -> Snapshot:
    made = Estate()
    civil = made.application("Actes d’état civil", block="etat-civil", product="Mélodie", technologies="Oracle")
    roll = made.application("Liste électorale", commune="Bourg", block="elections", also=["etat-civil"])
    pooled = made.application(
        "Œuvres", serves=["Bourg"], status=LifecycleStatus.STOPPED, editor_id=made.editor("Arpège")
    )
    made.flow(civil, roll, "adresses")
    made.flow(roll, made.external("REU"), "electeurs", commune="Bourg")
    made.referential("Filaire", about="voie", carries=["adresse"], application_id=pooled)
    made.add("contracts", Contract, commune_id=made.commune(), reference="M-2021", editor_id=made.editor("Arpège"))
    made.add("aliases", Alias, product_id=made.product("Mélodie"), text="MelodyX")
    return made.snapshot()


def found(**filters: object) -> list[str]:
    return [entry.record.name for entry in search(application_index(snapshot()), Filters(**filters))]  # type: ignore[arg-type]


def test_every_word_of_the_question_must_be_found_somewhere() -> None:
    assert found(text="oracle ACTES") == ["Actes d’état civil"]
    assert found(text="oracle liste") == []


def test_accents_case_ligatures_and_apostrophes_do_not_matter() -> None:
    assert found(text="etat d'etat") == ["Actes d’état civil"]
    assert found(text="oeuvres") == ["Œuvres"]


def test_another_name_of_the_product_finds_its_instances() -> None:
    assert found(text="melodyx") == ["Actes d’état civil"]


def test_what_bears_the_name_comes_before_what_only_mentions_it() -> None:
    made = Estate()
    made.application("Agenda du courrier")
    made.application("Courrier")
    made.application("Archives", description="reçoit le courrier")
    entries = search(application_index(made.snapshot()), Filters(text="courrier"))
    assert [entry.record.name for entry in entries] == ["Courrier", "Agenda du courrier", "Archives"]


def test_a_pooled_application_belongs_to_the_communes_it_serves() -> None:
    assert found(communes=("Bourg",)) == ["Liste électorale", "Œuvres"]


def test_a_secondary_block_counts() -> None:
    assert found(blocks=("etat-civil",)) == ["Actes d’état civil", "Liste électorale"]
    assert found(blocks=(NONE,)) == ["Œuvres"]


def test_fields_narrow_and_values_of_a_field_widen() -> None:
    assert found(blocks=("etat-civil", "elections"), communes=("Ville",)) == ["Actes d’état civil"]
    assert found(statuses=("arrêtée",), editors=("Arpège",)) == ["Œuvres"]
    assert found(editors=(NONE,), zones=("metiers",)) == ["Actes d’état civil", "Liste électorale"]


def test_a_flow_stands_where_its_ends_do() -> None:
    flows = interface_index(snapshot())
    assert len(search(flows, Filters(blocks=("elections",)))) == 2
    assert len(search(flows, Filters(communes=("Ville",)))) == 1
    assert len(search(flows, Filters(text="reu electeurs"))) == 1


def test_a_flow_of_a_pooled_application_is_of_the_communes_that_both_ends_serve() -> None:
    made = Estate()
    first = made.application("RH", commune="Métropole", serves=["Ville", "Bourg"])
    second = made.application("Paie", commune="Métropole", serves=["Bourg", "Port"])
    local = made.application("Badges", commune="Ville")
    base, hosted = (
        made.referential("Agents", commune="Port"),
        made.referential("Paies", commune="Métropole", application_id=second),
    )
    nation = made.external("URSSAF")
    pairs = (first, second), (first, local), (base, second), (first, base), (first, nation), (first, hosted)
    flows = [made.flow(source, target, commune="Métropole") for source, target in pairs]
    communes = {entry.record.id: entry.communes for entry in interface_index(made.snapshot())}
    assert [sorted(communes[flow]) for flow in flows] == [
        ["Bourg", "Métropole"],
        ["Métropole", "Ville"],
        ["Métropole", "Port"],
        ["Métropole", "Port"],
        ["Bourg", "Métropole", "Ville"],
        ["Bourg", "Métropole"],
    ]


def test_a_referential_is_found_by_what_it_carries_and_its_host() -> None:
    referentials = referential_index(snapshot())
    assert len(search(referentials, Filters(text="adresse oeuvres", editors=("Arpège",)))) == 1
    assert not search(referentials, Filters(blocks=("etat-civil",)))


def test_a_contract_is_found_by_its_holder_and_its_editor() -> None:
    contracts = contract_index(snapshot())
    assert len(search(contracts, Filters(text="m-2021 arpege", communes=("Ville",)))) == 1


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.sampled_from(["Ville", "Bourg", "nulle part"])), st.text(max_size=5))
def test_filters_never_add_what_is_not_there(communes: list[str], text: str) -> None:
    entries = application_index(snapshot())
    kept = search(entries, Filters(text=text, communes=tuple(communes)))
    assert len(kept) <= len(search(entries, Filters(text=text))) <= len(entries)
    assert all(set(communes) & entry.communes for entry in kept) or not communes
