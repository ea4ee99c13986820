"""Who asks: every reading and writing of the estate is made for a viewer.

An engine is bound to its viewer (`as_viewer`): whatever is done through it, by any page or command, is done with that
person's rights. An engine nobody bound acts for the local user, who holds the database and sees everything.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from urbanism.vocabulary import Duty, Role

OPTION = "urbanism_viewer"


@dataclass(frozen=True, slots=True)
class Membership:
    """What a person does for a commune; `blocks` are those of a référent métier."""

    commune_id: int
    duty: Duty
    blocks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person (or a command) that reads the estate, and may write parts of it.

    `communes` are those whose costs, contracts, findings and comments they may see; None means all of them. Names,
    products, blocks and flows are visible to every viewer: communes must be able to talk to each other.
    `memberships` say what they may write (`urbanism.store.rights`).
    """

    name: str
    role: Role
    communes: frozenset[int] | None = None
    memberships: tuple[Membership, ...] = ()
    account_id: int | None = None
    administrator: bool = False

    @property
    def sees_everything(self) -> bool:
        """Whether nothing is withheld from this viewer."""
        return self.communes is None

    def sees_all_of(self, commune_id: int | None) -> bool:
        """Whether the private figures of a commune are open to this viewer."""
        return self.communes is None or commune_id in self.communes


LOCAL = Viewer("utilisateur local", Role.LOCAL, administrator=True)
"""The single local user, who holds the database: sees and writes everything."""


def as_viewer(engine: Engine, viewer: Viewer) -> Engine:
    """The same database, read and written with the rights of `viewer`."""
    return engine.execution_options(**{OPTION: viewer})


def viewer_of(bound: Engine | Connection) -> Viewer:
    """For whom an engine, or one of its connections, acts."""
    viewer: Viewer = bound.get_execution_options().get(OPTION, LOCAL)
    return viewer
