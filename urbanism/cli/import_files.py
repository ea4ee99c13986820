"""`urbanism import`: load spreadsheets as they are."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from urbanism.cli.french import add_command
from urbanism.cli.output import print_json, warn, write_file
from urbanism.collector import collector_at_rest
from urbanism.french import count

if TYPE_CHECKING:
    from importers.run import FileOutcome, ImportPreview

SHOWN = 3
"""Remarks of a kind told without --detail."""


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(commands, "import", "Charger des tableurs tels qu’ils sont (fichiers, dossiers ou zip).")
    parser.add_argument("paths", nargs="+", metavar="CHEMIN", help="fichier, dossier ou zip")
    parser.add_argument("--commune", metavar="NOM", help="la commune que les fichiers décrivent")
    parser.add_argument("--profile", type=Path, metavar="FICHIER", help="corrections de lecture, enregistrées en JSON")
    parser.add_argument(
        "--rejected", type=Path, metavar="FICHIER", help="écrire les lignes refusées dans ce classeur, à corriger"
    )
    parser.add_argument("--dry-run", action="store_true", help="montrer ce qui serait fait, sans rien enregistrer")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Import, and say what became of each file and row."""
    with collector_at_rest():
        return _import(options)


def _import(options: argparse.Namespace) -> int:
    from importers.profiles import read_profile
    from importers.run import apply_import, prepare_import
    from urbanism.store import open_estate

    profile = read_profile(options.profile) if options.profile else None
    engine = open_estate(options.database)
    progress = None if options.json or not sys.stderr.isatty() else _show_progress
    preview = prepare_import(
        engine, options.paths, options.commune, profile, progress=progress, author="ligne de commande"
    )
    applied = apply_import(engine, preview) if preview.is_usable and not options.dry_run else None
    if options.json:
        print_json(preview.to_json(applied))
    else:
        _describe(preview, applied)
        _warn_of_issues(preview.files, None if options.detail else SHOWN)
    if options.rejected:
        _write_rejected(preview, options.rejected)
    for file in preview.files:
        if file.status == "refused":
            warn(str(file.reason))
    if not preview.is_usable:
        return 2
    return 0 if preview.is_clean else 1


def _write_rejected(preview: ImportPreview, path: Path) -> None:
    from importers.rejected import rejected_workbook

    content = rejected_workbook(preview)
    if content is None:
        warn("Aucune ligne n’est refusée : aucun classeur à corriger n’est écrit.")
    else:
        write_file(path, content)
        warn(f"{path} : les lignes refusées, à corriger puis à importer.")


def _show_progress(message: str, share: float) -> None:
    print(f"\r\x1b[2K{share:4.0%} {message[:90]}", end="", file=sys.stderr, flush=True)


def _describe(preview: ImportPreview, applied: int | None) -> None:
    for file in preview.files:
        if file.status == "imported":
            _describe_file(file)
        elif file.status == "ignored":
            print(f"{file.path} : laissé de côté ({file.reason})")
    counts = preview.counts()
    gone = count(counts["retired"], "objet absent des fichiers et marqué arrêté", "objets absents et marqués arrêtés")
    print(f"{count(counts['rows_read'], 'ligne lue', 'lignes lues')} : {_outcomes(counts)} ; {gone}.")
    if applied is not None:
        print(f"Enregistré : opération n° {applied} (pour l’annuler : urbanism undo {applied}).")
    elif preview.is_usable:
        print("Rien n’a été enregistré : ceci est un essai.")


def _describe_file(file: FileOutcome) -> None:
    from importers.fields import KINDS

    whose = f" ({file.commune})" if file.commune_id is not None else ""
    print(f"{file.path}{whose}")
    for table in file.tables:
        counts, kind = table.counts(), table.guess.kind
        # a workbook that urbanism wrote names its sheets after what they hold
        what = "" if kind and kind not in KINDS else f" – {KINDS[kind].label if kind else 'non reconnu'}"
        print(f"  {table.sheet}{what} : {count(counts['rows_read'], 'ligne')}, {_outcomes(counts)}")


def _warn_of_issues(files: Sequence[FileOutcome], shown: int | None) -> None:
    """Tell the first remarks of each kind, and how many others there are."""
    kinds: dict[str, list[str]] = {}
    for file in files:
        for issue in file.issues:
            kinds.setdefault(issue.code, []).append(f"{file.path} : {issue.message}")
        for table in file.tables:
            for issue in table.issues:
                where = f", cellule {issue.cell}" if issue.cell else f", ligne {issue.row}" if issue.row else ""
                place = f"{file.path}, feuille « {table.sheet} »{where}"
                kinds.setdefault(issue.code, []).append(f"{place} : {issue.message}")
    for sentences in kinds.values():
        for sentence in sentences[:shown]:
            warn(sentence)
        if shown is not None and len(sentences) > shown:
            others = count(len(sentences) - shown, "autre remarque", "autres remarques")
            warn(f"  … et {others} du même genre (avec --detail : toutes).")


def _outcomes(counts: Mapping[str, int]) -> str:
    """What became of rows, in words."""
    return ", ".join(
        (
            count(counts["created"], "créée", "créées"),
            count(counts["updated"], "modifiée", "modifiées"),
            count(counts["unchanged"], "sans changement", "sans changement"),
            count(counts["rejected"], "refusée", "refusées"),
            count(counts["ignored"], "laissée de côté", "laissées de côté"),
        )
    )
