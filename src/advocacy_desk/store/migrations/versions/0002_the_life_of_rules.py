"""Which rules a workspace has made active, put into the shadow or retired, and why."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the log of states; the newest entry of a rule holds."""
    op.create_table(
        "rule_state",
        sa.Column("id", ID, nullable=False),
        sa.Column("rule_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rule_hash", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_state")),
        sa.CheckConstraint("status IN ('draft', 'shadow', 'active', 'retired')", name=op.f("ck_rule_state_status")),
    )
    op.create_index(op.f("ix_rule_state_rule_id"), "rule_state", ["rule_id"], unique=False)
