"""Which records a holder's workbook lists, and what a column takes from each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from urbanism.demo.records import Application, Contract, Holder, Referential, World


class SoldProduct(NamedTuple):
    """A line of a list of products."""

    name: str
    editor: str
    suite: str | None
    licence: str


class Estate:
    """A world, arranged by holder for writing."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.names: dict[str, str] = {}
        self.holders: dict[str, str] = {}
        named: tuple[Application | Referential, ...] = (*world.applications, *world.referentials)
        for record in named:
            self.names[record.code] = record.name
            self.holders[record.code] = record.holder
        self.products = {application.code: application.product for application in world.applications}
        self.contracts: Mapping[tuple[str, str], Contract] = {
            (contract.holder, contract.reference): contract for contract in world.contracts
        }
        self._tables = {
            "applications": _by_holder(world.applications),
            "interfaces": _by_holder(world.interfaces),
            "referentials": _by_holder(world.referentials),
            "departments": _by_holder(world.departments),
            "contracts": _by_holder(world.contracts),
            "data_uses": _by_holder(world.data_uses),
            "processings": _by_holder(world.processings),
            "process_steps": _by_holder(world.process_steps),
        }

    def records(self, holder: Holder, table: str) -> Sequence[Any]:
        """The records of a table that a holder's workbook lists; the métropole lists every commune's poolings."""
        if table == "poolings":
            return self.world.poolings
        if table == "communes":
            return self.world.holders
        if table == "products":
            return self._products(holder)
        return self._tables[table].get(holder.name, ())

    def _products(self, holder: Holder) -> list[SoldProduct]:
        used = {application.product for application in self.records(holder, "applications")} - {None}
        catalogue = self.world.catalogue.products
        return [
            SoldProduct(product.name, product.editor, product.suite, product.licence)
            for name, product in catalogue.items()
            if name in used
        ]

    def value(self, record: Any, field: str) -> Any:
        """What a record holds under a field; "contract.end_date" follows the contract, "suite" the product."""
        if field.startswith("contract."):
            contract = self.contracts.get((record.holder, record.contract or ""))
            return getattr(contract, field.removeprefix("contract.")) if contract else None
        if field == "suite" and not isinstance(record, SoldProduct):
            product = self.world.catalogue.products.get(record.product or "")
            return product.suite if product else None
        if field == "commune":
            return record.commune if hasattr(record, "commune") else record.holder
        return getattr(record, field)


def _by_holder(records: Iterable[Any]) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        grouped[record.holder].append(record)
    return grouped
