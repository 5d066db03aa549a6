"""What people agreed to, purpose by purpose, as a log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_PURPOSES = "purpose IN ('import', 'tag', 'network', 'leaderboard', 'amplification')"


def upgrade() -> None:
    """Add the log; whoever was tagged before keeps the tag, new ones need a consent."""
    op.create_table(
        "consent_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("employee_id", ID, nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_entry")),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_consent_entry_employee_id"), ondelete="CASCADE"
        ),
        sa.CheckConstraint(_PURPOSES, name=op.f("ck_consent_entry_purpose")),
    )
    op.create_index(
        op.f("ix_consent_entry_employee_id_purpose"), "consent_entry", ["employee_id", "purpose"], unique=False
    )
