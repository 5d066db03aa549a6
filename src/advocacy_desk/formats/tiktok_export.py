"""TikTok's download as JSON: videos with caption, likes and who could see them, and own comments.

Verified on a file of 2024: a list without entries is ``null``; the case of keys differs within one file (``date``
here, ``Date`` there), and sections were renamed (``Video`` became ``Post``), so keys are compared without case.
Direct messages, searches, watched videos and payments lie in the same file and are passed over as raw bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from advocacy_desk.formats import _json_items
from advocacy_desk.formats._contract import LeftOut, ReadOptions, Source, SourceFormat, batches
from advocacy_desk.formats._json_items import Broken
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from advocacy_desk.domain.posts import Problem
    from advocacy_desk.formats._contract import Batch, Record

_COLUMNS = (
    "network", "external_id", "url", "author_handle", "published", "text", "kind", "media", "visibility", "reactions",
)  # fmt: skip
_VIDEOS = (("post", "posts", "videolist"), ("video", "videos", "videolist"))
_COMMENTS = (("comment", "comments", "commentslist"),)
_PROFILES = (
    ("profile", "profile info", "profilemap"),
    ("profile", "profile information", "profilemap"),
    ("profile and settings", "profile info", "profilemap"),
)
_SECTIONS = re.compile(rb'"(?:Videos?|Posts?|Comments?|Profile|Activity|Your Activity|Direct Messages?)"\s*:')
_OWN = re.compile(rb'"(?:VideoList|CommentsList|ProfileMap|VideoBrowsingHistory|ChatHistory|FansList)"|"TikTok[ \w]*"')
_POST_ID = re.compile(r"/(?:video|photo)/(\d+)")
_READ_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])
_READ_ENTRY = msgspec.json.Decoder(dict[str, Any])
_NOTHING = {"", "n/a", "none", "null"}


def _recognise(source: Source) -> float:
    head = source.head()
    is_object = head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")
    return 0.9 if is_object and _OWN.search(head) and _SECTIONS.search(head) else 0.0


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    return batches(_records(source, options), _COLUMNS)


def _records(source: Source, options: ReadOptions) -> Iterator[tuple[int, Record] | Problem | LeftOut]:
    data = _json_items.whole(source)
    handle = _owner(data) or options.author
    number = 0
    for paths, read in ((_VIDEOS, _video), (_COMMENTS, _comment)):
        for entry in _entries(data, paths):
            number += 1
            if isinstance(entry, Broken):
                yield entry.problem(source, number)
                continue
            record = read({key.lower(): value for key, value in entry.items()})
            yield LeftOut("empty") if record is None else (number, {**record, "author_handle": handle})


def _entries(data: bytes, paths: tuple[tuple[str, ...], ...]) -> Iterator[dict[str, Any] | Broken]:
    for path in paths:
        keys = _as_written(data, path)
        if keys:
            yield from _json_items.items(data, _READ_ENTRY, *keys)
            return


def _as_written(data: bytes, path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys of a path in the case of this file; none where the file has no such path."""
    inner: bytes | msgspec.Raw = data
    keys: list[str] = []
    for wanted in path:
        fields = _json_items.document(bytes(inner), _READ_OBJECT)
        if fields is None:
            return _in_damaged(data, path) if not keys else ()
        key = next((key for key in fields if key.lower() == wanted), None)
        if key is None:
            return ()
        keys.append(key)
        inner = fields[key]
    return tuple(keys)


def _in_damaged(data: bytes, path: tuple[str, ...]) -> tuple[str, ...]:
    """Find the keys one after the other in a file that cannot be read as a whole."""
    keys, position = [], 0
    words = data.decode(errors="replace")
    for wanted in path:
        found = re.compile(rf'"({re.escape(wanted)})"\s*:', re.IGNORECASE).search(words, position)
        if found is None:
            return ()
        keys.append(found[1])
        position = found.end()
    return tuple(keys)


def _owner(data: bytes) -> str | None:
    """Return the handle; birthday, e-mail and telephone number beside it are not looked at."""
    for path in _PROFILES:
        inner: bytes | msgspec.Raw | None = data
        for key in _as_written(data, path):
            inner = (_json_items.document(bytes(inner or b""), _READ_OBJECT) or {}).get(key)
        if inner is not None and inner is not data:
            profile = _json_items.document(bytes(inner), _READ_ENTRY) or {}
            return next((_word(value) for key, value in profile.items() if key.lower() == "username"), None)
    return None


def _word(value: object) -> str | None:
    words = value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""
    return None if words.lower() in _NOTHING else words


def _video(entry: Mapping[str, Any]) -> Record | None:
    link = _word(entry.get("link")) or ""
    found = _POST_ID.search(link)
    is_permalink = found is not None and "tiktok" in link.split("/")[2]
    return {
        "network": "tiktok",
        "external_id": found[1] if found else None,
        "url": link if is_permalink else None,  # else the address of a file, signed and soon expired
        "published": _word(entry.get("date")),
        "text": _word(entry.get("title")) or _word(entry.get("description")),
        "kind": "post",
        "media": "image" if "/photo/" in link else "video",
        "visibility": _visibility(_word(entry.get("whocanview"))),
        "reactions": _word(entry.get("likes")),
    }


def _visibility(words: str | None) -> str:
    if words is None:
        return "unknown"
    return "public" if words.lower().startswith(("public", "everyone", "öffentlich", "alle")) else "not_public"


def _comment(entry: Mapping[str, Any]) -> Record | None:
    words = _word(entry.get("comment"))
    if words is None:
        return None
    return {
        "network": "tiktok",
        "published": _word(entry.get("date")),
        "text": words,
        "kind": "comment",
        "media": "status",
        "visibility": "public",
    }


FORMAT = SourceFormat(
    key="tiktok_export",
    version=1,
    label=text("TikTok download (JSON)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
)
