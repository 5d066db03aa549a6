"""The table beside ``account``: whose an account is not, as somebody said."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Table, Text, UniqueConstraint

from advocacy_desk.store._metadata import Id, metadata

match_refusal = Table(
    "match_refusal",
    metadata,
    Column("id", Id, primary_key=True),
    Column("account_id", Id, ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    Column("employee_id", Id, ForeignKey("employee.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("said_by", Text, nullable=False),
    Column("said_at", BigInteger, nullable=False),
    UniqueConstraint("account_id", "employee_id"),
    comment="Employees who an account is not: never proposed for it again",
)
