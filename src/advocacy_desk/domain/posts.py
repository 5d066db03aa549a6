"""Employee-generated content: posts, their metrics and where they came from."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from advocacy_desk.i18n import Text, literal, plural, text


class Kind(StrEnum):
    """What a record is on its network."""

    POST = "post"
    REPLY = "reply"
    REPOST = "repost"
    COMMENT = "comment"
    ARTICLE = "article"


class Media(StrEnum):
    """The form of employee-generated content; unknown where the source does not say."""

    STATUS = "status"
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    ARTICLE = "article"
    LINK = "link"
    UNKNOWN = "unknown"


class Visibility(StrEnum):
    """Who could see a post; only ``not_public`` is left out by default."""

    PUBLIC = "public"
    NOT_PUBLIC = "not_public"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """Counts of one post. None: the source does not carry it, which is never zero."""

    impressions: int | None = None
    reach: int | None = None
    reactions: int | None = None
    comments: int | None = None
    shares: int | None = None
    clicks: int | None = None
    followers: int | None = None  # of the account at the time of the post


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a post came from, for good."""

    import_id: int
    file: str
    sha256: str
    record: int
    format: str
    imported_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherId:
    """Another id of its network for a post, where it was read, and why it is the same post.

    ``seconds`` lie between both records (None: only the day is known); ``text_says`` is "same", "begins" (one text is
    the beginning of the other) or "unknown" (one of the files carries no text). The author is always the same.
    """

    external_id: str
    file: str
    record: int
    seconds: int | None
    text_says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """One line of the content list; ``excerpt`` is the beginning of the text, line breaks as spaces."""

    id: int
    published_at: datetime | None  # UTC
    network: str
    account: str  # handle, "" where the author is unknown
    employee: str | None  # display name where the account is matched
    team: str | None
    kind: Kind
    media: Media
    excerpt: str
    metrics: Metrics
    findings: int
    case: str | None  # state of the case, None where there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post with everything that a detail view shows."""

    id: int
    network: str
    external_id: str
    url: str | None
    published_at: datetime | None  # UTC
    account_id: int | None
    account: str
    employee_id: int | None
    employee: str | None
    team: str | None
    kind: Kind
    media: Media
    language: str | None
    text: str
    metrics: Metrics
    hashtags: tuple[str, ...]
    mentions: tuple[str, ...]
    links: tuple[str, ...]
    origin: Origin
    other_ids: tuple[OtherId, ...] = ()


class PostOrder(StrEnum):
    """How the content list can be sorted; every one is served by an index or by a bounded sort in the worker."""

    PUBLISHED = "published"
    IMPRESSIONS = "impressions"
    REACTIONS = "reactions"
    NETWORK = "network"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFilter:
    """Which posts are asked for; empty fields do not restrict.

    ``words`` are found as word beginnings through the full-text index; ``contains`` is a plain substring search.
    Days are inclusive.
    """

    words: str = ""
    networks: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    teams: tuple[int, ...] = ()
    account_id: int | None = None
    employee_id: int | None = None
    tag: str | None = None
    hashtag: str | None = None
    from_day: str | None = None  # ISO date
    to_day: str | None = None
    import_id: int | None = None
    only_with_findings: bool = False
    order: PostOrder = PostOrder.PUBLISHED
    descending: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A record that could not be read: which, why, and its raw text so that it can be mended.

    ``cells`` holds what was read of it, by canonical column, where as much as that was possible.
    """

    file: str
    record: int
    field: str | None
    message: str  # English template of a Text; ``fields`` fill it in
    raw: str
    fields: dict[str, str] = dataclasses.field(default_factory=dict)
    cells: dict[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What one import run did. ``records`` = new + updated + unchanged + left out + problems."""

    import_id: int
    file: str
    sha256: str
    format: str
    records: int
    new: int
    updated: int
    unchanged: int
    left_out: dict[str, int]
    problems: int
    first: datetime | None  # UTC, of the posts in the file
    last: datetime | None
    joined: int = 0  # records of posts that were known under another id of their network; they count as updated etc.


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import run of the past: its report, and when it was done (UTC)."""

    report: ImportReport
    at: datetime
    undone: datetime | None = None  # when it was taken back


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing an import did: posts that are gone again, and posts with their earlier values back."""

    removed: int
    restored: int


# Why records of a file are no content of ours; an unknown reason is shown as it is written.
_LEFT_OUT: dict[str, Text] = {
    "not_public": text("not public"),
    "repost": text("bare reposts"),
    "reply": text("replies"),
    "repeated": text("repeated in the file"),
    "not_own": text("by others"),
    "deleted": text("deleted"),
    "no_person": text("no people"),
    "edited": text("earlier versions"),
    "empty": text("without any content"),
    "no_consent": text("of people who do not agree to the import"),
}


def why_left_out(key: str) -> Text:
    """Return in words why records were left out."""
    return _LEFT_OUT.get(key, literal(key))


def joined_ids(report: ImportReport) -> Text:
    """Say that posts of a file were known under another id, and by what they were recognised."""
    return plural(
        "{count} post has another id in an earlier file; author, time and text say that it is the same one.",
        "{count} posts have another id in an earlier file; author, time and text say that they are the same ones.",
        report.joined,
    )


def why_joined(other: OtherId) -> Text:
    """Say why a record under another id is the same post."""
    apart = text("on the same day")
    if other.seconds is not None:
        apart = plural("{count} second apart", "{count} seconds apart", other.seconds)
    said = {
        "same": text("same text"),
        "begins": text("same beginning of the text"),
        "unknown": text("no text in one of the files"),
    }
    return text("same author, {apart}, {text}", apart=apart, text=said[other.text_says])
