"""`urbanism impact`: what stopping an application, a referential, an editor, a suite, a server or a system deprives."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from urbanism.cli.french import add_command
from urbanism.cli.output import print_json
from urbanism.errors import UrbanismError
from urbanism.french import count

if TYPE_CHECKING:
    from urbanism.analyses.impact import Impact, Loss
    from urbanism.analyses.stoppable import Stoppable
    from urbanism.graph import EstateGraph

KINDS = ("application", "référentiel", "éditeur", "suite", "serveur", "système")
SHOWN = 20
"""Losses told, and names proposed; --json tells every loss."""


class UnknownName(UrbanismError):
    """A name that nothing of the estate bears, or that several things bear."""

    code = "nom_inconnu"


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "impact",
        "Dire ce qu’un arrêt prive de données : application, référentiel, éditeur, suite, serveur, système.",
    )
    parser.add_argument("name", metavar="NOM", help="ce qui s’arrête : son nom, son code ou une partie de son nom")
    parser.add_argument(
        "--kind", choices=KINDS, metavar="|".join(KINDS), help="chercher ce nom parmi ceux-là seulement"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Find what stops, and tell what follows."""
    from urbanism.analyses.impact import impact
    from urbanism.analyses.stoppable import SERVER, stoppable
    from urbanism.french import number
    from urbanism.graph import EstateGraph
    from urbanism.store import load_snapshot, open_estate

    graph = EstateGraph(load_snapshot(open_estate(options.database)))
    may_stop = stoppable(graph)
    kind, name = _asked(may_stop, options.name, options.kind)
    found = impact(graph, may_stop.kinds[kind][name])
    if options.json:
        print_json({"kind": KINDS[list(may_stop.kinds).index(kind)], "name": name, **_document(graph, found)})
        return 0
    print(f"{kind} s’arrête : {name}")
    if kind == SERVER:
        running = number(len(graph.applications))
        print(f"  serveur connu pour {count(may_stop.placed, 'application')} en service sur {running}")
    _describe(graph, found)
    return 0


def _asked(may_stop: Stoppable, name: str, kind: str | None) -> tuple[str, str]:
    """What bears that name, else the only thing whose name or code holds it. Raises `UnknownName`."""
    from urbanism.analyses.search import fold

    wanted = fold(name).strip()
    among = dict(zip(KINDS, may_stop.kinds, strict=True))
    names = [
        (each, text)
        for word, each in among.items()
        if kind in (None, word)
        for text in may_stop.kinds[each]
        if wanted and wanted in fold(text)
    ]
    exact = [(each, text) for each, text in names if fold(text) == wanted]
    chosen = exact or names
    if len(chosen) == 1:
        return chosen[0]
    if not chosen:
        raise UnknownName(
            f"Rien de ce qui peut s’arrêter ne s’appelle « {name} ».", remedy="Vérifiez le nom ou le code."
        )
    told = " ; ".join(text for _, text in chosen[:SHOWN])
    raise UnknownName(
        f"{count(len(chosen), 'nom')} peuvent être « {name} ».", remedy=f"Donnez-en un en entier, ou --kind : {told}."
    )


def _document(graph: EstateGraph, found: Impact) -> dict[str, Any]:
    def names(parties: Any) -> list[dict[str, str | None]]:
        subjects = graph.subjects(parties)
        return [{"code": s.code, "name": s.label, "commune": s.commune} for s in subjects]

    return {
        "stopped": names(found.stopped),
        "flows": names(found.flows),
        "losses": [
            {
                **names([loss.party])[0],
                "object": _object(graph, loss),
                "deprived": loss.deprived,
                "path": [graph.label(party) for party in loss.path],
            }
            for loss in found.losses
        ],
        "uncovered": [
            {"commune": graph.label(line.commune), "block": graph.label(line.block)} for line in found.uncovered
        ],
        "communes": [graph.label(commune) for commune in found.communes],
        "blocks": [graph.label(block) for block in found.blocks],
    }


def _object(graph: EstateGraph, loss: Loss) -> str | None:
    return None if loss.data_object is None else graph.label(loss.data_object)


def _describe(graph: EstateGraph, found: Impact) -> None:
    deprived = {loss.party for loss in found.losses if loss.deprived}
    reduced = {loss.party for loss in found.losses} - deprived
    print(
        f"  {count(len(found.stopped), 'arrêt')}, {count(len(deprived), 'privé')} de données,"
        f" {count(len(reduced), 'affaibli')}, {count(len(found.flows), 'flux', 'flux')} à refaire,"
        f" {count(len(found.uncovered), 'besoin')} sans application,"
        f" {count(len(found.communes), 'commune touchée', 'communes touchées')}"
    )
    for loss in found.losses[:SHOWN]:
        effect = "privé" if loss.deprived else "affaibli"
        path = " → ".join(map(graph.label, loss.path))
        print(f"  – {effect} : {graph.label(loss.party)} ({_object(graph, loss) or 'donnée non décrite'}) : {path}")
    if more := len(found.losses[SHOWN:]):
        print(f"  … et {count(more, 'autre perte', 'autres pertes')} (toutes dans --json).")
    for line in found.uncovered:
        print(f"  – plus rien pour « {graph.label(line.block)} » : {graph.label(line.commune)}")
