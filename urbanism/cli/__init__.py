"""The command line: thin commands over the same functions as the pages. Answers in French.

Exit status: 0 done; 1 done, with rejected rows, refused files or findings at the asked level; 2 nothing could be used.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from traceback import print_exc
from typing import TextIO

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
    "impact",
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

DONE, UNUSABLE = 0, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit status. Errors go to stderr, in French, without a traceback."""
    _ready_output()
    try:
        return _answer(build_parser().parse_args(arguments))
    except BrokenPipeError:  # whoever reads has read enough: « urbanism analyse | head »
        return DONE
    except KeyboardInterrupt:
        print("Interrompu : ce qui était en cours n’est pas enregistré.", file=sys.stderr)
        return UNUSABLE
    finally:
        _let_go_of_output()


def _answer(options: Namespace) -> int:
    try:
        with acting_as(getattr(options, "as_email", None)):
            status = int(options.run(options))
        sys.stdout.flush()
        return status
    except UrbanismError as error:
        told = error
    except BrokenPipeError:
        raise
    except Exception as error:
        from urbanism.cli.last_resort import as_expected

        if options.detail:
            print_exc()
        told = as_expected(error, options.command)
    print(told, file=sys.stderr)
    return UNUSABLE


def _ready_output() -> None:
    """Have something to write on, in UTF-8, whatever this process was started with."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed: « urbanism import … >&- »
            setattr(sys, name, _nowhere())
        with suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _let_go_of_output() -> None:
    """Write what is left; where nobody takes it, it goes nowhere, rather than into an error at exit."""
    for name in ("stdout", "stderr"):
        try:
            getattr(sys, name).flush()
        except (OSError, ValueError):
            setattr(sys, name, _nowhere())


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - open until the process ends


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
