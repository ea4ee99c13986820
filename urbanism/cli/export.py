"""`urbanism export`: write the estate as a workbook, or its maps as files to print and share."""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from urbanism.cli.french import add_command
from urbanism.cli.output import make_folder, print_json, write_file
from urbanism.errors import UrbanismError
from urbanism.exports.file_name import file_name
from urbanism.french import count, listing, number
from urbanism.vocabulary import Act

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from urbanism.drawing import Scene
    from urbanism.snapshot import Snapshot


NAMES = (
    *("plan", "bandes", "usages", "processus", "explorateur", "echeances", "couts", "editeurs"),
    *("doublons", "crud", "donnee", "silos", "tables", "pot-commun"),
)
"""The maps, by the addresses of their pages; those of `urbanism.cli.maps`, which is slow to load."""
EVERY, FORMATS = "toutes", ("pdf", "pptx", "svg")


class UnknownMap(UrbanismError):
    """A map that is not drawn."""

    code = "carte_inconnue"


class UnknownCommune(UrbanismError):
    """A commune that the estate has not."""

    code = "commune_inconnue"


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "export",
        "Écrire le patrimoine, ou celui d’une commune : classeur qui se réimporte, ou cartes.",
    )
    parser.add_argument(
        "path", type=Path, metavar="CHEMIN", help="le classeur à écrire (.xlsx) ; avec --maps, le dossier des cartes"
    )
    parser.add_argument("--commune", metavar="NOM", help="seulement cette commune, et ce qu’elle cite")
    parser.add_argument(
        "--maps", metavar="CARTE,…", help=f"écrire ces cartes plutôt que le classeur : {', '.join(NAMES)} ou {EVERY}"
    )
    parser.add_argument("--format", choices=FORMATS, default="pdf", help="avec --maps : pdf (par défaut), pptx ou svg")
    parser.add_argument(
        "--sheet", choices=("A4", "A3", "A2", "A1", "A0"), default="A3", help="avec --maps : la feuille (par défaut A3)"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the workbook, or the maps."""
    from urbanism.exports import estate_workbook
    from urbanism.store import load_snapshot, open_estate
    from urbanism.store.audit import record

    engine = open_estate(options.database)
    snapshot = load_snapshot(engine)
    commune_id = commune_named(snapshot, options.commune) if options.commune else None
    if options.maps is not None:
        return _write_maps(options, engine, snapshot, commune_id)
    content = estate_workbook(snapshot, commune_id)
    write_file(options.path, content)
    record(engine, Act.EXPORT, f"classeur, {options.commune or 'tout le patrimoine'}")
    if options.json:
        print_json({"path": str(options.path), "bytes": len(content), "revision": snapshot.revision})
    else:
        print(f"{options.path} est écrit ({number(len(content) / 1024)} ko).")
    return 0


def _write_maps(options: argparse.Namespace, engine: Engine, snapshot: Snapshot, commune_id: int | None) -> int:
    """Write each drawing of the maps asked for in a file of the folder, one not yet taken by another of them."""
    from urbanism.cli.maps import MAPS, Sheets
    from urbanism.drawing import PAPERS
    from urbanism.graph import EstateGraph
    from urbanism.store.audit import record

    asked = list(NAMES) if options.maps == EVERY else [name.strip() for name in options.maps.split(",")]
    for name in asked:
        if name not in MAPS:
            raise UnknownMap(f"« {name} » n’est pas une carte.", remedy=f"Cartes : {', '.join(NAMES)} ; ou {EVERY}.")
    make_folder(options.path)
    on = Sheets(EstateGraph(snapshot), commune_id, PAPERS[options.sheet])
    written: dict[Path, dict[str, Any]] = {}
    empty = []
    for name in asked:
        for title, scenes in MAPS[name](on):
            if not scenes:
                empty.append(title)
                continue
            path = _free(options.path, f"{file_name(title)} {options.sheet}", options.format, written)
            content = _as_file(scenes, options.format)
            write_file(path, content)
            written[path] = {
                "map": name, "title": title, "path": str(path), "bytes": len(content), "sheets": len(scenes)
            }  # fmt: skip
    record(engine, Act.EXPORT, f"cartes ({', '.join(asked)}), {options.commune or 'tout le patrimoine'}")
    total = sum(one["bytes"] for one in written.values())
    if options.json:
        maps = list(written.values())
        document = {"path": str(options.path), "bytes": total, "revision": snapshot.revision, "maps": maps}
        print_json({**document, "empty": empty})
    else:
        said = count(len(written), "carte est écrite", "cartes sont écrites")
        print(f"{said} dans {options.path} ({number(total / 1024)} ko).")
        if empty:
            print(f"Rien à dessiner : {listing(empty)}.")
    return 0


def _as_file(scenes: Sequence[Scene], kind: str) -> bytes:
    if kind == "svg":
        from urbanism.exports.svg import svg_file

        return svg_file(scenes)
    if kind == "pptx":
        from urbanism.exports.slides import scenes_pptx

        return scenes_pptx(scenes)
    from urbanism.exports.pdf import scenes_pdf

    return scenes_pdf(scenes)


def _free(folder: Path, name: str, kind: str, taken: Collection[Path]) -> Path:
    """A path of the folder that no other drawing has taken: two processes may have one name."""
    numbered = (folder / f"{name}{f' ({rank})' if rank > 1 else ''}.{kind}" for rank in itertools.count(1))
    return next(path for path in numbered if path not in taken)


def commune_named(snapshot: Snapshot, name: str) -> int:
    """The commune of that name, however it is written. Raises `UnknownCommune`."""
    from importers.planning.references import holder_key

    known = {holder_key(commune.name): commune.id for commune in snapshot.communes}
    found = known.get(holder_key(name))
    if found is None:
        names = ", ".join(sorted(commune.name for commune in snapshot.communes)) or "aucune"
        raise UnknownCommune(f"« {name} » n’est pas une commune du patrimoine.", remedy=f"Communes connues : {names}.")
    return found
