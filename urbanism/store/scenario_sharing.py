"""What a commune sees of a convergence scenario: its own moves and its own bill, never another's figures.

A scenario belongs to everyone and holds every commune's moves, so it is pared down here, where the estate is read. The
hypotheses that its figures rest on (years, unit costs, sharing keys) are the métropole's and are shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from urbanism.snapshot import Scenario

HYPOTHESES = ("years", "first_year", "money_years", "costs", "keys")
"""The settings that everyone sees; the others may speak of one commune (a refusal, a freeze, a chosen instance)."""


def own_parts(tables: Mapping[str, Sequence[Any]], hidden: frozenset[int]) -> Iterator[Scenario]:
    """Each scenario as someone sees it who does not see the private matter of the `hidden` communes."""
    if not tables["scenarios"]:
        return
    using: defaultdict[int, set[int]] = defaultdict(set)
    for application in tables["applications"]:
        using[application.id].add(application.commune_id)
    for served in tables["served_communes"]:
        using[served.application_id].add(served.commune_id)
    for scenario in tables["scenarios"]:
        plan = scenario.settings.get("plan", {})
        shown = {
            "moves": [
                row if not using[row[0]] & hidden else _without_figures(row)
                for row in plan.get("moves", ())
                if using[row[0]] - hidden
            ],
            "bills": [row for row in plan.get("bills", ()) if row[0] not in hidden],
        }
        settings = {name: scenario.settings[name] for name in HYPOTHESES if name in scenario.settings}
        yield scenario._replace(settings={**settings, "plan": shown})


def _without_figures(row: list[Any]) -> list[Any]:
    """A move of an application that others use too: its costs, contract and words are not this viewer's alone."""
    application, target, year, *_, overlays = row
    return [application, target, year, None, None, None, "", overlays]
