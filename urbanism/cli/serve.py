"""`urbanism serve`: open the dashboard."""

from __future__ import annotations

import argparse
from typing import Any

from urbanism.cli.french import add_command, between

HOST = "localhost"


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(commands, "serve", "Ouvrir le tableau de bord dans le navigateur.")
    parser.add_argument("--port", type=between(1, 65_535), default=8501, metavar="N", help="port d’écoute (8501)")
    parser.add_argument(
        "--address",
        default=HOST,
        metavar="ADRESSE",
        help="adresse d’écoute (localhost ; une autre demande des comptes : urbanism accounts)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from urbanism.dashboard.serve import serve

    return serve(options.port, options.database, options.address)
