"""Figures that people enter: the limits of the rules, and the indicators that nothing computes (I17, I18).

One place holds one figure: a code, a commune (None for the whole) and a year (None for a limit).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any, NamedTuple

from sqlalchemy import Engine

from urbanism.errors import UrbanismError
from urbanism.rules.thresholds import Thresholds
from urbanism.snapshot import Assessment
from urbanism.store import Creations, Deletion, Identifiers, Plan, Update, apply_plan, load_snapshot, read_base
from urbanism.vocabulary import Origin

ENTERED_INDICATORS = ("I17", "I18")
"""The indicators that come from self-assessment and payroll."""

YEARS = range(1990, 2101)

_FIELDS = ("id", "code", "commune_id", "year", "value", "note")
_DEFAULTS: Mapping[str, float] = asdict(Thresholds())
_WHOLE = frozenset(name for name, value in _DEFAULTS.items() if isinstance(value, int))


class UnacceptableFigure(UrbanismError):
    """A figure out of its bounds, or of something that nobody enters."""

    code = "chiffre_refuse"


class Place(NamedTuple):
    """What a figure is of."""

    code: str
    commune_id: int | None = None
    year: int | None = None


def thresholds_of(assessments: Iterable[Assessment]) -> Thresholds:
    """The limits of the rules: those that the user set, the proposed ones else."""
    stored: dict[str, Any] = {
        a.code: int(a.value) if a.code in _WHOLE else a.value
        for a in assessments
        if a.code in _DEFAULTS and a.commune_id is None and a.year is None
    }
    return Thresholds(**stored)


def set_thresholds(engine: Engine, wanted: Thresholds, author: str) -> int | None:
    """Keep the user's limits; one equal to the proposed limit is forgotten. Returns the change set, None if none.

    Raises:
        UnacceptableFigure: a share is not between 0 and 1, a count is below 1.
    """
    figures: dict[Place, float | None] = {}
    for field in fields(Thresholds):
        value = getattr(wanted, field.name)
        _check_limit(field.name, value)
        figures[Place(field.name)] = None if value == _DEFAULTS[field.name] else value
    return _write(engine, figures, None, author, "Seuils des règles")


def enter_indicator(engine: Engine, place: Place, value: float, note: str, author: str) -> int | None:
    """Keep the figure of an indicator that nothing computes. Returns the change set, None where nothing changes.

    Raises:
        UnacceptableFigure: the indicator is computed, the figure is no number, the year is not one.
    """
    if place.code not in ENTERED_INDICATORS:
        raise UnacceptableFigure(f"L’indicateur {place.code} est calculé : il ne se saisit pas.")
    if not math.isfinite(value) or value < 0:
        raise UnacceptableFigure("Cette valeur n’est pas un nombre positif.", remedy="Corrigez-la.")
    if place.code == "I18" and value > 1:
        raise UnacceptableFigure("Le coefficient I18 est une part, entre 0 et 1.", remedy="Corrigez la valeur.")
    if place.year not in YEARS:
        raise UnacceptableFigure("Cette année n’en est pas une.", remedy="Donnez une année à quatre chiffres.")
    return _write(engine, {place: value}, note.strip() or None, author, f"Saisie de l’indicateur {place.code}")


def _check_limit(name: str, value: float) -> None:
    if name in _WHOLE and value < 1:
        raise UnacceptableFigure("Un seuil en nombre vaut au moins 1.", where=name, remedy="Corrigez-le.")
    if name not in _WHOLE and not 0 <= value <= 1:
        raise UnacceptableFigure("Un seuil en part est entre 0 et 1.", where=name, remedy="Corrigez-le.")


def _write(
    engine: Engine, figures: Mapping[Place, float | None], note: str | None, author: str, reason: str
) -> int | None:
    """One plan that makes each place hold its figure, or nothing where it is None."""
    base = read_base(engine)
    ids = Identifiers(base)
    kept = {Place(a.code, a.commune_id, a.year): a for a in load_snapshot(engine).assessments}
    created, updates, deletions = [], [], []
    for place, value in figures.items():
        present = kept.get(place)
        if present is None and value is not None:
            created.append((ids.take(), *place, value, note))
        elif present is not None and value is None:
            deletions.append(Deletion("assessment", present.id, present._asdict()))
        elif present is not None and (present.value, present.note) != (value, note):
            before = {"value": present.value, "note": present.note}
            updates.append(Update("assessment", present.id, before, {"value": value, "note": note}))
    creations = (Creations("assessment", _FIELDS, created),) if created else ()
    plan = Plan(author, reason, Origin.EDIT, base, creations, tuple(updates), tuple(deletions))
    return None if plan.is_empty else apply_plan(engine, plan)
