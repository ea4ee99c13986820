"""Which bloc an application belongs to, when nobody said: proposals with a score and their evidence."""

from urbanism.analyses.blocks.estate import Unsettled, unsettled_applications
from urbanism.analyses.blocks.knowledge import BlockText, Knowledge, Usage
from urbanism.analyses.blocks.proposals import CONVINCING, Described, Evidence, Proposal, Proposer, Source

__all__ = [
    "CONVINCING",
    "BlockText",
    "Described",
    "Evidence",
    "Knowledge",
    "Proposal",
    "Proposer",
    "Source",
    "Unsettled",
    "Usage",
    "unsettled_applications",
]
