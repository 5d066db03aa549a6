"""Due times, assignment, claims, a second person, second opinions and saved views."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STATES = "state IN ('open', 'changes_requested', 'escalated', 'awaiting_second', 'approved', 'rejected')"
DECISION = "id, case_id, verdict, state_before, state, reviewer, decided_at, note, text_hash, rules, undoes"


def upgrade() -> None:
    """Add columns and a state to cases, and two tables.

    SQLite can change a check only by writing the table anew, and dropping the old one takes along what refers to it:
    the decisions are kept aside meanwhile. All of it is one transaction.
    """
    op.execute(f"CREATE TEMPORARY TABLE kept_decision AS SELECT {DECISION} FROM decision")  # noqa: S608 - constants
    op.execute("UPDATE decision SET undoes = NULL WHERE undoes IS NOT NULL")
    op.execute("DELETE FROM decision")
    with op.batch_alter_table("review_case") as batch:
        if op.get_bind().dialect.name != "sqlite":  # where the table is written anew, the old check is left behind
            batch.drop_constraint(op.f("ck_review_case_state"), type_="check")
        batch.create_check_constraint(op.f("ck_review_case_state"), sa.text(STATES))
        batch.add_column(sa.Column("media", sa.Text()))
        batch.add_column(sa.Column("due_at", sa.BigInteger()))
        for name in ("needs_second", "shows_author", "is_doubled"):
            batch.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("assigned_to", sa.Text()))
        batch.add_column(sa.Column("claimed_by", sa.Text()))
        batch.add_column(sa.Column("claim_ends_at", sa.BigInteger()))
    op.create_index(op.f("ix_review_case_text_hash"), "review_case", ["text_hash"], unique=False)
    op.execute(f"INSERT INTO decision ({DECISION}) SELECT {DECISION} FROM kept_decision ORDER BY id")  # noqa: S608 - constants
    op.execute("DROP TABLE kept_decision")
    op.create_table(
        "second_opinion",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_opinion")),
        sa.UniqueConstraint("case_id", "text_hash", name=op.f("uq_second_opinion_case_id_text_hash")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["review_case.id"], name=op.f("fk_second_opinion_case_id"), ondelete="CASCADE"
        ),
    )
    op.create_table(
        "saved_view",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("filters", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_saved_view")),
    )
