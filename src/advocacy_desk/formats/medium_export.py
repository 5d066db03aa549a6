"""Medium's download: one HTML page a story, marked up as ``h-entry``; all stories of an archive are one import.

A page without a time of publication is a draft and not public. Answers to others' stories are exported as stories, too,
and cannot be told apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from advocacy_desk.formats import _pages
from advocacy_desk.formats._contract import ReadOptions, Source, SourceFormat, batches
from advocacy_desk.formats._plain_text import node_text
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser

    from advocacy_desk.formats._contract import Batch, Record

_ID = re.compile(r"-?([0-9a-f]{10,12})(?:[/?#]|$)")
_HANDLE = re.compile(r"medium\.com/@([\w.-]+)")


def _is_story(source: Source) -> bool:
    head = source.head()
    return b'class="h-entry"' in head and (b'class="p-name"' in head or b'data-field="body"' in head)


def _recognise(source: Source) -> float:
    return 0.95 if _is_story(source) else 0.0


def _members(source: Source) -> tuple[Source, ...]:
    return _pages.together(source, _is_story)


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    pages = _pages.records(_members(source), lambda page, file: _story(page, file, options))
    return batches(pages, _pages.COLUMNS)


def _story(page: LexborHTMLParser, file: Source, options: ReadOptions) -> Record | None:
    """Return a story; None where the page holds none."""
    body = page.css_first("section[data-field=body]") or page.css_first(".e-content")
    title = _text_of(page, ".p-name") or _text_of(page, "title")
    words = node_text(body) if body is not None else None
    if words is None and title is None:
        return None
    subtitle = _text_of(page, "section[data-field=subtitle]")
    if title and words and words.startswith(title):
        title = None  # the body of a story begins with its title once more
    if subtitle and words and subtitle in words:
        subtitle = None
    time = page.css_first("time.dt-published")
    url = _address(page, "a.p-canonical")
    author = page.css_first("a.p-author")
    handle = _HANDLE.search((author.attributes.get("href") if author else None) or url or "")
    found = _ID.search(url or "") or _ID.search(file.base_name.rpartition(".")[0])
    return {
        "network": "medium",
        "external_id": found[1] if found else None,
        "url": url,
        "author_handle": handle[1] if handle else options.author,
        "author_name": node_text(author) if author else None,
        "published": time.attributes.get("datetime") if time else None,
        "text": "\n\n".join(filter(None, (title, subtitle, words))) or None,
        "kind": "article",
        "media": "article",
        "visibility": "public" if time else "not_public",
    }


def _text_of(page: LexborHTMLParser, selector: str) -> str | None:
    node = page.css_first(selector)
    return node_text(node) if node is not None else None


def _address(page: LexborHTMLParser, selector: str) -> str | None:
    node = page.css_first(selector)
    url = (node.attributes.get("href") or "") if node is not None else ""
    return url if url.startswith(("http://", "https://")) else None


FORMAT = SourceFormat(
    key="medium_export",
    version=1,
    label=text("Medium download (HTML)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
    members=_members,
)
