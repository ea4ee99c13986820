"""The cases planted on purpose in an otherwise clean estate. Each is one function; each says what it planted."""

from __future__ import annotations

from collections.abc import Callable

from urbanism.demo.cases import applications, data, flows
from urbanism.demo.draft import Draft

plant_orphans = applications.plant_orphans

_CASES: tuple[Callable[[Draft], None], ...] = (
    applications.fourteen_for_one_function,
    applications.entered_twice,
    data.competing_masters,
    data.wild_copies,
    flows.knots,
    flows.cycles,
    flows.silo_crossings,
    applications.shared_identifier,
    flows.between_communes,
    flows.synchronous_chain,
    data.front_desk_masters,
    flows.steering_writes_back,
    applications.captive_portals,
    data.national_masters,
    applications.population_file,
    applications.forgotten_trials,
    applications.missing_processings,
    flows.tacit_consents,
    applications.overlays,
    applications.closed_suites,
    data.typed_again,
)


def plant_cases(draft: Draft) -> None:
    """Plant every case, in a fixed order, once the ordinary flows are there."""
    for plant in _CASES:
        plant(draft)
