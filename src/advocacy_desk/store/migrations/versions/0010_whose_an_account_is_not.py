"""Whose an account is not: a proposal that was refused once is not made again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the refusals."""
    op.create_table(
        "match_refusal",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("employee_id", ID, nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_refusal")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_match_refusal_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_match_refusal_employee_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("account_id", "employee_id", name=op.f("uq_match_refusal_account_id_employee_id")),
    )
    op.create_index(op.f("ix_match_refusal_employee_id"), "match_refusal", ["employee_id"], unique=False)
