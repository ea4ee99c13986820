"""Authority rules as people decide them: a source is the reference for an object, or is discouraged, on a scope."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Engine

from urbanism.analyses.referentials.authority import WantedRule
from urbanism.errors import UrbanismError
from urbanism.snapshot import AuthorityRule
from urbanism.store import Creations, Deletion, Identifiers, Plan, Update, apply_plan, load_snapshot, read_base
from urbanism.vocabulary import Origin

FIELDS = ("id", "source_id", "data_object_id", "commune_id", "block_id", "rating", "reason")


class UnacceptableRule(UrbanismError):
    """An authority rule without a source, an object or a reason."""

    code = "regle_d_autorite_refusee"


def set_rules(engine: Engine, wanted: Iterable[WantedRule], author: str) -> int:
    """Write rules in one operation; one on the same source, object and scope takes the place of the former.

    Returns the change set.

    Raises:
        UnacceptableRule: nothing is wanted, a reason is missing, a source or an object is no more there.
        ConflictingChange: the estate changed meanwhile.
    """
    wanted = list(wanted)
    if not wanted:
        raise UnacceptableRule("Il n’y a aucune règle à écrire.")
    snapshot = load_snapshot(engine)
    known = {_place(rule): rule for rule in snapshot.authority_rules}
    base = read_base(engine)
    ids = Identifiers(base)
    rows: list[tuple[object, ...]] = []
    updates: list[Update] = []
    for rule in wanted:
        if not rule.reason.strip():
            raise UnacceptableRule("Une règle d’autorité a besoin d’un motif.", remedy="Écrivez ce qui la fonde.")
        if rule.source_id not in snapshot.by_id or rule.data_object_id not in snapshot.by_id:
            raise UnacceptableRule("Sa source ou sa donnée n’existe plus.", remedy="Rechargez la page.")
        former = known.get(_place(rule))
        after = {"rating": rule.rating.value, "reason": rule.reason.strip()}
        if former is None:
            scope = (rule.source_id, rule.data_object_id, rule.commune_id, rule.block_id)
            rows.append((ids.take(), *scope, *after.values()))
        else:
            before = {"rating": former.rating.value, "reason": former.reason}
            updates.append(Update("authority_rule", former.id, before, after))
    creations = (Creations("authority_rule", FIELDS, rows),) if rows else ()
    names = ", ".join(dict.fromkeys(snapshot.by_id[rule.data_object_id].name for rule in wanted))
    return apply_plan(engine, Plan(author, f"Règles d’autorité : {names}", Origin.DECISION, base, creations, updates))


def withdraw_rule(engine: Engine, rule: AuthorityRule, author: str) -> int:
    """Take a rule back; the history keeps it. Returns the change set.

    Raises:
        UnacceptableRule: it is no more there.
    """
    if rule not in load_snapshot(engine).authority_rules:
        raise UnacceptableRule("Cette règle a déjà été retirée ou changée.", remedy="Rechargez la page.")
    before = {**rule._asdict(), "rating": rule.rating.value}
    deletion = Deletion("authority_rule", rule.id, before)
    reason = "Retrait d’une règle d’autorité"
    return apply_plan(engine, Plan(author, reason, Origin.DECISION, read_base(engine), deletions=(deletion,)))


def _place(rule: AuthorityRule | WantedRule) -> tuple[int, int, int | None, int | None]:
    return rule.source_id, rule.data_object_id, rule.commune_id, rule.block_id
