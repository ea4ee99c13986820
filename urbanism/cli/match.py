"""`urbanism match`: bring together any two lists."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from urbanism.cli.french import add_command
from urbanism.cli.output import print_json, warn, write_file
from urbanism.errors import UrbanismError
from urbanism.french import count, number

if TYPE_CHECKING:
    from importers.lists import NamedList
    from urbanism.matching import Decision, MatchResult, Record

SHOWN_PAIRS = 40
REPORTED = 0.2
"""Pairs that score less are not reported."""


class UnknownColumn(UrbanismError):
    """A column that a list has not."""

    code = "colonne_inconnue"


class FoundPair(NamedTuple):
    """A pair as the command reports it: rows count from 0 below the header."""

    left: str
    right: str
    left_row: int
    right_row: int
    score: float
    decision: str
    evidence: tuple[str, ...]


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(
        commands, "match", "Rapprocher deux listes : qui est le même que qui, et pourquoi.", database=False
    )
    parser.add_argument("left", metavar="GAUCHE", help="une liste (tableur, csv, json)")
    parser.add_argument("right", metavar="DROITE", help="l’autre liste")
    parser.add_argument("--left-column", metavar="COLONNE", help="la colonne qui nomme les lignes de gauche")
    parser.add_argument("--right-column", metavar="COLONNE", help="la colonne qui nomme les lignes de droite")
    parser.add_argument(
        "--decisions",
        type=Path,
        metavar="FICHIER",
        help="décisions déjà prises, en CSV : left_row,right_row,same (1 : identiques, 0 : différents)",
    )
    parser.add_argument("--output", type=Path, metavar="FICHIER", help="écrire les paires (.xlsx ou .csv)")
    parser.add_argument(
        "--database", metavar="URL", help="accepté comme par les autres commandes ; aucune base n’est lue ici"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Match, and print or write the pairs."""
    from importers.lists import read_list_file
    from urbanism.exports.pairs import pairs_file

    left, right = read_list_file(options.left), read_list_file(options.right)
    left_column = _column(left, options.left_column)
    right_column = _column(right, options.right_column)
    records = _records(left, left_column), _records(right, right_column)
    decisions = _decisions(options.decisions, left, right) if options.decisions else []
    _warn_of_nameless((left, right), records)
    result = _match(records, decisions)
    pairs = list(_found(result, (left, left_column), (right, right_column)))
    if options.output:
        write_file(options.output, pairs_file(pairs, options.output.suffix))
    if options.json:
        print_json({"pairs": [pair._asdict() for pair in pairs]})
    else:
        _describe(pairs, result, (left.headers[left_column], right.headers[right_column]))
        if options.output:
            print(f"{options.output} est écrit.")
    return 0


def _column(named: NamedList, wanted: str | None) -> int:
    from importers.values import fold

    if wanted is None:
        return named.naming
    if wanted in named.headers:
        return named.headers.index(wanted)
    folded = [fold(header) for header in named.headers]
    if fold(wanted) in folded:
        return folded.index(fold(wanted))
    raise UnknownColumn(
        f"« {wanted} » n’est pas une colonne de ce tableau.",
        where=named.path,
        remedy=f"Colonnes : {', '.join(named.headers)}.",
    )


def _records(named: NamedList, column: int) -> list[Record]:
    """The rows that have a name; their keys are their positions."""
    from urbanism.matching import Record

    return [
        Record(
            str(position),
            row[column],
            {
                header: text
                for place, (header, text) in enumerate(zip(named.headers, row, strict=True))
                if place != column
            },
        )
        for position, row in enumerate(named.rows)
        if row[column]
    ]


def _decisions(path: Path, left: NamedList, right: NamedList) -> list[Decision]:
    from importers.pair_decisions import read_decisions
    from urbanism.matching import Decision

    said = read_decisions(path, len(left.rows), len(right.rows))
    return [Decision(str(item.left_row), str(item.right_row), item.same) for item in said]


def _warn_of_nameless(lists: tuple[NamedList, NamedList], records: tuple[list[Record], list[Record]]) -> None:
    for named, kept in zip(lists, records, strict=True):
        missing = len(named.rows) - len(kept)
        if missing:
            warn(f"{named.path} : {count(missing, 'ligne')} sans nom, qu’aucun rapprochement ne peut concerner.")


def _match(records: tuple[list[Record], list[Record]], decisions: list[Decision]) -> MatchResult:
    from urbanism.matching import match

    return match(*records, decisions)


def _found(result: MatchResult, left: tuple[NamedList, int], right: tuple[NamedList, int]) -> Iterator[FoundPair]:
    """The pairs worth reporting, best first; the evidence of rows equal to the letter is written once."""
    decisions = {"identiques": "same", "à vérifier": "review", "différents": "different"}
    written: dict[Any, tuple[str, ...]] = {}
    for pair in result.above(REPORTED):
        if pair.why not in written:
            written[pair.why] = tuple(item.sentence for item in pair.evidence)
        ours, theirs = int(pair.left), int(pair.right)
        yield FoundPair(
            left[0].rows[ours][left[1]],
            right[0].rows[theirs][right[1]],
            ours,
            theirs,
            pair.score,
            decisions[pair.zone],
            written[pair.why],
        )


def _describe(pairs: list[FoundPair], result: MatchResult, columns: tuple[str, str]) -> None:
    labels = {"same": "identiques", "review": "à vérifier", "different": "différents"}
    counts = {decision: sum(pair.decision == decision for pair in pairs) for decision in labels}
    print(f"Colonnes comparées : « {columns[0]} » et « {columns[1]} ».")
    print(
        f"{count(len(pairs), 'paire')} : {number(counts['same'])} identiques,"
        f" {number(counts['review'])} à vérifier, {number(counts['different'])} différentes."
    )
    if result.learnt is not None:
        print(result.learnt.reason)
    elif result.model.decisions == 0:
        print("Scores non étalonnés : aucune décision n’est donnée pour les régler.")
    for pair in pairs[:SHOWN_PAIRS]:
        print(f"{number(pair.score, 2)}  {labels[pair.decision]:11} « {pair.left} » = « {pair.right} »")
        for sentence in pair.evidence[:3]:
            print(f"      {sentence}")
    if len(pairs) > SHOWN_PAIRS:
        print(f"… et {number(len(pairs) - SHOWN_PAIRS)} autres (toutes avec --json ou --output).")
