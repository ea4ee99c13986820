"""Finding the application, referential or national system that an interface list names freely.

Exact names and codes come first, then names with something added (« Mélodie (état civil) », « Mélodie - Arpège »), then
likeness. A name that leads to several objects is never decided here: it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from importers.typed import Candidate
from importers.values import fold

SURE_FROM = 88
"""Likeness (rapidfuzz, of 100) from which a name with a typing error is still that name, if no other is as close."""
MARGIN = 4
"""By how much the nearest name must be nearer than the next one."""

LIKENESS = "ressemble"
EVERYWHERE = -1
"""The scope of all holders together: a name borne by one party only, wherever it is, leads to it, if it is exact."""

MOST_CANDIDATES = 50
"""More parties than this under one name are not told apart: the name is ambiguous all the same."""
MOST_SHARING = 3_000
"""A part that more names than this share tells nothing."""

_BRACKETED = re.compile(r"\s*[(\[].*?[)\]]\s*")
_ADDED = re.compile(r"\s+-\s+.*$|\s+–\s+.*$|\s*:\s+.*$")
_INSIDE = re.compile(r"[(\[](.+?)[)\]]")
_PUNCTUATION = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Found:
    """What a name leads to: one party, or none with the candidates to choose from."""

    party_id: int | None
    how: str
    candidates: tuple[Candidate, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether there is one party, and not by likeness only."""
        return self.party_id is not None and not self.how.startswith(LIKENESS)


def candidate(name: str, code: str, holder: str) -> Candidate:
    """An application or a referential as one may choose it; its code and holder designate it wherever it is."""
    return Candidate(f"{name} ({holder}, {code})", f"{code} ({holder})")


Bearers = tuple[int, ...]
"""The parties that bear a name, each once."""


def _bear(names: dict[str, Bearers], name: str, party_id: int) -> None:
    """Have a party bear a name."""
    known = names.get(name, ())
    if party_id not in known:
        names[name] = (*known, party_id) if len(known) < MOST_CANDIDATES else known


@dataclass(slots=True)
class _Scope:
    """The names of one holder's parties (or of those everyone may name); `by_part` is made when first needed."""

    exact: dict[str, Bearers] = field(default_factory=dict)
    loose: dict[str, Bearers] = field(default_factory=dict)
    products: dict[str, Bearers] = field(default_factory=dict)
    by_part: dict[str, list[str]] | None = None

    def sharing(self, wanted: str) -> set[str]:
        """The loose names that share one of the three rarest parts of a name."""
        if self.by_part is None:
            self.by_part = {}
            for name in self.loose:
                for part in _parts(name):
                    self.by_part.setdefault(part, []).append(name)
        found = sorted((self.by_part[part] for part in _parts(wanted) if part in self.by_part), key=len)
        return set().union(*(names for names in found[:3] if len(names) <= MOST_SHARING))


class Parties:
    """Every party by the names it goes by, holder by holder."""

    def __init__(self) -> None:
        self._scopes: dict[int | None, _Scope] = {}
        self._labels: dict[int, Candidate] = {}
        self._before_commas: set[str] = set()
        self._memo: dict[tuple[str, tuple[int | None, ...]], Found] = {}

    def add(
        self,
        party_id: int,
        scope: int | None,
        label: Candidate,
        names: Iterable[str | None],
        products: Iterable[str | None] = (),
    ) -> None:
        """Make a party known in a holder's scope (None: everywhere) under several names, `label` when shown.

        The product's name designates its instance only where no party bears that name itself.
        """
        entry = self._scopes.setdefault(scope, _Scope())
        everywhere = self._scopes.setdefault(EVERYWHERE, _Scope())
        entry.by_part = None
        self._labels[party_id] = label
        for name in names:
            if not name:
                continue
            folded = fold(name)
            loose = _loose(folded)
            if "," in folded:
                self._before_commas.add(folded.split(",", 1)[0].strip())
            for known in (entry, everywhere):
                _bear(known.exact, folded, party_id)
                _bear(known.loose, loose, party_id)
        for product in products:
            if product:
                _bear(entry.products, _loose(fold(product)), party_id)
        self._memo.clear()

    def find(self, text: str, scopes: tuple[int | None, ...]) -> Found:
        """The party that `text` names, looked for in each scope in turn (the holder's own first)."""
        key = (text, scopes)
        if key not in self._memo:
            self._memo[key] = self._find(text, scopes)
        return self._memo[key]

    def begins_a_name(self, text: str) -> bool:
        """Whether some party's name has a comma after this text: otherwise a comma parts two names."""
        return fold(text) in self._before_commas

    def is_name(self, text: str, scopes: tuple[int | None, ...]) -> bool:
        """Whether a text is one party's name, no more and no less."""
        folded = fold(text)
        for scope in (self._scopes[scope] for scope in scopes if scope in self._scopes):
            bearers = scope.exact.get(folded) or scope.loose.get(_loose(folded))
            if bearers:
                return len(bearers) == 1
        return False

    def _find(self, text: str, scopes: tuple[int | None, ...]) -> Found:
        known = [self._scopes[scope] for scope in scopes if scope in self._scopes]
        folded = fold(text)
        found = self._named(known, ("nom ou code exact", folded, lambda scope: scope.exact))
        if found:
            return found
        whole = _BRACKETED.sub(" ", folded).strip()
        bare = _ADDED.sub("", whole).strip()
        inside = [part for part in _INSIDE.findall(folded) if part]
        found = self._named(
            known,
            ("même nom à la ponctuation près", _loose(folded), lambda scope: scope.loose),
            ("nom sans ce qui est entre parenthèses", _loose(whole), lambda scope: scope.loose),
        )
        if found is None and bare != whole:  # a typing error in « Paie – Les Ormes » must not lead to « Paie »
            found = self._likely(known[:1], _loose(whole))
        found = found or self._named(
            known,
            ("nom sans ce qui l’accompagne", _loose(bare), lambda scope: scope.loose),
            *(("nom entre parenthèses", _loose(part), lambda scope: scope.loose) for part in inside),
            ("nom du produit", _loose(folded), lambda scope: scope.products),
            ("nom du produit sans ce qui l’accompagne", _loose(bare), lambda scope: scope.products),
        )
        near = known if EVERYWHERE not in scopes else known[:-1]
        return found or self._likely(near, _loose(whole), _loose(bare)) or Found(None, "inconnu")

    def _named(
        self, known: list[_Scope], *attempts: tuple[str, str, Callable[[_Scope], dict[str, Bearers]]]
    ) -> Found | None:
        """What the first attempt that leads anywhere leads to, in the first scope where it does."""
        for how, wanted, where in attempts:
            for scope in known:
                found = where(scope).get(wanted)
                if found:
                    return Found(found[0], how) if len(found) == 1 else self._ambiguous(found)
        return None

    def _likely(self, known: list[_Scope], *wanted: str) -> Found | None:
        """The party whose name is nearest, if it is clearly so in one scope; else those it may be."""
        several: set[int] = set()
        for scope in known:
            likely = next(filter(None, (_alike(scope, text) for text in wanted)), set())
            if len(likely) == 1:
                party = next(iter(likely))
                return Found(party, f"{LIKENESS} à « {self._labels[party].label} »")
            several |= likely
        return self._ambiguous(several) if several else None

    def _ambiguous(self, found: Iterable[int]) -> Found:
        return Found(None, "plusieurs possibles", tuple(sorted(self._labels[party] for party in found))[:8])


def _alike(scope: _Scope, wanted: str) -> set[int]:
    """The parties whose name is near enough, and clearly nearer than the others."""
    if len(wanted) < 5:
        return set()
    close = process.extract(wanted, scope.sharing(wanted), scorer=fuzz.ratio, score_cutoff=SURE_FROM, limit=8)
    best = max((score for _name, score, _ in close), default=0.0)
    return set().union(*(scope.loose[name] for name, score, _ in close if score > best - MARGIN))


def _loose(folded: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", folded).split())


def _parts(text: str) -> set[str]:
    """What a name with a typing error still shares with the right one: whole words, and each word's two ends."""
    words = text.split()
    return {*words, *(f"{word[:4]}…" for word in words), *(f"…{word[-4:]}" for word in words)}
