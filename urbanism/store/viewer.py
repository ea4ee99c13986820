"""Who asks: every reading of the estate is made for a viewer."""

from __future__ import annotations

from dataclasses import dataclass

from urbanism.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person (or a command) that reads the estate.

    `communes` are those whose costs, contracts and projects they may see; None means all of them. Names, products,
    blocks and flows are visible to every viewer: communes must be able to talk to each other.
    """

    name: str
    role: Role
    communes: frozenset[int] | None = None

    def sees_all_of(self, commune_id: int | None) -> bool:
        """Whether the private figures of a commune are open to this viewer."""
        return self.communes is None or commune_id in self.communes


LOCAL = Viewer("utilisateur local", Role.LOCAL)
"""The single local user, who sees everything."""
