"""Write the invented métropole: one workbook a holder, one of projects, and `truth.json`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from urbanism.demo.findings import RULES, findings
from urbanism.demo.layout import layouts_for
from urbanism.demo.project_book import FILE, project_sheets
from urbanism.demo.records import World
from urbanism.demo.tables import Estate
from urbanism.demo.truth import as_written, guessed_blocks, planted, product_instances, referential_groups
from urbanism.demo.workbook import Line, Sheet, lay_out
from urbanism.demo.world import DEFAULT_APPLICATIONS, DEFAULT_COMMUNES, DEFAULT_SEED, generate
from urbanism.demo.writers import WRITERS
from urbanism.demo.writers.xlsx import write_xlsx

TRUTH = "truth.json"
_ABOUT = (
    "Jeu fictif. Ce qui a été planté dans les classeurs, pour les mesures et les tests seulement. "
    "expected_fields : fichier, feuille, ligne (numérotée comme dans le fichier), champ, valeur ; "
    "applications, flux, référentiels et blocs y sont nommés par leur code, le reste par son nom ; "
    "éditeurs et produits y sont tels que la commune les écrit (la casse et les accents ne comptent pas) ; "
    "un champ absent n'est pas écrit ; null ou « inconnu » : la case dit que personne ne sait. "
    "findings : ce que chaque règle de « assessed » doit trouver dans ce que disent les classeurs, et rien d'autre, "
    "une fois les blocs de « guessed_blocks » confirmés et, pour R35, les produits rapprochés. "
    "planted : les cas mis là exprès. projects : l'avis qu'un urbaniste donnerait, et ce que le diagnostic doit dire. "
    "guessed_blocks : le bloc des applications dont le classeur n'a pas cette colonne."
)


class Summary(NamedTuple):
    """What was written: the files, and how many things they hold in all."""

    folder: Path
    seed: int
    files: tuple[str, ...]
    applications: int
    interfaces: int
    referentials: int


def write_demo(
    folder: Path,
    seed: int = DEFAULT_SEED,
    applications: int = DEFAULT_APPLICATIONS,
    communes: int = DEFAULT_COMMUNES,
) -> Summary:
    """Invent a métropole and write it; the same arguments always give the same content.

    Raises:
        ImpossibleSample: sizes that no métropole can have.
    """
    return write(generate(seed, applications, communes), folder)


def write(world: World, folder: Path) -> Summary:
    """Write a workbook a holder, named after it, one of projects and `truth.json`, into a folder (made if need be)."""
    folder.mkdir(parents=True, exist_ok=True)
    estate = Estate(world)
    layouts = layouts_for(len(world.holders))
    files = []
    with (folder / TRUTH).open("w", encoding="utf-8") as truth:
        _write_head(truth, world)
        for rank, (holder, layout) in enumerate(zip(world.holders, layouts, strict=True)):
            name = f"{holder.name}.{layout.format}"
            recorder = _Recorder()
            WRITERS[layout.format](folder / name, recorder.record(lay_out(estate, holder, layout)))
            truth.write(f"{',' if rank else ''}\n{_json(name)}:{_json(recorder.expected)}")
            files.append(name)
        truth.write("}\n}\n")
    write_xlsx(folder / FILE, project_sheets(world))
    files.append(FILE)
    return Summary(
        folder, world.seed, tuple(files), len(world.applications), len(world.interfaces), len(world.referentials)
    )


class _Recorder:
    """Keeps what each row should give while the rows go by to the file."""

    def __init__(self) -> None:
        self.expected: dict[str, dict[int, dict[str, Any]]] = {}

    def record(self, sheets: Iterator[Sheet]) -> Iterator[Sheet]:
        for sheet in sheets:
            rows = self.expected.setdefault(sheet.name, {})
            yield sheet._replace(lines=self._record_lines(sheet.lines, rows))

    def _record_lines(self, lines: Iterator[Line], rows: dict[int, dict[str, Any]]) -> Iterator[Line]:
        for number, line in enumerate(lines, start=1):
            if line.expected is not None:
                rows[number] = line.expected
            yield line


def _write_head(truth: IO[str], world: World) -> None:
    """Everything but the expected fields, one key a line."""
    layouts = layouts_for(len(world.holders))
    written = as_written(world, layouts)
    head = {
        "about": _ABOUT,
        "seed": world.seed,
        "today": world.today.isoformat(),
        "applications": len(world.applications),
        "products": product_instances(written),
        "referential_groups": referential_groups(written),
        "homonyms": [list(pair) for pair in world.homonyms],
        "assessed": list(RULES),
        "findings": findings(written),
        "planted": list(planted(world)),
        "guessed_blocks": guessed_blocks(world, layouts),
        "projects": [
            {"code": project.code, "opinion": project.opinion, "evidence": list(project.evidence)}
            for project in world.projects
        ],
    }
    truth.write("{\n")
    for key, value in head.items():
        truth.write(f"{_json(key)}:{_json(value)},\n")
    truth.write('"expected_fields":{')


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
