"""What the database itself refuses, whoever asks: altering the audit log and the history of changes.

An entry of the log may only go once it is older than `KEPT_DAYS`: that is how the log is purged
(`urbanism.access.retention`). The history of the estate never goes; the name of an author may be erased from it.
Whoever administers the database can take these guards away: the chain of digests then tells (`urbanism.store.audit`).
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

KEPT_DAYS = 180
"""The least time an entry of the log is kept (CNIL, recommandation of 2021 on logging: six months to one year)."""

RECENT = {
    "sqlite": "OLD.{column} > datetime('now', '-{days} days')",
    "postgresql": "OLD.{column} > now() - interval '{days} days'",
}
"""Whether a row is too recent to be touched, in each dialect."""

GUARDS = (
    ("audit_entry", "UPDATE", None),
    ("audit_entry", "DELETE", "at"),
    ("change", "UPDATE", None),
    ("change", "DELETE", None),
    ("change_set", "UPDATE OF id, made_at, reason, origin, undoes_id", None),
    ("change_set", "UPDATE OF author", "made_at"),
    ("change_set", "DELETE", None),
)
"""What is refused: a table, an event, and the column of the date after which it is no longer (None: never)."""

REFUSAL = "le journal ne se modifie pas"


def lay_guards(connection: Connection) -> None:
    """Have the database refuse what `GUARDS` says; done again, it changes nothing."""
    dialect = connection.dialect.name
    if dialect == "postgresql":
        connection.exec_driver_sql(
            "CREATE OR REPLACE FUNCTION refuse_alteration() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    for name, table, event, column in _named():
        condition = f" WHEN ({RECENT[dialect].format(column=column, days=KEPT_DAYS)})" if column else ""
        if dialect == "postgresql":
            connection.exec_driver_sql(
                f'CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON "{table}"'
                f" FOR EACH ROW{condition} EXECUTE FUNCTION refuse_alteration()"
            )
        else:
            connection.exec_driver_sql(
                f'CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON "{table}"'
                f"{condition} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )


def lift_guards(connection: Connection) -> None:
    """Take the guards away, within a transaction that lays them again: a backup takes the place of the whole."""
    for name, table, _event, _column in _named():
        place = f' ON "{table}"' if connection.dialect.name == "postgresql" else ""
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{place}")


def _named() -> Iterator[tuple[str, str, str, str | None]]:
    for number, (table, event, column) in enumerate(GUARDS):
        yield f"guard_{number}_{table}", table, event, column
