"""When an application stops being supported."""

from __future__ import annotations

from datetime import date

from urbanism.graph import EstateGraph
from urbanism.snapshot import Application


def support_end(graph: EstateGraph, application: Application) -> date | None:
    """When support stops: the application's own date, else its product's."""
    product = graph.snapshot.by_id.get(application.product_id or 0)
    return application.end_of_support or (product.end_of_support if product else None)
