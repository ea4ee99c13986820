"""`urbanism compare`: prove on extracts that referentials are the same thing, and how they differ."""

from __future__ import annotations

import argparse
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from urbanism.cli.french import add_command
from urbanism.cli.output import print_json, write_file
from urbanism.errors import UrbanismError
from urbanism.french import count

if TYPE_CHECKING:
    from urbanism.comparing import Comparison


class TooFewExtracts(UrbanismError):
    """Nothing to compare an extract with."""

    code = "un_seul_extrait"


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(
        commands, "compare", "Comparer des extraits de référentiels : ce qu’ils partagent, ce qui les contredit.",
        database=False,
    )  # fmt: skip
    parser.add_argument(
        "paths", nargs="+", metavar="EXTRAIT", help="deux extraits ou plus (tableur, csv, json, geojson)"
    )
    parser.add_argument("--noun", default="lignes", metavar="NOM", help="ce que décrit une ligne, au pluriel (voies…)")
    parser.add_argument("--output", type=Path, metavar="FICHIER", help="écrire les écarts des deux premiers (.xlsx)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compare the extracts two by two."""
    from importers.extracts import read_extracts
    from urbanism.comparing import compare_extracts
    from urbanism.exports.differences import differences_workbook

    if len(options.paths) < 2:
        raise TooFewExtracts("Il faut au moins deux extraits.", remedy="Donnez deux fichiers ou plus.")
    read = [one.extract for one in read_extracts(options.paths, [""] * len(options.paths))]
    found = [compare_extracts(left, right) for left, right in combinations(read, 2)]
    if options.output:
        write_file(options.output, differences_workbook(found[0], options.noun))
    if options.json:
        print_json({"pairs": [_to_json(one, options.noun) for one in found]})
    else:
        for one in found:
            _describe(one, options.noun)
    return 0


def _to_json(found: Comparison, noun: str) -> dict[str, Any]:
    from urbanism.comparing.sentences import summary

    return {
        "left": found.left.name,
        "right": found.right.name,
        "sentence": summary(found, noun),
        "columns": [
            {"left": one.left, "right": one.right, "kind": one.kind, "agreement": one.agreement}
            for one in found.matched
        ],
        "left_only_columns": found.left_only,
        "right_only_columns": found.right_only,
        "key": found.key.columns if found.key else [],
        "by_text": bool(found.key and found.key.is_text),
        "shared": found.shared,
        "left_alone": found.left_total - found.shared,
        "right_alone": found.right_total - found.shared,
        "contradictions": [
            {"left": one.columns.left, "right": one.columns.right, "count": len(one.contradictory), "near": one.near}
            for one in found.differences
        ],
        "staleness": [lag._asdict() for lag in found.staleness.by_territory],
        "staleness_days": found.staleness.everywhere.days if found.staleness.everywhere else None,
        "staleness_why_not": found.staleness.why_not,
    }


def _describe(found: Comparison, noun: str) -> None:
    from urbanism.comparing.sentences import aside_sentences, key_sentence, summary

    print(summary(found, noun))
    for sentence in (key_sentence(found.key), *aside_sentences(found)):
        print(f"  {sentence}")
    for matched in found.matched:
        print(f"  « {matched.left} » répond à « {matched.right} »")
    for one in found.differences:
        if len(one.contradictory):
            print(f"  {count(len(one.contradictory), 'contradiction')} sur « {one.columns.left} »")
