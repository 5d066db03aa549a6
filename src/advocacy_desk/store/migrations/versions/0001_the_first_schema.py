"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# A BIGINT would not be an alias of SQLite's rowid.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# 64 MiB instead of 1 MiB of pending terms before the index is merged: building takes 0.7 of the time.
# The option is undocumented; SQLite ignores or refuses it harmlessly where it is unknown.
_FTS = (
    "CREATE VIEW post_search AS SELECT post_id AS id, coalesce(folded, text) AS body FROM post_text",
    (
        "CREATE VIRTUAL TABLE post_fts USING fts5(body, content='post_search', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2')"
    ),
    "INSERT INTO post_fts(post_fts, rank) VALUES ('hashsize', 67108864)",
)


def upgrade() -> None:
    """The first schema."""
    op.create_table(
        "audit_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False, comment="What it is about: case:12, employee:7, rule:..."),
        sa.Column("details", sa.Text(), nullable=False, comment="Canonical JSON"),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column(
            "hash", sa.Text(), nullable=False, comment="SHA-256 over previous, at, actor, action, subject, details"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_entry_hash")),
    )
    op.create_table(
        "hashtag",
        sa.Column("id", ID, nullable=False),
        sa.Column("tag", sa.Text(), nullable=False, comment="NFKC and casefolded, without #"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hashtag")),
        sa.UniqueConstraint("tag", name=op.f("uq_hashtag_tag")),
    )
    op.create_table(
        "import_profile",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False, comment="JSON: columns, network, hints"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_import_profile")),
    )
    op.create_table(
        "import_run",
        sa.Column("id", ID, nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("format_version", sa.Integer(), nullable=False),
        sa.Column("carries", sa.Text(), nullable=False, comment="posts or people"),
        sa.Column("imported_at", sa.BigInteger(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False, comment="JSON: reason -> number"),
        sa.Column("problems", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=True),
        sa.Column("last_at", sa.BigInteger(), nullable=True),
        sa.Column("undone_at", sa.BigInteger(), nullable=True, comment="NULL: it stands"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    op.create_table(
        "network",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network")),
        sa.UniqueConstraint("key", name=op.f("uq_network_key")),
    )
    op.create_table(
        "policy_version",
        sa.Column("id", ID, nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False, comment="JSON: rule id -> [version, content hash, status]"),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_version")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_policy_version_fingerprint")),
    )
    op.create_table(
        "team",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["team.id"], name=op.f("fk_team_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
    )
    op.create_table(
        "workspace_meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_workspace_meta")),
        comment="Facts about the workspace itself: its random identity, when it was made, its time zone",
    )
    op.create_table(
        "employee",
        sa.Column("id", ID, nullable=False),
        sa.Column("number", sa.Text(), nullable=True, comment="Employee number as text, leading zeros kept"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=True),
        sa.Column("last_name", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("position", sa.Text(), nullable=True),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("manager_id", ID, nullable=True),
        sa.Column(
            "job_scope",
            sa.Text(),
            server_default="none",
            nullable=False,
            comment="Is posting part of the job: none, part, full",
        ),
        sa.Column(
            "community_lead",
            sa.Boolean(),
            server_default="0",
            nullable=False,
            comment="Appointed role, apart from influence",
        ),
        sa.Column("import_id", ID, nullable=True),
        sa.CheckConstraint("job_scope IN ('none', 'part', 'full')", name=op.f("ck_employee_job_scope")),
        sa.ForeignKeyConstraint(["import_id"], ["import_run.id"], name=op.f("fk_employee_import_id")),
        sa.ForeignKeyConstraint(
            ["manager_id"], ["employee.id"], name=op.f("fk_employee_manager_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employee")),
        sa.UniqueConstraint("email", name=op.f("uq_employee_email")),
        sa.UniqueConstraint("number", name=op.f("uq_employee_number")),
    )
    op.create_table(
        "import_problem",
        sa.Column("id", ID, nullable=False),
        sa.Column("import_id", ID, nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("record", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False, comment="JSON: what fills the message"),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import_run.id"], name=op.f("fk_import_problem_import_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_problem")),
    )
    with op.batch_alter_table("import_problem", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_problem_import_id"), ["import_id"], unique=False)

    op.create_table(
        "account",
        sa.Column("id", ID, nullable=False),
        sa.Column("network_id", ID, nullable=False),
        sa.Column("handle", sa.Text(), nullable=False, comment="As the network shows it, without @"),
        sa.Column("handle_key", sa.Text(), nullable=False, comment="NFKC and casefolded: the identity"),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("employee_id", ID, nullable=True),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column(
            "strength", sa.Text(), nullable=True, comment="How sure the match was when it was proposed or accepted"
        ),
        sa.Column(
            "reasons",
            sa.Text(),
            nullable=True,
            comment="JSON: the reasons of the proposal or the accepted match, largest first",
        ),
        sa.Column("proposed_id", ID, nullable=True, comment="Best proposal while open"),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("followers", sa.BigInteger(), nullable=True, comment="As last seen in any import"),
        sa.Column("followers_at", sa.BigInteger(), nullable=True, comment="When that was"),
        sa.Column("first_import_id", ID, nullable=True, comment="What brought it; NULL: directory or person"),
        sa.CheckConstraint("state IN ('open', 'accepted', 'not_employee')", name=op.f("ck_account_state")),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_account_employee_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["first_import_id"], ["import_run.id"], name=op.f("fk_account_first_import_id")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_account_network_id")),
        sa.ForeignKeyConstraint(
            ["proposed_id"], ["employee.id"], name=op.f("fk_account_proposed_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("network_id", "handle_key", name=op.f("uq_account_network_id_handle_key")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_employee_id"), ["employee_id"], unique=False)

    op.create_table(
        "employee_tag",
        sa.Column("id", ID, nullable=False),
        sa.Column("employee_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True, comment="Last day, where the tag ends by itself"),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_employee_tag_employee_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employee_tag")),
        sa.UniqueConstraint("employee_id", "name", name=op.f("uq_employee_tag_employee_id_name")),
    )
    with op.batch_alter_table("employee_tag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employee_tag_employee_id"), ["employee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_employee_tag_name"), ["name"], unique=False)

    op.create_table(
        "membership",
        sa.Column("id", ID, nullable=False),
        sa.Column("employee_id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=True),
        sa.Column(
            "valid_from",
            sa.Integer(),
            nullable=False,
            comment="First day; the smallest day there is where nothing is known",
        ),
        sa.Column("valid_to", sa.Integer(), nullable=True, comment="First day after; NULL: still valid"),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_membership_employee_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_membership_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        comment="Who was employed, and in which team, on which days: the denominators of every rate",
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_employee_id"), ["employee_id"], unique=False)

    op.create_table(
        "account_before",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("replaced_by", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("followers", sa.BigInteger(), nullable=True),
        sa.Column("followers_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_before_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["replaced_by"], ["import_run.id"], name=op.f("fk_account_before_replaced_by")),
        sa.PrimaryKeyConstraint("account_id", "replaced_by", name=op.f("pk_account_before")),
        comment="What an import replaced in an account that was known before",
    )
    op.create_table(
        "post",
        sa.Column("id", ID, nullable=False),
        sa.Column("network_id", ID, nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False, comment="The network's id, or c: and a content key"),
        sa.Column("account_id", ID, nullable=True, comment="NULL: the file does not say whose it is"),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("followers", sa.BigInteger(), nullable=True, comment="Of the account at the time of the post"),
        sa.Column("impressions", sa.BigInteger(), nullable=True),
        sa.Column("reach", sa.BigInteger(), nullable=True),
        sa.Column("reactions", sa.BigInteger(), nullable=True),
        sa.Column("comments", sa.BigInteger(), nullable=True),
        sa.Column("shares", sa.BigInteger(), nullable=True),
        sa.Column("clicks", sa.BigInteger(), nullable=True),
        sa.Column("text_hash", sa.LargeBinary(), nullable=False, comment="BLAKE2b-128 of the text as UTF-8"),
        sa.Column("first_import_id", ID, nullable=False, comment="What brought it at first"),
        sa.Column("import_id", ID, nullable=False, comment="Where the shown values come from"),
        sa.Column("record", sa.Integer(), nullable=False),
        sa.Column("policy_id", ID, nullable=True, comment="Under which policy it was last checked; NULL: not yet"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_post_account_id")),
        sa.ForeignKeyConstraint(["first_import_id"], ["import_run.id"], name=op.f("fk_post_first_import_id")),
        sa.ForeignKeyConstraint(["import_id"], ["import_run.id"], name=op.f("fk_post_import_id")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_post_network_id")),
        sa.ForeignKeyConstraint(["policy_id"], ["policy_version.id"], name=op.f("fk_post_policy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("network_id", "external_id", name=op.f("uq_post_network_id_external_id")),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_account_id_day"), ["account_id", "day"], unique=False)
        batch_op.create_index(batch_op.f("ix_post_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_post_published_at"), ["published_at"], unique=False)

    op.create_table(
        "finding",
        sa.Column("id", ID, nullable=False),
        sa.Column("post_id", ID, nullable=False),
        sa.Column("rule_id", sa.Text(), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("rule_hash", sa.Text(), nullable=False),
        sa.Column("severity", sa.SmallInteger(), nullable=False, comment="0 info, 1 minor, 2 major, 3 critical"),
        sa.Column(
            "spans", sa.Text(), nullable=False, comment="JSON: [start, end, label] in code points, end exclusive"
        ),
        sa.Column("fields", sa.Text(), nullable=False, comment="JSON: label -> marked words"),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_finding_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("post_id", "rule_id", name=op.f("uq_finding_post_id_rule_id")),
        comment="Findings that hold for the present text and rules of a post; decisions copy the versions",
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_rule_id"), ["rule_id"], unique=False)

    op.create_table(
        "not_evaluated",
        sa.Column("post_id", ID, nullable=False),
        sa.Column("rule_id", sa.Text(), nullable=False),
        sa.Column("rule_hash", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_not_evaluated_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", "rule_id", name=op.f("pk_not_evaluated")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "post_before",
        sa.Column("id", ID, nullable=False),
        sa.Column("post_id", ID, nullable=False),
        sa.Column("replaced_by", ID, nullable=False),
        sa.Column("import_id", ID, nullable=False, comment="What had brought them"),
        sa.Column("record", sa.Integer(), nullable=False),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("followers", sa.BigInteger(), nullable=True),
        sa.Column("impressions", sa.BigInteger(), nullable=True),
        sa.Column("reach", sa.BigInteger(), nullable=True),
        sa.Column("reactions", sa.BigInteger(), nullable=True),
        sa.Column("comments", sa.BigInteger(), nullable=True),
        sa.Column("shares", sa.BigInteger(), nullable=True),
        sa.Column("clicks", sa.BigInteger(), nullable=True),
        sa.Column("text_hash", sa.LargeBinary(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True, comment="NULL: the text did not change"),
        sa.Column("folded", sa.Text(), nullable=True),
        sa.Column(
            "marks",
            sa.Text(),
            nullable=True,
            comment="JSON with hashtags, mentions and links of the text, where it changed",
        ),
        sa.ForeignKeyConstraint(["import_id"], ["import_run.id"], name=op.f("fk_post_before_import_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_before_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["replaced_by"], ["import_run.id"], name=op.f("fk_post_before_replaced_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_before")),
        comment="Values that a later import replaced: the dated series of metrics, and what undoing it restores",
    )
    with op.batch_alter_table("post_before", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_before_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_post_before_post_id"), ["post_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_post_before_replaced_by"), ["replaced_by"], unique=False)

    op.create_table(
        "post_hashtag",
        sa.Column("hashtag_id", ID, nullable=False),
        sa.Column("post_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["hashtag_id"], ["hashtag.id"], name=op.f("fk_post_hashtag_hashtag_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_hashtag_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hashtag_id", "post_id", name=op.f("pk_post_hashtag")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("post_hashtag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_hashtag_post_id"), ["post_id"], unique=False)

    op.create_table(
        "post_link",
        sa.Column("post_id", ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_link_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", "url", name=op.f("pk_post_link")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("post_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_link_domain"), ["domain"], unique=False)

    op.create_table(
        "post_mention",
        sa.Column("post_id", ID, nullable=False),
        sa.Column("handle_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_mention_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", "handle_key", name=op.f("pk_post_mention")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "post_text",
        sa.Column("post_id", ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "folded",
            sa.Text(),
            nullable=True,
            comment="Search form where it differs from what the tokenizer makes of the text (ß, NFKC)",
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_text_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_post_text")),
    )
    op.create_table(
        "review_case",
        sa.Column("id", ID, nullable=False),
        sa.Column("post_id", ID, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("severity", sa.SmallInteger(), nullable=False, comment="The highest of its findings"),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("text_hash", sa.LargeBinary(), nullable=False, comment="The text that the case is about"),
        sa.Column(
            "revision",
            sa.Integer(),
            server_default="1",
            nullable=False,
            comment="Raised by every change: a stale decision is refused",
        ),
        sa.CheckConstraint(
            "state IN ('open', 'changes_requested', 'escalated', 'approved', 'rejected')",
            name=op.f("ck_review_case_state"),
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_review_case_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_case")),
        sa.UniqueConstraint("post_id", name=op.f("uq_review_case_post_id")),
    )
    with op.batch_alter_table("review_case", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_review_case_state_severity_opened_at"), ["state", "severity", "opened_at"], unique=False
        )

    op.create_table(
        "decision",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.LargeBinary(), nullable=False),
        sa.Column(
            "rules",
            sa.Text(),
            nullable=False,
            comment="JSON: rule id -> version, of the findings that the reviewer saw",
        ),
        sa.Column("undoes", ID, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["review_case.id"], name=op.f("fk_decision_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["undoes"], ["decision.id"], name=op.f("fk_decision_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_case_id"), ["case_id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        for statement in _FTS:
            op.execute(sa.text(statement))
