"""Answers that several questions need, computed once for a graph."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from urbanism.graph.estate import EstateGraph

Answer = TypeVar("Answer")
Limits = ParamSpec("Limits")


def once(
    question: Callable[Concatenate[EstateGraph, Limits], Answer],
) -> Callable[Concatenate[EstateGraph, Limits], Answer]:
    """Keep on the graph what a question about it answers: a graph never changes, so neither does the answer.

    What is asked beside the graph (a limit) is told by position, and hashable.
    """
    name = f"{question.__module__}.{question.__qualname__}"

    @wraps(question)
    def asked(graph: EstateGraph, /, *args: Limits.args, **kwargs: Limits.kwargs) -> Answer:
        key = (name, *args)
        if key not in graph.answers:
            graph.answers[key] = question(graph, *args, **kwargs)
        answer: Answer = graph.answers[key]
        return answer

    return asked
