"""The tables of a workspace. Only ``store`` sees them; migrations never import this file.

Times are whole seconds since 1970-01-01 UTC, days are days since 1970-01-01 in the workspace's time zone
(Europe/Berlin), so that both engines, SQLite and PostgreSQL, compare and index them as integers. A metric that the
source does not carry is NULL. Texts lie apart from the narrow post rows, which lists and charts scan.
"""

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

from advocacy_desk.store import _metadata
from advocacy_desk.store.erasure_tables import erased_total
from advocacy_desk.store.import_tables import import_problem, import_profile, offered_file, post_alias
from advocacy_desk.store.match_tables import match_refusal
from advocacy_desk.store.people_tables import activation, authority, consent_entry, former_handle, trait_rating
from advocacy_desk.store.review_tables import decision, review_case, saved_view, second_opinion

Id, metadata = _metadata.Id, _metadata.metadata

# In files of their own; named here, so that whoever asks the metadata sees all tables.
IMPORT_TABLES = (import_problem, import_profile, offered_file, post_alias)
ERASURE_TABLES = (erased_total,)
PEOPLE_TABLES = (consent_entry, activation, trait_rating, authority, former_handle)
MATCH_TABLES = (match_refusal,)
REVIEW_TABLES = (review_case, decision, second_opinion, saved_view)

workspace_meta = Table(
    "workspace_meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    comment="Facts about the workspace itself: its random identity, when it was made, its time zone",
)

network = Table(
    "network",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("label", Text, nullable=False),
)

team = Table(
    "team",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("parent_id", Id, ForeignKey("team.id")),
)

employee = Table(
    "employee",
    metadata,
    Column("id", Id, primary_key=True),
    Column("number", Text, unique=True, comment="Employee number as text, leading zeros kept"),
    Column("name", Text, nullable=False),
    Column("first_name", Text),
    Column("last_name", Text),
    Column("email", Text, unique=True),
    Column("position", Text),
    Column("location", Text),
    Column("language", Text),
    Column("manager_id", Id, ForeignKey("employee.id", ondelete="SET NULL")),
    Column(
        "job_scope", Text, nullable=False, server_default="none", comment="Is posting part of the job: none, part, full"
    ),
    Column(
        "community_lead", Boolean, nullable=False, server_default="0", comment="Appointed role, apart from influence"
    ),
    Column("import_id", Id, ForeignKey("import_run.id")),
    CheckConstraint("job_scope IN ('none', 'part', 'full')", name="job_scope"),
)

membership = Table(
    "membership",
    metadata,
    Column("id", Id, primary_key=True),
    Column("employee_id", Id, ForeignKey("employee.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("team_id", Id, ForeignKey("team.id")),
    Column(
        "valid_from", Integer, nullable=False, comment="First day; the smallest day there is where nothing is known"
    ),
    Column("valid_to", Integer, comment="First day after; NULL: still valid"),
    comment="Who was employed, and in which team, on which days: the denominators of every rate",
)

account = Table(
    "account",
    metadata,
    Column("id", Id, primary_key=True),
    Column("network_id", Id, ForeignKey("network.id"), nullable=False),
    Column("handle", Text, nullable=False, comment="As the network shows it, without @"),
    Column("handle_key", Text, nullable=False, comment="NFKC and casefolded: the identity"),
    Column("name", Text),
    Column("email", Text),
    Column("employee_id", Id, ForeignKey("employee.id", ondelete="SET NULL"), index=True),
    Column("state", Text, nullable=False, server_default="open"),
    Column("strength", Text, comment="How sure the match was when it was proposed or accepted"),
    Column("reasons", Text, comment="JSON: the reasons of the proposal or the accepted match, largest first"),
    Column("proposed_id", Id, ForeignKey("employee.id", ondelete="SET NULL"), comment="Best proposal while open"),
    Column("decided_by", Text),
    Column("decided_at", BigInteger),
    Column("followers", BigInteger, comment="As last seen in any import"),
    Column("followers_at", BigInteger, comment="When that was"),
    Column("first_import_id", Id, ForeignKey("import_run.id"), comment="What brought it; NULL: directory or person"),
    UniqueConstraint("network_id", "handle_key"),
    CheckConstraint("state IN ('open', 'accepted', 'not_employee')", name="state"),
)

employee_tag = Table(
    "employee_tag",
    metadata,
    Column("id", Id, primary_key=True),
    Column("employee_id", Id, ForeignKey("employee.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", Text, nullable=False, index=True),
    Column("set_by", Text, nullable=False),
    Column("set_at", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("until", Integer, comment="Last day, where the tag ends by itself"),
    UniqueConstraint("employee_id", "name"),
)

import_run = Table(
    "import_run",
    metadata,
    Column("id", Id, primary_key=True),
    Column("file", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("format_version", Integer, nullable=False),
    Column("carries", Text, nullable=False, comment="posts or people"),
    Column("imported_at", BigInteger, nullable=False),
    Column("records", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("updated", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("left_out", Text, nullable=False, comment="JSON: reason -> number"),
    Column("problems", Integer, nullable=False),
    Column("first_at", BigInteger),
    Column("last_at", BigInteger),
    Column("undone_at", BigInteger, comment="NULL: it stands"),
)

post = Table(
    "post",
    metadata,
    Column("id", Id, primary_key=True),
    Column("network_id", Id, ForeignKey("network.id"), nullable=False),
    Column("external_id", Text, nullable=False, comment="The network's id, or c: and a content key"),
    Column("account_id", Id, ForeignKey("account.id"), comment="NULL: the file does not say whose it is"),
    Column("published_at", BigInteger),
    Column("day", Integer),
    Column("kind", Text, nullable=False),
    Column("media", Text, nullable=False),
    Column("language", Text),
    Column("followers", BigInteger, comment="Of the account at the time of the post"),
    Column("impressions", BigInteger),
    Column("reach", BigInteger),
    Column("reactions", BigInteger),
    Column("comments", BigInteger),
    Column("shares", BigInteger),
    Column("clicks", BigInteger),
    Column("text_hash", LargeBinary, nullable=False, comment="BLAKE2b-128 of the text as UTF-8"),
    Column("first_import_id", Id, ForeignKey("import_run.id"), nullable=False, comment="What brought it at first"),
    Column("import_id", Id, ForeignKey("import_run.id"), nullable=False, comment="Where the shown values come from"),
    Column("record", Integer, nullable=False),
    Column(
        "policy_id",
        Id,
        ForeignKey("policy_version.id"),
        comment="Under which policy it was last checked; NULL: not yet",
    ),
    UniqueConstraint("network_id", "external_id"),
    Index(None, "published_at"),
    Index(None, "account_id", "day"),
    Index(None, "import_id"),
)

post_text = Table(
    "post_text",
    metadata,
    Column("post_id", Id, ForeignKey("post.id", ondelete="CASCADE"), primary_key=True),
    Column("url", Text),
    Column("text", Text, nullable=False),
    Column("folded", Text, comment="Search form where the tokenizer would not make it of the text (NFKC)"),
)

post_before = Table(
    "post_before",
    metadata,
    Column("id", Id, primary_key=True),
    Column("post_id", Id, ForeignKey("post.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("replaced_by", Id, ForeignKey("import_run.id"), nullable=False, index=True),
    Column("import_id", Id, ForeignKey("import_run.id"), nullable=False, index=True, comment="What had brought them"),
    Column("record", Integer, nullable=False),
    Column("account_id", Id),
    Column("published_at", BigInteger),
    Column("day", Integer),
    Column("kind", Text, nullable=False),
    Column("media", Text, nullable=False),
    Column("language", Text),
    Column("followers", BigInteger),
    Column("impressions", BigInteger),
    Column("reach", BigInteger),
    Column("reactions", BigInteger),
    Column("comments", BigInteger),
    Column("shares", BigInteger),
    Column("clicks", BigInteger),
    Column("text_hash", LargeBinary, nullable=False),
    Column("url", Text),
    Column("text", Text, comment="NULL: the text did not change"),
    Column("folded", Text),
    Column("marks", Text, comment="JSON with hashtags, mentions and links of the text, where it changed"),
    comment="Values that a later import replaced: the dated series of metrics, and what undoing it restores",
)

account_before = Table(
    "account_before",
    metadata,
    Column("account_id", Id, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("replaced_by", Id, ForeignKey("import_run.id"), primary_key=True),
    Column("name", Text),
    Column("email", Text),
    Column("followers", BigInteger),
    Column("followers_at", BigInteger),
    comment="What an import replaced in an account that was known before",
)

hashtag = Table(
    "hashtag",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tag", Text, nullable=False, unique=True, comment="NFKC and casefolded, without #"),
)

post_hashtag = Table(
    "post_hashtag",
    metadata,
    Column("hashtag_id", Id, ForeignKey("hashtag.id"), primary_key=True),
    Column("post_id", Id, ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

post_mention = Table(
    "post_mention",
    metadata,
    Column("post_id", Id, ForeignKey("post.id", ondelete="CASCADE"), primary_key=True),
    Column("handle_key", Text, primary_key=True),
    sqlite_with_rowid=False,
)

post_link = Table(
    "post_link",
    metadata,
    Column("post_id", Id, ForeignKey("post.id", ondelete="CASCADE"), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("domain", Text, nullable=False, index=True),
    sqlite_with_rowid=False,
)

policy_version = Table(
    "policy_version",
    metadata,
    Column("id", Id, primary_key=True),
    Column("fingerprint", Text, nullable=False, unique=True),
    Column("rules", Text, nullable=False, comment="JSON: rule id -> [version, content hash, status]"),
    Column("seen_at", BigInteger, nullable=False),
)

finding = Table(
    "finding",
    metadata,
    Column("id", Id, primary_key=True),
    Column("post_id", Id, ForeignKey("post.id", ondelete="CASCADE"), nullable=False),
    Column("rule_id", Text, nullable=False),
    Column("rule_version", Integer, nullable=False),
    Column("rule_hash", Text, nullable=False),
    Column("severity", SmallInteger, nullable=False, comment="0 info, 1 minor, 2 major, 3 critical"),
    Column("spans", Text, nullable=False, comment="JSON: [start, end, label] in code points, end exclusive"),
    Column("fields", Text, nullable=False, comment="JSON: label -> marked words"),
    UniqueConstraint("post_id", "rule_id"),
    Index(None, "rule_id"),
    comment="Findings that hold for the present text and rules of a post; decisions copy the versions",
)

not_evaluated = Table(
    "not_evaluated",
    metadata,
    Column("post_id", Id, ForeignKey("post.id", ondelete="CASCADE"), primary_key=True),
    Column("rule_id", Text, primary_key=True),
    Column("rule_hash", Text, nullable=False),
    Column("why", Text, nullable=False),
    sqlite_with_rowid=False,
)

rule_state = Table(
    "rule_state",
    metadata,
    Column("id", Id, primary_key=True),
    Column("rule_id", Text, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("rule_hash", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("set_by", Text, nullable=False),
    Column("set_at", BigInteger, nullable=False),
    CheckConstraint("status IN ('draft', 'shadow', 'active', 'retired')", name="status"),
    comment="The life of rules, append-only: the newest entry of a rule holds",
)

audit_entry = Table(
    "audit_entry",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True, comment="What it is about: case:12, employee:7, rule:..."),
    Column("details", Text, nullable=False, comment="Canonical JSON"),
    Column("previous", Text, nullable=False),
    Column(
        "hash", Text, nullable=False, unique=True, comment="SHA-256 over previous, at, actor, action, subject, details"
    ),
)
