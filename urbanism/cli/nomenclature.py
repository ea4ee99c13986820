"""`urbanism nomenclature`: load the shipped nomenclature again, or a user's own."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from urbanism.cli.french import add_command
from urbanism.cli.output import print_json, warn
from urbanism.french import count


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(
        commands, "nomenclature", "Charger une nomenclature de zones, quartiers et blocs à la place de l’actuelle."
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, metavar="DOSSIER", help="dossier des fichiers CSV (par défaut : celle fournie)"
    )
    parser.add_argument("--dry-run", action="store_true", help="montrer ce qui changerait, sans rien enregistrer")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Load it, and list the applications left without a bloc."""
    from urbanism.nomenclature import load_nomenclature
    from urbanism.store import apply_plan, open_estate
    from urbanism.store.nomenclature import nomenclature_plan

    engine = open_estate(options.database)
    change = nomenclature_plan(engine, load_nomenclature(options.folder), author="ligne de commande")
    if not options.dry_run and not change.plan.is_empty:
        apply_plan(engine, change.plan)
    if options.json:
        print_json(
            {
                "orphans": [
                    {"code": orphan.code, "name": orphan.name, "former_block": orphan.former_block}
                    for orphan in change.orphans
                ]
            }
        )
    else:
        print("Rien ne change." if change.plan.is_empty else "La nomenclature est chargée.")
        for orphan in change.orphans:
            warn(f"{orphan.name} ({orphan.code}) n’a plus de bloc ; il était dans « {orphan.former_block} ».")
        if change.orphans:
            print(f"{count(len(change.orphans), 'application')} à rattacher à un bloc.")
    return 1 if change.orphans else 0
