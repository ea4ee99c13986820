"""Opening an estate: a database whose nomenclature is loaded."""

from __future__ import annotations

import os

from sqlalchemy import Engine

from urbanism.errors import ConflictingChange
from urbanism.store.apply import apply_plan, read_base
from urbanism.store.engine import open_database
from urbanism.store.viewer import as_viewer


def open_estate(url: str | None = None) -> Engine:
    """Open the database at `url`, and load the shipped nomenclature into it if nothing was ever written there.

    It is then read and written with the rights of the account that the environment names (`URBANISM_VIEWER`); by
    default those of the local user.
    """
    engine = open_database(url)
    _load_nomenclature(engine)
    return as_asked(engine)


def as_asked(engine: Engine) -> Engine:
    """The same database, with the rights of the account that the environment names, if it names one."""
    email = os.environ.get("URBANISM_VIEWER")
    return _as_account(engine, email) if email else engine


def _load_nomenclature(engine: Engine) -> None:
    if read_base(engine).revision == 0:
        from urbanism.nomenclature import load_nomenclature
        from urbanism.store.nomenclature import nomenclature_plan

        try:
            apply_plan(engine, nomenclature_plan(engine, load_nomenclature()).plan)
        except ConflictingChange:
            return  # another process has just loaded it


def _as_account(engine: Engine, email: str) -> Engine:
    from urbanism.access.accounts import UnknownAccount, account_of

    account = account_of(engine, email)
    if account.disabled_at is not None:
        raise UnknownAccount(f"Le compte « {email} » est fermé.")
    return as_viewer(engine, account.viewer)
