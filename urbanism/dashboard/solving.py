"""Long searches in a process of their own: the page goes on, says how far they are, and can stop them."""

from __future__ import annotations

import copyreg
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from types import MappingProxyType
from typing import IO, Any, cast

from urbanism.french import count
from urbanism.graph import EstateGraph
from urbanism.planning.convergence.clash import Clash, clash
from urbanism.planning.convergence.problem import Move, Problem
from urbanism.planning.convergence.sensitivity import Range, by_swing, ranges
from urbanism.planning.convergence.settings import COST_LABELS, Settings
from urbanism.planning.convergence.solve import Plan, Progress, solve
from urbanism.snapshot import Snapshot

Give = Callable[[Any], None]
"""Receives an answer, then better ones."""

_START = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from urbanism.dashboard.solving import work; work()"


def _frozen(values: dict[str, Any]) -> MappingProxyType[str, Any]:
    return MappingProxyType(values)


copyreg.pickle(MappingProxyType, lambda mapping: (_frozen, (dict(mapping),)))
"""Snapshots hold some, and pickle knows nothing of them."""


class Task:
    """A search under way. Its last answer is kept when it is stopped; `failed` says that it ended without one."""

    def __init__(self, function: Callable[..., None], *arguments: Any) -> None:
        self.said = "Préparation…"
        self.share = 0.0
        self.stopped = False
        self.failed = False
        self.ended = False
        self.answer: Any = None
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
            [sys.executable, "-c", _START, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        Thread(target=self._listen, daemon=True).start()
        self._ends = Thread(target=self._collect, args=(pickle.dumps((function, arguments)),), daemon=True)
        self._ends.start()

    @property
    def running(self) -> bool:
        """Whether the search goes on."""
        return not self.ended

    def stop(self) -> None:
        """End the search; the best answer so far is kept."""
        self.stopped = True
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
        answers = cast(IO[bytes], self._child.stdout)
        with suppress(OSError, EOFError, pickle.UnpicklingError):  # the search has ended, or was stopped
            stdin = cast(IO[bytes], self._child.stdin)
            stdin.write(asked)
            stdin.close()
            while True:
                self.answer = pickle.load(answers)  # noqa: S301 - written by our own child
        self._child.wait()
        self.failed = self.answer is None or (self._child.returncode != 0 and not self.stopped)
        self.ended = True


class Search(Task):
    """The search for the best plan."""

    def __init__(self, problem: Problem, seconds: float, close_to: tuple[Move, ...] | None = None) -> None:
        self.problem = problem
        super().__init__(find_plan, problem, seconds, close_to)

    @property
    def plan(self) -> Plan | None:
        """The plan, once the search has ended: the best found, where it was stopped."""
        return Plan(self.problem, *self.answer) if self.ended and not self.failed else None


class ClashSearch(Task):
    """The search for the constraints that clash."""

    def __init__(self, snapshot: Snapshot, settings: Settings, seconds: float) -> None:
        super().__init__(find_clash, snapshot, settings, seconds)

    @property
    def clash(self) -> Clash | None:
        """What clashes; None where nothing does, or where the search has not ended by itself."""
        return self.answer[0] if self.ended and not self.failed else None


class SensitivitySearch(Task):
    """How the balance of a plan moves with each hypothesis, one after the other."""

    def __init__(self, snapshot: Snapshot, plan: Plan) -> None:
        super().__init__(find_sensitivity, snapshot, plan.problem, plan.moves)

    @property
    def found(self) -> tuple[Range, ...]:
        """Those known so far, what moves the balance most first."""
        return self.answer or ()


def find_plan(problem: Problem, seconds: float, close_to: tuple[Move, ...] | None, tell: Progress, give: Give) -> None:
    """Give each better plan as the search finds it, the last one proven or at the end of the time."""

    def better(plan: Plan) -> None:
        give((plan.moves, plan.objective, plan.bound, plan.seconds, plan.found, plan.infeasible))

    better(solve(problem, seconds, close_to=close_to, progress=tell, better=better))


def find_clash(snapshot: Snapshot, settings: Settings, seconds: float, tell: Progress, give: Give) -> None:
    """Give the clash of these settings."""

    def asked(questions: int) -> None:
        tell(
            f"Ce qui se contredit : {count(questions, 'question posée', 'questions posées')}",
            questions / (questions + 8),
        )

    give((clash(EstateGraph(snapshot), settings, seconds, asked),))


def find_sensitivity(snapshot: Snapshot, problem: Problem, moves: tuple[Move, ...], tell: Progress, give: Give) -> None:
    """Give the hypotheses known so far, each time that there is one more."""
    found: list[Range] = []
    for one in ranges(EstateGraph(snapshot), problem, moves):
        found.append(one)
        give(by_swing(found))
        tell(count(len(found), "hypothèse essayée", "hypothèses essayées"), len(found) / len(COST_LABELS))


def work() -> None:
    """The child's side: what to do on stdin, its answers on stdout, progress on stderr."""
    function, arguments = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - written by our own parent

    def tell(text: str, share: float) -> None:
        sys.stderr.write(f"{text}|{share}\n")
        sys.stderr.flush()

    def give(answer: Any) -> None:
        sys.stdout.buffer.write(pickle.dumps(answer))
        sys.stdout.buffer.flush()

    function(*arguments, tell, give)
