"""Yearly costs as bars: by bloc, holder, editor or kind of cost; what projects will add is dashed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from urbanism.analyses.costs import Costs, Share
from urbanism.drawing.bars import Bar, bar_scenes
from urbanism.drawing.furniture import Caption
from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import Link, Scene
from urbanism.french import count, euros, number, percentage
from urbanism.graph import EstateGraph

MOST_BARS = 25


class CostView(StrEnum):
    """What costs are told by."""

    BLOCK = "bloc"
    COMMUNE = "collectivité"
    EDITOR = "éditeur"
    KIND = "nature"


_NOT_KNOWN = {CostView.BLOCK: "Sans bloc", CostView.EDITOR: "Éditeur inconnu"}


def cost_scenes(graph: EstateGraph, found: Costs, view: CostView, paper: Paper, caption: Caption) -> tuple[Scene, ...]:
    """The dearest first; the caption says how much is known, and how many have no bar."""
    if view is CostView.KIND:
        return bar_scenes(_kinds(found), paper, replace(caption, subtitle="parts annoncées"))
    priced = [share for share in shares_by(found, view) if share.cost is not None or share.coming]
    known = percentage(len(found.whole.known), len(found.whole.applications))
    rest = f" ; les {count(MOST_BARS, 'premier')} sur {number(len(priced))}" if len(priced) > MOST_BARS else ""
    words = replace(caption, subtitle=f"coût connu pour {known} des applications{rest}")
    return bar_scenes([_bar(graph, share, view) for share in priced[:MOST_BARS]], paper, words)


def shares_by(found: Costs, view: CostView) -> Sequence[Share]:
    """The shares of a view; none by kind, whose parts are not shares."""
    views = {CostView.BLOCK: found.by_block, CostView.COMMUNE: found.by_commune, CostView.EDITOR: found.by_editor}
    return views.get(view, ())


def share_key(view: CostView, key: int | None) -> str:
    """How an address names a share: « bloc.12 »."""
    return f"{view}.{'inconnu' if key is None else key}"


def share_name(graph: EstateGraph, view: CostView, key: int | None) -> str:
    """What a share is called."""
    return _NOT_KNOWN.get(view, "Inconnu") if key is None else graph.label(key)


def _bar(graph: EstateGraph, share: Share, view: CostView) -> Bar:
    missing = len(share.unknown) + len(share.hidden)
    told = [euros(share.cost) if share.cost is not None else "rien de connu"]
    told += [f"+{euros(share.coming)} prévus"] if share.coming else []
    words = ", ".join(told) + (f" ({count(missing, 'inconnu')})" if missing else "")
    link = Link("couts", (("voir", share_key(view, share.key)),))
    return Bar(share_name(graph, view, share.key), share.cost, words, link, share.coming)


def _kinds(found: Costs) -> list[Bar]:
    return [
        Bar(
            kind.name,
            kind.cost,
            f"{euros(kind.cost)} ({count(len(kind.applications), 'application')})",
            Link("couts", (("voir", f"{CostView.KIND}.{kind.name}"),)),
        )
        for kind in found.by_kind
    ]
