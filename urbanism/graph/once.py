"""Answers that several questions need, computed once for a graph."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from urbanism.graph.estate import EstateGraph

Answer = TypeVar("Answer")


def once(question: Callable[[EstateGraph], Answer]) -> Callable[[EstateGraph], Answer]:
    """Keep on the graph what a question about it answers: a graph never changes, so neither does the answer."""
    name = f"{question.__module__}.{question.__qualname__}"

    @wraps(question)
    def asked(graph: EstateGraph) -> Answer:
        if name not in graph.answers:
            graph.answers[name] = question(graph)
        answer: Answer = graph.answers[name]
        return answer

    return asked
