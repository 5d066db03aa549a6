"""Bluesky's repository (``repo.car``): posts out of a CAR file of DAG-CBOR blocks.

The key of a post (``rkey``) stands in no record: it is in the Merkle search tree (MST) that the commit points at,
whose nodes hold keys with their beginning left away. Blocks may come in any order. A repository also holds likes,
follows and the records of other programs (2 357 of 2 500 in one that we have seen): only posts are read; reposts
carry nothing of the author's and are counted. All of it is public. Reference: https://atproto.com/specs/repository
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import libipld
import msgspec

from advocacy_desk.domain.posts import Problem
from advocacy_desk.formats import _json_items
from advocacy_desk.formats._contract import LeftOut, ReadOptions, Source, SourceFormat, batches
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from advocacy_desk.formats._contract import Batch, Record

_COLUMNS = (
    "network", "external_id", "url", "author_handle", "author_name", "published", "text", "kind", "media", "language",
    "link", "visibility",
)  # fmt: skip
_POSTS, _REPOSTS = "app.bsky.feed.post", "app.bsky.feed.repost"
_PROFILE = "app.bsky.actor.profile/self"
_HANDLE = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
_MEDIA = {"images": "image", "video": "video", "external": "link"}

_INCOMPLETE = text("Part of this repository is missing; the posts that it would lead to cannot be read.")


class _Ref(msgspec.Struct):
    uri: str = ""


class _Reply(msgspec.Struct):
    parent: _Ref | None = None


class _Feature(msgspec.Struct):
    uri: str | None = None


class _Facet(msgspec.Struct):
    features: list[_Feature] = []


class _Embed(msgspec.Struct):
    type: str = msgspec.field(name="$type", default="")
    external: _Feature | None = None
    media: _Embed | None = None


class _Post(msgspec.Struct):
    text: str = ""
    createdAt: str | None = None  # noqa: N815 - the network's own name
    langs: list[str] | None = None
    reply: _Reply | None = None
    facets: list[_Facet] | None = None
    embed: _Embed | None = None


def _recognise(source: Source) -> float:
    head = source.head()
    known = head[:4].find(b"\xa2") in {1, 2} and b"version" in head[:200] and b"eroots" in head[:200]
    return 0.95 if known and b"\x01\x71\x12\x20" in head else 0.0


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    return batches(_records(source, options), _COLUMNS)


def _records(source: Source, options: ReadOptions) -> Iterator[tuple[int, Record] | Problem | LeftOut]:
    roots, blocks = _blocks(_json_items.whole(source))
    commit = blocks.get(roots[0]) if roots else None
    if not isinstance(commit, dict) or not isinstance(commit.get("did"), str):
        yield _problem(source, 1, _json_items.CUT_OFF.message)
        return
    keys, complete = _keys(blocks, commit.get("data"))
    did = commit["did"]
    profile = blocks.get(keys.get(_PROFILE, b""))
    who: Record = {
        "author_handle": _handle_of(source) or options.author or did,
        "author_name": _word(profile, "displayName"),
    }
    number = 0
    for path, cid in sorted(keys.items()):
        collection, _, rkey = path.partition("/")
        if collection in {_POSTS, _REPOSTS}:
            number += 1
            yield _of(blocks.get(cid), collection, rkey, did, who, number) or _problem(
                source, number, _json_items.BROKEN.message, path
            )
    if not complete:
        yield _problem(source, number + 1, _INCOMPLETE.message)


def _problem(source: Source, record: int, message: str, raw: str = "") -> Problem:
    return Problem(file=source.name, record=record, field=None, message=message, raw=raw[: _json_items.RAW_LENGTH])


def _word(block: object, key: str) -> str | None:
    value = block.get(key) if isinstance(block, dict) else None
    return value.strip() or None if isinstance(value, str) else None


def _handle_of(source: Source) -> str | None:
    """Tools name the file after the handle (``mira.bsky.social.car``); inside there is only the DID."""
    stem = source.base_name.rpartition(".")[0]
    return stem.lower() if _HANDLE.fullmatch(stem) else None


def _blocks(data: bytes) -> tuple[list[bytes], Mapping[bytes, Any]]:
    """Return the roots and all blocks; of a file that is cut off, those that are whole."""
    for end in (len(data), _last_whole_block(data)):
        try:
            header, blocks = libipld.decode_car(data[:end])
        except (ValueError, RecursionError):
            continue
        roots = header.get("roots")
        return [root for root in roots if isinstance(root, bytes)] if isinstance(roots, list) else [], blocks
    return [], {}


def _last_whole_block(data: bytes) -> int:
    """Return where the last whole block ends: each is its length as a varint, and that many bytes."""
    position = 0
    while True:
        length, shift, at = 0, 0, position
        while at < len(data) and shift < 64:
            length |= (data[at] & 0x7F) << shift
            shift, at = shift + 7, at + 1
            if not data[at - 1] & 0x80:
                break
        if at >= len(data) or length == 0 or at + length > len(data):
            return position
        position = at + length


def _keys(blocks: Mapping[bytes, Any], root: object) -> tuple[dict[str, bytes], bool]:
    """Walk the tree: path of a record -> its CID, and whether every node was there."""
    keys: dict[str, bytes] = {}
    complete, seen, waiting = True, set(), [root]
    while waiting:
        cid = waiting.pop()
        if not isinstance(cid, bytes) or cid in seen:
            continue
        seen.add(cid)
        node = blocks.get(cid)
        if not isinstance(node, dict) or not isinstance(node.get("e"), list):
            complete = False
            continue
        waiting.append(node.get("l"))
        before = b""
        for entry in (entry for entry in node["e"] if isinstance(entry, dict)):
            begin, rest, value = entry.get("p"), entry.get("k"), entry.get("v")
            if isinstance(begin, int) and isinstance(rest, bytes) and isinstance(value, bytes):
                before = before[:begin] + rest
                keys[before.decode(errors="replace")] = value
            waiting.append(entry.get("t"))
    return keys, complete


def _of(
    block: object, collection: str, rkey: str, did: str, who: Record, number: int
) -> tuple[int, Record] | LeftOut | None:
    """Return a post as a record, a repost as left out; None where it cannot be read."""
    if collection == _REPOSTS:
        return LeftOut("repost")
    try:
        post = msgspec.convert(block, _Post)
    except (msgspec.ValidationError, RecursionError):
        return None
    links = [uri for facet in post.facets or [] for feature in facet.features if (uri := feature.uri)]
    embed = post.embed.media or post.embed if post.embed else None
    if embed and embed.external and embed.external.uri:
        links.insert(0, embed.external.uri)
    form = _MEDIA.get(embed.type.removeprefix("app.bsky.embed.").partition("#")[0]) if embed else None
    answers = post.reply and post.reply.parent and not post.reply.parent.uri.startswith(f"at://{did}/")
    return number, {
        **who,
        "network": "bluesky",
        "external_id": rkey,
        "url": f"https://bsky.app/profile/{did}/post/{rkey}",
        "published": post.createdAt or None,
        "text": post.text or None,
        "kind": "reply" if answers else "post",
        "media": form or ("link" if links else "status"),
        "language": post.langs[0] if post.langs else None,
        "link": links[0] if links else None,
        "visibility": "public",
    }


FORMAT = SourceFormat(
    key="bluesky_repository",
    version=1,
    label=text("Bluesky repository (.car)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
)
