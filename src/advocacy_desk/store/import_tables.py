"""The tables beside ``import_run``: what could not be read, how columns are mapped, and other ids of posts."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from advocacy_desk.store._metadata import Id, metadata

import_problem = Table(
    "import_problem",
    metadata,
    Column("id", Id, primary_key=True),
    Column("import_id", Id, ForeignKey("import_run.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("file", Text, nullable=False),
    Column("record", Integer, nullable=False),
    Column("field", Text),
    Column("message", Text, nullable=False),
    Column("fields", Text, nullable=False, comment="JSON: what fills the message"),
    Column("raw", Text, nullable=False),
    Column(
        "cells", Text, nullable=False, server_default="{}", comment="JSON: canonical column -> what the record held"
    ),
)

import_profile = Table(
    "import_profile",
    metadata,
    Column("name", Text, primary_key=True),
    Column("mapping", Text, nullable=False, comment="JSON: columns, network, hints"),
)

post_alias = Table(
    "post_alias",
    metadata,
    Column("id", Id, primary_key=True),
    Column("network_id", Id, ForeignKey("network.id"), nullable=False),
    Column("external_id", Text, nullable=False, comment="Another id of the same network for this post"),
    Column("post_id", Id, ForeignKey("post.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("import_id", Id, ForeignKey("import_run.id"), nullable=False, index=True, comment="What brought this id"),
    Column("record", Integer, nullable=False),
    Column("seconds", Integer, comment="Between both records; NULL: only the day was known"),
    Column("text_says", Text, nullable=False, comment="same, begins or unknown: how far the texts agree"),
    UniqueConstraint("network_id", "external_id"),
    comment="Ids that differ between a network's own files, joined by author, time and text",
)

offered_file = Table(
    "offered_file",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("file", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("answered_at", BigInteger, nullable=False),
    CheckConstraint("answer IN ('taken', 'declined')", name="answer"),
    comment="Files of a watched folder that were imported or declined, and are not offered again",
)
