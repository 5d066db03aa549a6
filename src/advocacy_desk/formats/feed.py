"""RSS and Atom files: employees' blogs, talks and podcasts. An entry is an article on the network ``blog``.

Verified on RSS 0.9x, 1.0 and 2.0 and on Atom, in UTF-8 and ISO-8859-1. An entry's own author wins over the feed's (one
feed had 46). Dates are read by feedparser; one that it cannot read (``Seg, 24 Set 2018``) is handed on as written and
becomes a problem. A file that defines entities of its own is not read: a few lines of them expand to gigabytes.
"""

from __future__ import annotations

import calendar
import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import feedparser

from advocacy_desk.domain.posts import Problem
from advocacy_desk.errors import FileProblem
from advocacy_desk.formats._contract import Hints, ReadOptions, Source, SourceFormat, batches
from advocacy_desk.formats._plain_text import plain_text
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advocacy_desk.formats._contract import Batch, Record

_COLUMNS = (
    "network", "external_id", "url", "author_name", "author_email", "author_handle", "published", "text", "kind",
    "media", "language",
)  # fmt: skip
_ROOT = re.compile(
    rb"<(?:rss[\s>]|(?:\w+:)?feed\s[^>]*(?:2005/Atom|purl\.org/atom)|rdf:RDF\s[^>]*purl\.org/rss)", re.IGNORECASE
)
_LARGEST = 256 << 20  # bytes; a blog of twenty years has ten million
_DAMAGE = (ValueError, AttributeError, TypeError, LookupError, AssertionError, RecursionError)
_RAW_LENGTH = 500
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ENTITIES = text("This feed defines abbreviations of its own that could grow without bound. It was not read.")
_BROKEN = text("This feed cannot be read; it may be damaged or incomplete.")


def _recognise(source: Source) -> float:
    return 0.9 if _ROOT.search(source.head().replace(b"\x00", b"")) else 0.0


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    return batches(_records(source, options), _COLUMNS, Hints(decimal_comma=False))


def _records(source: Source, options: ReadOptions) -> Iterator[tuple[int, Record] | Problem]:
    parsed = _parsed(source)
    if isinstance(parsed, Problem):
        yield parsed
        return
    feed, entries = parsed.get("feed", {}), parsed.get("entries", [])
    if not entries and parsed.get("bozo"):
        yield _problem(source, _BROKEN.message)
    for number, entry in enumerate(entries, start=1):
        try:
            yield number, _record(entry, feed, options.author)
        except _DAMAGE:
            yield Problem(
                file=source.name, record=number, field=None, message=_BROKEN.message, raw=str(entry)[:_RAW_LENGTH]
            )


def _parsed(source: Source) -> Any | Problem:  # noqa: ANN401 - feedparser has no types
    try:
        with source.open() as stream:
            data = stream.read(_LARGEST)
    except FileProblem as problem:
        return _problem(source, problem.message.message)
    if b"<!entity" in data.replace(b"\x00", b"").lower():
        return _problem(source, _ENTITIES.message)
    try:
        # As a stream, because bytes that look like an address would be fetched.
        return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except _DAMAGE:
        return _problem(source, _BROKEN.message)


def _problem(source: Source, message: str) -> Problem:
    raw = source.head()[:_RAW_LENGTH].decode(errors="replace")
    return Problem(file=source.name, record=1, field=None, message=message, raw=raw, fields={"file": source.base_name})


def _record(entry: Any, feed: Any, handle: str | None) -> Record:  # noqa: ANN401 - feedparser has no types
    url = _address(entry.get("feedburner_origlink") or entry.get("link"), feed.get("link"))
    name, email = _author(entry) or _author(feed) or (None, None)
    return {
        "network": "blog",
        "external_id": entry.get("id") or url,
        "url": url,
        "author_name": name,
        "author_email": email,
        "author_handle": None if name or email else handle,
        "published": _published(entry),
        "text": _words(entry),
        "kind": "article",
        "media": _media(entry),
        "language": _language(entry) or feed.get("language") or None,
    }


def _address(link: str | None, site: str | None) -> str | None:
    """Return the permalink whole, also where the feed writes it relative to its own address."""
    url = urljoin(site or "", (link or "").strip())
    return url if url.startswith(("http://", "https://")) else None


def _author(thing: Any) -> tuple[str | None, str | None] | None:  # noqa: ANN401 - feedparser has no types
    """Return name and e-mail of ``Name (mail)`` or ``mail (Name)``; None where nobody is named.

    feedparser parts them, too, but cuts an address like ``lea@nordwind.hamburg`` after four letters.
    """
    words = (thing.get("author") or "").strip()
    email = _EMAIL.search(words)
    name = " ".join((words[: email.start()] + words[email.end() :]).split()) if email else words
    address = email[0] if email and not email[0].lower().startswith(("noreply@", "no-reply@")) else None
    name = name.removeprefix("()").removesuffix("()").strip(" <>")
    if name.startswith("(") and name.endswith(")"):
        name = name[1:-1].strip()
    return (name or None, address) if name or address else None


def _published(entry: Any) -> str | None:  # noqa: ANN401 - feedparser has no types
    # Only keys that are there: feedparser answers "published" with "updated", and warns.
    for key in ("published", "updated", "created"):
        if key in entry and (words := (entry[key] or "").strip()):
            moment = entry.get(f"{key}_parsed") if f"{key}_parsed" in entry else None
            return datetime.fromtimestamp(calendar.timegm(moment), UTC).isoformat() if moment else words
    return None


def _words(entry: Any) -> str | None:  # noqa: ANN401 - feedparser has no types
    """Title and body; the body is the longest of what the entry holds (whole text before teaser)."""
    pieces = [entry.get("summary"), *(part.get("value") for part in entry.get("content", []))]
    body = max((plain_text(piece) or "" for piece in pieces), key=len)
    title = plain_text(entry.get("title")) or ""
    if title and body.startswith(title):
        title = ""
    return "\n\n".join(filter(None, (title, body))) or None


def _media(entry: Any) -> str:  # noqa: ANN401 - feedparser has no types
    kinds = [(enclosure.get("type") or "").partition("/")[0] for enclosure in entry.get("enclosures", [])]
    return next((kind for kind in ("video", "audio") if kind in kinds), "article")


def _language(entry: Any) -> str | None:  # noqa: ANN401 - feedparser has no types
    return next((part["language"] for part in entry.get("content", []) if part.get("language")), None)


FORMAT = SourceFormat(
    key="feed",
    version=1,
    label=text("Feed (RSS, Atom)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
)
