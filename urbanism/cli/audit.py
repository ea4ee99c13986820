"""`urbanism audit` and `urbanism purge`: the log of access and changes, and how long the tool's own data are kept."""

from __future__ import annotations

import argparse
from typing import Any

from urbanism.cli.french import add_command
from urbanism.cli.output import print_json, warn
from urbanism.french import count, moment


def add(commands: Any) -> None:
    """Declare both commands."""
    reader = add_command(commands, "audit", "Lire le journal des accès et des modifications, et vérifier sa chaîne.")
    reader.add_argument("--limit", type=int, default=200, metavar="N", help="dernières entrées montrées (200)")
    reader.set_defaults(run=_read)
    purger = add_command(
        commands, "purge", "Effacer ce qui a fait son temps : entrées du journal, comptes inutilisés, noms d’auteurs."
    )
    purger.add_argument("--log", type=int, default=365, metavar="JOURS", help="entrées du journal (365)")
    purger.add_argument("--accounts", type=int, default=730, metavar="JOURS", help="comptes inutilisés (730)")
    purger.add_argument("--authors", type=int, default=1825, metavar="JOURS", help="noms d’auteurs (1825)")
    purger.set_defaults(run=_purge)


def _read(options: argparse.Namespace) -> int:
    """Print the last entries; 1 where the chain is broken."""
    from urbanism.store import open_estate
    from urbanism.store.audit import entries, first_broken

    engine = open_estate(options.database)
    found, broken = entries(engine, options.limit), first_broken(engine)
    if options.json:
        print_json({"entries": [entry._asdict() for entry in found], "broken_at": broken.id if broken else None})
        return int(broken is not None)
    for entry in reversed(found):
        where = f" ({entry.address})" if entry.address else ""
        what = f" – {entry.what}" if entry.what else ""
        print(f"{moment(entry.at.astimezone())}  {entry.who}{where} : {entry.act}{what}")
    if broken:
        warn(f"La chaîne est rompue à l’entrée n° {broken.id} : le journal a été altéré hors de l’application.")
    return int(broken is not None)


def _purge(options: argparse.Namespace) -> int:
    from urbanism.access.retention import Periods, purge
    from urbanism.store import open_estate

    gone = purge(open_estate(options.database), Periods(options.log, options.accounts, options.authors))
    if options.json:
        print_json(gone._asdict())
    else:
        print(
            f"Effacés : {count(gone.log, 'entrée')} du journal, {count(gone.accounts, 'compte')},"
            f" {count(gone.authors, 'nom')} d’auteurs."
        )
    return 0
