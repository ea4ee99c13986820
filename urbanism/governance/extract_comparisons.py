"""Results of compared extracts, kept because someone asked: whose they are, of which referentials, of which day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Engine

from urbanism.errors import UrbanismError
from urbanism.snapshot import ExtractComparison
from urbanism.store import Creations, Deletion, Identifiers, Plan, apply_plan, load_snapshot, read_base
from urbanism.store.engine import reading
from urbanism.store.tables import read_rows
from urbanism.vocabulary import Origin

FIELDS = ("id", "commune_id", "left_id", "right_id", "compared_on", "summary", "content")


class UnacceptableComparison(UrbanismError):
    """A result of one referential with itself, of one that is no more there, or already forgotten."""

    code = "comparaison_refusee"


def keep_comparison(
    engine: Engine,
    commune_id: int,
    sides: tuple[int, int],
    summary: str,
    content: Mapping[str, Any],
    author: str,
    today: date,
) -> int:
    """Keep the result of comparing extracts of two referentials, for a holder whose own it will be. Returns it.

    Raises:
        UnacceptableComparison: the two are one, or one of them is no more there.
        NotAllowed: the author does not write for that holder.
    """
    names = {each.id: each.name for each in load_snapshot(engine).referentials if each.id in sides}
    if len(names) < 2:
        raise UnacceptableComparison(
            "Un résultat se garde pour deux référentiels différents du patrimoine.",
            remedy="Dites de quel référentiel vient chaque extrait.",
        )
    base = read_base(engine)
    identifier = Identifiers(base).take()
    row = (identifier, commune_id, *sides, today.isoformat(), summary, dict(content))
    reason = f"Comparaison d’extraits gardée : « {names[sides[0]][:80]} » et « {names[sides[1]][:80]} »"
    creation = Creations("extract_comparison", FIELDS, [row])
    apply_plan(engine, Plan(author, reason, Origin.DECISION, base, (creation,)))
    return identifier


def forget_comparison(engine: Engine, kept: ExtractComparison, author: str) -> int:
    """Take a kept result off; the history keeps it. Returns the change set.

    Raises:
        UnacceptableComparison: it is no more there, or not the viewer's to see.
    """
    seen = any(each.id == kept.id for each in load_snapshot(engine).extract_comparisons)
    with reading(engine) as connection:
        rows = read_rows(connection, "extract_comparison", FIELDS, "id = ?", (kept.id,))
    if not seen or not rows:
        raise UnacceptableComparison("Ce résultat a déjà été retiré.", remedy="Rechargez la page.")
    before = dict(zip(FIELDS, rows[0], strict=True))
    deletion = Deletion("extract_comparison", kept.id, before)
    reason = "Retrait d’une comparaison d’extraits"
    return apply_plan(engine, Plan(author, reason, Origin.DECISION, read_base(engine), deletions=(deletion,)))
