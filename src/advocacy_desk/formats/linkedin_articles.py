"""LinkedIn's member export: articles as HTML, one page each; all pages of an archive are one import.

Verified on 36 articles: ``<p class="created">`` and ``<p class="published">`` carry times without a zone (taken as
UTC), the latter is missing for drafts; the heading links to the permalink.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from advocacy_desk.formats import _linkedin_member, _pages
from advocacy_desk.formats._contract import Hints, ReadOptions, Source, SourceFormat, batches
from advocacy_desk.formats._plain_text import node_text
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser

    from advocacy_desk.formats._contract import Batch, Record

_MARK = re.compile(rb'<p\s+class="(?:created|published)"')
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?")
_SLUG = re.compile(r"linkedin\.com/pulse/([^/?#]+)", re.IGNORECASE)


def _is_article(source: Source) -> bool:
    head = source.head()
    return _MARK.search(head) is not None and b"<h1" in head


def _recognise(source: Source) -> float:
    return 0.9 if _is_article(source) else 0.0


def _members(source: Source) -> tuple[Source, ...]:
    return (*_pages.together(source, _is_article), *_linkedin_member.profile(source))


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    name = _linkedin_member.name(_linkedin_member.profile(source))
    who = {"author_handle": options.author, "author_name": name}
    pages = _pages.together(source, _is_article)
    articles = _pages.records(pages, lambda page, _: _article(page, who))
    return batches(articles, _pages.COLUMNS, Hints(timezone="UTC"))


def _article(page: LexborHTMLParser, who: Record) -> Record | None:
    """Return an article; None where the page has lost its heading."""
    heading, published = page.css_first("h1"), page.css_first("p.published")
    if heading is None or page.body is None:
        return None
    anchor = heading.css_first("a")
    url = (anchor.attributes.get("href") or "") if anchor is not None else ""
    time = _TIME.search(node_text(published) or "") if published is not None else None
    title = node_text(heading)
    for node in (heading, published, *page.css("p.created")):
        if node is not None:
            node.decompose()
    words = node_text(page.body)
    slug = _SLUG.search(url)
    return {
        **who,
        "network": "linkedin",
        "external_id": f"pulse:{unquote(slug[1])}" if slug else None,
        "url": url if url.startswith(("http://", "https://")) else None,
        "published": time[0] if time else None,
        "text": "\n\n".join(filter(None, (title, words))) or None,
        "kind": "article",
        "media": "article",
        "visibility": "public" if time else "not_public",
    }


FORMAT = SourceFormat(
    key="linkedin_articles",
    version=1,
    label=text("LinkedIn data export (articles as HTML)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
    members=_members,
)
