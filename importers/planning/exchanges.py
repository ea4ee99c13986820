"""Rows of interface lists: flows whose two ends are named freely."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.planning.parties import Found
from importers.planning.rows import Planning, SourceFile, holders_of_rows, link, put_rows
from importers.typed import Candidate, Question, TypedTable
from importers.values import fold
from importers.values.reading import Stored
from importers.values.texts import split_names
from urbanism.codes import interface_code, unique_codes

PLAIN_FIELDS = (
    "name", "description", "means", "format", "standard", "rhythm", "synchronous", "owner", "state", "personal_data",
    "legal_basis", "agreement", "consent", "consent_proof", "document", "yearly_cost",
)  # fmt: skip


_BRACKETED = re.compile(r"(.+?)\s*[(\[]([^()\[\]]+)[)\]]\s*")


def plan_interfaces(planning: Planning, source: SourceFile, table: TypedTable) -> None:
    """Create or update the interfaces of a table; a row with an end that cannot be named for sure is refused."""
    holders = holders_of_rows(planning, source, table)
    columns: dict[str, Sequence[Stored]] = {name: table.columns[name] for name in PLAIN_FIELDS if name in table.columns}
    sources = find_parties(planning, table, "source", holders, "source_commune")
    targets = find_parties(planning, table, "target", holders, "target_commune")
    columns["source_id"], columns["target_id"] = sources, targets
    columns["commune_id"] = holders
    columns["code"] = _codes(planning, table, holders, sources, targets)
    if "processing" in table.columns:
        columns["processing_id"] = _processings(planning, table, holders)
    identifiers = put_rows(planning, source, table, "interface", ("commune_id", "code"), columns)
    _carry_objects(planning, table, identifiers)


def find_parties(
    planning: Planning, table: TypedTable, name: str, holders: Sequence[int], commune_field: str | None = None
) -> list[int | None]:
    """The party each row names in a field: told by the profile, else found; a row that leaves a doubt is refused."""
    texts = table.column(name)
    communes = table.column(commune_field) if commune_field else [None] * table.size
    keys = list(zip(texts, holders, communes, strict=True))
    known = {key: find_party(planning, *key) for key in dict.fromkeys(keys) if key[0] is not None}
    said: set[str] = set()
    for position, key in enumerate(keys):
        if table.outcomes[position] is None and (key[0] is None or not known[key].is_sure):
            _say_doubt(table, position, name, key[0], known.get(key), said)
    return [
        known[key].party_id if key[0] is not None and outcome is None else None
        for key, outcome in zip(keys, table.outcomes, strict=True)
    ]


def _say_doubt(
    table: TypedTable, position: int, name: str, text: str | None, party: Found | None, said: set[str]
) -> None:
    """Refuse a row whose end is not named, or not for sure; say once what a likeness was taken for."""
    if text is None or party is None:
        table.reject(position, "extremite_manquante", "Cette interface n’a pas ses deux extrémités.", name)
    elif party.party_id is None:
        _ask(table, position, name, text, party.candidates)
    elif text not in said:
        said.add(text)
        table.say("nom_rapproche", f"« {text} » {party.how} : à confirmer.", position, name)


def find_party(planning: Planning, text: str, holder: int, commune: str | None = None) -> Found:
    """The party that a holder names, in another commune where one is said (« État civil (Valombreuil) »)."""
    return planning.parties.find(*_designation(planning, text, holder, commune))


def names_a_party(planning: Planning, text: str, holder: int) -> bool:
    """Whether a text is a party's name, no more and no less."""
    if "," in text and not planning.parties.begins_a_name(text.split(",", 1)[0]):
        return False
    return planning.parties.is_name(*_designation(planning, text, holder, None))


def _designation(planning: Planning, text: str, holder: int, commune: str | None) -> tuple[str, tuple[int | None, ...]]:
    """The name to look for, and where: with the holder, or in the commune that is said."""
    wanted = planning.names.get(fold(text), text)
    named = planning.references.commune(commune) if commune else None
    bracketed = _BRACKETED.fullmatch(wanted) if named is None else None
    if bracketed:
        named = planning.references.commune(bracketed[2])
        wanted = bracketed[1] if named is not None else wanted
    return wanted, (named, None, holder) if named is not None else planning.scopes(holder)


def _ask(table: TypedTable, position: int, name: str, text: str, candidates: tuple[Candidate, ...]) -> None:
    table.questions.setdefault(text, Question(candidates)).rows += 1
    if candidates:
        shown = " ; ".join(one.label for one in candidates)
        table.reject(
            position,
            "nom_ambigu",
            f"« {text} » peut désigner : {shown}. Écrivez le code de la bonne, ou choisissez-la dans la page d’import.",
            name,
        )
    else:
        table.reject(
            position,
            "nom_inconnu",
            f"« {text} » n’est le nom d’aucune application, d’aucun référentiel ni d’aucun système national connu."
            " Ajoutez cette application à l’inventaire, ou corrigez son nom.",
            name,
        )


def _codes(
    planning: Planning,
    table: TypedTable,
    holders: Sequence[int],
    sources: Sequence[int | None],
    targets: Sequence[int | None],
) -> list[Stored]:
    """The holder's own codes, or stable ones made from both ends' codes; parallel flows are numbered in row order."""
    codes = list(table.column("code"))
    label = planning.party_codes
    for holder in dict.fromkeys(holders):
        missing = [
            position
            for position, code in enumerate(codes)
            if code is None
            and holders[position] == holder
            and sources[position] is not None
            and targets[position] is not None
        ]
        made = unique_codes(
            interface_code(label[sources[position] or 0], label[targets[position] or 0]) for position in missing
        )
        for position, code in zip(missing, made, strict=True):
            codes[position] = code
    return codes


def _processings(planning: Planning, table: TypedTable, holders: Sequence[int]) -> list[Stored]:
    drafts = planning.drafts
    known = drafts.index("processing", lambda row: (row["commune_id"], fold(row["name"])))
    known |= drafts.index("processing", lambda row: (row["commune_id"], fold(row["code"])))
    found: list[Stored] = []
    for position, (text, holder) in enumerate(zip(table.column("processing"), holders, strict=True)):
        identifier = known.get((holder, fold(text))) if text else None
        if text and identifier is None:
            header = table.guess.fields["processing"].header
            table.extras[position] = {**(table.extras[position] or {}), header: text}
        found.append(identifier)
    return found


def _carry_objects(planning: Planning, table: TypedTable, identifiers: Sequence[int | None]) -> None:
    values = table.columns.get("objects")
    if values is None:
        return
    references = planning.references
    known = {
        value: [references.data_object(name) for name in split_names(value, references.knows_data_object)]
        for value in dict.fromkeys(values)
    }
    link(
        planning,
        table,
        "interface_object",
        (
            (position, (identifier, item))
            for position, (identifier, value) in enumerate(zip(identifiers, values, strict=True))
            if identifier is not None
            for item in dict.fromkeys(known[value])
        ),
    )
