"""French typography of what people read: numbers, money, dates, counts.

Rules of the Imprimerie nationale: a narrow no-break space between thousands, a no-break space before a unit, dates as
31/12/2026.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"


def number(value: float, decimals: int = 0) -> str:
    """« 1 234,5 »: thousands parted by a narrow no-break space, decimal comma."""
    text = f"{value:,.{decimals}f}"
    return text.replace(",", NARROW_SPACE).replace(".", ",").replace("-", "−")


def euros(value: float) -> str:
    """« 1 235 € », « 1,2 M€ » from a million on."""
    if abs(value) >= 1_000_000:
        return f"{number(value / 1_000_000, 1)}{NO_BREAK_SPACE}M€"
    return f"{number(value)}{NO_BREAK_SPACE}€"


def percentage(part: float, whole: float) -> str:
    """« 12 % », or « – » of nothing."""
    return f"{number(100 * part / whole)}{NO_BREAK_SPACE}%" if whole else "–"


def day(value: date) -> str:
    """« 31/12/2026 »."""
    return value.strftime("%d/%m/%Y")


def moment(value: datetime) -> str:
    """« 31/12/2026 à 14 h 05 »."""
    space = NO_BREAK_SPACE
    return f"{day(value)} à {value.hour}{space}h{space}{value.minute:02d}"


def count(value: int, singular: str, plural: str | None = None) -> str:
    """« 1 application », « 1 200 applications », « 0 application »: the plural starts at two."""
    noun = singular if abs(value) < 2 else plural or f"{singular}s"
    return f"{number(value)}{NO_BREAK_SPACE}{noun}"


def listing(words: Iterable[str]) -> str:
    """« a, b et c »."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} et {last}" if first else last


def typeset(text: str) -> str:
    """The text with the apostrophes and no-break spaces of French typography, so that no line begins with a sign."""
    spaced = text.replace("'", "’").replace("« ", f"«{NO_BREAK_SPACE}").replace(" »", f"{NO_BREAK_SPACE}»")
    for sign in ":;?!":
        spaced = spaced.replace(f" {sign}", f"{NO_BREAK_SPACE}{sign}")
    return spaced
