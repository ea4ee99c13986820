"""What an urbanist must be told of a project, on estates made by hand: each case with the evidence it must show."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.estates import Estate
from urbanism import snapshot as records
from urbanism.diagnosis import Diagnosis, Statement, UnknownProject, diagnose
from urbanism.diagnosis.intentions import conflicts, gone_live, movements
from urbanism.vocabulary import (
    DataHolder,
    DataRole,
    HolderKind,
    Hosting,
    InstanceKind,
    InterfaceMeans,
    InterfaceState,
    LifecycleStatus,
    MasterLevel,
    Operation,
    Opinion,
    PoolingStance,
    ProjectStatus,
    Severity,
    Ternary,
)


class Town(Estate):
    """An estate with one project of « Ville »."""

    def project(self, block: str | None = None, commune: str = "Ville", **fields: Any) -> int:
        return self.add(
            "projects", records.Project, code="P", name="Le projet", need="Un besoin", status=ProjectStatus.SUBMITTED,
            commune_id=self.commune(commune), block_id=self.block(block) if block else None, **fields,
        )  # fmt: skip

    def brings(self, project: int, name: str = "Neuve", block: str | None = None, **fields: Any) -> int:
        fields.setdefault("status", LifecycleStatus.PROJECT)
        return self.application(name, block=block, project_id=project, **fields)

    def opens(self, project: int, source: int, target: int, *objects: str, **fields: Any) -> int:
        return self.flow(source, target, *objects, project_id=project, state=InterfaceState.PLANNED, **fields)

    def wants(self, project: int, item: str, role: DataRole, **fields: Any) -> None:
        object_id = self.data_object(item)
        self.add("project_data_objects", records.ProjectDataObject, project_id=project, data_object_id=object_id,
                 role=role, **fields)  # fmt: skip

    def retires(self, project: int, application: int, status: LifecycleStatus = LifecycleStatus.IN_USE) -> None:
        self.add("intended_changes", records.IntendedChange, project_id=project, entity="application",
                 object_id=application, operation=Operation.UPDATE, before={"status": status.value},
                 after={"status": "arrêtée"})  # fmt: skip

    def diagnosis(self, project: int) -> Diagnosis:
        return diagnose(self.snapshot(), project)


def said(diagnosis: Diagnosis, code: str) -> Statement:
    """The only statement of a code."""
    (found,) = [statement for statement in diagnosis.statements if statement.code == code]
    return found


def codes(diagnosis: Diagnosis) -> set[str]:
    return {statement.code for statement in diagnosis.assessed}


def names(statement: Statement) -> set[str]:
    return {subject.label for subject in statement.evidence}


def test_a_function_pooled_next_door_makes_a_new_application_unfavourable() -> None:
    town = Town()
    town.application("GMAO commune", "Métropole", "gmao", instance=InstanceKind.POOLED, serves=("Autre",))
    town.application("Atelier", "Ville", "gmao")
    town.commune("Métropole", kind=HolderKind.METROPOLE)
    project = town.project("gmao")
    town.brings(project, "GMAO neuve", "gmao")
    found = town.diagnosis(project)
    assert found.opinion is Opinion.UNFAVOURABLE
    assert said(found, "MUTUALISEE").severity is Severity.GRAVE
    assert names(said(found, "MUTUALISEE")) == {"GMAO commune", "gmao"}
    assert names(said(found, "DOUBLON")) == {"Atelier", "gmao"}
    assert "GMAO commune" in found.alternatives[0].text
    assert found.alternatives[0].applications == found.alternatives[0].links == 0


def test_a_refused_pooling_leaves_a_reserve_not_a_refusal() -> None:
    town = Town()
    town.application("GMAO commune", "Métropole", "gmao", instance=InstanceKind.POOLED, serves=("Autre",))
    project = town.project("gmao")
    town.brings(project, "GMAO neuve", "gmao")
    for year, stance in ((2025, PoolingStance.PROBABLE), (2026, PoolingStance.REFUSED)):
        town.add("poolings", records.Pooling, commune_id=town.commune(), block_id=town.block("gmao"), year=year,
                 stance=stance)  # fmt: skip
    found = town.diagnosis(project)
    assert "MUTUALISEE" not in codes(found)
    assert said(found, "MUTUALISATION_REFUSEE").severity is Severity.ALERT
    assert found.opinion is Opinion.WITH_RESERVES


def test_what_the_project_retires_is_no_duplicate() -> None:
    town = Town()
    old = town.application("Ancienne", "Ville", "paie", home_made=Ternary.YES)
    project = town.project("paie", personal_data=Ternary.NO, hosting=Hosting.LOCAL, cost=1.0)
    town.brings(project, "Nouvelle", "paie")
    town.retires(project, old)
    found = town.diagnosis(project)
    assert "DOUBLON" not in codes(found)
    assert names(said(found, "RETRAIT")) == {"Ancienne", "paie"}
    assert found.opinion is Opinion.FAVOURABLE


def test_an_eighth_road_referential_is_a_second_master() -> None:
    town = Town()
    for name in ("Filaire", "Chaussées", "Éclairage"):
        town.referential(name, "voies" if name == "Filaire" else name, ["voies"])
    project = town.project("ref-voies")
    town.brings(project, "Base des pistes", "ref-voies")
    town.wants(project, "voies", DataRole.MASTER, writes=Ternary.YES)
    found = town.diagnosis(project)
    assert found.opinion is Opinion.UNFAVOURABLE
    assert names(said(found, "SECOND_MAITRE")) == {"voies", "Filaire", "Chaussées", "Éclairage"}
    assert "3\u00a0référentiels" in said(found, "SECOND_MAITRE").text
    assert any("contribuer" in alternative.text for alternative in found.alternatives)


def test_a_first_master_is_welcome() -> None:
    town = Town()
    town.referential("Ailleurs", "bornes", commune="Autre")
    project = town.project("energie")
    town.brings(project, block="energie")
    town.wants(project, "bornes", DataRole.MASTER)
    found = town.diagnosis(project)
    assert "SECOND_MAITRE" not in codes(found)
    assert said(found, "MAITRE").severity is Severity.INFO


def test_a_national_reference_has_no_local_master() -> None:
    town = Town()
    town.data_object("entreprises", master_level=MasterLevel.NATIONAL, national_source="Sirene")
    project = town.project("economie")
    town.brings(project, block="economie")
    town.wants(project, "entreprises", DataRole.MASTER)
    found = town.diagnosis(project)
    assert found.opinion is Opinion.UNFAVOURABLE
    assert "Sirene" in said(found, "REFERENCE_NATIONALE").text
    assert any("Sirene" in alternative.text for alternative in found.alternatives)


@pytest.mark.parametrize("fed", [True, False])
def test_reading_a_national_reference_asks_for_its_source(fed: bool) -> None:
    town = Town()
    town.data_object("entreprises", master_level=MasterLevel.NATIONAL, national_source="Sirene")
    project = town.project("economie")
    new = town.brings(project, block="economie")
    town.wants(project, "entreprises", DataRole.READER, reads=Ternary.YES)
    if fed:
        town.opens(project, town.external("API Sirene"), new, "entreprises", means=InterfaceMeans.API)
    assert ("INTERFACE_NATIONALE" in codes(town.diagnosis(project))) is not fed


def test_a_copy_that_no_flow_feeds_is_wild_and_an_undescribed_flow_says_nothing() -> None:
    town = Town()
    master = town.application("Maître", "Ville", "ref-voies")
    town.use(master, "voies", role=DataRole.MASTER)
    project = town.project("voirie")
    new = town.brings(project, block="voirie")
    town.wants(project, "voies", DataRole.COPY)
    wild = said(town.diagnosis(project), "COPIE_SAUVAGE")
    assert wild.severity is Severity.ALERT
    assert names(wild) == {"voies", "Maître"}
    town.opens(project, master, new)
    assert said(town.diagnosis(project), "COPIE_SAUVAGE").severity is None
    town.opens(project, master, new, "voies")
    assert "COPIE_SAUVAGE" not in {statement.code for statement in town.diagnosis(project).statements}


def test_a_portal_that_gathers_two_sectors_goes_to_the_dpo() -> None:
    town = Town()
    town.block("portail", transverse_channel=True)
    town.data_object("familles", personal=Ternary.YES)
    school = town.application("École", "Ville", "scolaire")
    social = town.application("Aide", "Ville", "action-sociale")
    town.block("scolaire")
    town.tables["blocks"] = [
        block._replace(sector_id=town.sector({"scolaire": 3, "action-sociale": 5}[block.code]))
        if block.code in ("scolaire", "action-sociale") else block
        for block in town.tables["blocks"]
    ]  # fmt: skip
    project = town.project("portail", personal_data=Ternary.YES)
    new = town.brings(project, "Portail unique", "portail", open_api=Ternary.YES)
    town.opens(project, school, new, "familles", means=InterfaceMeans.API)
    town.opens(project, social, new, personal_data=Ternary.YES, means=InterfaceMeans.API)
    found = town.diagnosis(project)
    gathered = said(found, "SECTEURS_REUNIS")
    assert {"Portail unique", "Secteur 3", "Secteur 5"} <= names(gathered)
    assert "à examiner avec le DPO" in gathered.text
    assert found.opinion is Opinion.WITH_RESERVES
    assert "SECTEURS" not in codes(found)


@pytest.mark.parametrize(("ground", "expected"), [({}, True), ({"legal_basis": "obligation légale"}, False)])
def test_a_flow_from_a_sector_to_another_needs_a_recorded_ground(ground: dict[str, str], expected: bool) -> None:
    town = Town()
    town.block("scolaire", sector=3)
    town.block("police", sector=8)
    school = town.application("École", "Ville", "scolaire")
    project = town.project("police")
    new = town.brings(project, block="police")
    town.opens(project, school, new, personal_data=Ternary.YES, **ground)
    assert ("SECTEURS" in codes(town.diagnosis(project))) is expected


def test_a_service_bought_by_a_direction_alone() -> None:
    town = Town()
    direction = town.add("departments", records.Department, commune_id=town.commune(), name="Communication")
    project = town.project("participation", hosting=Hosting.SAAS, department_id=direction)
    town.brings(project, "Consult", "participation", hosting=Hosting.SAAS)
    found = town.diagnosis(project)
    assert "Communication" in said(found, "ACHAT_DIRECT").text
    assert "RESTITUTION" in codes(found)
    assert found.opinion is Opinion.WITH_RESERVES
    it = town.add("departments", records.Department, commune_id=town.commune(), name="Direction du numérique")
    town.add("project_departments", records.ProjectDepartment, project_id=project, department_id=it)
    assert "ACHAT_DIRECT" not in codes(town.diagnosis(project))


@pytest.mark.parametrize("clause", list(Ternary))
def test_a_delegate_must_give_data_back(clause: Ternary) -> None:
    town = Town()
    contract = town.add("contracts", records.Contract, commune_id=town.commune(), reference="DSP",
                        data_return_clause=clause)  # fmt: skip
    project = town.project("stationnement")
    town.brings(project, block="stationnement", data_holder=DataHolder.DELEGATE, contract_id=contract)
    assert ("RESTITUTION" in codes(town.diagnosis(project))) is (clause is not Ternary.YES)


def test_links_by_the_pot_are_welcome_and_scripts_are_not() -> None:
    town = Town()
    hub = town.application("Plateforme", "Ville", "pot-commun")
    first, second = town.application("A", "Ville", "voirie"), town.application("B", "Ville", "finances")
    project = town.project("voirie")
    town.opens(project, first, hub, "voies", means=InterfaceMeans.HUB)
    assert town.diagnosis(project).opinion is Opinion.FAVOURABLE
    link = town.opens(project, first, second, "voies", means=InterfaceMeans.SCRIPT)
    found = town.diagnosis(project)
    assert found.opinion is Opinion.WITH_RESERVES
    assert link in {subject.id for subject in said(found, "MOULINETTE").evidence}
    assert "Plateforme" in found.alternatives[0].text


def test_support_that_stops_and_closed_suites_are_told() -> None:
    town = Town()
    town.product("Vieux", "Suite", "Éditeur", end_of_support=date(2026, 6, 1))
    town.application("Autre", "Ville", "paie", product="Vieux", open_api=Ternary.NO)
    project = town.project("temps", starts_on=date(2026, 3, 1))
    town.brings(project, "Temps", "temps", product="Vieux")
    found = town.diagnosis(project)
    assert "01/06/2026" in said(found, "FIN_DE_SUPPORT").text
    assert {"Suite", "Autre", "Temps"} <= names(said(found, "SUITE_FERMEE"))


def test_a_project_that_changes_nothing_needs_no_opinion() -> None:
    town = Town()
    town.application("Paie", "Ville", "paie")
    found = town.diagnosis(town.project("paie", solution="Montée de version"))
    assert found.opinion is Opinion.NOT_NEEDED
    assert found.rules == () == found.indicators
    assert "REGLES_DE_BOUT_EN_BOUT" not in {statement.code for statement in found.statements}


def test_unknown_is_not_no() -> None:
    town = Town()
    project = town.project()
    town.brings(project)
    found = town.diagnosis(project)
    unsaid = {statement.code for statement in found.not_assessable}
    assert unsaid >= {"FONCTION", "DONNEES", "DONNEES_PERSONNELLES", "FIN_DE_SUPPORT", "RESTITUTION", "ISOLEE", "COUT"}
    assert all("non évaluable parce qu" in statement.text for statement in found.not_assessable)
    assert codes(found) == {"ORPHELINE"}


@pytest.mark.parametrize("kind", [HolderKind.COMMUNE, HolderKind.METROPOLE])
def test_what_asks_for_the_whole_estate_is_told_as_not_assessable(kind: HolderKind) -> None:
    town = Town()
    town.commune("Ville", kind=kind)
    project = town.project("paie")
    town.brings(project, "Neuve", "paie")
    found = diagnose(town.snapshot(), project, {"R08": "Copies en chaîne"})
    text = said(found, "REGLES_DE_BOUT_EN_BOUT").text
    assert text.startswith("Effet sur les règles R08 (« Copies en chaîne ») et R10 : non évaluable parce qu")
    assert not {"R08", "R10"} & {change.code for change in found.rules}
    told = {statement.code for statement in found.not_assessable}
    assert ("REFERENTIELS_RIVAUX" in told) is (kind is HolderKind.METROPOLE)


def test_rules_and_indicators_before_and_after() -> None:
    town = Town()
    town.application("Une", "Ville", "paie")
    project = town.project("paie")
    town.brings(project, "Deux", "paie")
    found = town.diagnosis(project)
    (doubles,) = [change for change in found.rules if change.code == "R16"]
    assert len(doubles.added) == 1
    assert doubles.removed == ()
    (crowd,) = [change for change in found.indicators if change.code == "I01" and change.part == "Ville"]
    assert (crowd.before, crowd.after) == (1.0, 2.0)


def test_a_project_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownProject):
        diagnose(Town().snapshot(), 12)


def test_what_changed_meanwhile_is_told() -> None:
    town = Town()
    old = town.application("Ancienne", "Ville", "paie", status=LifecycleStatus.LEAVING)
    project = town.project("paie")
    town.retires(project, old, LifecycleStatus.IN_USE)
    (conflict,) = conflicts(town.snapshot(), project)
    assert (conflict.expected, conflict.found) == ("en service", "en sortie")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["paie", "voirie", "gmao", None]), max_size=6), st.integers(0, 3))
def test_going_live_in_memory_touches_only_what_the_project_names(blocks: list[str | None], planned: int) -> None:
    town = Town()
    for number, block in enumerate(blocks):
        town.application(f"A{number}", f"Commune {number % 3}", block)
    project = town.project("paie")
    for number in range(planned):
        town.brings(project, f"N{number}", "paie")
    snapshot = town.snapshot()
    live = gone_live(snapshot, movements(snapshot, project))
    changed = {a.id for a, b in zip(snapshot.applications, live.applications, strict=True) if a != b}
    assert changed == {a.id for a in snapshot.applications if a.project_id == project}
    diagnosis = diagnose(snapshot, project)
    assert diagnose(snapshot, project) == diagnosis
    assert all(subject.kind != "objet masqué" for one in diagnosis.statements for subject in one.evidence)
