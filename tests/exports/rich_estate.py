"""An estate where every sheet of the workbook has rows, and every name is a trap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tests.estates import Estate
from urbanism import snapshot as records
from urbanism import vocabulary as v
from urbanism.snapshot import Snapshot

TRAPS = ("Total", "=1+1", "-", "NA", "007", "Nom", "+33 1", "@a", "inconnu", "a; b", '"q"', "Commune", "\tx", "a\r\nb")

Words = Callable[[], str]
Extra = Callable[[], Mapping[str, Any]]


def rich_estate(words: Words, extra: Extra) -> Snapshot:
    """Every table filled; `words` gives each text (never twice the same), `extra` each object's extra attributes."""
    made = Estate()
    north = made.commune("Nord", insee="00001", agents=12, inhabitants=1000, extra=extra())
    south = made.commune(words(), kind=v.HolderKind.METROPOLE, extra=extra())
    block, other = made.block("bloc-a"), made.block("bloc-b", sector=3)
    made.add("expected_blocks", records.ExpectedBlock, commune_id=north, block_id=other)
    child = made.add("departments", records.Department, commune_id=north, name=words(), parent_id=900, extra=extra())
    made.add("departments", records.Department, id=900, commune_id=north, name=words(), deputy=words())
    far = made.add("departments", records.Department, commune_id=south, name=words())
    editor = made.add("editors", records.Editor, name=words(), siret="00012345678901", extra=extra())
    buyer = made.add("editors", records.Editor, name=words())
    suite = made.add("suites", records.Suite, name=words(), editor_id=buyer, extra=extra())
    product = made.add(
        "products", records.Product, name=words(), editor_id=editor, suite_id=suite, block_id=block, url=words(),
        description=words(), licence=words(), version="007", end_of_support=date(2030, 2, 28), extra=extra(),
    )  # fmt: skip
    made.add("products", records.Product, name="Même nom", editor_id=editor)
    same_name = made.add("products", records.Product, name="Même nom")
    for subject in ({"editor_id": editor}, {"suite_id": suite}, {"product_id": product}):
        made.add("aliases", records.Alias, text=words(), since=date(1850, 1, 1), reason=words(), **subject)
    contract = made.add(
        "contracts", records.Contract, commune_id=south, reference=words(), title=words(), editor_id=editor,
        start_date=date(2020, 1, 1), end_date=date(2027, 12, 31), notice_months=6, yearly_amount=1234.56,
        data_return_clause=v.Ternary.NO, extra=extra(),
    )  # fmt: skip
    project = made.add(
        "projects", records.Project, code=words(), name=words(), need=words(), status=v.ProjectStatus.STARTED,
        department_id=far, block_id=other, cost=10.5, extra=extra(),
    )  # fmt: skip
    road = made.data_object("voie", personal=v.Ternary.NO, sector=2, extra=extra())
    person = made.data_object("personne")
    for department in (child, far):
        made.add("project_departments", records.ProjectDepartment, project_id=project, department_id=department)
    made.add("project_blocks", records.ProjectBlock, project_id=project, block_id=block)
    made.add("project_data_objects", records.ProjectDataObject, project_id=project, data_object_id=road,
             reads=v.Ternary.YES, writes=v.Ternary.NO, role=v.DataRole.COPY)  # fmt: skip
    state = made.external("insee", description=words(), extra=extra())
    first = made.add(
        "applications", records.Application, commune_id=north, code="A1", name=words(), description=words(),
        product_id=same_name, editor_id=editor, block_id=block, block_basis=v.BlockBasis.PROPOSED,
        block_evidence=words(), department_id=child, version="1.10", status=v.LifecycleStatus.TRIAL,
        started_on=date(2019, 5, 1), confidentiality=4, users=0, cost_total=0.0, cost_licence=99.999,
        contract_id=contract, project_id=project, open_api=v.Ternary.YES, instance=v.InstanceKind.POOLED,
        home_made=v.Ternary.NO, extra=extra(),
    )  # fmt: skip
    second = made.add(
        "applications", records.Application, commune_id=south, code="A1", name=words(), product_id=product
    )
    made.add("secondary_blocks", records.SecondaryBlock, application_id=first, block_id=other)
    made.add("served_communes", records.ServedCommune, application_id=first, commune_id=south, users=12)
    made.add("served_communes", records.ServedCommune, application_id=first, commune_id=north)
    base = made.add(
        "referentials", records.Referential, commune_id=north, code="A1", name=words(), data_object_id=road,
        application_id=second, department_id=far, database=words(), record_count=3, updated_on=date(2024, 2, 29),
        pattern=v.ReferentialPattern.HUB, authority=v.AuthorityRating.REFERENCE, extra=extra(),
    )  # fmt: skip
    made.add("carried_objects", records.CarriedObject, referential_id=base, data_object_id=person)
    for scope in (None, words()):
        made.use(first, "voie", scope=scope, creates=v.Ternary.YES, role=v.DataRole.MASTER, extra=extra())
    processing = made.processing(words(), first, second, commune="Nord", sector=2, purpose=words(), extra=extra())
    for source, target in ((first, second), (second, base), (base, state), (first, second)):
        made.flow(source, target, "voie", "personne", commune="Nord", processing_id=processing, name=words(),
                  consent=v.Consent.NONE, yearly_cost=5.0, project_id=project, extra=extra())  # fmt: skip
    for commune_id in (None, north):
        process = made.add(
            "processes", records.Process, commune_id=commune_id, code="P1", name=words(), extra=extra(),
            district_id=made.district("quartier bloc-a"),
        )  # fmt: skip
        made.add("process_steps", records.ProcessStep, process_id=process, rank=1, name=words(), actor=words(),
                 application_id=second, block_id=block, data_read=words())  # fmt: skip
    made.add("poolings", records.Pooling, commune_id=north, block_id=block, year=2027, reason=words(),
             stance=v.PoolingStance.REFUSED)  # fmt: skip
    made.add("authority_rules", records.AuthorityRule, source_id=base, data_object_id=road, block_id=block,
             rating=v.AuthorityRating.REFERENCE, reason=words())  # fmt: skip
    made.add("identity_decisions", records.IdentityDecision, kind="product", left_key=words(), right_key=words(),
             verdict=v.IdentityVerdict.DIFFERENT)  # fmt: skip
    made.add("assessments", records.Assessment, code="I17", year=2026, value=0.25, note=words())
    return made.snapshot()
