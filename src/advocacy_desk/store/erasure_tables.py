"""What stays of people who were erased: sums by month, in which nobody is told apart."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Table, UniqueConstraint

from advocacy_desk.store._metadata import Id, metadata

erased_total = Table(
    "erased_total",
    metadata,
    Column("id", Id, primary_key=True),
    Column("month", Integer, nullable=False, comment="Its first day"),
    Column("network_id", Id, ForeignKey("network.id"), comment="NULL: the month as a whole, over all networks"),
    Column("people", Integer, nullable=False, comment="Erased people who were employed on its last day"),
    Column("participants", Integer, nullable=False, comment="Erased people who posted in it"),
    Column("posts", Integer, nullable=False),
    Column("impressions", BigInteger, comment="NULL: no post told it"),
    Column("reach", BigInteger),
    Column("reactions", BigInteger),
    Column("comments", BigInteger),
    Column("shares", BigInteger),
    Column("clicks", BigInteger),
    UniqueConstraint("month", "network_id"),
    comment="Sums of the posts of erased people by month, kept so that totals of closed periods stay known",
)
