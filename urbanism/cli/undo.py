"""`urbanism undo`: undo an import or any other change set."""

from __future__ import annotations

import argparse
from typing import Any

from urbanism.cli.french import add_command, between
from urbanism.cli.output import print_json
from urbanism.french import count


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(commands, "undo", "Annuler une opération (un import, une saisie…) et tout ce qu’elle a écrit.")
    parser.add_argument(
        "number", type=between(1, 2**63 - 1), metavar="NUMÉRO", help="numéro de l’opération, donné par l’import"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Undo it."""
    from urbanism.store import open_estate
    from urbanism.store.undo import undo

    reverted = undo(open_estate(options.database), options.number, author="ligne de commande")
    if options.json:
        print_json({"run": options.number, "reverted": reverted})
    else:
        print(f"L’opération n° {options.number} est annulée : {count(reverted, 'modification')} défaites.")
    return 0
