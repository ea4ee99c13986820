"""`urbanism backup`, `urbanism restore` and `urbanism move`: the whole database in a file, back, and elsewhere."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from urbanism.cli.french import add_command
from urbanism.cli.output import print_json
from urbanism.french import count, number

if TYPE_CHECKING:
    from urbanism.store.backup import Copied

REPLACE = "remplacer ce que la base contient, sauvegardé d’abord à côté"


def add(commands: Any) -> None:
    """Declare the three commands."""
    saver = add_command(
        commands, "backup", "Sauvegarder toute la base dans un fichier, même pendant qu’on y travaille."
    )
    saver.add_argument("path", type=Path, metavar="CHEMIN", help="le fichier à écrire (.sqlite)")
    saver.set_defaults(run=_backup)
    restorer = add_command(commands, "restore", "Remettre une sauvegarde dans la base, vide ou à remplacer.")
    restorer.add_argument("path", type=Path, metavar="CHEMIN", help="le fichier écrit par « urbanism backup »")
    restorer.add_argument("--replace", action="store_true", help=REPLACE)
    restorer.set_defaults(run=_restore)
    mover = add_command(commands, "move", "Copier toute la base vers une autre, de SQLite à PostgreSQL ou l’inverse.")
    mover.add_argument("url", metavar="URL", help="la base de destination (postgresql://nom@serveur/base)")
    mover.add_argument("--replace", action="store_true", help=REPLACE)
    mover.set_defaults(run=_move)


def _backup(options: argparse.Namespace) -> int:
    from urbanism.store import open_estate
    from urbanism.store.audit import record
    from urbanism.store.backup import backup
    from urbanism.vocabulary import Act

    engine = open_estate(options.database)
    copied = backup(engine, options.path)
    record(engine, Act.EXPORT, f"sauvegarde de toute la base, état n° {copied.revision}")
    return _tell(options, copied, f"{options.path} contient toute la base", {"path": str(options.path)})


def _restore(options: argparse.Namespace) -> int:
    from urbanism.store import open_database
    from urbanism.store.backup import restore
    from urbanism.store.estate import as_asked

    target = as_asked(open_database(options.database))
    copied = restore(options.path, target, replace=options.replace)
    return _tell(options, copied, f"La base est celle de {options.path}", {"path": str(options.path)})


def _move(options: argparse.Namespace) -> int:
    from urbanism.store import open_database, open_estate
    from urbanism.store.audit import record
    from urbanism.store.backup import move
    from urbanism.vocabulary import Act

    source, target = open_estate(options.database), open_database(options.url)
    address = target.url.render_as_string(hide_password=True)
    copied = move(source, target, replace=options.replace)
    record(source, Act.EXPORT, f"copie de toute la base vers {address}, état n° {copied.revision}")
    return _tell(options, copied, f"{address} contient toute la base", {"url": address})


def _tell(options: argparse.Namespace, copied: Copied, done: str, place: dict[str, str]) -> int:
    """Say what was copied, and where what it took the place of is kept."""
    if options.json:
        tables = {name: held._asdict() for name, held in copied.contents.items()}
        kept = str(copied.kept) if copied.kept else None
        print_json({**place, "revision": copied.revision, "rows": copied.rows, "kept": kept, "tables": tables})
        return 0
    print(
        f"{done} : état n° {number(copied.revision)}, {count(copied.rows, 'ligne')} dans"
        f" {count(len(copied.contents), 'table')}, relues et trouvées identiques."
    )
    if copied.kept:
        print(
            f"Ce qu’elle contenait est gardé dans {copied.kept}. Relancez les tableaux de bord ouverts sur cette base."
        )
    return 0
