"""The elements of a list in a JSON file, one by one; what is damaged becomes ``Broken`` and never an exception."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import msgspec

from advocacy_desk.domain.posts import Problem
from advocacy_desk.errors import FileProblem
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advocacy_desk.formats._contract import Source

RAW_LENGTH = 500
BROKEN = text("This entry cannot be read.")
CUT_OFF = text("The file is damaged or incomplete here; what follows is missing.")
_DAMAGE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
_RAWS = msgspec.json.Decoder(list[msgspec.Raw])
_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])
_SPACE = re.compile(r"[\s,]*")

Item = TypeVar("Item")
Decoded = TypeVar("Decoded")


@dataclass(frozen=True, slots=True)
class Broken:
    """An element that cannot be read; ``ends_the_file``: nor can anything after it."""

    raw: str
    ends_the_file: bool = False

    def problem(self, source: Source, record: int) -> Problem:
        """Return what the person is told about it."""
        words = CUT_OFF if self.ends_the_file else BROKEN
        return Problem(file=source.name, record=record, field=None, message=words.message, raw=self.raw)


def whole(source: Source) -> bytes:
    """Return the bytes of a JSON file without a mark of its encoding; none where the file cannot be read."""
    try:
        with source.open() as stream:
            data = stream.read()
    except FileProblem:
        return b""
    return data.removeprefix(codecs.BOM_UTF8)


def document(data: bytes, decoder: msgspec.json.Decoder[Decoded]) -> Decoded | None:
    """Return a whole small file as one value; None where it is damaged or another file."""
    try:
        return decoder.decode(data)
    except _DAMAGE:
        return None


def items(data: bytes, decoder: msgspec.json.Decoder[Item], *path: str) -> Iterator[Item | Broken]:
    """Yield the elements of the list under the keys of ``path`` (none: the file itself is the list), typed.

    A file that is cut off gives its whole elements first.
    """
    for raw in _elements(data, path):
        if isinstance(raw, Broken):
            yield raw
            continue
        try:
            yield decoder.decode(raw)
        except _DAMAGE:
            yield Broken(shown(bytes(raw)))


def shown(raw: bytes) -> str:
    """Return the beginning of a record for the list of problems."""
    return raw[: 4 * RAW_LENGTH].decode(errors="replace")[:RAW_LENGTH]


def _elements(data: bytes, path: tuple[str, ...]) -> Iterator[msgspec.Raw | bytes | Broken]:
    try:
        inner: bytes | msgspec.Raw = data
        for key in path:
            fields = _OBJECT.decode(inner)
            if key not in fields:
                return
            inner = fields[key]
        if bytes(inner).strip() == b"null":
            return  # TikTok writes null where a list is empty
        elements = _RAWS.decode(inner)
    except _DAMAGE:
        yield from _until_damage(data.decode(errors="replace"), path)
    else:
        yield from elements


def _until_damage(words: str, path: tuple[str, ...]) -> Iterator[bytes | Broken]:
    """Yield element after element of a list that is cut off or damaged somewhere."""
    decoder = json.JSONDecoder()
    position = _start(words, path)
    if position is None:
        yield Broken(words[:RAW_LENGTH], ends_the_file=True)
        return
    while True:
        position = _SPACE.match(words, position).end()  # type: ignore[union-attr]  # matches the empty string, too
        if words.startswith("]", position):
            return
        try:
            _, end = decoder.raw_decode(words, position)
        except (ValueError, RecursionError):
            yield Broken(words[position : position + RAW_LENGTH], ends_the_file=True)
            return
        yield words[position:end].encode()
        position = end


def _start(words: str, path: tuple[str, ...]) -> int | None:
    """Return where the first element begins."""
    position = 0
    for key in path:
        found = re.compile(rf'"{re.escape(key)}"\s*:').search(words, position)
        if found is None:
            return None
        position = found.end()
    opening = re.compile(r"\s*\[").match(words, position)
    return opening.end() if opening else None
