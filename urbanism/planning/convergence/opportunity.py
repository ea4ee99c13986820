"""Where convergence pays: bloc by bloc, what is doubled, what it costs, what could be spared."""

from __future__ import annotations

from typing import NamedTuple

from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.snapshot import Application
from urbanism.vocabulary import InstanceKind


class Opportunity(NamedTuple):
    """A bloc as convergence sees it.

    `products` counts different products, a home-made or unnamed application being one of its own. `surplus` is the
    applications beyond one. `cost` sums the known yearly costs (euros), `evitable` all but the dearest of them: what
    would be spared if that one alone stayed, before any cost of moving. `users` sums the known ones. `updates` is how
    many times one regulatory change is made today: once an application. Coverages are shares of the applications.
    """

    block: int
    applications: tuple[int, ...]
    communes: int
    products: int
    pooled: int
    surplus: int
    cost: float
    evitable: float
    cost_coverage: float
    users: int
    users_coverage: float

    @property
    def updates(self) -> int:
        return len(self.applications)


def opportunities(graph: EstateGraph) -> tuple[Opportunity, ...]:
    """Every bloc with a running application, most to spare first, then most surplus."""
    placed = group((a for a in graph.applications if a.block_id is not None), lambda a: a.block_id or 0)
    found = (_opportunity(graph, block, applications) for block, applications in placed.items())
    return tuple(sorted(found, key=lambda one: (-one.evitable, -one.surplus, one.block)))


def without_block(graph: EstateGraph) -> tuple[int, ...]:
    """The running applications that no bloc holds: nothing can be said of their convergence."""
    return tuple(a.id for a in graph.applications if a.block_id is None)


def _opportunity(graph: EstateGraph, block: int, applications: list[Application]) -> Opportunity:
    costs = [a.yearly_cost for a in applications if a.yearly_cost is not None]
    users = [a.users for a in applications if a.users is not None]
    size = len(applications)
    return Opportunity(
        block=block,
        applications=tuple(a.id for a in applications),
        communes=len({commune for a in applications for commune in graph.served[a.id]}),
        products=len({a.product_id or -a.id for a in applications}),
        pooled=sum(a.instance is InstanceKind.POOLED or len(graph.served[a.id]) > 1 for a in applications),
        surplus=size - 1,
        cost=sum(costs),
        evitable=sum(costs) - max(costs, default=0.0),
        cost_coverage=len(costs) / size,
        users=sum(users),
        users_coverage=len(users) / size,
    )
