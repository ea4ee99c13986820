"""The urbanisation rules: one function each, by theme; findings with the path that breaks them."""

from urbanism.rules.families import Family, families
from urbanism.rules.registry import RULES, check_rules, findings
from urbanism.rules.results import Assessed, Coverage, Finding, NotAssessable, RuleResult, Waived
from urbanism.rules.thresholds import Thresholds

__all__ = [
    "RULES",
    "Assessed",
    "Coverage",
    "Family",
    "Finding",
    "NotAssessable",
    "RuleResult",
    "Thresholds",
    "Waived",
    "check_rules",
    "families",
    "findings",
]
