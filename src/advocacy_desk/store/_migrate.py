"""Brings a schema up to date through Alembic, inside the caller's transaction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from advocacy_desk.store.schema import metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run every revision that the database does not have yet, up to one of them or all."""
    command.upgrade(_config(connection), to)


def drift(connection: Connection) -> list[object]:
    """Return how the database differs from the live schema; empty after an upgrade (tested on every engine)."""
    context = MigrationContext.configure(
        connection,
        opts={
            "include_object": lambda _object, name, kind, *_rest: (
                not (kind == "table" and str(name).startswith("post_fts"))
            )
        },
    )
    return list(compare_metadata(context, metadata))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata
    return config
