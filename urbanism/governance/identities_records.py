"""From the estate to what the engine compares: each object's name, and what else is known of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from urbanism import identity_keys as kinds
from urbanism.identity_keys import code_key, identity_key
from urbanism.matching import Record, deduplicate, group
from urbanism.matching.normalise import WordKind, kind, plain, words
from urbanism.snapshot import Application, Snapshot

MOST_VALUES = 3
"""Values kept of a column that the instances of a product fill each in its way: the commonest."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An object that may be the same as another.

    `scope` parts the objects that can only be the same within it (a commune's applications). `details` are what a
    person reads beside, `record` what the engine compares; `applications` and `communes` are those it concerns.
    """

    id: int
    key: str
    name: str
    scope: int
    record: Record
    details: Mapping[str, str]
    applications: frozenset[int] = frozenset()
    communes: frozenset[int] = frozenset()


def subjects_of(snapshot: Snapshot, kind_name: str) -> list[Subject]:
    """The objects of a kind, in the order of the estate."""
    return _MAKERS[kind_name](snapshot)


def scopes(subjects: Iterable[Subject]) -> Iterator[list[Subject]]:
    """The subjects that may be compared with each other, together."""
    by_scope: dict[int, list[Subject]] = {}
    for subject in subjects:
        by_scope.setdefault(subject.scope, []).append(subject)
    return (scope for scope in by_scope.values() if len(scope) > 1)


def _editors(snapshot: Snapshot) -> list[Subject]:
    uses = _uses(snapshot, lambda application: application.editor_id)
    products: dict[int, list[str]] = {}
    for product in snapshot.products:
        if product.editor_id is not None:
            products.setdefault(product.editor_id, []).append(product.name)
    return [
        _subject(
            editor.id,
            identity_key(editor.name),
            editor.name,
            {"SIRET": editor.siret or ""},
            {"Produits": _commonest(products.get(editor.id, ()))},
            uses.get(editor.id, ()),
        )
        for editor in snapshot.editors
    ]


def _products(snapshot: Snapshot) -> list[Subject]:
    """Products are compared without their editor's name ("Arpège Concerto"), which their editor already says.

    The bloc is shown, not weighed: rivals share it, and it made them look alike.
    """
    names = {editor.id: editor.name for editor in snapshot.editors}
    one_name, telling = _editors_made_one(snapshot)
    uses = _uses(snapshot, lambda application: application.product_id)
    blocks = {block.id: block.name for block in snapshot.blocks}
    found = []
    for product in snapshot.products:
        used = uses.get(product.id, [])
        editor = names.get(product.editor_id or 0, "")
        weighed = {
            "Éditeur": one_name.get(product.editor_id or 0, editor),
            "Technologies": _commonest(use.technologies for use in used),
            "Versions": _commonest([product.version, *(use.version for use in used)]),
        }
        shown = {
            "Éditeur": editor,
            "Blocs": _commonest(blocks.get(use.block_id or 0) for use in used),
            "Finalités": _commonest(use.purpose for use in used),
            "Applications": _commonest(use.name for use in used),
        }
        bare = _without(product.name, telling.get(product.editor_id or 0, frozenset()))
        key = identity_key(product.name, editor)
        found.append(_subject(product.id, key, product.name, weighed, shown, used, text=bare))
    return found


def _suites(snapshot: Snapshot) -> list[Subject]:
    names = {editor.id: editor.name for editor in snapshot.editors}
    one_name, telling = _editors_made_one(snapshot)
    inside: dict[int, list[str]] = {}
    for product in snapshot.products:
        if product.suite_id is not None:
            inside.setdefault(product.suite_id, []).append(product.name)
    return [
        _subject(
            suite.id,
            identity_key(suite.name, names.get(suite.editor_id or 0, "")),
            suite.name,
            {"Éditeur": one_name.get(suite.editor_id or 0, names.get(suite.editor_id or 0, ""))},
            {"Produits": _commonest(inside.get(suite.id, ()))},
            (),
            text=_without(suite.name, telling.get(suite.editor_id or 0, frozenset())),
        )
        for suite in snapshot.suites
    ]


def _applications(snapshot: Snapshot) -> list[Subject]:
    called = {record.id: record.name for table in _NAMED for record in getattr(snapshot, table)}
    codes = {commune.id: commune.code for commune in snapshot.communes}
    return [
        _subject(
            item.id,
            code_key(item.code, codes[item.commune_id]),
            item.name,
            {
                "Produit": called.get(item.product_id or 0, ""),
                "Éditeur": called.get(item.editor_id or 0, ""),
                "Bloc": called.get(item.block_id or 0, ""),
                "Direction": called.get(item.department_id or 0, ""),
                "Version": item.version or "",
                "Technologies": item.technologies or "",
                "Utilisateurs": "" if item.users is None else str(item.users),
            },
            {"Code": item.code, "Finalité": item.purpose or ""},
            [item],
            scope=item.commune_id,
        )
        for item in snapshot.applications
    ]


def _data_objects(snapshot: Snapshot) -> list[Subject]:
    return [
        _subject(
            item.id,
            identity_key(item.name),
            item.name,
            {"Synonymes": (item.synonyms or "").replace(" | ", ", "), "Identifiant": item.identifier or ""},
            {"Description": item.description or ""},
            (),
        )
        for item in snapshot.data_objects
    ]


def _departments(snapshot: Snapshot) -> list[Subject]:
    names = {commune.id: commune.name for commune in snapshot.communes}
    uses = _uses(snapshot, lambda application: application.department_id)
    return [
        _subject(
            item.id,
            identity_key(item.name, names[item.commune_id]),
            item.name,
            {"Adjoint": item.deputy or ""},
            {"Commune": names[item.commune_id]},
            uses.get(item.id, ()),
            scope=item.commune_id,
        )
        for item in snapshot.departments
    ]


def _communes(snapshot: Snapshot) -> list[Subject]:
    uses = _uses(snapshot, lambda application: application.commune_id)
    return [
        _subject(
            item.id,
            identity_key(item.name),
            item.name,
            {"Code INSEE": item.insee or "", "Nature": item.kind.value},
            {"Code": item.code},
            uses.get(item.id, ()),
        )
        for item in snapshot.communes
    ]


_NAMED = ("products", "editors", "blocks", "departments")
_MAKERS: dict[str, Callable[[Snapshot], list[Subject]]] = {
    kinds.PRODUCTS: _products,
    kinds.EDITORS: _editors,
    kinds.SUITES: _suites,
    kinds.APPLICATIONS: _applications,
    kinds.DATA_OBJECTS: _data_objects,
    kinds.DEPARTMENTS: _departments,
    kinds.COMMUNES: _communes,
}


def _subject(
    identifier: int,
    key: str,
    name: str,
    weighed: Mapping[str, str],
    shown: Mapping[str, str],
    uses: Iterable[Application],
    *,
    text: str = "",
    scope: int = 0,
) -> Subject:
    uses = tuple(uses)
    details = {label: value for label, value in {**weighed, **shown}.items() if value}
    return Subject(
        identifier,
        key,
        name,
        scope,
        Record(str(identifier), text or name, weighed),
        details,
        frozenset(use.id for use in uses),
        frozenset(use.commune_id for use in uses),
    )


def _uses(snapshot: Snapshot, of: Callable[[Application], int | None]) -> dict[int, list[Application]]:
    found: dict[int, list[Application]] = {}
    for application in snapshot.applications:
        identifier = of(application)
        if identifier is not None:
            found.setdefault(identifier, []).append(application)
    return found


def _commonest(values: Iterable[str | None]) -> str:
    counted = Counter(value for value in values if value)
    return ", ".join(value for value, _ in counted.most_common(MOST_VALUES))


def _editors_made_one(snapshot: Snapshot) -> tuple[dict[int, str], dict[int, frozenset[str]]]:
    """For each editor, one name for all its spellings of the strict zone, and the words that name it in any of them.

    Nothing is merged: two products are compared as if their editors' spellings were settled.
    """
    names = {str(editor.id): editor.name for editor in snapshot.editors}
    found = group(deduplicate([Record(key, name) for key, name in names.items()]).pairs)
    members = {key: each.members for each in found.groups for key in each.members}
    one_name, telling = {}, {}
    for key in names:
        spellings = [names[member] for member in members.get(key, (key,))]
        one_name[int(key)] = min(spellings, key=lambda name: (len(name), name))
        telling[int(key)] = frozenset(
            word for name in spellings for word in words(name) if kind(word) is WordKind.NAME and len(word) > 2
        )
    return one_name, telling


def _without(name: str, unwanted: frozenset[str]) -> str:
    """The name without those words; as it is when nothing else would name the thing."""
    kept = re.sub(r"[^\W_]+", lambda found: "" if plain(found[0]) in unwanted else found[0], name)
    kept = re.sub(r"\(\s*\)|\[\s*\]", " ", kept).strip(" -–—,:/")
    naming = {WordKind.NAME, WordKind.TRADE, WordKind.CODE}
    return kept if any(kind(word) in naming for word in words(kept)) else name
