"""Which applications run on which server.

Two towns may both call a machine « SRV01 »: a name is a machine of whoever runs it, the métropole for what it hosts,
else the holder of the application. A cell may name several machines (« SRV-APP ; SRV-BDD »): the application needs all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from urbanism.graph import EstateGraph
from urbanism.snapshot import Application
from urbanism.vocabulary import HolderKind, Hosting

_BETWEEN = re.compile(r"[;,|+\n]|\s/\s")


class Server(NamedTuple):
    """A machine: who runs it, its name as first written, and the running applications on it."""

    commune: int
    name: str
    applications: tuple[int, ...]


def servers(graph: EstateGraph) -> tuple[Server, ...]:
    """Every server that a running application names, whatever the case of its letters."""
    metropoles = [commune.id for commune in graph.snapshot.communes if commune.kind is HolderKind.METROPOLE]
    names: dict[tuple[int, str], str] = {}
    on: dict[tuple[int, str], list[int]] = defaultdict(list)
    for application in graph.applications:
        hosted = metropoles and application.hosting is Hosting.METROPOLE
        runner = metropoles[0] if hosted else application.commune_id
        for key, name in _names(application).items():
            names.setdefault((runner, key), name)
            on[runner, key].append(application.id)
    return tuple(Server(commune, names[commune, key], tuple(found)) for (commune, key), found in on.items())


def _names(application: Application) -> Mapping[str, str]:
    """The machines that an application names, by their name in small letters."""
    parts = (" ".join(part.split()) for part in _BETWEEN.split(application.server or ""))
    return {name.casefold(): name for name in parts if name}
