"""A bloc for every application that has none: proposed with its evidence, to be confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from importers.naming import match_header
from importers.planning.drafts import Drafts
from importers.planning.rows import Planning
from importers.values import show
from urbanism.analyses.blocks import BlockText, Described, Knowledge, Proposer, Usage
from urbanism.nomenclature import load_nomenclature
from urbanism.store.tables import Row, Stored, fields_of
from urbanism.vocabulary import BlockBasis

_ID, _BLOCK, _BASIS, _EVIDENCE = map(
    fields_of("application").index, ("id", "block_id", "block_basis", "block_evidence")
)


def propose_blocks(planning: Planning) -> None:
    """Give the applications created without a bloc the one that what is known of them speaks for, where it convinces.

    What their holders stated and what a person confirmed is never touched; it serves as example.
    """
    drafts = planning.drafts
    _forget_outdated_evidence(drafts)
    known = {row[_ID] for row in drafts.stored("application")} | planning.restored
    waiting = [row for row in drafts.all_rows("application") if row[_ID] not in known and _waits(row)]
    if not waiting:
        return
    names = _Names.of(drafts)
    proposer = Proposer(_knowledge(drafts, names))
    block_ids = {code: identifier for identifier, code in names.block_codes.items()}
    found = {
        row[_ID]: best for row in waiting for best in proposer.propose(names.described(row))[:1] if best.is_convincing
    }
    values: dict[str, Mapping[int, Stored]] = {
        "block_id": {identifier: block_ids[best.block] for identifier, best in found.items()},
        "block_basis": dict.fromkeys(found, BlockBasis.PROPOSED.value),
        "block_evidence": {identifier: best.sentence for identifier, best in found.items()},
    }
    for name, column in values.items():
        drafts.complete("application", name, column)


def _waits(row: Row) -> bool:
    """Whether nobody gave the application a bloc, nor said that it has none."""
    return row[_BLOCK] is None and row[_BASIS] == BlockBasis.UNKNOWN.value


def _forget_outdated_evidence(drafts: Drafts) -> None:
    """A bloc that its holder now states no longer rests on what the software had found."""
    evidence = {row[_ID]: row[_EVIDENCE] for row in drafts.stored("application") if row[_EVIDENCE] is not None}
    for update in drafts.updates():
        outdated = evidence.get(update.object_id) if update.entity == "application" else None
        if outdated is not None and update.after.get("block_basis") == BlockBasis.STATED.value:
            drafts.update(
                "application", update.object_id, {"block_evidence": outdated}, {"block_evidence": None}, update.place
            )


def _knowledge(drafts: Drafts, names: _Names) -> Knowledge:
    """The estate's own blocs, what the nomenclature says of them, and the examples that people gave."""
    shipped = load_nomenclature()
    wording = map(itemgetter("code", "name", "description"), _records(drafts, "functional_block"))
    return Knowledge((BlockText(*texts) for texts in wording), shipped.keywords, shipped.products, names.usages(drafts))


class _Names(NamedTuple):
    """What the identifiers that an application's row holds stand for."""

    block_codes: Mapping[int, str]
    products: Mapping[int, str]
    editors: Mapping[int, str]
    departments: Mapping[int, str]
    suites: Mapping[int, str]

    @classmethod
    def of(cls, drafts: Drafts) -> _Names:
        def column(entity: str, name: str) -> dict[int, str]:
            return {record["id"]: record[name] for record in _records(drafts, entity)}

        suites = column("suite", "name")
        suite_of = {record["id"]: suites.get(record["suite_id"], "") for record in _records(drafts, "product")}
        return cls(
            column("functional_block", "code"),
            column("product", "name"),
            column("editor", "name"),
            column("department", "name"),
            suite_of,
        )

    def described(self, row: Row) -> Described:
        """An application's row in words."""
        values = dict(zip(fields_of("application"), row, strict=True))
        product = values["product_id"]
        return Described(
            name=values["name"],
            description=values["description"],
            purpose=values["purpose"],
            data_categories=values["data_categories"],
            product=self.products.get(product),
            editor=self.editors.get(values["editor_id"]),
            suite=self.suites.get(product),
            department=self.departments.get(values["department_id"]),
            domain=" ; ".join(show(value) for header, value in (values["extra"] or {}).items() if _names_block(header)),
        )

    def usages(self, drafts: Drafts) -> Iterator[Usage]:
        """The blocs that people gave, with the product and the maker of the application that has them."""
        place: Callable[[str], int] = fields_of("application").index
        product, editor = place("product_id"), place("editor_id")
        for row in drafts.all_rows("application"):
            if row[_BLOCK] is not None and row[_BASIS] != BlockBasis.PROPOSED.value:
                maker = self.suites.get(row[product]) or self.editors.get(row[editor])
                yield Usage(self.products.get(row[product]), maker, self.block_codes[row[_BLOCK]])


@cache
def _names_block(header: str) -> bool:
    """Whether a column kept beside was meant for the bloc: its text is no bloc of ours, but it speaks."""
    return any(match.field == "block" for match in match_header("applications", header)[:1])


def _records(drafts: Drafts, entity: str) -> Iterable[Mapping[str, Stored]]:
    fields = fields_of(entity)
    return (dict(zip(fields, row, strict=True)) for row in drafts.all_rows(entity))
