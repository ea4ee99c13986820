"""Which words of one name answer which words of the other: equal, run together, spelt out, abbreviated, misspelt."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from urbanism.matching.lexicon import STOP_WORDS


class Link(StrEnum):
    """How a word answers another."""

    EQUAL = "identique"
    JOINED = "accolé"
    ACRONYM = "sigle"
    SHORTENED = "abrégé"
    MISSPELT = "orthographe voisine"


STRENGTH = {Link.EQUAL: 1.0, Link.JOINED: 1.0, Link.ACRONYM: 0.8, Link.SHORTENED: 0.75, Link.MISSPELT: 0.8}
"""How much of a word's weight each link carries."""


class Shared(NamedTuple):
    """Words of both sides that answer each other."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    link: Link


class Alignment(NamedTuple):
    """What two names share, and what each has alone."""

    shared: tuple[Shared, ...]
    left_only: tuple[str, ...]
    right_only: tuple[str, ...]


class Name(NamedTuple):
    """A name prepared for alignment: its words, its runs of adjacent words, the initials of such runs."""

    words: tuple[str, ...]
    joined: Mapping[str, tuple[str, ...]]
    initials: Mapping[str, tuple[str, ...]]


def name_of(words: tuple[str, ...]) -> Name:
    """Prepare the words of a name."""
    full = tuple(word for word in words if word not in STOP_WORDS)
    joined = {"".join(run): run for run in _runs(words, 2, 4)}
    initials = {"".join(word[0] for word in run): run for run in _runs(full, 2, 5)}
    return Name(words, joined, initials)


def _runs(words: tuple[str, ...], shortest: int, longest: int) -> list[tuple[str, ...]]:
    return [
        words[start : start + size] for size in range(shortest, longest + 1) for start in range(len(words) - size + 1)
    ]


def align(left: Name, right: Name) -> Alignment:
    """Pair the words of two names: the equal ones first, then runs and acronyms, then near spellings."""
    left_rest = dict.fromkeys(left.words)
    right_rest = dict.fromkeys(right.words)
    shared = [Shared((word,), (word,), Link.EQUAL) for word in left.words if word in right_rest]
    for pair in shared:
        del left_rest[pair.left[0]], right_rest[pair.right[0]]
    if left_rest and right_rest:
        shared += [Shared((word,), run, link) for word, run, link in _spelt_out(left_rest, right_rest, right)]
        shared += [Shared(run, (word,), link) for word, run, link in _spelt_out(right_rest, left_rest, left)]
        shared += _near(left_rest, right_rest)
    return Alignment(tuple(shared), tuple(left_rest), tuple(right_rest))


def _spelt_out(
    rest: dict[str, None], other_rest: dict[str, None], other: Name
) -> list[tuple[str, tuple[str, ...], Link]]:
    """Words that the other name writes as a run ("printshop", "print shop") or in full (an acronym)."""
    found = []
    for word in tuple(rest):
        run, link = other.joined.get(word), Link.JOINED
        if run is None and 2 <= len(word) <= 5 and word.isalpha():
            run, link = other.initials.get(word), Link.ACRONYM
        if run is not None and len(word) >= 2 and any(part in other_rest for part in run):
            found.append((word, run, link))
            del rest[word]
            for part in run:
                other_rest.pop(part, None)
    return found


def _near(left_rest: dict[str, None], right_rest: dict[str, None]) -> list[Shared]:
    found = []
    for word in tuple(left_rest):
        for other in right_rest:
            link = near(word, other)
            if link is not None:
                found.append(Shared((word,), (other,), link))
                del left_rest[word], right_rest[other]
                break
    return found


@lru_cache(maxsize=500_000)
def near(word: str, other: str) -> Link | None:
    """How two different words resemble each other, if they do. Numbers and references never merely resemble."""
    short, long = sorted((word, other), key=len)
    if short[0] != long[0] or len(short) < 3 or not (short.isalpha() and long.isalpha()):
        return None
    if long.startswith(short) or _is_skeleton(short, long):
        return Link.SHORTENED
    slips = 1 if len(short) < 10 else 2
    if len(short) >= 4 and OSA.distance(short, long, score_cutoff=slips) <= slips:
        return Link.MISSPELT
    return None


def one_slip(word: str, other: str) -> bool:
    """Whether one letter added, dropped, changed or swapped makes a word of the other: a plain typing error."""
    return OSA.distance(word, other, score_cutoff=1) <= 1


def _is_skeleton(short: str, long: str) -> bool:
    """Whether a word without vowels keeps letters of a longer one in their order: "dlx" and "deluxe"."""
    if len(short) > 4 or any(letter in "aeiouy" for letter in short):
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)
