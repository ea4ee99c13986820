"""`urbanism committee`: the sheets of the *comités numériques communaux*, as PDF and slides."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from urbanism.cli.french import add_command
from urbanism.cli.output import UnwritablePath, print_json, write_file
from urbanism.errors import NotAllowed
from urbanism.french import count, day


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(
        commands, "committee", "Écrire la fiche de chaque comité numérique communal, en PDF et en diapositives."
    )
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="où écrire les fichiers")
    parser.add_argument("--commune", metavar="NOM", help="seulement cette commune (toutes par défaut)")
    parser.add_argument(
        "--since", type=date.fromisoformat, metavar="DATE", help="comparer à cette date (2025-11-22 ; un an par défaut)"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the files of every commune that whoever asks may read whole."""
    from urbanism.analyses.overview import is_fictitious
    from urbanism.cli.export import commune_named
    from urbanism.exports.committee import committee_files
    from urbanism.governance.committees import committees
    from urbanism.nomenclature import load_nomenclature
    from urbanism.store import load_snapshot, open_estate
    from urbanism.store.audit import record
    from urbanism.vocabulary import Act

    engine = open_estate(options.database)
    snapshot = load_snapshot(engine)
    wanted = [commune_named(snapshot, options.commune)] if options.commune else None
    sheets = committees(engine, snapshot, load_nomenclature(), wanted, options.since)
    if not sheets:
        raise NotAllowed("Aucune commune dont vous puissiez lire la fiche.", remedy="Importez d’abord un tableur.")
    _make(options.folder)
    files = []
    for name, content in committee_files(sheets, is_fictitious(snapshot)):
        write_file(options.folder / name, content)
        files.append(name)
    record(engine, Act.EXPORT, f"fiches de comité : {', '.join(sheet.commune.name for sheet in sheets)}")
    since = sheets[0].since
    if options.json:
        communes = [sheet.commune.name for sheet in sheets]
        print_json({"folder": str(options.folder), "files": files, "communes": communes, "since": since})
    else:
        compared = f"comparées au {day(since)}" if since else "sans chiffres antérieurs à comparer"
        print(f"{count(len(files), 'fichier')} dans {options.folder} : {count(len(sheets), 'fiche')}, {compared}.")
    return 0


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritablePath("Ce dossier ne peut pas être créé.", where=str(folder)) from error
