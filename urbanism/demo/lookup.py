"""The invented world with the look-ups that stating the rules needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from urbanism.demo.functions import shipped_nomenclature
from urbanism.demo.records import Application, DataUse, Interface, World
from urbanism.nomenclature import FunctionalBlock
from urbanism.vocabulary import InterfaceState


class Lookup:
    """A world as written; `active` and `flows` leave out the applications and flows that do not run."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.blocks: Mapping[str, FunctionalBlock] = {b.code: b for b in shipped_nomenclature().blocks}
        self.applications = {a.code: a for a in world.applications}
        self.active = [a for a in world.applications if a.is_active]
        self.hosts = {r.code: r.application for r in world.referentials}
        self.flows = [f for f in world.interfaces if f.state not in (InterfaceState.STOPPED, InterfaceState.PLANNED)]

    def block(self, code: str) -> FunctionalBlock | None:
        """The bloc of an application, or of the one that hosts a referential; None for another end or an orphan."""
        application = self.applications.get(self.hosts.get(code) or code)
        return self.blocks.get(application.block) if application and application.block else None

    def suite(self, code: str) -> str | None:
        """The suite of an application, or of the one that hosts a referential; None where there is none."""
        application = self.applications.get(self.hosts.get(code) or code)
        product = self.world.catalogue.products.get(application.product or "") if application else None
        return product.suite if product else None

    @cached_property
    def partners(self) -> Mapping[str, set[str]]:
        """The other ends of the flows of each end."""
        found: dict[str, set[str]] = defaultdict(set)
        for flow in self.flows:
            found[flow.source].add(flow.target)
            found[flow.target].add(flow.source)
        return found

    @cached_property
    def between_blocks(self) -> list[tuple[Interface, FunctionalBlock, FunctionalBlock]]:
        """The flows from one bloc to another, with both blocs."""
        found = []
        for flow in self.flows:
            source, target = self.block(flow.source), self.block(flow.target)
            if source and target and source.code != target.code:
                found.append((flow, source, target))
        return found

    @cached_property
    def crowded(self) -> list[list[Application]]:
        """The groups of active applications of a holder in one bloc, two and more."""
        groups: dict[tuple[str, str], list[Application]] = defaultdict(list)
        for application in self.active:
            if application.block:
                groups[application.holder, application.block].append(application)
        return [group for group in groups.values() if len(group) > 1]

    def uses_by_object(self) -> Mapping[tuple[str, str], list[DataUse]]:
        """Data uses by holder and object."""
        groups: dict[tuple[str, str], list[DataUse]] = defaultdict(list)
        for use in self.world.data_uses:
            groups[use.holder, use.data_object].append(use)
        return groups

    def before(self, day: date | None, years: int = 1) -> bool:
        """Whether a day is past or comes within so many years."""
        today = self.world.today
        return day is not None and day < today.replace(year=today.year + years)
