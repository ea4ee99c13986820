"""Who holds what: communes, directions, editors, suites, products and contracts."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from urbanism.snapshot.base import Extra
from urbanism.vocabulary import HolderKind, Ternary


class Commune(NamedTuple):
    """A holder: a town, the métropole itself, later a syndicate or a delegated operator."""

    id: int
    code: str
    name: str
    kind: HolderKind
    insee: str | None
    inhabitants: int | None
    agents: int | None
    extra: Extra


class ExpectedBlock(NamedTuple):
    """A block that a commune is expected to cover, by the competences it holds."""

    commune_id: int
    block_id: int


class Department(NamedTuple):
    """A direction or service of a holder, under its own deputy."""

    id: int
    commune_id: int
    name: str
    parent_id: int | None
    deputy: str | None
    extra: Extra


class Editor(NamedTuple):
    """A company or community that publishes products."""

    id: int
    name: str
    siret: str | None
    extra: Extra


class Suite(NamedTuple):
    """A family of products that an editor sells together."""

    id: int
    name: str
    editor_id: int | None
    extra: Extra


class Product(NamedTuple):
    """What an editor sells, as opposed to its instances in use."""

    id: int
    name: str
    editor_id: int | None
    suite_id: int | None
    block_id: int | None
    description: str | None
    licence: str | None
    version: str | None
    url: str | None
    end_of_support: date | None
    extra: Extra


class Alias(NamedTuple):
    """Another name of an editor, suite or product (renaming, takeover, a commune's spelling), with its dates."""

    id: int
    editor_id: int | None
    suite_id: int | None
    product_id: int | None
    text: str
    since: date | None
    until: date | None
    reason: str | None


class Contract(NamedTuple):
    """An agreement with an editor or provider."""

    id: int
    commune_id: int
    reference: str
    title: str | None
    editor_id: int | None
    start_date: date | None
    end_date: date | None
    notice_months: int | None
    yearly_amount: float | None
    data_return_clause: Ternary
    extra: Extra
