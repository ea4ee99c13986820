"""Read files of unknown origin: in another process, within limits of time and memory, one ahead of the work.

While the caller works on a file, the child process is already reading the next one.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import zip_longest
from queue import SimpleQueue
from signal import SIGABRT
from threading import Thread, Timer
from typing import IO, cast

from importers.readers import refusals
from importers.readers.child import BEGIN, HEADER, LAST
from importers.sheets import RawFile, RawSheet
from urbanism.errors import UnusableFile

_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]);"
    "from importers.readers.child import serve; serve(*map(int, sys.argv[2:]))"
)
_OUT_OF_MEMORY = (-SIGABRT, -9)
_OUT_OF_TIME = -24
"""Ended by SIGXCPU, a signal that Windows has not."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost.

    Attributes:
        seconds: of processor time, which a busy machine does not shorten (not counted on Windows).
        wait: seconds of the clock, however busy the machine.
        memory: bytes of the reading process (not bounded on Windows).
        cells: cells kept, which bounds what the calling process holds.
    """

    seconds: int = 30
    wait: float = 300.0
    memory: int = 1 << 30
    cells: int = 20_000_000


def read_files(paths: Sequence[str], limits: Limits | None = None) -> Iterator[RawFile | UnusableFile]:
    """What each file holds, or why it cannot be used, in the order given.

    A file that kills the reading process, or outlasts its time, is refused; the others are still read.
    """
    limits = limits or Limits()
    reader: _Reader | None = None
    try:
        for path, following in zip_longest(paths, paths[1:]):
            reader = reader or _Reader(limits, path)
            if following is not None:
                reader.ask(following)
            result = reader.answer(path)
            if reader.answered > 1 and _may_be_tired(result):
                reader.stop()
                reader = _Reader(limits, path)
                result = reader.answer(path)
                if following is not None:
                    reader.ask(following)
            if reader.dead:
                reader.stop()
                reader = None
            yield result
            del result  # not to hold two files at once
    finally:
        if reader is not None:
            reader.stop()


def _may_be_tired(result: RawFile | UnusableFile) -> bool:
    """Whether the memory left by earlier files may explain a refusal."""
    return isinstance(result, UnusableFile) and result.code == "fichier_trop_volumineux"


class _Reader:
    """A child process, and a thread that keeps what it says until it is wanted."""

    def __init__(self, limits: Limits, path: str) -> None:
        self._limits = limits
        self._messages: SimpleQueue[bytes | None] = SimpleQueue()
        self._begun = self._late = False
        self.answered = 0
        self.dead = False
        command = [sys.executable, "-I", "-S", "-c", _START, json.dumps(sys.path)]
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter, our own code)
            [*command, str(limits.memory), str(limits.seconds), str(limits.cells)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._requests = cast(IO[bytes], self._process.stdin)
        self._answers = cast(IO[bytes], self._process.stdout)
        Thread(target=self._collect, daemon=True).start()
        self.ask(path)

    def ask(self, path: str) -> None:
        """Have a file read once those asked for before are; a dead process is noticed by `answer`."""
        with suppress(OSError):
            self._requests.write(json.dumps(path).encode() + b"\n")
            self._requests.flush()

    def answer(self, path: str) -> RawFile | UnusableFile:
        """What the file asked for holds."""
        self.answered += 1
        sheets: list[RawSheet] = []
        while (content := self._messages.get()) is not None:
            match pickle.loads(content):  # noqa: S301 (written by our own process)
                case "rows", rows:
                    sheets[-1].rows.extend(rows)
                case "sheet", sheet:
                    sheets.append(sheet)
                case "end", (kind, notes):
                    return RawFile(path, kind, tuple(sheets), tuple(notes))
                case "refused", fields:
                    return UnusableFile(**fields)
        self.dead = True
        return self._why_dead(path)

    def stop(self) -> None:
        """End the process; its pipes close with it."""
        self._process.kill()
        self._process.wait()
        with suppress(OSError):
            self._requests.close()

    def _why_dead(self, path: str) -> UnusableFile:
        code = self._process.wait()
        if self._late:
            return refusals.too_late(path, self._limits.wait)
        if code == _OUT_OF_TIME:
            return refusals.too_long(path, self._limits.seconds)
        if not self._begun:
            return refusals.unreadable(path, "la lecture n’a pas pu commencer")
        if code in _OUT_OF_MEMORY:
            return refusals.too_large(path, "il ne tient pas en mémoire")
        return refusals.corrupted(path, "sa lecture s’est interrompue")

    def _collect(self) -> None:
        """Keep every message, and kill the process when a file is waited for too long."""
        clock = None
        with self._answers:
            while len(header := self._answers.read(HEADER.size)) == HEADER.size:
                place, length = HEADER.unpack(header)
                if place == BEGIN:
                    self._begun = True
                    clock = Timer(self._limits.wait, self._give_up)
                    clock.daemon = True
                    clock.start()
                    continue
                if len(content := self._answers.read(length)) < length:
                    break
                self._messages.put(content)
                if place == LAST and clock:
                    clock.cancel()
        if clock:
            clock.cancel()
        self._messages.put(None)

    def _give_up(self) -> None:
        self._late = True
        self._process.kill()
