"""`urbanism demo`: write the workbooks of the sample métropole."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from urbanism.cli.french import add_command
from urbanism.cli.output import print_json


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(
        commands, "demo", "Écrire les classeurs de la métropole d’exemple (jeu fictif).", database=False
    )
    parser.add_argument("--output", required=True, metavar="DOSSIER", help="où écrire les classeurs et truth.json")
    parser.add_argument("--seed", type=int, default=None, metavar="N", help="graine du tirage (même graine, même jeu)")
    parser.add_argument("--applications", type=int, default=1200, metavar="N", help="nombre d’applications (1200)")
    parser.add_argument("--communes", type=int, default=14, metavar="N", help="nombre de communes (14)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the sample."""
    from urbanism.demo import DEFAULT_SEED, write_demo

    seed = DEFAULT_SEED if options.seed is None else options.seed
    summary = write_demo(Path(options.output), seed=seed, applications=options.applications, communes=options.communes)
    if options.json:
        print_json(summary.to_json())
    else:
        print(summary)
    return 0
