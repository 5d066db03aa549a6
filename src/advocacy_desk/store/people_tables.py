"""The tables of what people agreed to, were offered, and are known for; the rest of the schema lies in ``schema``."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
)

from advocacy_desk.store._metadata import Id, metadata

consent_entry = Table(
    "consent_entry",
    metadata,
    Column("id", Id, primary_key=True),
    Column(
        "employee_id",
        Id,
        ForeignKey("employee.id", ondelete="CASCADE"),
        comment="NULL: a basis for the whole workspace",
    ),
    Column("purpose", Text, nullable=False),
    Column("given", Boolean, nullable=False),
    Column("source", Text, nullable=False, comment="A form, a mail, a works agreement"),
    Column("said_by", Text, nullable=False),
    Column("said_at", BigInteger, nullable=False),
    CheckConstraint(
        "purpose IN ('import', 'tag', 'network', 'leaderboard', 'amplification')",
        name="purpose",
    ),
    Index(None, "employee_id", "purpose"),
    comment="What people agreed to, append-only: the newest entry of a person and a purpose holds",
)

activation = Table(
    "activation",
    metadata,
    Column("id", Id, primary_key=True),
    Column("employee_id", Id, ForeignKey("employee.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("lever", Text, nullable=False, comment="Key of resources/definitions/activation.toml"),
    Column("valid_from", Integer, nullable=False, comment="First day"),
    Column("valid_to", Integer, nullable=False, comment="Last day"),
    Column("owner", Text, nullable=False),
    Column("agreement", Text, nullable=False),
    Column("compensation", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("set_by", Text, nullable=False),
    Column("set_at", BigInteger, nullable=False),
    CheckConstraint("agreement IN ('asked', 'agreed', 'declined')", name="agreement"),
    CheckConstraint("compensation IN ('none', 'product', 'voucher', 'money')", name="compensation"),
    comment="What was offered to a person or asked of them; money and goods feed the disclosure rules",
)

trait_rating = Table(
    "trait_rating",
    metadata,
    Column("id", Id, primary_key=True),
    Column("employee_id", Id, ForeignKey("employee.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("trait", Text, nullable=False),
    Column("rating", SmallInteger, nullable=False, comment="1 hardly .. 5 very much so"),
    Column("reason", Text, nullable=False),
    Column("set_by", Text, nullable=False),
    Column("set_at", BigInteger, nullable=False),
    CheckConstraint(
        "trait IN ('authenticity', 'consistency', 'expertise', 'interpersonal', 'trustworthiness')",
        name="trait",
    ),
    CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
    comment="What people think of a person, append-only, never part of the score",
)

authority = Table(
    "authority",
    metadata,
    Column("id", Id, primary_key=True),
    Column("employee_id", Id, ForeignKey("employee.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("day", Integer),
    Column("set_by", Text, nullable=False),
    Column("set_at", BigInteger, nullable=False),
    CheckConstraint("kind IN ('blog', 'press', 'talk', 'publication')", name="kind"),
    comment="Where a person is listened to outside social media, with the evidence",
)

former_handle = Table(
    "former_handle",
    metadata,
    Column("id", Id, primary_key=True),
    Column("account_id", Id, ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("handle", Text, nullable=False),
    Column("until", Integer, comment="Last day, where it is known"),
    Column("set_by", Text, nullable=False),
    Column("set_at", BigInteger, nullable=False),
)
