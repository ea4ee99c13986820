"""Putting Python's collector of cycles at rest during work that makes millions of objects and no cycle."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the cyclic garbage collector at rest meanwhile.

    Imports, snapshots, rules and indicators make a great many tuples, none of them in a circle: walking them again and
    again would take half of the time on a national estate.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
