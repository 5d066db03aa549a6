"""Alembic's entry: runs the revisions on the connection that it is handed. Never imports the live schema."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=True,
    transactional_ddl=True,
    include_object=lambda _object, name, kind, _reflected, _compared: (
        not (kind == "table" and str(name).startswith("post_fts"))
    ),
)
with context.begin_transaction():
    context.run_migrations()
