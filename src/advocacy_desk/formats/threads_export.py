"""Threads' posts in Instagram's download: ``threads_and_replies.json``, known by keys that begin ``text_post_app_``.

The text is the title of the medium, also where there is no picture. Whether it answers somebody is said, whom is not.
What was archived is not public.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from advocacy_desk.formats import _json_items, _meta_json
from advocacy_desk.formats._contract import LeftOut, ReadOptions, Source, SourceFormat, batches
from advocacy_desk.formats._json_items import Broken
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advocacy_desk.domain.posts import Problem
    from advocacy_desk.formats._contract import Batch, Record

_COLUMNS = ("network", "author_handle", "author_name", "published", "text", "kind", "media", "visibility")
_LISTS = {"text_post_app_text_posts": "public", "text_post_app_text_app_archived_posts": "not_public"}
_LIST = re.compile(rb'\s*\{\s*"(' + "|".join(_LISTS).encode() + rb')"\s*:')
_HTML_NAMES = re.compile(r"threads_and_replies|archived_threads")


class _Threads(msgspec.Struct):
    is_reply: bool | None = None


class _Medium(msgspec.Struct):
    uri: str | None = None
    creation_timestamp: int | None = None
    title: str | None = None
    text_app_post: _Threads | None = None


class _Post(msgspec.Struct):
    media: list[_Medium] | None = None
    title: str | None = None
    creation_timestamp: int | None = None
    text_app_post: _Threads | None = None


_READ = msgspec.json.Decoder(_Post)
_PROFILE = "personal_information.json"  # Threads' own, else Instagram's: they share the handle


def _recognise(source: Source) -> float:
    found = _LIST.match(source.head()) or _meta_json.is_html_twin(source, _HTML_NAMES)
    return 0.95 if found else 0.0


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    return batches(_records(source, options), _COLUMNS)


def _records(source: Source, options: ReadOptions) -> Iterator[tuple[int, Record] | Problem | LeftOut]:
    known = _LIST.match(source.head())
    if known is None:
        if _meta_json.is_page(source):
            yield _meta_json.ask_for_json(source)
        return
    key = known[1].decode()
    handle, name = _meta_json.owner(_meta_json.profile_file(source, _PROFILE))
    who = {"author_handle": handle or options.author, "author_name": name, "visibility": _LISTS[key]}
    posts = _json_items.items(_json_items.whole(source), _READ, key)
    for number, post in enumerate(posts, start=1):
        if isinstance(post, Broken):
            yield post.problem(source, number)
        elif (record := _record(post)) is None:
            yield LeftOut("empty")
        else:
            yield number, {**record, **who}


def _record(post: _Post) -> Record | None:
    media = post.media or []
    titles = [words for medium in media if (words := _meta_json.mended(medium.title))]
    words = titles[0] if titles else _meta_json.mended(post.title)
    form = _meta_json.medium(medium.uri for medium in media)
    seconds = post.creation_timestamp or next((m.creation_timestamp for m in media if m.creation_timestamp), None)
    notes = [post.text_app_post, *(medium.text_app_post for medium in media)]
    if not words and not form:
        return None
    return {
        "network": "threads",
        "published": str(seconds) if seconds else None,
        "text": words,
        "kind": "reply" if any(note and note.is_reply for note in notes) else "post",
        "media": form or "status",
    }


FORMAT = SourceFormat(
    key="threads_export",
    version=1,
    label=text("Threads download (JSON)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
    members=lambda source: _meta_json.with_profile(source, _PROFILE),
)
