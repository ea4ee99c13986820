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
import math
import os
import pickle
import struct
import sys
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

from importers.readers import open_file, refusals
from urbanism.errors import UnusableFile

HEADER = struct.Struct(">BQ")
BEGIN, MORE, LAST = 0, 1, 2
_CELLS_A_MESSAGE = 200_000


def serve(memory: int, seconds: int, cells: int) -> None:
    """Answer requests on standard input until it closes, within `memory` bytes, and for each file `seconds` of
    processor time and `cells` cells.
    """
    _limit_memory(memory)
    gc.disable()  # rows hold no cycles, and there are millions of them
    with os.fdopen(os.dup(1), "wb") as answers:
        for request in sys.stdin.buffer:
            answers.write(HEADER.pack(BEGIN, 0))
            answers.flush()
            _limit_time(seconds)
            for place, content in answer(json.loads(request), memory // 2, cells):
                answers.write(HEADER.pack(place, len(content)))
                answers.write(content)
            answers.flush()


def answer(path: str, size: int, cells: int) -> Iterator[tuple[int, bytes]]:
    """The messages about one file, `size` bytes and `cells` cells at most (blank ones between full ones included)."""
    try:
        for message in _read(path, cells):
            content = pickle.dumps(message, protocol=5)
            size -= len(content)
            if size < 0:
                raise refusals.too_large(path, "trop de texte")
            yield LAST if message[0] == "end" else MORE, content
        return
    except UnusableFile as error:
        refusal = error
    except MemoryError:
        refusal = refusals.too_large(path, "il ne tient pas en mémoire")
    except Exception as error:
        refusal = refusals.corrupted(path, type(error).__name__)
    fields = {"what": refusal.what, "where": refusal.where, "remedy": refusal.remedy, "code": refusal.code}
    yield LAST, pickle.dumps(("refused", fields))


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


def _limit_time(seconds: int) -> None:
    """Bound the processor time spent from now on, where the system can: it ends the process that goes beyond."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + seconds, most))
