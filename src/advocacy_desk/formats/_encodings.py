"""Bytes of unknown encoding to UTF-8, in blocks that end where a record of a table ends.

Exports arrive as UTF-8 with and without a mark, as UTF-16 (LinkedIn 2018, Meltwater), and from German Excel as
Windows-1252. charset-normalizer is asked only where Windows-1252 does not read as German, because on short texts it
takes umlauts for Cyrillic or Central European letters.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from charset_normalizer import from_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advocacy_desk.formats._contract import Source

BLOCK_BYTES = 32 << 20
LARGEST_BLOCK = 256 << 20  # a record that has not ended by then is damage and not a record
_OTHERS = ["cp1252", "cp1250", "iso8859_15", "mac_roman", "cp850", "cp437", "cp1251", "cp1253", "cp1254"]
_GERMAN = "äöüÄÖÜßéèàçñ„“”‚‘’–—…€•·«»§°©®™ \u00a0"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def detect(head: bytes) -> str | None:
    """Return the name of the encoding that the first bytes of a file suggest; None where it is no text."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if b"\x00" in head:
        return _utf16_without_mark(head)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return _single_byte(head)
    return "utf-8"


def _utf16_without_mark(head: bytes) -> str | None:
    """Western text in UTF-16 has a zero in nearly every second byte; other files with zeros are no text."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(len(head) // 2, 1)
    if odd > half * 0.6 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _single_byte(head: bytes) -> str | None:
    control = sum(head.count(byte) for byte in range(32) if byte not in {9, 10, 12, 13})
    if control > len(head) * 0.01:
        return None
    high = head.translate(None, delete=bytes(range(128)))
    german = sum(char in _GERMAN for char in high.decode("cp1252", errors="replace"))
    if german >= len(high) * 0.8:
        return "cp1252"
    if len(high) > len(head) * 0.5:
        return None  # hardly any plain letter: no table of ours
    best = from_bytes(head[:16_384], cp_isolation=_OTHERS).best()
    return best.encoding if best else "cp1252"


def decoded(head: bytes, encoding: str) -> str:
    """Return the first bytes of a file as text; an unfinished last character is left away."""
    return codecs.getincrementaldecoder(encoding)(errors="replace").decode(head)


def utf8_blocks(source: Source, encoding: str, *, skip: int, block_bytes: int = BLOCK_BYTES) -> Iterator[bytes]:
    """Yield the file as UTF-8 in blocks that end at the end of a record, without its first ``skip`` bytes of UTF-8.

    A record ends at a line break outside quotation marks. Old Macintosh line ends become line feeds.
    """
    kept = b""
    wanted = block_bytes
    for piece in _utf8(source, encoding):
        if skip:
            skipped = min(skip, len(piece))
            skip -= skipped
            piece = piece[skipped:]  # noqa: PLW2901 - the same piece, cut
        kept += piece
        if len(kept) < wanted:
            continue
        end = _record_end(kept)
        if not end and len(kept) < LARGEST_BLOCK:
            wanted = 2 * len(kept)  # a long record: look again when there is twice as much
            continue
        end = end or len(kept)
        yield kept[:end]
        kept, wanted = kept[end:], block_bytes
    if kept:
        yield kept


def _utf8(source: Source, encoding: str) -> Iterator[bytes]:
    """Yield the file recoded to UTF-8; UTF-8 itself passes unchecked, its damage is found where it is parsed."""
    plain = encoding in {"utf-8", "utf-8-sig"}
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    old_mac = _old_mac(decoded(source.head(), encoding))
    with source.open() as stream:
        first = True
        while piece := stream.read(4 << 20):
            if not plain:
                piece = decoder.decode(piece).encode()  # noqa: PLW2901 - the same piece, recoded
            elif first:
                piece = piece.removeprefix(codecs.BOM_UTF8)  # noqa: PLW2901 - the same piece, without its mark
            first = False
            yield piece.replace(b"\r", b"\n") if old_mac else piece
        if not plain and (rest := decoder.decode(b"", final=True)):
            yield rest.encode()


def _old_mac(head: str) -> bool:
    return "\r" in head and "\n" not in head


def with_line_feeds(head: str) -> str:
    """Return the head with the same line ends that ``utf8_blocks`` gives."""
    return head.replace("\r", "\n") if _old_mac(head) else head


def _record_end(block: bytes) -> int:
    """Return where the last complete record of a block ends, which begins with a record; 0: nowhere."""
    end = block.rfind(b"\n")
    quotes = block.count(b'"', 0, max(end, 0))
    while end >= 0 and quotes % 2:
        quote = block.rfind(b'"', 0, end)
        earlier = block.rfind(b"\n", 0, quote)
        quotes -= block.count(b'"', max(earlier, 0), end)
        end = earlier
    return end + 1
