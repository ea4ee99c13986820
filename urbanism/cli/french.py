"""argparse in French: its own messages are translated here, because Python ships no French catalogue for them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

_TRANSLATED = {
    "usage: ": "utilisation : ",
    "positional arguments": "arguments",
    "options": "options",
    "show this help message and exit": "montrer cette aide",
    "the following arguments are required: %s": "il manque : %s",
    "unrecognized arguments: %s": "non compris : %s",
    "expected one argument": "une valeur est attendue",
    "expected at least one argument": "au moins une valeur est attendue",
    "invalid %(type)s value: %(value)r": "« %(value)s » n’est pas une valeur possible",
    "invalid choice: %(value)r (choose from %(choices)s)": "« %(value)s » n’est pas possible (choisir : %(choices)s)",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
    "%(prog)s: error: %(message)s\n": "%(prog)s : %(message)s\n",
}


def _translate(message: str) -> str:
    return _TRANSLATED.get(message, message)


argparse._ = _translate  # type: ignore[attr-defined]


def between(least: int, most: int) -> Callable[[str], int]:
    """What reads a whole number of a range, for `add_argument(type=…)`."""

    def number(text: str) -> int:
        if not least <= int(text) <= most:
            raise ValueError
        return int(text)

    return number


class FrenchParser(argparse.ArgumentParser):
    """A parser whose help and errors are in French, and whose options are never abbreviated."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to be helped; exits with status 2."""
        self.exit(2, f"{self.prog} : {message}.\nAide : {self.prog} --help\n")


def add_command(commands: Any, name: str, description: str, *, database: bool = True) -> argparse.ArgumentParser:
    """A command with the options that all share: --database, --as (where there is one), --json and --detail."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=description, description=description)
    if database:
        parser.add_argument(
            "--database",
            metavar="URL",
            help="base de données (par défaut : URBANISM_DATABASE_URL, sinon urbanism.sqlite dans ce dossier)",
        )
        parser.add_argument(
            "--as",
            dest="as_email",
            metavar="ADRESSE",
            help="avec les droits de ce compte (par défaut : URBANISM_VIEWER, sinon l’administrateur local)",
        )
    parser.add_argument("--json", action="store_true", help="répondre par un document JSON et rien d’autre")
    parser.add_argument(
        "--detail", action="store_true", help="tout dire : chaque remarque, le détail technique d’une erreur imprévue"
    )
    return parser
