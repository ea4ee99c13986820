"""The command line: thin commands over the same functions as the pages. Answers in French.

Exit status: 0 done; 1 done, with rejected rows, refused files or findings at the asked level; 2 nothing could be used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from urbanism.cli.french import FrenchParser
from urbanism.errors import UrbanismError

COMMANDS = (
    "demo",
    "import_files",
    "export",
    "undo",
    "match",
    "compare",
    "reconcile",
    "analyse",
    "hub",
    "converge",
    "referentials",
    "diagnose",
    "nomenclature",
    "accounts",
    "audit",
    "backup",
    "committee",
    "serve",
)
"""The modules of this package that hold a command each."""

VIEWER_VARIABLE = "URBANISM_VIEWER"
"""Whose rights the commands have, where they are not the local administrator's."""

DONE, DONE_WITH_REMARKS, UNUSABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit status. Errors go to stderr, in French, without a traceback."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    with suppress(AttributeError, ValueError):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        sys.stderr.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        with acting_as(getattr(options, "as_email", None)):
            return int(options.run(options))
    except UrbanismError as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:  # whoever reads has read enough: « urbanism analyse | head »
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - what is left to flush at exit goes nowhere
        return DONE
    except KeyboardInterrupt:
        print("Interrompu : rien n’a été enregistré.", file=sys.stderr)
        return UNUSABLE


@contextmanager
def acting_as(email: str | None) -> Iterator[None]:
    """Have every database opened meanwhile be read and written with the rights of an account."""
    before = os.environ.get(VIEWER_VARIABLE)
    if email:
        os.environ[VIEWER_VARIABLE] = email
    try:
        yield
    finally:
        if email:
            os.environ.pop(VIEWER_VARIABLE)
            os.environ.update({VIEWER_VARIABLE: before} if before else {})


def build_parser() -> FrenchParser:
    """Every command and its options."""
    from importlib import import_module

    parser = FrenchParser(
        prog="urbanism", description="Cartographie et urbanisation du patrimoine applicatif d’une métropole."
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMANDE", required=True, title="commandes")
    for name in COMMANDS:
        import_module(f"urbanism.cli.{name}").add(commands)
    return parser
