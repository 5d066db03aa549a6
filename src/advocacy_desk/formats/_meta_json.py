r"""What the downloads of Facebook, Instagram and Threads have in common: broken characters, HTML twins, whose they are.

All three write each byte of UTF-8 as a character of its own (``\u00c3\u00bc`` for ``ü``), in values and in keys.
Verified on 842 of 842 posts: reading a string back as Latin-1 bytes mends it; a string that holds any other character
was right already. The same download can be had as HTML under the same names; it says less and its words change with
the language, so the person is asked for JSON.
"""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

import msgspec

from advocacy_desk.domain.posts import Problem
from advocacy_desk.formats import _json_items
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from advocacy_desk.formats._contract import Source

_HTML = text(
    "This is the HTML version of the download. Please request the download again and choose JSON as its format."
)
_META_PAGE = re.compile(rb"_a6-[a-z]|_3-95|pam _2ph-|_2pi[a-z]")  # classes that all their pages use
_USERNAME = {"username", "benutzername", "nom d’utilisateur", "nom d'utilisateur", "nombre de usuario", "nome utente"}
_NAME = {"name", "nom", "nombre", "nome", "naam"}
_VIDEOS = (".mp4", ".mov", ".m4v", ".webm", ".avi", ".srt")


def mended(words: str | None) -> str | None:
    """Return a string with its characters put together again; None where nothing is left of it."""
    if not words:
        return None
    with contextlib.suppress(UnicodeError):  # raised where it was right already, or not broken in this way
        words = words.encode("latin-1").decode("utf-8")
    return words.strip() or None


def is_html_twin(source: Source, name: re.Pattern[str]) -> bool:
    """Whether a file is the HTML version of one of the files that ``name`` fits."""
    head = source.head()
    stem, _, ending = source.base_name.lower().rpartition(".")
    is_page = head.lstrip()[:200].lower().startswith((b"<html", b"<!doctype html"))
    return ending in {"html", "htm"} and is_page and bool(name.fullmatch(stem) and _META_PAGE.search(head))


def ask_for_json(source: Source) -> Problem:
    """Return what the person is told about the HTML version."""
    return Problem(file=source.name, record=1, field=None, message=_HTML.message, raw=source.base_name)


def is_page(source: Source) -> bool:
    """Whether a file is HTML and no JSON."""
    return source.head().lstrip().startswith(b"<")


def medium(uris: Iterable[str | None]) -> str | None:
    """Return the form of a post by the names of its files; a video outweighs a picture."""
    kinds = {"video" if uri.lower().endswith(_VIDEOS) else "image" for uri in uris if uri}
    return max(kinds, default=None)


class _Labelled(msgspec.Struct):
    value: str | None = None


class _Profile(msgspec.Struct):
    string_map_data: dict[str, _Labelled] | None = None


class _Profiles(msgspec.Struct):
    profile_user: list[_Profile] | None = None
    text_post_app_text_post_app_profile: list[_Profile] | None = None
    username: str | None = None  # before 2020
    name: str | None = None


_READ_PROFILES = msgspec.json.Decoder(_Profiles)


def profile_file(source: Source, *names: str) -> Source | None:
    """Return the file that says whose download it is, wherever in the archive it lies."""
    return next((other for other in source.bundle() if other.base_name.lower() in names), None)


def with_profile(source: Source, *names: str) -> tuple[Source, ...]:
    """Return a file and the one that says whose download it is: both are read, so both make the fingerprint."""
    profile = profile_file(source, *names)
    return (source, profile) if profile and profile.name != source.name else (source,)


def owner(profile: Source | None) -> tuple[str | None, str | None]:
    """Return handle and display name; e-mail, telephone and birthday beside them are not looked at."""
    found = _json_items.document(_json_items.whole(profile), _READ_PROFILES) if profile else None
    if found is None:
        return None, None
    entries = found.profile_user or found.text_post_app_text_post_app_profile or []
    labelled = entries[0].string_map_data or {} if entries else {}
    by_label = {(mended(label) or "").casefold(): mended(entry.value) for label, entry in labelled.items()}
    handle = next((by_label[label] for label in by_label if label in _USERNAME), None)
    name = next((by_label[label] for label in by_label if label in _NAME), None)
    return handle or found.username, name or mended(found.name)
