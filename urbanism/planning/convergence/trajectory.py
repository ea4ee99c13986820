"""What happens to one commune: when, why, what it gains and what it loses.

A uniform application makes communes change practices in fields they did not pool; an original one was once abandoned to
converge, and exchanges were lost (Jeannot & Maghin 2019). So each move says what the target does not do yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from urbanism.analyses.support import support_end
from urbanism.graph import EstateGraph
from urbanism.snapshot import Application


class Losses(NamedTuple):
    """What the target does not bring: blocs that the application also served, exchanges, and changes of practice."""

    functions: tuple[int, ...]
    exchanges: tuple[int, ...]
    practices: tuple[str, ...]


class Gains(NamedTuple):
    """What the target brings and the application did not: blocs, exchanges, and what is known of its life."""

    functions: tuple[int, ...]
    exchanges: tuple[int, ...]
    reasons: tuple[str, ...]


def losses(graph: EstateGraph, application: int, target: int | None, overlays: Iterable[str]) -> Losses:
    """What is lost in one move, unless it is rebuilt on the target; `overlays` are those that the target lacks."""
    lost = _only(graph, application, target)
    return Losses(*lost, _practices(graph, application, target, overlays))


def gains(graph: EstateGraph, application: int, target: int | None) -> Gains:
    """What a target in place brings; nothing is known of a product yet to buy."""
    if target is None:
        return Gains((), (), ())
    leaving, into = graph.snapshot.by_id[application], graph.snapshot.by_id[target]
    return Gains(*_only(graph, target, application), tuple(_better(graph, leaving, into)))


def _only(graph: EstateGraph, one: int, other: int | None) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The blocs and the exchanges that one application has and the other has not."""
    served = {graph.block.get(one), graph.block.get(other or 0), *graph.secondary_blocks.get(other or 0, ())}
    functions = tuple(block for block in graph.secondary_blocks.get(one, ()) if block not in served)
    known = {end for _, end in _links(graph, other)} if other is not None else set()
    return functions, tuple(flow for flow, end in _links(graph, one) if end not in known)


def _links(graph: EstateGraph, application: int) -> list[tuple[int, tuple[str, int]]]:
    """Each exchange with its direction and the bloc or system at its other end."""
    received = ((f.id, ("de", graph.block.get(f.source_id, f.source_id))) for f in graph.incoming.get(application, ()))
    sent = ((f.id, ("vers", graph.block.get(f.target_id, f.target_id))) for f in graph.outgoing.get(application, ()))
    return [*received, *sent]


def _practices(graph: EstateGraph, application: int, target: int | None, overlays: Iterable[str]) -> tuple[str, ...]:
    words = [f"surcouche « {overlay} » à reprendre" for overlay in overlays]
    leaving, into = graph.snapshot.by_id[application], graph.snapshot.by_id.get(target or 0)
    if into is None or leaving.product_id is None or leaving.product_id != into.product_id:
        words.append("produit différent : écrans et habitudes à réapprendre")
    return tuple(words)


def _better(graph: EstateGraph, leaving: Application, into: Application) -> Iterable[str]:
    before, after, today = support_end(graph, leaving), support_end(graph, into), graph.snapshot.today
    if after is not None and after >= today and (before is None or before < after):
        yield f"en support jusqu’en {after.year}"
    if len(graph.served.get(into.id, ())) > 1:
        yield "tenue en commun avec d’autres collectivités"
