"""From the exact names written in our workbook to the objects they name."""

from __future__ import annotations

from importers.exported.layout import PARTY_KINDS, TARGETS, shown_names
from importers.planning.drafts import Drafts
from importers.planning.references import References
from importers.planning.rows import Planning
from urbanism.store.tables import fields_of

Index = dict[tuple[str, int | None], int]


class Finder:
    """The objects known so far, stored or in preparation, by their exact names; then as people name them."""

    def __init__(self, planning: Planning) -> None:
        self._planning = planning
        self._indexes: dict[str, Index] = {}
        self._fresh = True

    def forget(self, entity: str) -> None:
        """Objects of an entity were just planned: what was known of their names is to be read again."""
        for table, target in TARGETS.items():
            if target.entity == entity:
                self._indexes.pop(table, None)
                self._fresh = False

    def exact(self, table: str, text: str, scope: int | None) -> int | None:
        """The object of that very name."""
        if table not in self._indexes:
            self._indexes[table] = _index(self._planning.drafts, table)
        return self._indexes[table].get((text, scope if TARGETS[table].scope else None))

    def find(self, table: str, text: str, scope: int | None) -> int | None:
        """The object of that name: exact, else as in a commune's spreadsheet; None if there is none.

        An editor, suite, product, direction, data object or commune that nothing bears is created.
        """
        found = self.exact(table, text, scope)
        return found if found is not None else self._as_people_do(table, text, scope)

    def party(self, text: str, kind: str | None, commune: int | None, own: int | None) -> int | None:
        """What stands at an end: by code, of the kind said or of any; a blank commune may be the row's own."""
        tables = [PARTY_KINDS[kind]] if kind and kind in PARTY_KINDS else list(PARTY_KINDS.values())
        for scope in (commune, own):
            for table in tables:
                found = self.exact(table, text, scope)
                if found is not None:
                    return found
        return self._planning.parties.find(text, (commune or own, None)).party_id

    def _as_people_do(self, table: str, text: str, scope: int | None) -> int | None:
        references = self._references()
        if table == "communes":
            return references.commune_or_new(text)
        if table == "editors":
            return references.editor(text)
        if table == "departments":
            return references.department(scope, text) if scope is not None else None
        if table == "suites":
            return references.suite(text, scope)
        if table == "products":
            return references.product(text, scope)
        if table == "blocks":
            return references.block(text)
        if table == "data_objects":
            return references.data_object(text)
        if table == "sectors":
            return references.sector(text)
        if table == "applications":
            party = self._planning.parties.find(text, (scope, None)).party_id
            return party if party in self._planning.application_ids else None
        return None

    def _references(self) -> References:
        if not self._fresh:
            self._planning.references = References(self._planning.drafts)
            self._fresh = True
        return self._planning.references


def _index(drafts: Drafts, table: str) -> Index:
    target = TARGETS[table]
    fields = fields_of(target.entity)
    position = fields.index(target.field)
    rows = list(drafts.all_rows(target.entity))
    if target.shown:
        name = fields.index("name")
        named = [(row[0], str(row[position]), row[name]) for row in rows]
        by_code: Index = {(code, None): identifier for identifier, code, _name in named}
        return by_code | {(text, None): identifier for identifier, text in shown_names(named).items()}
    scope = fields.index(target.scope) if target.scope else None
    return {(str(row[position]), row[scope] if scope is not None else None): row[0] for row in rows}
