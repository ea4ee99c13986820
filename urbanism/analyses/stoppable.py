"""What may stop, by kind and by a name that an address can hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from urbanism.analyses.servers import servers
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group

APPLICATION, REFERENTIAL, EDITOR, SUITE = "Une application", "Un référentiel", "Un éditeur", "Une suite"
SERVER, SYSTEM = "Un serveur", "Un système national"
KINDS = (APPLICATION, REFERENTIAL, EDITOR, SUITE, SERVER, SYSTEM)


class Stoppable(NamedTuple):
    """For each kind, what may stop: its name, and the parties that stop with it.

    `placed` are the running applications that say on which server they run: the others miss from its loss.
    """

    kinds: Mapping[str, Mapping[str, tuple[int, ...]]]
    placed: int

    @property
    def parties(self) -> Mapping[str, int]:
        """Everything that a flow may start from or reach, by its name."""
        single = (self.kinds[kind] for kind in (APPLICATION, REFERENTIAL, SYSTEM))
        return {name: parties[0] for names in single for name, parties in names.items()}


def party_name(graph: EstateGraph, party: int) -> str:
    """A name that no other party has: « SIG – Valombreuil (VAL-012) »."""
    subject = graph.subject(party)
    holder = f" – {subject.commune}" if subject.commune else ""
    return f"{subject.label}{holder} ({subject.code})"


def stoppable(graph: EstateGraph) -> Stoppable:
    """All that may stop, each kind in the order of names."""
    running = graph.applications
    editors = group((a for a in running if a.id in graph.editor), lambda a: graph.label(graph.editor[a.id]))
    suites = group((a for a in running if a.id in graph.suite), lambda a: graph.label(graph.suite[a.id]))
    machines = servers(graph)
    return Stoppable(
        {
            APPLICATION: _sorted({party_name(graph, a.id): (a.id,) for a in running}),
            REFERENTIAL: _sorted({party_name(graph, r.id): (r.id,) for r in graph.snapshot.referentials}),
            EDITOR: _sorted({name: tuple(a.id for a in found) for name, found in editors.items()}),
            SUITE: _sorted({name: tuple(a.id for a in found) for name, found in suites.items()}),
            SERVER: _sorted({f"{m.name} – {graph.label(m.commune)}": m.applications for m in machines}),
            SYSTEM: _sorted({party_name(graph, s.id): (s.id,) for s in graph.snapshot.external_systems}),
        },
        placed=len({application for machine in machines for application in machine.applications}),
    )


def _sorted(names: Mapping[str, tuple[int, ...]]) -> Mapping[str, tuple[int, ...]]:
    return dict(sorted(names.items(), key=lambda item: item[0].casefold()))
