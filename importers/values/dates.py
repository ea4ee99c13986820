"""Dates as people write them: « 31/12/2026 », « 2026-12-31 », « mars 2024 », « T2 2025 », « 2019 », an Excel number."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from importers.values.reading import UNKNOWN, Reading, fold, says_nothing, show

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t].*)?")
_NUMERIC = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?:[ ,].*)?")
_NAMED = re.compile(r"(?:[a-z]+\.? )?(?:(\d{1,2})(?:er|st|nd|rd|th)?[ -])?([a-z]{3,9})\.?[ -](?:de )?(\d{4}|\d{2})")
_NAMED_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_MONTH = re.compile(r"(\d{1,2})[-/.](\d{4})")
_QUARTER = re.compile(r"(?:t|q|trimestre )([1-4])[ -/]*(\d{4})|(\d{4})[ -/]*(?:t|q)([1-4])")
_YEAR = re.compile(r"(?:fin |debut |courant |depuis |en |annee |env\.? |vers )?(\d{4})")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january", "fevrier fevr fev february feb", "mars mar march", "avril avr april apr",
            "mai may", "juin june jun", "juillet juil july jul", "aout aug august", "septembre sept sep september",
            "octobre oct october", "novembre nov november", "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_RANGE = range(18_264, 73_051)  # 1950 to 2099: outside, a number is no date


def day_comes_first(cells: Iterable[Any]) -> bool:
    """Whether « 03/04/2025 » is the third of April in a column: yes, unless a cell can only be read the other way."""
    american = False
    for cell in cells:
        found = _NUMERIC.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if found and int(found[1]) > 12:
            return True
        if found and int(found[2]) > 12:
            american = True
    return not american


def read_date(cell: Any, *, day_first: bool = True, ends: bool = False) -> Reading:
    """A day, as ISO text.

    `ends`: a month or a year stands for its last day (a contract "until 2027"), else for its first.
    """
    if isinstance(cell, datetime):
        return Reading(cell.date().isoformat())
    if isinstance(cell, date):
        return Reading(cell.isoformat())
    if isinstance(cell, bool):
        return _unreadable(cell)
    if isinstance(cell, int | float):
        return _read_number(cell, ends)
    text = show(cell)
    if says_nothing(text):
        return UNKNOWN
    words = fold(text)
    if words.isdecimal() and len(words) != 4:
        return _read_number(int(words[:9]), ends)
    exact = _exact_day(words, day_first)
    if exact is not None:
        return Reading(exact.isoformat())
    month = _month(words, ends=ends)
    if month is not None:
        return Reading(_bound(*month, ends=ends).isoformat(), text)
    year = _YEAR.fullmatch(words)
    if year and 1950 <= int(year[1]) <= 2099:
        return Reading(_bound(int(year[1]), None, ends=ends or words.startswith("fin")).isoformat(), text)
    return _unreadable(cell)


def _exact_day(words: str, day_first: bool) -> date | None:
    if found := _ISO.fullmatch(words):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(words):
        first, second = int(found[1]), int(found[2])
        day, month = (first, second) if day_first else (second, first)
        return _day(_full_year(found[3]), month, day)
    if (found := _NAMED.fullmatch(words)) and found[1] and found[2] in _MONTHS:
        return _day(_full_year(found[3]), _MONTHS[found[2]], int(found[1]))
    if (found := _NAMED_FIRST.fullmatch(words)) and found[1] in _MONTHS:
        return _day(int(found[3]), _MONTHS[found[1]], int(found[2]))
    return None


def _month(words: str, *, ends: bool) -> tuple[int, int] | None:
    """The year and month that a month or a quarter stands for."""
    if (found := _NAMED.fullmatch(words)) and not found[1] and found[2] in _MONTHS:
        return _full_year(found[3]), _MONTHS[found[2]]
    if (found := _MONTH.fullmatch(words)) and 1 <= int(found[1]) <= 12:
        return int(found[2]), int(found[1])
    if found := _QUARTER.fullmatch(words):
        last = 3 * int(found[1] or found[4])
        return int(found[2] or found[3]), last if ends else last - 2
    return None


def _bound(year: int, month: int | None, *, ends: bool) -> date:
    last_month = month or 12
    if ends:
        return date(year, last_month, calendar.monthrange(year, last_month)[1])
    return date(year, month or 1, 1)


def _read_number(number: float, ends: bool) -> Reading:
    if math.isfinite(number) and int(number) in _EXCEL_RANGE:
        return Reading((_EXCEL_EPOCH + timedelta(days=int(number))).isoformat())
    if 1950 <= number <= 2099 and float(number).is_integer():
        return Reading(_bound(int(number), None, ends=ends).isoformat(), str(int(number)))
    return _unreadable(number)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else 2000 + year if year < 70 else 1900 + year


def _unreadable(cell: Any) -> Reading:
    text = show(cell)
    return Reading(None, text, f"« {text[:80]} » n’est pas une date")
