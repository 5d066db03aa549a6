"""Bytes of unknown encoding to UTF-8, in blocks that end where a record of a table ends.

Exports arrive as UTF-8 with and without a mark, as UTF-16 (LinkedIn 2018, Meltwater), and from German Excel as
Windows-1252. charset-normalizer is asked only where Windows-1252 does not read as German, because on short texts it
takes umlauts for Cyrillic or Central European letters.
"""

from __future__ import annotations

import codecs
import io
from typing import IO, TYPE_CHECKING

from charset_normalizer import from_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK_BYTES = 28 << 20  # just below the size from which glibc fetches fresh pages for every block
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


class Utf8Blocks:
    """A file as UTF-8 in blocks that end at the end of a record, without its first ``skip`` bytes of UTF-8.

    A record ends at a line break outside quotation marks. UTF-8 itself passes unchecked: its damage is found where it
    is parsed. Old Macintosh line ends become line feeds. ``line`` reads on from where the last block ended.
    """

    def __init__(self, stream: IO[bytes], encoding: str, *, head: bytes, skip: int) -> None:
        self._bytes = stream
        self._text: io.TextIOWrapper | None = None
        old_mac = _old_mac(decoded(head, encoding))
        if encoding == "utf-8-sig" and not old_mac:
            stream.read(len(codecs.BOM_UTF8))
        elif encoding != "utf-8" or old_mac:
            newline = None if old_mac else ""
            self._text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline=newline)
        while skip > 0 and (piece := self._read(skip if self._text is None else max(skip // 4, 1))):
            skip -= len(piece)

    def __iter__(self) -> Iterator[bytes]:
        while block := self._read(BLOCK_BYTES):
            pieces = [block]
            quotes, size, ended = block.count(b'"'), len(block), block.endswith(b"\n")
            while (quotes % 2 or not ended) and size < LARGEST_BLOCK and (line := self.line()):
                pieces.append(line)
                quotes, size, ended = quotes + line.count(b'"'), size + len(line), line.endswith(b"\n")
            yield b"".join(pieces) if len(pieces) > 1 else block

    def line(self) -> bytes:
        """Return the rest of the line."""
        return self._bytes.readline() if self._text is None else self._text.readline().encode()

    def _read(self, size: int) -> bytes:
        """Return ``size`` bytes of UTF-8, or as many characters of another encoding."""
        return self._bytes.read(size) if self._text is None else self._text.read(size).encode()


def _old_mac(head: str) -> bool:
    return "\r" in head and "\n" not in head


def with_line_feeds(head: str) -> str:
    """Return the head with the same line ends that ``Utf8Blocks`` gives."""
    return head.replace("\r", "\n") if _old_mac(head) else head
