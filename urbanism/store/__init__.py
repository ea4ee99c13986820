"""Where the estate is kept: opening it, writing by plans, reading for a viewer."""

from urbanism.store.apply import apply_plan, read_base
from urbanism.store.changes import Creations, Deletion, FileReport, Identifiers, Plan, SheetReport, Update
from urbanism.store.engine import default_url, open_database
from urbanism.store.estate import open_estate
from urbanism.store.snapshots import load_snapshot
from urbanism.store.viewer import LOCAL, Membership, Viewer, as_viewer, viewer_of

__all__ = [
    "LOCAL",
    "Creations",
    "Deletion",
    "FileReport",
    "Identifiers",
    "Membership",
    "Plan",
    "SheetReport",
    "Update",
    "Viewer",
    "apply_plan",
    "as_viewer",
    "default_url",
    "load_snapshot",
    "open_database",
    "open_estate",
    "read_base",
    "viewer_of",
]
