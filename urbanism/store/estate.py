"""Opening an estate: a database whose nomenclature is loaded."""

from __future__ import annotations

from sqlalchemy import Engine

from urbanism.errors import ConflictingChange
from urbanism.store.apply import apply_plan, read_base
from urbanism.store.engine import open_database


def open_estate(url: str | None = None) -> Engine:
    """Open the database at `url`, and load the shipped nomenclature into it if nothing was ever written there."""
    engine = open_database(url)
    if read_base(engine).revision == 0:
        from urbanism.nomenclature import load_nomenclature
        from urbanism.store.nomenclature import nomenclature_plan

        try:
            apply_plan(engine, nomenclature_plan(engine, load_nomenclature()).plan)
        except ConflictingChange:
            return engine  # another process has just loaded it
    return engine
