"""What happens to one commune: when, why, what it gains and what it loses.

A uniform application makes communes change practices in fields they did not pool; an original one was once abandoned to
converge, and exchanges were lost (Jeannot & Maghin 2019). So each move says what the target does not do yet.
"""

from __future__ import annotations

from typing import NamedTuple

from urbanism.graph import EstateGraph
from urbanism.planning.convergence.report import MoveLine


class Losses(NamedTuple):
    """What the target does not bring: blocs that the application also served, exchanges, and changes of practice."""

    functions: tuple[int, ...]
    exchanges: tuple[int, ...]
    practices: tuple[str, ...]


def losses(graph: EstateGraph, line: MoveLine) -> Losses:
    """What is lost in one move, unless it is rebuilt on the target."""
    target = line.target
    served = set(graph.secondary_blocks.get(target or 0, ())) | {line.block}
    functions = tuple(b for b in graph.secondary_blocks.get(line.application, ()) if b not in served)
    kept = {other for _, other in _links(graph, target)} if target is not None else set()
    exchanges = tuple(flow for flow, other in _links(graph, line.application) if other not in kept)
    return Losses(functions, exchanges, _practices(graph, line))


def _links(graph: EstateGraph, application: int) -> list[tuple[int, tuple[str, int]]]:
    """Each exchange with its direction and the bloc or system at its other end."""
    received = ((f.id, ("de", graph.block.get(f.source_id, f.source_id))) for f in graph.incoming.get(application, ()))
    sent = ((f.id, ("vers", graph.block.get(f.target_id, f.target_id))) for f in graph.outgoing.get(application, ()))
    return [*received, *sent]


def _practices(graph: EstateGraph, line: MoveLine) -> tuple[str, ...]:
    words = [f"surcouche « {overlay} » à reprendre" for overlay in line.overlays]
    leaving, into = graph.snapshot.by_id[line.application], graph.snapshot.by_id.get(line.target or 0)
    if into is None or leaving.product_id is None or leaving.product_id != into.product_id:
        words.append("produit différent : écrans et habitudes à réapprendre")
    return tuple(words)
