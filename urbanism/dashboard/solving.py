"""Long searches for a plan, in a process of their own: the page goes on, says how far it is, and can stop them."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from contextlib import suppress
from threading import Thread
from typing import IO, cast

from urbanism.planning.convergence.problem import Move, Problem
from urbanism.planning.convergence.solve import Plan, solve

_START = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from urbanism.dashboard.solving import work; work()"


class Search:
    """A search under way. `plan` is None until it ends; `failed` says that it ended without one."""

    def __init__(self, problem: Problem, seconds: float, close_to: tuple[Move, ...] | None = None) -> None:
        self.said = "Préparation…"
        self.share = 0.0
        self.plan: Plan | None = None
        self.failed = False
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
            [sys.executable, "-c", _START, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        Thread(target=self._listen, daemon=True).start()
        self._ends = Thread(target=self._collect, args=(pickle.dumps((problem, seconds, close_to)),), daemon=True)
        self._ends.start()

    @property
    def running(self) -> bool:
        """Whether the search goes on."""
        return self.plan is None and not self.failed

    def stop(self) -> None:
        """End the search; nothing is kept of it."""
        self._child.kill()

    def wait(self) -> None:
        """Until it has ended."""
        self._ends.join()

    def _listen(self) -> None:
        for line in cast(IO[bytes], self._child.stderr):
            text, _, share = line.decode(errors="replace").rstrip().rpartition("|")
            with suppress(ValueError):  # a line that is not ours
                self.said, self.share = text or self.said, min(1.0, float(share))

    def _collect(self, asked: bytes) -> None:
        answer = b""
        with suppress(OSError):  # the search was stopped
            stdin = cast(IO[bytes], self._child.stdin)
            stdin.write(asked)
            stdin.close()
            answer = cast(IO[bytes], self._child.stdout).read()
        self._child.wait()
        if self._child.returncode == 0 and answer:
            self.plan = pickle.loads(answer)  # noqa: S301 - written by our own child
        else:
            self.failed = True


def work() -> None:
    """The child's side: a problem on stdin, its plan on stdout, progress on stderr."""
    problem, seconds, close_to = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - written by our own parent

    def tell(text: str, share: float) -> None:
        sys.stderr.write(f"{text}|{share}\n")
        sys.stderr.flush()

    sys.stdout.buffer.write(pickle.dumps(solve(problem, seconds, close_to=close_to, progress=tell)))
