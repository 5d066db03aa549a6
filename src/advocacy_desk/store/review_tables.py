"""The tables of the review: cases, what was said about them, second opinions, and views that people saved."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

from advocacy_desk.store._metadata import Id, metadata

review_case = Table(
    "review_case",
    metadata,
    Column("id", Id, primary_key=True),
    Column("post_id", Id, ForeignKey("post.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("state", Text, nullable=False),
    Column("severity", SmallInteger, nullable=False, comment="The highest of its findings"),
    Column("opened_at", BigInteger, nullable=False),
    Column("text_hash", LargeBinary, nullable=False, comment="The text that the case is about"),
    Column(
        "revision",
        Integer,
        nullable=False,
        server_default="1",
        comment="Raised by every change: a stale decision is refused",
    ),
    Column("media", Text, comment="Which form the content had; NULL: opened before this was kept"),
    Column("due_at", BigInteger, comment="Until when somebody should decide; NULL: no due time"),
    Column("needs_second", Boolean, nullable=False, server_default="0", comment="A rule asks for a second person"),
    Column("shows_author", Boolean, nullable=False, server_default="0", comment="A rule depends on who the author is"),
    Column("is_doubled", Boolean, nullable=False, server_default="0", comment="Drawn for an independent second look"),
    Column("assigned_to", Text),
    Column("claimed_by", Text),
    Column("claim_ends_at", BigInteger),
    CheckConstraint(
        "state IN ('open', 'changes_requested', 'escalated', 'awaiting_second', 'approved', 'rejected')",
        name="state",
    ),
    Index(None, "state", "severity", "opened_at"),
    Index(None, "text_hash"),
)

decision = Table(
    "decision",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, ForeignKey("review_case.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("verdict", Text, nullable=False),
    Column("state_before", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("decided_at", BigInteger, nullable=False),
    Column("note", Text, nullable=False),
    Column("text_hash", LargeBinary, nullable=False),
    Column("rules", Text, nullable=False, comment="JSON: rule id -> version, of the findings that the reviewer saw"),
    Column("undoes", Id, ForeignKey("decision.id")),
)

second_opinion = Table(
    "second_opinion",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, ForeignKey("review_case.id", ondelete="CASCADE"), nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("given_at", BigInteger, nullable=False),
    Column("note", Text, nullable=False),
    Column("text_hash", LargeBinary, nullable=False),
    UniqueConstraint("case_id", "text_hash"),
    comment="What a second person, who saw no verdict, would have decided; it changes nothing in the case",
)

saved_view = Table(
    "saved_view",
    metadata,
    Column("name", Text, primary_key=True),
    Column("filters", Text, nullable=False, comment="JSON: what the queue is narrowed to"),
    Column("made_by", Text, nullable=False),
    Column("made_at", BigInteger, nullable=False),
)
