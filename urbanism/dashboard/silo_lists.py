"""The lists behind the numbers of the silos, named by words that an address can hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from urbanism.analyses.silos import Cell, Placed, Silos
from urbanism.graph import Flow
from urbanism.snapshot import Snapshot


class SiloList(NamedTuple):
    """Some flows of personal data and what they have in common; `flows` where nothing more is known of them."""

    title: str
    placed: Sequence[Placed] = ()
    flows: Sequence[Flow] = ()


def silo_list(found: Silos, key: str) -> SiloList | None:
    """The list of that name, or None where there is none."""
    lists = {
        "places": SiloList("Flux de données personnelles placés", [one for one in found.placed if one.sectors]),
        "entre-secteurs": SiloList("Flux d’un secteur à un autre", found.crossings),
        "entre-communes": SiloList("Flux d’une collectivité à une autre", found.between_communes),
        "non-consignes": SiloList("Flux sans ce que leur passage demande", uncovered(found)),
        "sans-secteur": SiloList("Flux personnels dont aucun secteur n’est connu", found.unplaced),
        "prevus": SiloList("Flux personnels que des projets ouvriront", found.planned),
        "inconnus": SiloList("Flux dont personne n’a dit s’ils sont personnels", (), found.unknown),
    }
    return lists.get(key)


def uncovered(found: Silos) -> Sequence[Placed]:
    """The flows that cross without the basis or the agreement that the crossing asks for."""
    return [one for one in found.placed if not one.covered]


def asked_cell(snapshot: Snapshot, found: Silos, sector_number: str, commune_code: str) -> Cell | None:
    """The silo that an address names by a sector's number and a holder's code."""
    sector = next((s.id for s in snapshot.sectors if str(s.number) == sector_number), None)
    holder = next((c.id for c in snapshot.communes if c.code == commune_code), None)
    cells = (*found.cells, *found.apart)
    return next((cell for cell in cells if cell.sector == sector and cell.holder == holder), None)


def flows_of_cell(found: Silos, cell: Cell) -> Sequence[Placed]:
    """The flows that stay in a silo, leave it or enter it, then those that projects will open."""
    place = (cell.sector, cell.holder)
    return [one for one in (*found.placed, *found.planned) if place in (one.source, one.target)]
