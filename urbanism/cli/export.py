"""`urbanism export`: write the estate as a workbook."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from urbanism.cli.french import add_command
from urbanism.cli.output import print_json, write_file
from urbanism.errors import UrbanismError
from urbanism.french import number
from urbanism.vocabulary import Act

if TYPE_CHECKING:
    from urbanism.snapshot import Snapshot


class UnknownCommune(UrbanismError):
    """A commune that the estate has not."""

    code = "commune_inconnue"


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(
        commands, "export", "Écrire tout le patrimoine, ou celui d’une commune, dans un classeur qui se réimporte."
    )
    parser.add_argument("path", type=Path, metavar="CHEMIN", help="le classeur à écrire (.xlsx)")
    parser.add_argument("--commune", metavar="NOM", help="seulement cette commune, et ce qu’elle cite")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the workbook."""
    from urbanism.exports import estate_workbook
    from urbanism.store import load_snapshot, open_estate
    from urbanism.store.audit import record

    engine = open_estate(options.database)
    snapshot = load_snapshot(engine)
    commune_id = commune_named(snapshot, options.commune) if options.commune else None
    content = estate_workbook(snapshot, commune_id)
    write_file(options.path, content)
    record(engine, Act.EXPORT, f"classeur, {options.commune or 'tout le patrimoine'}")
    if options.json:
        print_json({"path": str(options.path), "bytes": len(content), "revision": snapshot.revision})
    else:
        print(f"{options.path} est écrit ({number(len(content) / 1024)} ko).")
    return 0


def commune_named(snapshot: Snapshot, name: str) -> int:
    """The commune of that name, however it is written. Raises `UnknownCommune`."""
    from importers.planning.references import holder_key

    known = {holder_key(commune.name): commune.id for commune in snapshot.communes}
    found = known.get(holder_key(name))
    if found is None:
        names = ", ".join(sorted(commune.name for commune in snapshot.communes)) or "aucune"
        raise UnknownCommune(f"« {name} » n’est pas une commune du patrimoine.", remedy=f"Communes connues : {names}.")
    return found
