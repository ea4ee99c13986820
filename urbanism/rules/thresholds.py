"""The limits that the user may set; every default is a proposal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thresholds:
    """Limits used by the rules.

    Attributes:
        autonomy: least share of a bloc's flows that stay inside it (R04).
        autonomy_flows: flows below which a bloc's autonomy is not judged (R04).
        undescribed_entries: undescribed entry points that a bloc may have (R05).
        synchronous_steps: synchronous flows that may follow each other (R10).
        knot_size: producers, and consumers, from which a group linked each to each is a knot (R17).
        population_share: records over inhabitants from which a base covers everybody (R23).
        population_sectors: sectors from which a base mixes sectors (R23).
        notice_months: months before a contract's end or the end of support from which to warn (R27, R28).
        suite_share: share of a commune's equipped blocs that one suite may hold (R29).
        suite_blocks: equipped blocs below which a commune's dependence is not judged (R29).
        referentials_alert: competing referentials from which a finding is an alert (R32).
    """

    autonomy: float = 0.2
    autonomy_flows: int = 10
    undescribed_entries: int = 1
    synchronous_steps: int = 2
    knot_size: int = 4
    population_share: float = 0.8
    population_sectors: int = 3
    notice_months: int = 12
    suite_share: float = 0.3
    suite_blocks: int = 5
    referentials_alert: int = 3
