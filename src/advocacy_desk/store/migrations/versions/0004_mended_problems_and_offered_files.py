"""What a problem's record held, column by column, and which files of a watched folder need not be offered again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Problems from before hold no cells: their raw text alone is left."""
    op.add_column("import_problem", sa.Column("cells", sa.Text(), nullable=False, server_default="{}"))
    op.create_table(
        "offered_file",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_offered_file")),
        sa.CheckConstraint("answer IN ('taken', 'declined')", name=op.f("ck_offered_file_answer")),
    )
