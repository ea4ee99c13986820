"""A campaign workbook that comes back: what it changes becomes proposals, conflicts with the estate told.

What depends on each other (a new application and its new editor, an object and what is tied to it) is one proposal;
everything else is decided one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import networkx as nx
from sqlalchemy import Engine

from importers.choices import Choices
from importers.run import IMPORTED, ImportPreview, prepare_import
from importers.typed import Side
from urbanism.errors import NotAllowed
from urbanism.governance.editing import name_of
from urbanism.governance.proposals import Wanted, content_of
from urbanism.snapshot import Snapshot
from urbanism.store import LOCAL, Plan, Update, as_viewer, viewer_of
from urbanism.store.engine import reading
from urbanism.store.rights import CATALOGUE, EVERYTHING, may_edit, objects_of
from urbanism.store.tables import TABLES, Stored, has_identity, owner_field

SHARED = CATALOGUE | {"alias", "data_object", "external_system", "functional_block"}
"""What a workbook may propose to change beside its commune's own objects."""

NATURES = {"application": "l’application", "interface": "le flux", "referential": "le référentiel",
           "contract": "le contrat", "department": "la direction", "product": "le produit", "editor": "l’éditeur",
           "data_use": "l’usage de donnée", "processing": "le traitement"}  # fmt: skip


class Returned(NamedTuple):
    """What a workbook that came back says: proposals to make, and the import that was prepared, for its remarks."""

    wanted: tuple[Wanted, ...]
    preview: ImportPreview


def read_returned(engine: Engine, snapshot: Snapshot, commune_id: int, path: str, shown: str) -> Returned:
    """Compare a workbook with the estate; nothing is written.

    Args:
        path, shown: where the file is, and its name.

    Raises:
        NotAllowed: the viewer does not hold this commune's map, or the file speaks of another's.
    """
    viewer = viewer_of(engine)
    if not may_edit(viewer, commune_id):
        raise NotAllowed("Vous ne tenez pas la carte de cette commune.", remedy="Confiez-le à son correspondant.")
    reader = as_viewer(engine, LOCAL)  # what it may speak of is checked below, before anything is shown
    name = snapshot.by_id[commune_id].name
    choices = Choices(shown={path: shown})
    first = prepare_import(reader, [path], commune=name, choices=choices)
    disputes = [d for file in first.files for table in file.tables for d in table.disputes]
    preview = first
    if disputes:
        settled = {(d.entity, d.object_id, d.field): Side.FILE for d in disputes}
        preview = prepare_import(reader, [path], commune=name, choices=Choices(shown={path: shown}, settled=settled))
    if viewer.role not in EVERYTHING:
        _refuse_matter_of_others(reader, preview, commune_id)
    disputed = {(d.object_id, d.field) for d in disputes}
    hides_extra = not viewer.sees_everything
    return Returned(tuple(_wanted(preview.plan, snapshot, disputed, shown, hides_extra)), preview)


def _refuse_matter_of_others(reader: Engine, preview: ImportPreview, commune_id: int) -> None:
    """Refuse a file that is of another commune, or changes what another holds: comparing would make it speak."""
    with reading(reader) as connection:
        theirs = objects_of(connection, {commune_id})
    born = preview.plan.base.next_id
    foreign = any(update.entity not in SHARED and update.object_id not in theirs for update in preview.plan.updates)
    for batch in preview.plan.creations:
        if batch.entity in SHARED:
            continue
        column = "commune_id" if "commune_id" in batch.fields else owner_field(batch.entity)
        if column not in batch.fields:
            continue
        for row in batch.rows:
            value = row[batch.fields.index(column)]
            known = value == commune_id if column == "commune_id" else value in theirs or (value or 0) >= born
            foreign = foreign or not known
    read = [file for file in preview.files if file.status == IMPORTED]
    if foreign or any(file.commune_id not in (None, commune_id) for file in read):
        raise NotAllowed(
            "Ce classeur décrit autre chose que votre commune.",
            remedy="Rien n’a été lu de la cartographie ; rendez le classeur que vous avez téléchargé ici.",
        )


class _Part(NamedTuple):
    """A change of a plan: the object it is of, and what it puts into a proposal."""

    object_id: int
    entity: str
    update: Update | None
    values: dict[str, Stored]


def _parts(plan: Plan, hides_extra: bool) -> Iterator[_Part]:
    for batch in plan.creations:
        if batch.entity == "party":
            continue
        owner = "id" if has_identity(batch.entity) else owner_field(batch.entity)
        for row in batch.rows:
            values = dict(zip(batch.fields, row, strict=True))
            yield _Part(values[owner], batch.entity, None, values)
    for item in plan.updates:
        kept = {n: v for n, v in item.after.items() if not (n == "extra" and hides_extra and item.entity in SHARED)}
        if kept:
            shorter = Update(item.entity, item.object_id, {n: item.before[n] for n in kept}, kept)
            yield _Part(item.object_id, item.entity, shorter, kept)


def _wanted(
    plan: Plan, snapshot: Snapshot, disputed: set[tuple[int, str]], shown: str, hides_extra: bool
) -> Iterator[Wanted]:
    parts = list(_parts(plan, hides_extra))
    born = plan.base.next_id
    ties: Any = nx.Graph()
    for part in parts:
        ties.add_node(part.object_id)
        columns = TABLES[part.entity].columns
        for name, value in part.values.items():
            if columns[name].foreign_keys and isinstance(value, int) and value >= born:
                ties.add_edge(part.object_id, value)
    by_object: dict[int, list[_Part]] = {}
    for part in parts:
        by_object.setdefault(part.object_id, []).append(part)
    for together in nx.connected_components(ties):
        group = [part for one in sorted(together) for part in by_object.get(one, ())]
        yield Wanted(_title(group, snapshot), _content(group, born, disputed), shown)


def _content(group: Sequence[_Part], born: int, disputed: set[tuple[int, str]]) -> dict[str, Any]:
    """The changes of a group; new identifiers become negative, numbered from −1, so that equal contents are equal."""
    new = sorted({part.object_id for part in group if part.object_id >= born})
    local = {identifier: -rank for rank, identifier in enumerate(new, start=1)}

    def shifted(entity: str, values: dict[str, Stored]) -> dict[str, Stored]:
        columns = TABLES[entity].columns
        return {
            name: local.get(value, value) if columns[name].foreign_keys or name == "id" else value
            for name, value in values.items()
        }

    updates = []
    for part in group:
        if part.update is not None:
            change = Update(part.entity, part.object_id, part.update.before, shifted(part.entity, part.values))
            updates.append(content_of(change, [n for n in part.values if (part.object_id, n) in disputed]))
    creations = [{"entity": p.entity, "values": shifted(p.entity, p.values)} for p in group if p.update is None]
    return {"updates": updates, "creations": creations}


def _title(group: Sequence[_Part], snapshot: Snapshot) -> str:
    """What a group is about: the application among its objects, else the first of them."""
    main = min(group, key=lambda part: (part.entity != "application", not has_identity(part.entity)))
    record = snapshot.by_id.get(main.object_id)
    name = name_of(record) if record is not None else main.values.get("name") or main.values.get("code") or ""
    verb = "Corriger" if record is not None else "Ajouter"
    return f"{verb} {NATURES.get(main.entity, 'la fiche')} « {str(name)[:150]} »"
