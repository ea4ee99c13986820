"""Referentials: which carry the same object, which of them should be the reference, and what it takes to get to one."""

from urbanism.analyses.referentials.grouping import (
    Doubt,
    Held,
    ReferentialGroup,
    ReferentialGroups,
    referential_groups,
)
from urbanism.analyses.referentials.rivals import Rivals, rival_referentials

__all__ = [
    "Doubt",
    "Held",
    "ReferentialGroup",
    "ReferentialGroups",
    "Rivals",
    "referential_groups",
    "rival_referentials",
]
