"""Who is the same as whom: pairs of records with a score, a zone and evidence that a person can read."""

from urbanism.matching.engine import deduplicate, match
from urbanism.matching.groups import Conflict, Group, Grouping, group
from urbanism.matching.records import Decision, Evidence, Learnt, MatchResult, Model, Pair, Quality, Record, Zone
from urbanism.matching.scorer import default_model

__all__ = [
    "Conflict",
    "Decision",
    "Evidence",
    "Group",
    "Grouping",
    "Learnt",
    "MatchResult",
    "Model",
    "Pair",
    "Quality",
    "Record",
    "Zone",
    "deduplicate",
    "default_model",
    "group",
    "match",
]
