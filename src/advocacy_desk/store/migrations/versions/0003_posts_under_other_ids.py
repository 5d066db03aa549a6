"""Under which other ids a post is known, where a network's own files name it differently."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the other ids, each with the import that brought it and the reasons."""
    op.create_table(
        "post_alias",
        sa.Column("id", ID, nullable=False),
        sa.Column("network_id", ID, nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("post_id", ID, nullable=False),
        sa.Column("import_id", ID, nullable=False),
        sa.Column("record", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer()),
        sa.Column("text_says", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_alias")),
        sa.UniqueConstraint("network_id", "external_id", name=op.f("uq_post_alias_network_id_external_id")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_post_alias_network_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_alias_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["import_id"], ["import_run.id"], name=op.f("fk_post_alias_import_id")),
    )
    op.create_index(op.f("ix_post_alias_post_id"), "post_alias", ["post_id"], unique=False)
    op.create_index(op.f("ix_post_alias_import_id"), "post_alias", ["import_id"], unique=False)
