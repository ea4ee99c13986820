"""What people decided to be one thing: a name met again leads to the object that stayed, whatever the workbook says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from importers.planning.drafts import Drafts
from urbanism.identity_keys import (
    APPLICATIONS,
    COMMUNES,
    DEPARTMENTS,
    EDITORS,
    PRODUCTS,
    SUITES,
    code_key,
    identity_key,
    standing_for,
)
from urbanism.store.tables import fields_of
from urbanism.vocabulary import IdentityVerdict


def decided_identities(drafts: Drafts) -> dict[str, Mapping[str, int]]:
    """By kind, the stored object that each key people decided about leads to; a kind without decision is absent."""
    same: dict[str, list[tuple[str, str]]] = {}
    for row in _records(drafts, "identity_decision"):
        if row["verdict"] == IdentityVerdict.SAME.value:
            same.setdefault(str(row["kind"]), []).append((str(row["left_key"]), str(row["right_key"])))
    return {kind: standing_for(pairs, _keys(drafts, kind)) for kind, pairs in same.items()}


def _keys(drafts: Drafts, kind: str) -> dict[str, int]:
    """The stored objects of a kind by their key."""
    editors = {row["id"]: str(row["name"]) for row in _records(drafts, "editor")}
    communes = {row["id"]: row for row in _records(drafts, "commune")}
    if kind in (PRODUCTS, SUITES):
        entity = "product" if kind == PRODUCTS else "suite"
        return {identity_key(r["name"], editors.get(r["editor_id"])): r["id"] for r in _records(drafts, entity)}
    if kind == APPLICATIONS:
        rows = _records(drafts, "application")
        return {code_key(row["code"], communes[row["commune_id"]]["code"]): row["id"] for row in rows}
    if kind == DEPARTMENTS:
        rows = _records(drafts, "department")
        return {identity_key(row["name"], communes[row["commune_id"]]["name"]): row["id"] for row in rows}
    entities = {EDITORS: "editor", COMMUNES: "commune"}
    return (
        {identity_key(row["name"]): row["id"] for row in _records(drafts, entities[kind])} if kind in entities else {}
    )


def _records(drafts: Drafts, entity: str) -> list[dict[str, Any]]:
    names = fields_of(entity)
    return [dict(zip(names, row, strict=True)) for row in drafts.stored(entity)]
