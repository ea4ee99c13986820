"""What can be found in the estate: applications, interfaces, referentials and contracts, ready to be searched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache

from urbanism.analyses.search import NONE, Entry, Places, fold
from urbanism.snapshot import Application, Contract, Interface, Referential, Snapshot

NO_PLACE = frozenset([NONE])
NOWHERE = Places(NO_PLACE, NO_PLACE, NO_PLACE, NO_PLACE, "")


def application_index(snapshot: Snapshot) -> tuple[Entry[Application], ...]:
    """Every application, in the order of names.

    It belongs to its holder and to the communes it serves, to its main bloc and to its secondary ones.
    """
    served = _grouped((pair.application_id, pair.commune_id) for pair in snapshot.served_communes)
    secondary = _grouped((pair.application_id, pair.block_id) for pair in snapshot.secondary_blocks)
    codes = {commune.id: commune.code for commune in snapshot.communes}
    names = _names(snapshot)
    nicknames = _nicknames(snapshot)
    places = _place_finder(snapshot)

    def entry(application: Application) -> Entry[Application]:
        holders = (application.commune_id, *served.get(application.id, ()))
        main = () if application.block_id is None else (application.block_id,)
        where = places((*main, *secondary.get(application.id, ())))
        editor = names(application.editor_id)
        words = (
            application.name,
            application.code,
            application.description,
            editor,
            names(application.product_id),
            nicknames.get(application.product_id or 0),
            nicknames.get(application.editor_id or 0),
            names(application.commune_id),
            where.words,
            application.technologies,
            application.server,
            application.correspondent,
            *(str(value) for value in application.extra.values()),
        )
        return Entry(
            application,
            _haystack(words),
            fold(application.name),
            frozenset(codes[holder] for holder in holders),
            where,
            frozenset([editor or NONE]),
            application.status.value,
        )

    return _by_name(map(entry, snapshot.applications))


def interface_index(snapshot: Snapshot) -> tuple[Entry[Interface], ...]:
    """Every interface, in the order of its ends' names.

    It stands wherever one of its ends does. It belongs to its holder and those of its ends, and to the communes that
    both ends serve: what a pooled application sends to another commune is none of theirs. A referential serves those
    of its host application.
    """
    hosts = _by_id(application_index(snapshot))
    ends: dict[int, Entry[Application] | Entry[Referential]] = {**hosts}
    for base in _referential_entries(snapshot, hosts):
        host = hosts.get(base.record.application_id or 0)
        ends[base.record.id] = base._replace(communes=base.communes | host.communes) if host else base
    codes = {commune.id: commune.code for commune in snapshot.communes}
    names = _names(snapshot)
    carried = _grouped((pair.interface_id, pair.data_object_id) for pair in snapshot.interface_objects)

    folded = {identifier: end.name for identifier, end in ends.items()}
    folded |= {system.id: fold(system.name) for system in snapshot.external_systems}

    def entry(flow: Interface) -> Entry[Interface]:
        name = " → ".join(folded.get(end, "") for end in (flow.source_id, flow.target_id))
        found = [end for end in (ends.get(flow.source_id), ends.get(flow.target_id)) if end is not None]
        holders = (codes[end.record.commune_id] for end in found)
        shared = frozenset.intersection(*(end.communes for end in found)) if found else frozenset()
        objects = (names(data_object) for data_object in carried.get(flow.id, ()))
        words = _haystack((flow.code, flow.name, flow.description, flow.format, flow.means.value, *objects))
        return Entry(
            flow,
            f"{name} {words}",
            name,
            shared.union([codes[flow.commune_id]], holders),
            _joined(tuple(end.places for end in found)),
            frozenset().union(*(end.editors for end in found)) or frozenset([NONE]),
            flow.state.value,
        )

    return _by_name(map(entry, snapshot.interfaces))


def referential_index(snapshot: Snapshot) -> tuple[Entry[Referential], ...]:
    """Every referential, in the order of names; it stands where its host application does."""
    return _by_name(_referential_entries(snapshot, _by_id(application_index(snapshot))))


def _referential_entries(snapshot: Snapshot, hosts: Mapping[int, Entry[Application]]) -> Iterable[Entry[Referential]]:
    codes = {commune.id: commune.code for commune in snapshot.communes}
    names = _names(snapshot)
    carried = _grouped((pair.referential_id, pair.data_object_id) for pair in snapshot.carried_objects)

    def entry(referential: Referential) -> Entry[Referential]:
        host = hosts.get(referential.application_id or 0)
        words = (
            referential.name,
            referential.code,
            referential.description,
            referential.technology,
            referential.database,
            referential.owner,
            referential.attributes,
            names(referential.application_id),
            names(referential.data_object_id),
            *(names(data_object) for data_object in carried.get(referential.id, ())),
        )
        return Entry(
            referential,
            _haystack(words),
            fold(referential.name),
            frozenset([codes[referential.commune_id]]),
            host.places if host else NOWHERE,
            host.editors if host else frozenset([NONE]),
            "",
        )

    return map(entry, snapshot.referentials)


def contract_index(snapshot: Snapshot) -> tuple[Entry[Contract], ...]:
    """Every contract, in the order of references."""
    codes = {commune.id: commune.code for commune in snapshot.communes}
    names = _names(snapshot)

    def entry(contract: Contract) -> Entry[Contract]:
        editor = names(contract.editor_id)
        return Entry(
            contract,
            _haystack((contract.reference, contract.title, editor)),
            fold(contract.reference),
            frozenset([codes[contract.commune_id]]),
            NOWHERE,
            frozenset([editor or NONE]),
            "",
        )

    return _by_name(map(entry, snapshot.contracts))


def _by_id(entries: Iterable[Entry[Application]]) -> Mapping[int, Entry[Application]]:
    return {entry.record.id: entry for entry in entries}


def _by_name(entries: Iterable[Entry]) -> tuple[Entry, ...]:  # type: ignore[type-arg]
    return tuple(sorted(entries, key=lambda entry: (entry.name, entry.record.id)))


def _haystack(words: Iterable[str | None]) -> str:
    return fold(" ".join(word for word in words if word))


def _names(snapshot: Snapshot) -> Callable[[int | None], str | None]:
    """A function that names an object, None where there is none."""
    records = snapshot.by_id

    def name_of(object_id: int | None) -> str | None:
        record = records.get(object_id) if object_id is not None else None
        return record.name if record is not None else None

    return name_of


def _grouped(pairs: Iterable[tuple[int, int]]) -> Mapping[int, Sequence[int]]:
    groups: dict[int, list[int]] = {}
    for owner, other in pairs:
        groups.setdefault(owner, []).append(other)
    return groups


def _nicknames(snapshot: Snapshot) -> Mapping[int, str]:
    """The aliases of each editor and product, in one text."""
    names: dict[int, str] = {}
    for alias in snapshot.aliases:
        owner = alias.product_id or alias.editor_id
        if owner is not None:
            names[owner] = f"{names.get(owner, '')} {alias.text}"
    return names


def _place_finder(snapshot: Snapshot) -> Callable[[tuple[int, ...]], Places]:
    """A function that tells where a set of blocs stands, computed once for each set met."""
    blocks_by_id = {block.id: block for block in snapshot.blocks}
    districts_by_id = {district.id: district for district in snapshot.districts}
    zones_by_id = {zone.id: zone for zone in snapshot.zones}

    @cache
    def find(block_ids: tuple[int, ...]) -> Places:
        if not block_ids:
            return NOWHERE
        blocks = [blocks_by_id[block_id] for block_id in block_ids]
        districts = [districts_by_id[block.district_id] for block in blocks]
        zones = [zones_by_id[district.zone_id] for district in districts]
        return Places(
            frozenset(block.code for block in blocks),
            frozenset(district.code for district in districts),
            frozenset(zone.code for zone in zones),
            frozenset(block.block_class.value for block in blocks),
            " ".join([block.name for block in blocks] + [district.name for district in districts]),
        )

    return find


@lru_cache(maxsize=10_000)
def _joined(places: tuple[Places, ...]) -> Places:
    if not places:
        return NOWHERE
    return Places(
        frozenset().union(*(place.blocks for place in places)),
        frozenset().union(*(place.districts for place in places)),
        frozenset().union(*(place.zones for place in places)),
        frozenset().union(*(place.classes for place in places)),
        " ".join(place.words for place in places),
    )
