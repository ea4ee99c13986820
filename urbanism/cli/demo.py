"""`urbanism demo`: write the workbooks of the sample métropole."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from urbanism.cli.french import add_command
from urbanism.cli.output import print_json
from urbanism.french import number


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(
        commands, "demo", "Écrire les classeurs de la métropole d’exemple (jeu fictif).", database=False
    )
    parser.add_argument("--output", required=True, metavar="DOSSIER", help="où écrire les classeurs et truth.json")
    parser.add_argument("--seed", type=int, metavar="N", help="graine du tirage (même graine, même jeu)")
    parser.add_argument("--applications", type=int, metavar="N", help="nombre d’applications (1200)")
    parser.add_argument("--communes", type=int, metavar="N", help="nombre de communes (14)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the sample."""
    from urbanism.demo import write_demo

    chosen = {name: getattr(options, name) for name in ("seed", "applications", "communes")}
    summary = write_demo(Path(options.output), **{name: value for name, value in chosen.items() if value is not None})
    if options.json:
        print_json(summary._asdict())
    else:
        print(
            f"Jeu fictif écrit dans {summary.folder} (graine {summary.seed}) : {len(summary.files)} classeurs,"
            f" {number(summary.applications)} applications, {number(summary.interfaces)} interfaces,"
            f" {number(summary.referentials)} référentiels."
        )
    return 0
