"""Estates made by hand, for the tests and the speed figures of the dashboard."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from urbanism.governance.editing import Edit, edit
from urbanism.snapshot import Application
from urbanism.store import Creations, FileReport, Identifiers, Plan, SheetReport, apply_plan, load_snapshot, read_base
from urbanism.vocabulary import Origin

Open = Callable[..., AppTest]
"""Opens a page of the dashboard with the parameters of an address."""

OnlyRead = Callable[[Path], None]
"""Has the dashboard open a database itself, of which the test changes nothing."""

COMMUNES = ("Villeneuve-la-Jolie", "Saint-Aubin", "L’Œuvre-sur-Mer")
EDITORS = ("Arpenteur", "Brumaire logiciels", "Cigale & fils")
STATUSES = ("en service", "en service", "expérimentation", "en sortie", "inconnu")
HOSTILE = (
    "<script>alert(1)</script>",
    "[clic](javascript:alert(1)) **gras** :red[rouge] $x^2$ `code`",
    ":material/home: :smile: --> <- www.exemple.test https://exemple.test a@b.fr",
    "‮à l’envers‬ | # titre ~~barré~~",
    "L" * 300,
    "😀🏳️‍🌈",
)
"""Names that try to be something else than text."""


def drawn(app: AppTest) -> str:
    """The drawing, or the table with links, that a page shows."""
    parts = (json.loads(element.proto.json) for element in app.get("bidi_component"))
    return "".join(part["drawn"] for part in parts if "drawn" in part)


def edit_application(engine: Engine, seen: Application, wanted: dict[str, Any], author: str) -> int:
    """Edit an application as a person would."""
    return edit(engine, load_snapshot(engine), "applications", [Edit(seen, wanted)], author)


def write_estate(engine: Engine, applications: int = 40, communes: int = 3, names: tuple[str, ...] = ()) -> None:
    """Write an estate of `applications`, the first ones bearing `names`, beside the nomenclature already there."""
    base = read_base(engine)
    ids = Identifiers(base)
    snapshot = load_snapshot(engine)
    commune_ids = [ids.take() for _ in range(communes)]
    editor_ids = [ids.take() for _ in EDITORS]
    contract_id, referential_id = ids.take(), ids.take()
    file_id, sheet_id = ids.take(), ids.take()
    application_ids = [ids.take() for _ in range(applications)]
    blocks = [None, *(block.id for block in snapshot.blocks)]
    voie = next(item.id for item in snapshot.data_objects if "voie" in item.name.lower())
    flow_ids = [ids.take() for _ in range(max(0, applications - 1))]
    today = date.today()
    plan = Plan(
        "essai",
        "Petit parc d’essai",
        Origin.IMPORT,
        base,
        creations=(
            Creations(
                "commune",
                ("id", "code", "name", "kind", "insee"),
                [
                    (
                        i,
                        f"C{n:02d}",
                        COMMUNES[n] if n < len(COMMUNES) else f"Commune {n}",
                        "commune",
                        f"00{n:03d}",
                    )
                    for n, i in enumerate(commune_ids)
                ],
            ),
            Creations("editor", ("id", "name"), list(zip(editor_ids, EDITORS, strict=True))),
            Creations(
                "contract",
                ("id", "commune_id", "reference", "editor_id", "end_date", "notice_months", "data_return_clause"),
                [
                    (
                        contract_id,
                        commune_ids[0],
                        "M-2021-07",
                        editor_ids[0],
                        (today + timedelta(60)).isoformat(),
                        3,
                        "non",
                    )
                ],
            ),
            Creations(
                "application",
                (
                    "id",
                    "commune_id",
                    "code",
                    "name",
                    "block_id",
                    "editor_id",
                    "status",
                    "ends_on",
                    "end_of_support",
                    "users",
                    "cost_total",
                    "contract_id",
                    "data_holder",
                    "extra",
                ),
                list(_applications(application_ids, commune_ids, blocks, editor_ids, contract_id, names, today)),
                places=[(sheet_id, row) for row in range(2, applications + 2)],
            ),
            Creations(
                "referential",
                ("id", "commune_id", "code", "name", "data_object_id", "application_id", "technology"),
                [
                    (
                        referential_id,
                        commune_ids[0],
                        "REF-VOIES",
                        "Filaire de voies",
                        voie,
                        application_ids[0],
                        "PostGIS",
                    )
                ],
            ),
            Creations(
                "interface",
                ("id", "commune_id", "code", "source_id", "target_id", "means", "rhythm", "state"),
                [
                    (i, commune_ids[0], f"F{i}", source, target, means, "quotidien", "active")
                    for i, source, target, means in zip(
                        flow_ids,
                        application_ids,
                        application_ids[1:],
                        cycle(("fichier", "ressaisie", "inconnu", "API")),
                        strict=False,
                    )
                ],
            ),
            Creations("interface_object", ("interface_id", "data_object_id"), [(i, voie) for i in flow_ids[:3]]),
            Creations(
                "served_commune",
                ("application_id", "commune_id", "users"),
                [(application_ids[0], commune_id, 12) for commune_id in commune_ids[1:2]],
            ),
        ),
        files=[
            FileReport(
                file_id,
                "villeneuve.xlsx",
                "imported",
                commune_id=commune_ids[0],
                sheets=[
                    SheetReport(
                        sheet_id,
                        "Logiciels",
                        "applications",
                        columns=[
                            {"letter": "A", "header": "Nom du logiciel", "field": "name", "confidence": 1.0},
                            {"letter": "B", "header": "Nb postes", "field": "users", "confidence": 0.8},
                        ],
                        counts={"rows_read": applications, "created": applications},
                        issues=[],
                    )
                ],
            )
        ],
    )
    apply_plan(engine, plan)


def _applications(
    ids: list[int],
    communes: list[int],
    blocks: list[int | None],
    editors: list[int],
    contract: int,
    names: tuple[str, ...],
    today: date,
) -> Iterator[tuple[object, ...]]:
    places = zip(cycle(communes), cycle(blocks), cycle(editors), cycle(STATUSES), count(), strict=False)
    for identifier, (commune, block, editor, status, n) in zip(ids, islice(places, len(ids)), strict=True):
        yield (
            identifier,
            commune,
            f"APP-{n:06d}",
            names[n] if n < len(names) else f"Logiciel {n}",
            block,
            editor if n % 4 else None,
            status,
            (today - timedelta(40)).isoformat() if status == "expérimentation" else None,
            (today + timedelta(30 * (n % 40) - 300)).isoformat() if n % 3 == 0 else None,
            n % 500 if n % 5 else None,
            1000.0 + n if n % 6 else None,
            contract if n % 10 == 0 else None,
            "éditeur" if n % 10 == 0 else "inconnu",
            {"Salle serveur": "B12"} if n == 0 else None,
        )
