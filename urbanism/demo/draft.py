"""The métropole while it is being invented: the only mutable thing, and where codes are given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

from urbanism.codes import application_code, holder_prefix, interface_code, referential_code, slug, unique_codes
from urbanism.demo.catalogue import Catalogue
from urbanism.demo.functions import Function
from urbanism.demo.records import (
    Application,
    Contract,
    DataUse,
    Holder,
    Interface,
    Planted,
    Pooling,
    Processing,
    ProcessStep,
    Referential,
)
from urbanism.nomenclature import FunctionalBlock, Nomenclature, ReferenceObject


class CodeStyle(NamedTuple):
    """How a holder numbers things ("LOG-{n:03d}", with {tag} for its own initials), "" where it does not."""

    applications: str = ""
    interfaces: str = ""
    referentials: str = ""


class Draft:
    """Everything invented so far, with the indexes that inventing needs."""

    def __init__(
        self,
        random: Random,
        catalogue: Catalogue,
        functions: Mapping[str, Function],
        nomenclature: Nomenclature,
        holders: Sequence[Holder],
        styles: Sequence[CodeStyle],
    ) -> None:
        self.random = random
        self.catalogue = catalogue
        self.functions = functions
        self.blocks: dict[str, FunctionalBlock] = {block.code: block for block in nomenclature.blocks}
        self.objects: dict[str, ReferenceObject] = {item.code: item for item in nomenclature.reference_objects}
        self.national = nomenclature.national_interfaces
        self.holders = list(holders)
        self.metropole = self.holders[0]
        self.applications: dict[str, Application] = {}
        self.by_place: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.by_holder: dict[str, list[str]] = defaultdict(list)
        self.contracts: list[Contract] = []
        self.data_uses: list[DataUse] = []
        self.referentials: dict[str, Referential] = {}
        self.interfaces: dict[str, Interface] = {}
        self.links: set[tuple[str, str]] = set()
        self.carried: set[tuple[str, str, str]] = set()
        self.flow_counts: dict[str, int] = defaultdict(int)
        self.processings: list[Processing] = []
        self.process_steps: list[ProcessStep] = []
        self.poolings: list[Pooling] = []
        self.homonyms: list[tuple[str, str]] = []
        self.planted: list[Planted] = []
        tags = unique_codes(holder_prefix(holder.name) for holder in self.holders)
        self._tags = {holder.name: tag for holder, tag in zip(self.holders, tags, strict=True)}
        self._styles = {holder.name: style for holder, style in zip(self.holders, styles, strict=True)}
        self._counts: dict[tuple[str, str], int] = defaultdict(int)
        self._names: dict[str, set[str]] = defaultdict(set)
        self._everywhere: set[str] = set()

    def tag(self, holder: str) -> str:
        """The holder's initials, unlike any other holder's."""
        return self._tags[holder]

    def take_name(self, holder: str, name: str) -> bool:
        """Keep a name for an application or referential of a holder; False if it could be confused with another.

        Communes' names are also told apart from the métropole's, which their lists speak of.
        """
        key, code = slug(name), application_code(holder, name)
        elsewhere = self._everywhere if holder == self.metropole.name else self._names[self.metropole.name]
        if {key, code} & self._names[holder] or key in elsewhere:
            return False
        self._names[holder] |= {key, code}
        self._everywhere.add(key)
        return True

    def next_code(self, holder: str, kind: str, derived: str) -> str:
        """The holder's own code where it numbers such things, else the one the import will derive."""
        style = getattr(self._styles[holder], kind)
        if not style:
            return derived
        self._counts[holder, kind] += 1
        return str(style.format(n=self._counts[holder, kind], tag=self._tags[holder]))

    def add_application(self, **fields: Any) -> Application:
        """Add an application under the code its holder gives it."""
        holder, name = fields["holder"], fields["name"]
        code = self.next_code(holder, "applications", application_code(holder, name))
        application = Application(code=code, **fields)
        self.applications[code] = application
        self.by_holder[holder].append(code)
        if application.block:
            self.by_place[holder, application.block].append(code)
        return application

    def change(self, code: str, **fields: Any) -> Application:
        """Change an application's fields, never its code or holder; its name only where the holder gives codes."""
        before = self.applications[code]
        after = self.applications[code] = before._replace(**fields)
        if before.block != after.block:
            if before.block:
                self.by_place[before.holder, before.block].remove(code)
            if after.block:
                self.by_place[after.holder, after.block].append(code)
        return after

    def add_referential(self, **fields: Any) -> Referential:
        """Add a referential under the code its holder gives it."""
        holder, name = fields["holder"], fields["name"]
        code = self.next_code(holder, "referentials", referential_code(holder, name))
        code = self._told_apart(code, self.referentials)
        referential = self.referentials[code] = Referential(code=code, **fields)
        return referential

    def add_interface(self, **fields: Any) -> Interface:
        """Add a flow under the code that who declares it gives it."""
        source, target = fields["source"], fields["target"]
        code = self.next_code(fields["holder"], "interfaces", interface_code(source, target))
        code = self._told_apart(code, self.interfaces)
        self.links.add((source, target))
        self.carried.update((source, target, data_object) for data_object in fields["data_objects"])
        for holder in {self.holder_of(source), self.holder_of(target)} - {None}:
            self.flow_counts[holder or ""] += 1
        interface = self.interfaces[code] = Interface(code=code, **fields)
        return interface

    def _told_apart(self, code: str, taken: Mapping[str, Any]) -> str:
        """The code, or with -2, -3… after it, as the import tells equal derived codes apart in row order."""
        if code not in taken:
            return code
        self._counts[code, "again"] += 1
        return unique_codes([code] * (self._counts[code, "again"] + 1))[-1]

    def holder_of(self, code: str) -> str | None:
        """Who holds an end of a flow; None for a national system."""
        end = self.applications.get(code) or self.referentials.get(code)
        return end.holder if end else None

    def active(self, holder: str, block: str) -> list[Application]:
        """The applications of a holder's bloc that run today."""
        found = (self.applications[code] for code in self.by_place.get((holder, block), ()))
        return [application for application in found if application.is_active]

    def plant(self, code: str, subjects: Sequence[str], note: str) -> None:
        """Remember a case put there on purpose."""
        self.planted.append(Planted(code, tuple(subjects), note))
