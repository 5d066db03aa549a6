"""Instagram's download as JSON, all eras: ``media.json`` (until 2020), ``posts_1.json``, ``reels.json``, stories.

The folder changed three times (``content``, ``your_instagram_activity/content``, ``your_instagram_activity/media``),
the contents hardly. Verified: the caption of a post with one medium lies in ``media[0].title``, that of one with
several in the title of the post. There is no id, no permalink and no figure in these files. Archived posts are not
public.
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
_LISTS = {
    "ig_reels_media": "public",
    "ig_stories": "public",
    "ig_igtv_media": "public",
    "ig_archived_post_media": "not_public",
}
_LIST = re.compile(rb'\s*\{\s*"(' + "|".join(_LISTS).encode() + rb')"\s*:')
_POSTS = re.compile(rb'\s*\[\s*\{\s*"(?:media"\s*:\s*\[|(?:title|creation_timestamp)"\s*:)')
_OLD = re.compile(rb'\s*\{\s*"(?:photos|videos|stories|profile|direct)"\s*:\s*\[')
_OLD_LISTS = ("photos", "videos", "stories")
_HTML_NAMES = re.compile(r"(posts|archived_posts)(_\d+)?|reels|stories|igtv_videos")
_PROFILES = ("personal_information.json", "profile.json")


class _Medium(msgspec.Struct):
    uri: str | None = None
    path: str | None = None  # until 2020
    creation_timestamp: int | None = None
    taken_at: str | None = None  # until 2020
    title: str | None = None
    caption: str | None = None  # until 2020


class _Post(msgspec.Struct):
    media: list[_Medium] | None = None
    title: str | None = None
    creation_timestamp: int | None = None
    uri: str | None = None  # a story is its only medium itself
    path: str | None = None
    taken_at: str | None = None
    caption: str | None = None


_READ = msgspec.json.Decoder(_Post)


def _recognise(source: Source) -> float:
    head = source.head()
    if _LIST.match(head):
        return 0.95
    if _POSTS.match(head) and b'"uri"' in head and b'"media"' in head and b"text_app_post" not in head:
        return 0.9
    if _OLD.match(head) and b'"taken_at"' in head:
        return 0.9
    return 0.9 if _meta_json.is_html_twin(source, _HTML_NAMES) else 0.0


def _members(source: Source) -> tuple[Source, ...]:
    return _meta_json.with_profile(source, *_PROFILES)


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    return batches(_records(source, options), _COLUMNS)


def _records(source: Source, options: ReadOptions) -> Iterator[tuple[int, Record] | Problem | LeftOut]:
    if _meta_json.is_page(source):
        yield _meta_json.ask_for_json(source)
        return
    handle, name = _meta_json.owner(_meta_json.profile_file(source, *_PROFILES))
    who = {"author_handle": handle or options.author, "author_name": name}
    for number, (post, visibility) in enumerate(_posts(source), start=1):
        if isinstance(post, Broken):
            yield post.problem(source, number)
        elif (record := _record(post, visibility)) is None:
            yield LeftOut("empty")
        else:
            yield number, {**record, **who}


def _posts(source: Source) -> Iterator[tuple[_Post | Broken, str]]:
    """Yield the posts of a file of any era with who could see them."""
    head, data = source.head(), _json_items.whole(source)
    if known := _LIST.match(head):
        key = known[1].decode()
        yield from ((post, _LISTS[key]) for post in _json_items.items(data, _READ, key))
    elif _OLD.match(head):
        for key in _OLD_LISTS:
            if f'"{key}"'.encode() in data:
                yield from ((post, "unknown") for post in _json_items.items(data, _READ, key))
    else:
        yield from ((post, "public") for post in _json_items.items(data, _READ))


def _record(post: _Post, visibility: str) -> Record | None:
    """Return what a post says; None where it holds neither a caption nor a medium."""
    media = post.media or [_Medium(post.uri, post.path, post.creation_timestamp, post.taken_at, None, post.caption)]
    titles = [mended for medium in media if (mended := _meta_json.mended(medium.title or medium.caption))]
    words = _meta_json.mended(post.title) or (titles[0] if titles else None)
    form = _meta_json.medium(medium.uri or medium.path for medium in media)
    seconds = post.creation_timestamp or next((m.creation_timestamp for m in media if m.creation_timestamp), None)
    published = str(seconds) if seconds else next((medium.taken_at for medium in media if medium.taken_at), None)
    if not words and not form:
        return None
    return {
        "network": "instagram",
        "published": published,
        "text": words,
        "kind": "post",
        "media": form or "status",
        "visibility": visibility,
    }


FORMAT = SourceFormat(
    key="instagram_export",
    version=1,
    label=text("Instagram download (JSON)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
    members=_members,
)
