"""Where the estate is kept: opening it, writing by plans, reading for a viewer."""

from urbanism.store.apply import apply_plan, read_base
from urbanism.store.changes import Creations, Deletion, FileReport, Identifiers, Plan, SheetReport, Update
from urbanism.store.engine import default_url, open_database
from urbanism.store.estate import open_estate
from urbanism.store.snapshots import load_snapshot
from urbanism.store.viewer import LOCAL, Viewer

__all__ = [
    "LOCAL",
    "Creations",
    "Deletion",
    "FileReport",
    "Identifiers",
    "Plan",
    "SheetReport",
    "Update",
    "Viewer",
    "apply_plan",
    "default_url",
    "load_snapshot",
    "open_database",
    "open_estate",
    "read_base",
]
