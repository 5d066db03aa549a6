"""Activations, rated traits, authority elsewhere, former handles, and finding the audit trail of one subject."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _of_person(table: str, *columns: sa.Column[object], checks: tuple[tuple[str, str], ...] = ()) -> None:
    op.create_table(
        table,
        sa.Column("id", ID, nullable=False),
        sa.Column("employee_id", ID, nullable=False),
        *columns,
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f(f"fk_{table}_employee_id"), ondelete="CASCADE"
        ),
        *(sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}")) for name, condition in checks),
    )
    op.create_index(op.f(f"ix_{table}_employee_id"), table, ["employee_id"], unique=False)


def upgrade() -> None:
    """Add four tables and an index."""
    _of_person(
        "activation",
        sa.Column("lever", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("compensation", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        checks=(
            ("agreement", "agreement IN ('asked', 'agreed', 'declined')"),
            ("compensation", "compensation IN ('none', 'product', 'voucher', 'money')"),
        ),
    )
    _of_person(
        "trait_rating",
        sa.Column("trait", sa.Text(), nullable=False),
        sa.Column("rating", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        checks=(
            (
                "trait",
                "trait IN ('authenticity', 'consistency', 'expertise', 'interpersonal', 'trustworthiness')",
            ),
            ("rating", "rating BETWEEN 1 AND 5"),
        ),
    )
    _of_person(
        "authority",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=True),
        checks=(("kind", "kind IN ('blog', 'press', 'talk', 'publication')"),),
    )
    op.create_table(
        "former_handle",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_handle")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_former_handle_account_id"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_former_handle_account_id"), "former_handle", ["account_id"], unique=False)
    op.create_index(op.f("ix_audit_entry_subject"), "audit_entry", ["subject"], unique=False)
