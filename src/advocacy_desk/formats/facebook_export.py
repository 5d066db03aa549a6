"""Facebook's download as JSON, all eras: ``your_posts.json``, ``your_posts_1.json``, ``your_posts__check_ins_*.json``.

Verified on 4 325 entries: only 1 814 hold a text (``data[].post``); ``data`` may be empty or missing and often holds
the time of the last change beside the text. ``title`` is a sentence of Facebook's in the language of the person and
never part of the text. There is no id, no permalink, no audience and no figure. Entries without text, link or medium
are records of something else (a check-in, a new friend) and are left out.
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
    from collections.abc import Iterable, Iterator

    from advocacy_desk.domain.posts import Problem
    from advocacy_desk.formats._contract import Batch, Record

_COLUMNS = ("network", "author_handle", "author_name", "published", "text", "kind", "media", "link")
_ENTRY = re.compile(rb'\s*\[\s*\{\s*"(?:timestamp|attachments|data|title|tags)"\s*:')
_OWN = re.compile(rb'"(?:post|external_context|update_timestamp|media)"\s*:')
_OTHERS = re.compile(rb'"(?:reaction|comment|sender_name)"\s*:')  # lists of the same make about other people's posts
_HTML_NAMES = re.compile(r"your_posts\w*")
_PROFILES = ("profile_information.json",)


class _Data(msgspec.Struct):
    post: str | None = None


class _Link(msgspec.Struct):
    url: str | None = None


class _Medium(msgspec.Struct):
    uri: str | None = None
    description: str | None = None


class _Piece(msgspec.Struct):
    external_context: _Link | None = None
    media: _Medium | None = None


class _Attachment(msgspec.Struct):
    data: list[_Piece] | None = None


class _Entry(msgspec.Struct):
    timestamp: int | None = None
    data: list[_Data] | None = None
    attachments: list[_Attachment] | None = None


class _Name(msgspec.Struct):
    full_name: str | None = None


class _Profile(msgspec.Struct):
    name: _Name | None = None
    username: str | None = None


class _Profiles(msgspec.Struct):
    profile_v2: _Profile | None = None
    profile: _Profile | None = None


_READ = msgspec.json.Decoder(_Entry)
_READ_PROFILES = msgspec.json.Decoder(_Profiles)


def _recognise(source: Source) -> float:
    head = source.head()
    if _ENTRY.match(head) and b'"timestamp"' in head and not _OTHERS.search(head):
        return 0.85 if _OWN.search(head) else 0.0
    return 0.85 if _meta_json.is_html_twin(source, _HTML_NAMES) else 0.0


def _members(source: Source) -> tuple[Source, ...]:
    return _meta_json.with_profile(source, *_PROFILES)


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    return batches(_records(source, options), _COLUMNS)


def _records(source: Source, options: ReadOptions) -> Iterator[tuple[int, Record] | Problem | LeftOut]:
    if _meta_json.is_page(source):
        yield _meta_json.ask_for_json(source)
        return
    profile = _meta_json.profile_file(source, *_PROFILES)
    known = (_json_items.document(_json_items.whole(profile), _READ_PROFILES) if profile else None) or _Profiles()
    owner = known.profile_v2 or known.profile or _Profile()
    name = _meta_json.mended(owner.name.full_name) if owner.name else None
    # A name without a handle is still an identity; what the person says fills in where there is neither.
    who = {"author_handle": owner.username or (None if name else options.author), "author_name": name}
    entries = _json_items.items(_json_items.whole(source), _READ)
    for number, entry in enumerate(entries, start=1):
        if isinstance(entry, Broken):
            yield entry.problem(source, number)
        elif (record := _record(entry)) is None:
            yield LeftOut("empty")
        else:
            yield number, {**record, **who}


def _record(entry: _Entry) -> Record | None:
    pieces = [piece for attachment in entry.attachments or [] for piece in attachment.data or []]
    media = [piece.media for piece in pieces if piece.media]
    links = [piece.external_context.url for piece in pieces if piece.external_context and piece.external_context.url]
    words = _first(data.post for data in entry.data or []) or _first(medium.description for medium in media)
    form = _meta_json.medium(medium.uri for medium in media)
    if not words and not form and not links:
        return None
    return {
        "network": "facebook",
        "published": str(entry.timestamp) if entry.timestamp else None,
        "text": words,
        "kind": "post",
        "media": form or ("link" if links else "status"),
        "link": links[0] if links else None,
    }


def _first(words: Iterable[str | None]) -> str | None:
    return next((mended for word in words if (mended := _meta_json.mended(word))), None)


FORMAT = SourceFormat(
    key="facebook_export",
    version=1,
    label=text("Facebook download (JSON)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
    members=_members,
)
