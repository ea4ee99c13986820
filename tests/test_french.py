"""French typography of numbers, money, dates and counts."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from urbanism.french import count, day, euros, listing, moment, number, percentage


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (number(1234567), "1\u202f234\u202f567"),
        (number(1234.5, 1), "1\u202f234,5"),
        (number(-12), "−12"),
        (euros(1234.6), "1\u202f235\u00a0€"),
        (euros(9_120_000), "9,1\u00a0M€"),
        (percentage(1, 3), "33\u00a0%"),
        (percentage(0, 0), "–"),
        (day(date(2026, 12, 31)), "31/12/2026"),
        (moment(datetime(2026, 1, 2, 9, 5)), "02/01/2026 à 9\u00a0h\u00a005"),
        (count(0, "application"), "0\u00a0application"),
        (count(1, "flux", "flux"), "1\u00a0flux"),
        (count(2, "application"), "2\u00a0applications"),
        (listing(["a", "b", "c"]), "a, b et c"),
        (listing(["a"]), "a"),
        (listing([]), ""),
    ],
)
def test_it_is_written_as_in_french(said: str, expected: str) -> None:
    assert said == expected
