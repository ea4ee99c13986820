"""From names written in cells to the objects they name: editors, products, communes, departments, blocks, data objects.

A name that nothing bears is created where a spreadsheet is entitled to (an editor, a product, a department, a holder);
blocks and sectors belong to the nomenclature and are never created. Names are compared folded (case, accents, spaces);
nearer likeness is the work of identities, decided by a person.
"""

from __future__ import annotations

from collections.abc import Container, Mapping

from rapidfuzz import fuzz, process

from importers.planning.decided import decided_identities
from importers.planning.drafts import Drafts
from importers.values import fold
from urbanism.codes import slug
from urbanism.identity_keys import (
    APPLICATIONS,
    COMMUNES,
    DEPARTMENTS,
    EDITORS,
    PRODUCTS,
    SUITES,
    code_key,
    identity_key,
)
from urbanism.store.changes import Place
from urbanism.store.tables import Stored, fields_of
from urbanism.vocabulary import HolderKind

HOME_MADE = frozenset(
    fold(word)
    for word in (
        "custom", "custom built", "custom software", "homegrown", "home grown", "in-house", "in house", "inhouse",
        "developed in-house", "internal", "bespoke", "eigenentwicklung", "développement interne", "dev interne",
        "développé en interne", "interne", "maison", "fait maison", "fait par nos soins", "spécifique",
        "développement spécifique", "développement maison", "dsi", "réalisation interne", "outil interne",
        "aucun (interne)",
    )
)  # fmt: skip
"""What people write for an editor or a product where there is none: the program was made at home."""

ALIKE_FROM = 90
"""Likeness (rapidfuzz, of 100) from which a bloc's name with a typing error is still that bloc."""

_HOLDER_WORDS = (
    "ville de ",
    "commune de ",
    "mairie de ",
    "ville d'",
    "commune d'",
    "mairie d'",
    "city of ",
    "town of ",
)


def holder_key(name: str) -> str:
    """A holder's name folded, without « ville de », hyphens as spaces, « St » as « Saint »."""
    words = fold(name).replace("-", " ").replace("_", " ")
    for prefix in _HOLDER_WORDS:
        words = words.removeprefix(prefix)
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words.split())


class References:
    """The names known so far, stored or in preparation, and the objects they lead to."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self.communes = drafts.index("commune", lambda row: (holder_key(row["name"]),))
        self._communes_by_code = {fold(code): identifier for identifier, code in _pairs(drafts, "commune", "code")}
        self.commune_names = dict(_pairs(drafts, "commune", "name"))
        self._commune_codes = dict(_pairs(drafts, "commune", "code"))
        self._departments = drafts.index("department", lambda row: (row["commune_id"], fold(row["name"])))
        self._editors = drafts.index("editor", lambda row: (fold(row["name"]),))
        self._suites = drafts.index("suite", lambda row: (fold(row["name"]), row["editor_id"]))
        self._products = drafts.index("product", lambda row: (fold(row["name"]), row["editor_id"]))
        self._products_by_name: dict[str, list[int]] = {}
        for (name, _editor), identifier in self._products.items():
            self._products_by_name.setdefault(name, []).append(identifier)
        self._blocks = _block_names(drafts)
        self._block_memo: dict[str, int | None] = {}
        self._objects = _object_names(drafts)
        self._aliases = _aliases(drafts)
        self._decided = decided_identities(drafts)
        self._editor_names = dict(_pairs(drafts, "editor", "name"))
        self._makers = {
            "product_id": {row[0]: row[fields_of("product").index("editor_id")] for row in drafts.all_rows("product")},
            "suite_id": {row[0]: row[fields_of("suite").index("editor_id")] for row in drafts.all_rows("suite")},
        }
        self._sectors = {
            fold(str(number)): identifier for identifier, number in _pairs(drafts, "ru30_sector", "number")
        }
        self._sectors |= {fold(name): identifier for identifier, name in _pairs(drafts, "ru30_sector", "name")}

    def commune(self, name: str) -> int | None:
        """The holder of that name or code, if there is one."""
        found = self.communes.get((holder_key(name),))
        if found is None:
            found = self._communes_by_code.get(fold(name))
        return found if found is not None else self._decision(COMMUNES, name)

    def commune_or_new(self, name: str, **values: Stored) -> int:
        """The holder of that name, created if there is none."""
        known = self.commune(name)
        if known is not None:
            return known
        shown = " ".join(name.replace("_", " ").split())
        kind = values.pop("kind", None) or _holder_kind(shown).value
        code = self._free_commune_code(shown)
        identifier = self._drafts.create("commune", code=code, name=shown, kind=kind, **values)
        self._communes_by_code[code] = identifier
        self.communes[holder_key(name),] = identifier
        self.commune_names[identifier] = shown
        return identifier

    def learn_commune(self, name: str, code: str, identifier: int) -> None:
        """Let a holder just planned be named by the rows that follow."""
        self._communes_by_code[fold(code)] = identifier
        self.communes[(holder_key(name),)] = identifier
        self.commune_names[identifier] = name

    def learn_department(self, commune_id: int, name: str, identifier: int) -> None:
        """Let a department just planned be named by the rows that follow."""
        self._departments[commune_id, fold(name)] = identifier

    def learn_editor(self, name: str, identifier: int) -> None:
        """Let an editor just planned be named by the rows that follow."""
        self._editors[(fold(name),)] = identifier

    def learn_editor_alias(self, text: str, identifier: int, place: Place) -> None:
        """Keep another name of an editor."""
        key = ("editor_id", fold(text))
        if key not in self._aliases:
            self._aliases[key] = identifier
            self._drafts.create("alias", place, editor_id=identifier, text=text)

    def learn_product(self, name: str, editor_id: int | None, identifier: int) -> None:
        """Let a product just planned be named by the rows that follow."""
        folded = fold(name)
        self._products[folded, editor_id] = identifier
        self._products_by_name.setdefault(folded, []).append(identifier)

    def sector(self, text: str) -> int | None:
        """The RU-30 sector that a number or a name designates."""
        words = fold(text)
        number = words.split()[0].rstrip(".:-") if words else ""
        return self._sectors.get(number) or self._sectors.get(words)

    def known_department(self, commune_id: int, name: str | None) -> int | None:
        """A holder's department of that name, if there is one."""
        if not name:
            return None
        known = self._departments.get((commune_id, fold(name)))
        return known if known is not None else self._decision(DEPARTMENTS, name, self.commune_names.get(commune_id))

    def department(self, commune_id: int, name: str) -> int:
        """A holder's department, created if need be."""
        key = (commune_id, fold(name))
        known = self.known_department(commune_id, name)
        if known is not None:
            self._departments[key] = known
        if key not in self._departments:
            self._departments[key] = self._drafts.create("department", commune_id=commune_id, name=name)
        return self._departments[key]

    def known_editor(self, name: str | None) -> int | None:
        """The editor of that name or alias, or that people decided to be that one."""
        if not name:
            return None
        key = fold(name)
        return self._editors.get((key,)) or self._aliases.get(("editor_id", key)) or self._decision(EDITORS, name)

    def editor(self, name: str) -> int:
        """The editor of that name or alias, created if need be."""
        key = fold(name)
        known = self.known_editor(name)
        if known is None:
            known = self._editors[key,] = self._drafts.create("editor", name=name)
            self._editor_names[known] = name
        return known

    def suite(self, name: str, editor_id: int | None) -> int:
        """An editor's suite, created if need be."""
        key = (fold(name), editor_id)
        if key not in self._suites:
            known = self._decision(SUITES, name, self._editor_names.get(editor_id or 0))
            known = known or self._other_name("suite_id", name, editor_id)
            if known is not None:
                self._suites[key] = known
        if key not in self._suites:
            self._suites[key] = self._drafts.create("suite", name=name, editor_id=editor_id)
        return self._suites[key]

    def product(self, name: str, editor_id: int | None, suite_id: int | None = None) -> int:
        """An editor's product, created if need be; without an editor, the only product of that name."""
        folded = fold(name)
        known = self.known_product(name, editor_id)
        if known is not None:
            return known
        same_name = self._products_by_name.setdefault(folded, [])
        if editor_id is None and len(same_name) == 1:
            return same_name[0]
        identifier = self._drafts.create("product", name=name, editor_id=editor_id, suite_id=suite_id)
        self._products[folded, editor_id] = identifier
        same_name.append(identifier)
        return identifier

    def known_product(self, name: str, editor_id: int | None) -> int | None:
        """An editor's product of that name, or that people decided to be that one, or that bears it as another name."""
        known = self._products.get((fold(name), editor_id))
        known = known or self._decision(PRODUCTS, name, self._editor_names.get(editor_id or 0))
        return known or self._other_name("product_id", name, editor_id)

    @property
    def knows_merged_applications(self) -> bool:
        """Whether people merged any application."""
        return APPLICATIONS in self._decided

    def merged_application(self, commune_id: int, code: str) -> int | None:
        """The application that stands for the one that bore this code, if people merged it."""
        known, holder = self._decided.get(APPLICATIONS), self._commune_codes.get(commune_id)
        return known.get(code_key(code, holder)) if known and holder is not None else None

    def _decision(self, kind: str, name: str, owner: str | None = "") -> int | None:
        """The object that a name leads to by a decision of identity."""
        known = self._decided.get(kind)
        return known.get(identity_key(name, owner)) if known else None

    def _other_name(self, subject: str, name: str, editor_id: int | None) -> int | None:
        """The object that bears another name, unless its editor is known to be another one: a homonym then."""
        found = self._aliases.get((subject, fold(name)))
        maker = self._makers[subject].get(found) if found is not None else None
        return found if maker is None or editor_id is None or maker == editor_id else None

    def block(self, name: str) -> int | None:
        """The bloc that a name or code designates, to a typing error; None if there is none."""
        key = fold(name)
        if key not in self._block_memo:
            known = self._blocks.get(key)
            if known is None and len(key) >= 6:
                close = process.extractOne(key, self._blocks.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE_FROM)
                known = self._blocks[close[0]] if close else None
            self._block_memo[key] = known
        return self._block_memo[key]

    def knows_block(self, name: str) -> bool:
        """Whether a name is a bloc's, to the letter."""
        return fold(name) in self._blocks

    def knows_data_object(self, name: str) -> bool:
        """Whether a name or synonym is a data object's."""
        return fold(name) in self._objects

    def data_object(self, name: str) -> int:
        """The data object of that name or synonym, created if need be."""
        key = fold(name)
        if key not in self._objects:
            code = free_code(slug(name).lower()[:60] or "objet", self._objects)
            self._objects[key] = self._objects[code] = self._drafts.create("data_object", code=code, name=name)
        return self._objects[key]

    def _free_commune_code(self, name: str) -> str:
        return free_code(slug(name).lower()[:40] or "commune", self._communes_by_code)


def _holder_kind(name: str) -> HolderKind:
    words = fold(name)
    if any(word in words for word in ("metropole", "agglomeration", "communaute")):
        return HolderKind.METROPOLE
    return HolderKind.SYNDICATE if words.startswith("syndicat") else HolderKind.COMMUNE


def free_code(code: str, taken: Container[str]) -> str:
    """The code, or the first of « code-2 », « code-3 »… that is not taken."""
    candidate, number = code, 2
    while candidate in taken:
        candidate, number = f"{code}-{number}", number + 1
    return candidate


def _pairs(drafts: Drafts, entity: str, name: str) -> list[tuple[int, str]]:
    position = fields_of(entity).index(name)
    return [(row[0], row[position]) for row in drafts.all_rows(entity)]


def _block_names(drafts: Drafts) -> dict[str, int]:
    """Blocs by folded name, code, and name without what stands between brackets."""
    names: dict[str, int] = {}
    for identifier, code in _pairs(drafts, "functional_block", "code"):
        names[fold(code)] = identifier
    for identifier, name in _pairs(drafts, "functional_block", "name"):
        names[fold(name)] = identifier
        names.setdefault(fold(name.split(" (")[0]), identifier)
        if "(" in name:
            names.setdefault(fold(name.split("(")[1].strip(") ")), identifier)
    return names


def _object_names(drafts: Drafts) -> dict[str, int]:
    fields = fields_of("data_object")
    names: dict[str, int] = {}
    rows: list[Mapping[str, Stored]] = [dict(zip(fields, row, strict=True)) for row in drafts.all_rows("data_object")]
    for row in rows:
        for synonym in str(row["synonyms"] or "").split(" | "):
            if synonym:
                names[fold(synonym)] = int(row["id"])
    for row in rows:
        names[fold(str(row["name"]))] = names[fold(str(row["code"]))] = int(row["id"])
    return names


def _aliases(drafts: Drafts) -> dict[tuple[str, str], int]:
    fields = fields_of("alias")
    found: dict[tuple[str, str], int] = {}
    for row in drafts.all_rows("alias"):
        values = dict(zip(fields, row, strict=True))
        for subject in ("editor_id", "suite_id", "product_id"):
            if values[subject] is not None:
                found[subject, fold(values["text"])] = values[subject]
    return found
