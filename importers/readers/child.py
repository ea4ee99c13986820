"""The process that reads files on behalf of `importers.reading`, so that a hostile one can harm nothing but it.

It is given paths, one json text a line, and answers each with messages. A message is a header (where it stands in
the answer, length of what follows) and a pickled pair; the first has no content, it starts the clock:

    "sheet", RawSheet             a sheet, without its rows
    "rows", [[cell…]…]            some rows of the last sheet
    "end", (format, [Note…])      last: the file was read
    "refused", {…}                last: it could not be; fields of an UnusableFile
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import pickle
import struct
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

from importers.readers import open_file, refusals
from urbanism.errors import UnusableFile

HEADER = struct.Struct(">BQ")
BEGIN, MORE, LAST = 0, 1, 2
_CELLS_A_MESSAGE = 200_000


def serve(memory: int, cells: int) -> None:
    """Answer requests on standard input until it closes, within `memory` bytes and `cells` cells a file."""
    _limit_memory(memory)
    gc.disable()  # rows hold no cycles, and there are millions of them
    with os.fdopen(os.dup(1), "wb") as answers:
        for request in sys.stdin.buffer:
            answers.write(HEADER.pack(BEGIN, 0))
            answers.flush()
            for kind, value in messages(json.loads(request), cells):
                content = pickle.dumps((kind, value), protocol=5)
                answers.write(HEADER.pack(LAST if kind in ("end", "refused") else MORE, len(content)))
                answers.write(content)
            answers.flush()


def messages(path: str, cells: int) -> Iterator[tuple[str, Any]]:
    """Everything to say of one file of at most `cells` cells, blank ones between full ones included."""
    try:
        yield from _read(path, cells)
        return
    except UnusableFile as error:
        refusal = error
    except MemoryError:
        refusal = refusals.too_large(path, "il ne tient pas en mémoire")
    except Exception as error:
        refusal = refusals.corrupted(path, type(error).__name__)
    yield (
        "refused",
        {"what": refusal.what, "where": refusal.where, "remedy": refusal.remedy, "code": refusal.code},
    )


def _read(path: str, cells: int) -> Iterator[tuple[str, Any]]:
    opened = open_file(path)
    for sheet, rows in opened.sheets:
        yield "sheet", sheet
        batch = 1
        while chunk := list(islice(rows, batch)):
            held = sum(map(len, chunk)) + len(chunk)
            cells -= held
            if cells < 0:
                raise refusals.too_large(path, "trop de cellules")
            yield "rows", chunk
            batch = max(1, min(2 * batch, _CELLS_A_MESSAGE * len(chunk) // held))
    yield "end", (opened.format, opened.notes)


def _limit_memory(memory: int) -> None:
    """Bound the address space, where the system can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
