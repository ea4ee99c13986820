"""The words that count in a text, so that « Nb d'utilisateurs » and « nombre utilisateur » say the same."""

from __future__ import annotations

import re
from functools import lru_cache

_STOP_WORDS = frozenset(
    """de du des d la le les l un une et ou en au aux a the of for to par pour sur entre est il qui
    van het een der die das von und fur de del los las el y di della dei e il""".split()
)
_BREAKS = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 14)
def significant_words(folded: str) -> tuple[str, ...]:
    """The words of a folded text without the little ones nor the mark of the plural, in order."""
    return tuple(
        word[:-1] if len(word) > 3 and word[-1] in "sx" else word
        for word in _BREAKS.sub(" ", folded).split()
        if word not in _STOP_WORDS
    )
