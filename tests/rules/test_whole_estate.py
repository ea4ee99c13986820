"""One estate against every rule, written from the nomenclature's own words: what each must name, and must not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from estates import Estate

from urbanism import snapshot as records
from urbanism.graph import EstateGraph
from urbanism.rules import RULES, Assessed, RuleResult, check_rules
from urbanism.vocabulary import (
    BlockClass,
    DataEntry,
    DataRole,
    HolderKind,
    Hosting,
    InstanceKind,
    InterfaceMeans,
    InterfaceState,
    LifecycleStatus,
    MasterLevel,
    Opinion,
    ProjectStatus,
    ReferentialPattern,
    Rhythm,
    Ternary,
)

YES, NO = Ternary.YES, Ternary.NO
MASTER, COPY, READER = DataRole.MASTER, DataRole.COPY, DataRole.READER
TYPED, RECEIVED = DataEntry.TYPED, DataEntry.RECEIVED

WELL_SAID: Mapping[str, Any] = {
    "description": "décrite",
    "technologies": "Web",
    "users": 10,
    "version": "3.1",
    "correspondent": "Mme A",
    "confidentiality": 2,
    "integrity": 2,
    "availability": 2,
    "traceability": 2,
    "hosting": Hosting.LOCAL,
    "home_made": NO,
    "end_of_support": date(2030, 1, 1),
    "open_api": YES,
    "personal_data": NO,
    "instance": InstanceKind.COMMUNAL,
}
"""An application that says all it should."""

WELL_RUN: Mapping[str, Any] = {
    "description": "décrit",
    "format": "XML",
    "standard": YES,
    "rhythm": Rhythm.DAILY,
    "synchronous": NO,
    "owner": "M. B",
    "document": "contrat.pdf",
    "state": InterfaceState.ACTIVE,
    "personal_data": NO,
    "means": InterfaceMeans.HUB,
    "commune": "Aubry",
}
"""A flow that goes by the common pot, under a whole contract."""


def plan() -> Estate:
    made = Estate(today=date(2026, 1, 1))
    outside, support = BlockClass.EXTERNAL, BlockClass.SUPPORT
    made.block("portail", "relation usagers", "echanges", block_class=outside, transverse_channel=True, sector=10)
    made.block("pot-commun", "plateforme", "echanges", block_class=support)
    made.block("etat-civil", "population", sector=10)
    made.block("elections", "population", sector=10)
    made.block("action-sociale", "solidarités", sector=2)
    made.block("sante", "solidarités", sector=3)
    made.block("scolaire", "éducation", sector=6)
    made.block("voirie", "espace public")
    made.block("eclairage", "espace public")
    made.block("finances", "finances", "support", block_class=support)
    made.block("decisionnel", "pilotage", "support", block_class=support)
    made.block("ref-adresses", "territoire", "donnees", block_class=support)
    return made


class Mixed:
    """An estate that breaks every rule somewhere and keeps it elsewhere."""

    def __init__(self) -> None:
        self.made = plan()
        self.applications: dict[str, int] = {}
        made = self.made
        self.aubry = made.commune("Aubry", inhabitants=10_000)
        made.commune("Brey", inhabitants=5_000)
        made.commune("Métropole", HolderKind.METROPOLE)
        self.department = made.add("departments", records.Department, commune_id=self.aubry, name="Direction")
        self.contract = self.contract_until(date(2029, 1, 1))
        self.fill_applications()
        self.fill_data()
        self.fill_flows()
        self.fill_governance()

    def contract_until(self, end: date) -> int:
        return self.made.add("contracts", records.Contract, commune_id=self.aubry, reference=f"C {end}", end_date=end)

    def app(self, name: str, block: str | None, commune: str = "Aubry", **fields: Any) -> None:
        said = {"editor_id": self.made.editor("Éditeur"), "contract_id": self.contract, **WELL_SAID, **fields}
        said["department_id"] = self.department
        self.applications[name] = self.made.application(name, commune, block, **said)

    def fill_applications(self) -> None:
        past, soon = self.contract_until(date(2025, 1, 1)), self.contract_until(date(2026, 6, 1))
        self.app("PORTAIL", "portail", also=("scolaire",))
        self.app("EC", "etat-civil", personal_data=YES)
        self.app("ELEC", "elections", personal_data=YES)
        self.app("SOC", "action-sociale", personal_data=YES, user_identifier="numéro foyer")
        self.app("PMI", "sante", personal_data=YES, user_identifier="numéro foyer")
        self.app("SCO", "scolaire", personal_data=YES, user_identifier="numéro élève")
        self.app("VOI1", "voirie")
        self.app("VOI2", "voirie", target_decision="retirer", target_date=date(2027, 1, 1))
        self.app("ECL", "eclairage", end_of_support=date(2025, 6, 1))
        self.app("FIN", "finances", end_of_support=date(2026, 6, 1), contract_id=past)
        self.app("BI", "decisionnel", version=None, end_of_support=None, contract_id=soon)
        self.app("BAL", "ref-adresses")
        self.app("HUB", "pot-commun", home_made=YES, editor_id=None, contract_id=None)
        self.app("ORPH", None)
        self.app("STOP", "voirie", status=LifecycleStatus.STOPPED)
        self.app("SANS", "eclairage", "Brey", editor_id=None, contract_id=None)
        self.made.product("Produit", suite="Suite X")
        self.app("P-M", "scolaire", "Métropole", product="Produit")
        self.app("P-B", "scolaire", "Brey", product="Produit")
        for block in ("etat-civil", "elections", "action-sociale", "finances"):
            self.made.product(f"Produit {block}", suite="Suite X")
            self.app(f"B-{block}", block, "Brey", product=f"Produit {block}", open_api=NO)

    def fill_data(self) -> None:
        made, apps = self.made, self.applications
        made.data_object("adresses", personal=NO, master_level=MasterLevel.COMMUNAL, national_source="BAN")
        made.data_object("electeurs", personal=YES, master_level=MasterLevel.NATIONAL, sector=10)
        made.data_object("enfants", personal=YES, sector=6)
        made.data_object("malades", personal=YES, sector=3)
        made.data_object("usagers", personal=YES)
        for name, about, role, entry in (
            ("BAL", "adresses", MASTER, TYPED),
            ("EC", "adresses", COPY, RECEIVED),
            ("FIN", "adresses", COPY, RECEIVED),
            ("SCO", "adresses", COPY, TYPED),
            ("ELEC", "electeurs", MASTER, TYPED),
            ("VOI1", "voies", MASTER, TYPED),
            ("ECL", "voies", MASTER, TYPED),
            ("PORTAIL", "enfants", MASTER, TYPED),
            ("SCO", "enfants", READER, RECEIVED),
            ("FIN", "budgets", MASTER, TYPED),
            ("BI", "budgets", READER, RECEIVED),
        ):
            made.use(apps[name], about, role=role, entry=entry)
        for name, about, host, pattern in (
            ("R-ADR", "adresses", "BAL", ReferentialPattern.CENTRALISED),
            ("R-VOI1", "voies", "VOI1", ReferentialPattern.UNKNOWN),
            ("R-VOI2", "voies", "VOI2", ReferentialPattern.SLAVE),
        ):
            made.referential(name, about, commune="Aubry", application_id=apps[host], pattern=pattern)
        kept = ("electeurs", "enfants", "malades")
        made.referential("R-POP", "usagers", kept, commune="Aubry", pattern=ReferentialPattern.HUB, record_count=9_900)

    def flow(self, code: str, source: str, target: str, about: str, **fields: Any) -> None:
        ends = self.applications[source], self.applications[target]
        self.made.flow(*ends, about, code=code, **{**WELL_RUN, **fields})

    def fill_flows(self) -> None:
        file, link = {"means": InterfaceMeans.FILE}, {"means": InterfaceMeans.DATABASE_LINK}
        call = {"means": InterfaceMeans.API, "synchronous": YES, "personal_data": YES}
        silent = dict.fromkeys(("owner", "document", "description", "format")) | {"rhythm": Rhythm.UNKNOWN}
        self.flow("PAR-LE-POT", "BAL", "EC", "adresses")
        self.flow("DIRECT", "EC", "SOC", "adresses", **file)
        self.flow("MÊME-QUARTIER", "EC", "ELEC", "adresses", **file)
        self.flow("LIEN", "VOI1", "ECL", "voies", **link)
        self.flow("LIEN-INTERNE", "VOI1", "VOI2", "voies", **link)
        self.flow("MOULINETTE", "ECL", "VOI1", "voies", means=InterfaceMeans.SCRIPT)
        self.flow("FORMAT-MAISON", "FIN", "ECL", "budgets", standard=NO, **file)
        self.flow("PILOTAGE-ÉCRIT", "BI", "VOI1", "budgets")
        self.flow("PILOTAGE-SUPPORT", "BI", "FIN", "budgets")
        self.flow("PILOTAGE-LIT", "FIN", "BI", "budgets")
        self.flow("APPEL-1", "SCO", "SOC", "enfants", **call)
        self.flow("APPEL-2", "SOC", "PMI", "enfants", legal_basis="loi", agreement="convention", **call)
        self.flow("APPEL-3", "PMI", "FIN", "enfants", **call)
        self.flow("SANS-CONVENTION", "EC", "B-etat-civil", "electeurs", personal_data=YES)
        self.flow("CONVENTION", "ELEC", "B-elections", "electeurs", personal_data=YES, agreement="convention")
        self.flow("MUET", "BAL", "VOI1", "adresses", **silent)

    def fill_governance(self) -> None:
        made, apps = self.made, self.applications
        whole = dict.fromkeys(("purpose", "legal_basis", "data_categories", "recipients", "retention"), "dit")
        made.processing("Complet", apps["EC"], apps["ELEC"], apps["PMI"], commune="Aubry", **whole)
        made.processing("Incomplet", apps["SOC"], commune="Aubry", **{**whole, "retention": None})
        for commune, block in (("Brey", "finances"), ("Brey", "sante"), ("Aubry", "voirie")):
            place = {"commune_id": made.commune(commune), "block_id": made.block(block)}
            made.add("expected_blocks", records.ExpectedBlock, **place)
        self.project("SANS-DIAGNOSTIC", ProjectStatus.STARTED)
        self.project("BROUILLON", ProjectStatus.DRAFT)
        self.project("FAVORABLE", ProjectStatus.STARTED, Opinion.FAVOURABLE)
        self.project("RÉSERVE", ProjectStatus.STARTED, Opinion.WITH_RESERVES, None)
        self.project("RÉSERVE-LEVÉE", ProjectStatus.STARTED, Opinion.WITH_RESERVES, date(2025, 5, 1))

    def project(self, code: str, status: ProjectStatus, opinion: Opinion | None = None, *lifted: date | None) -> None:
        add = self.made.add
        project = add("projects", records.Project, code=code, name=code, commune_id=self.aubry, status=status)
        if opinion:
            given = add("diagnostics", records.Diagnostic, project_id=project, opinion=opinion)
            for day in lifted:
                add("reserves", records.Reserve, diagnostic_id=given, text="réserve", lifted_on=day)


EXPECTED: Mapping[str, tuple[str, str]] = {
    "R03": ("ORPH", "EC STOP"),
    "R06": ("DIRECT FORMAT-MAISON APPEL-1 APPEL-3", "PAR-LE-POT MÊME-QUARTIER LIEN-INTERNE APPEL-2"),
    "R07": ("VOI1 ECL", "BAL FIN"),
    "R08": ("FIN SCO", "EC"),
    "R09": ("LIEN", "LIEN-INTERNE DIRECT"),
    "R10": ("APPEL-1 APPEL-2 APPEL-3", "DIRECT"),
    "R11": ("MOULINETTE FORMAT-MAISON", "PAR-LE-POT LIEN-INTERNE"),
    "R12": ("PORTAIL", "EC"),
    "R13": ("PILOTAGE-ÉCRIT", "PILOTAGE-LIT PILOTAGE-SUPPORT"),
    "R14": ("PORTAIL", "EC"),
    "R15": ("budgets enfants", "adresses"),
    "R16": ("VOI1 VOI2", "EC STOP"),
    "R18": ("Brey", "Aubry"),
    "R19": ("ELEC", "BAL"),
    "R20": ("BAL SCO", "FIN"),
    "R21": ("APPEL-1", "APPEL-2 CONVENTION"),
    "R22": ("SOC PMI", "SCO"),
    "R23": ("R-POP", "R-ADR EC"),
    "R24": ("SANS-CONVENTION", "CONVENTION APPEL-1"),
    "R25": ("SCO SOC", "EC ELEC PMI VOI1"),
    "R26": ("MUET", "PAR-LE-POT EC"),
    "R27": ("SANS FIN BI", "EC HUB"),
    "R28": ("ECL FIN BI", "EC"),
    "R29": ("Brey", "Aubry"),
    "R30": ("SANS-DIAGNOSTIC RÉSERVE", "BROUILLON FAVORABLE RÉSERVE-LEVÉE"),
    "R31": ("VOI1", "VOI2 EC"),
    "R32": ("R-VOI1 R-VOI2", "R-ADR"),
    "R33": ("MUET", "PAR-LE-POT"),
    "R34": ("voirie eclairage", "elections"),
    "R35": ("P-M P-B", "EC"),
    "R36": ("R-VOI1", "R-ADR R-VOI2"),
}
"""By rule: what some finding must be about, what none may."""


def results(made: Estate) -> Mapping[str, RuleResult]:
    return {result.code: result for result in check_rules(EstateGraph(made.snapshot()), {})}


@pytest.fixture(scope="module")
def mixed() -> Mapping[str, RuleResult]:
    return results(Mixed().made)


@pytest.mark.parametrize("code", EXPECTED)
def test_each_rule_names_what_breaks_it_and_nothing_else(mixed: Mapping[str, RuleResult], code: str) -> None:
    result = mixed[code]
    assert isinstance(result, Assessed), result
    named = {subject.code for finding in result.findings for subject in finding.subjects}
    broken, kept = (set(words.split()) for words in EXPECTED[code])
    assert broken <= named
    assert not kept & named


def test_what_nobody_said_breaks_nothing_but_the_duty_to_say() -> None:
    made = plan()
    silent = [made.application(name, status=LifecycleStatus.UNKNOWN) for name in ("A", "B")]
    made.flow(*silent, means=InterfaceMeans.UNKNOWN)
    made.referential("R")
    judged = {code for code, result in results(made).items() if isinstance(result, Assessed)}
    assert judged == {"R01", "R03", "R26", "R33"}


def test_a_small_well_kept_estate_breaks_nothing() -> None:
    made = plan()
    add, aubry = made.add, made.commune("Aubry")
    department = add("departments", records.Department, commune_id=aubry, name="Direction")
    contract = add("contracts", records.Contract, commune_id=aubry, reference="C", end_date=date(2029, 1, 1))
    process = add("processes", records.Process, code="P", name="P", commune_id=aubry)
    duties = {"department_id": department, "editor_id": made.editor("Éditeur"), "contract_id": contract}
    apps = {}
    for name, block in (("BAL", "ref-adresses"), ("EC", "etat-civil"), ("VOI", "voirie"), ("HUB", "pot-commun")):
        made.product(name, suite=f"Suite {name}")
        apps[name] = made.application(name, "Aubry", block, product=name, **WELL_SAID, **duties)
        add("process_steps", records.ProcessStep, process_id=process, rank=1, name="x", application_id=apps[name])
    made.data_object("adresses", personal=NO, master_level=MasterLevel.COMMUNAL, national_source="BAN")
    made.use(apps["BAL"], "adresses", role=MASTER, entry=TYPED)
    pattern = ReferentialPattern.CENTRALISED
    made.referential("R", "adresses", commune="Aubry", application_id=apps["BAL"], pattern=pattern)
    made.flow(apps["BAL"], apps["HUB"], "adresses", **WELL_RUN)
    for name, block in (("EC", "etat-civil"), ("VOI", "voirie")):
        made.use(apps[name], "adresses", role=COPY, entry=RECEIVED)
        made.flow(apps["HUB"], apps[name], "adresses", **WELL_RUN)
        add("expected_blocks", records.ExpectedBlock, commune_id=aubry, block_id=made.block(block))
    project = add("projects", records.Project, code="P", name="P", status=ProjectStatus.STARTED)
    add("diagnostics", records.Diagnostic, project_id=project, opinion=Opinion.FAVOURABLE)
    found = results(made).values()
    judged = {result.code: result.findings for result in found if isinstance(result, Assessed)}
    assert not any(judged.values()), judged
    assert {code for code in RULES if code.startswith("R")} - judged.keys() == set(
        "R04 R21 R22 R23 R24 R25 R31".split()
    )
