"""What stays of people who were erased: sums by month."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the sums; a row stands for everybody who was erased, never for one person."""
    op.create_table(
        "erased_total",
        sa.Column("id", ID, nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("network_id", ID),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.BigInteger())
            for name in ("impressions", "reach", "reactions", "comments", "shares", "clicks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erased_total")),
        sa.UniqueConstraint("month", "network_id", name=op.f("uq_erased_total_month_network_id")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_erased_total_network_id")),
    )
