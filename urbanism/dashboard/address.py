"""Filters as they are written in a page's address, so that a view can be sent to someone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from urbanism.analyses.search import Filters

Address = dict[str, list[str]]
"""The parameters of an address; each may be repeated."""

PARAMETERS: Mapping[str, str] = {
    "text": "recherche",
    "communes": "commune",
    "zones": "zone",
    "districts": "quartier",
    "blocks": "bloc",
    "editors": "editeur",
    "classes": "classe",
    "statuses": "statut",
}
"""The name, in an address, of each field of `Filters`."""

WITHOUT_FILTER: Address = {"filtres": ["aucun"]}
"""What a link says to show everything, whatever was filtered before."""


def to_address(filters: Filters) -> Address:
    """The parameters that say `filters`; none for an empty field."""
    address: Address = {}
    for field, parameter in PARAMETERS.items():
        value = getattr(filters, field)
        if value:
            address[parameter] = [value] if isinstance(value, str) else list(value)
    return address


def from_address(address: Mapping[str, Sequence[str]]) -> Filters | None:
    """The filters that an address says, or None where it says nothing of them."""
    if not any(name in address for name in (*PARAMETERS.values(), *WITHOUT_FILTER)):
        return None
    values: dict[str, tuple[str, ...]] = {
        field: tuple(dict.fromkeys(address.get(parameter, ())))
        for field, parameter in PARAMETERS.items()
        if field != "text"
    }
    text = next(iter(address.get(PARAMETERS["text"], ())), "")
    return Filters(text=text, **values)


def link_to(filters: Filters, **others: str) -> Address:
    """The parameters of a link that shows exactly `filters`."""
    return {**(to_address(filters) or WITHOUT_FILTER), **{name: [value] for name, value in others.items()}}
