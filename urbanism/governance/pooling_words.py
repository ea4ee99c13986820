"""Pooling à la carte: a commune says, block by block and year by year, what it pools; convergence takes its word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Engine

from urbanism.errors import UrbanismError
from urbanism.governance.saving import Draft, save
from urbanism.snapshot import Pooling, Snapshot
from urbanism.vocabulary import PoolingStance

YEARS = range(2000, 2101)


class UnacceptableWord(UrbanismError):
    """A word about a year that is none, or about a block that does not exist."""

    code = "mutualisation_refusee"


class PoolingWord(NamedTuple):
    """What a commune says of a block for a year; `seen` is the record that the person read, if there was one."""

    block_id: int
    year: int
    stance: PoolingStance
    reason: str | None = None
    seen: Pooling | None = None


def say_pooling(
    engine: Engine, snapshot: Snapshot, commune_id: int, words: Sequence[PoolingWord], author: str
) -> int | None:
    """Keep a commune's words as one change set; returns it, None where they were all said already.

    Raises:
        UnacceptableWord: a year or a block is not one; nothing is written.
        ConflictingChange: someone changed one of them meanwhile; nothing is written.
    """
    blocks = {block.id for block in snapshot.blocks}
    for word in words:
        if word.year not in YEARS:
            raise UnacceptableWord(f"« {word.year} » n’est pas une année.", remedy="Donnez-la en quatre chiffres.")
        if word.block_id not in blocks:
            raise UnacceptableWord("Ce bloc n’existe pas.", remedy="Choisissez-en un autre.")

    def write(draft: Draft) -> None:
        for word in words:
            key = {"commune_id": commune_id, "block_id": word.block_id, "year": word.year}
            values = {"stance": word.stance.value, "reason": word.reason}
            seen = {"stance": word.seen.stance.value, "reason": word.seen.reason} if word.seen else {}
            draft.put("pooling", key, values, seen)

    return save(engine, author, "Mutualisation à la carte", write)


def words_of(snapshot: Snapshot, commune_id: int) -> dict[tuple[int, int], Pooling]:
    """What a commune said, by block and year."""
    return {(one.block_id, one.year): one for one in snapshot.poolings if one.commune_id == commune_id}
