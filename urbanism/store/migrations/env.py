"""Alembic's entry: runs the migrations on the connection that `urbanism.store.engine` hands over."""

from __future__ import annotations

from alembic import context

from urbanism.model import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
context.run_migrations()
