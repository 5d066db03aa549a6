"""Whether the chains of sectors in an old Excel file (.xls, a "compound file") come to an end.

A damaged file may hold a chain that bites its own tail; calamine then reads for ever, and nothing in Python can
stop it. Layout: [MS-CFB] sections 2.2 (header), 2.3 (chains), 2.5 (list of the table's own sectors).
"""

from __future__ import annotations

import struct
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAGIC = b"\xd0\xcf\x11\xe0"
_HEADER = 512
_TABLE_SECTORS_IN_HEADER = 109
_SECTOR_SIZES = (512, 4096)


def chains_end(data: bytes) -> bool:
    """Return whether every chain of a compound file ends; False also for a header that makes no sense."""
    if len(data) < _HEADER or not data.startswith(MAGIC):
        return False
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
    if size not in _SECTOR_SIZES:
        return False
    first_small, _, first_list, _ = struct.unpack_from("<4I", data, 60)
    table: list[int] = []
    for number in _table_sectors(data, size, first_list):
        table.extend(_sector(data, size, number))
    if not _ends(table):
        return False
    small: list[int] = []
    for number in _chain(table, first_small):
        small.extend(_sector(data, size, number))
    return _ends(small)


def _sector(data: bytes, size: int, number: int) -> tuple[int, ...]:
    """Return a sector as numbers; nothing where it lies behind the end of the file."""
    whole = data[(number + 1) * size : (number + 2) * size]
    return struct.unpack(f"<{len(whole) // 4}I", whole[: len(whole) // 4 * 4])


def _table_sectors(data: bytes, size: int, first_list: int) -> Iterator[int]:
    """Yield the sectors that hold the table of chains: 109 named in the header, the others in a chained list."""
    sectors = len(data) // size + 1
    numbers = list(struct.unpack_from(f"<{_TABLE_SECTORS_IN_HEADER}I", data, 76))
    following = first_list
    for _ in range(sectors):
        if following >= sectors:
            break
        *more, following = _sector(data, size, following) or (sectors,)
        numbers += more
    yield from islice((number for number in numbers if number < sectors), sectors)


def _chain(table: Sequence[int], first: int) -> Iterator[int]:
    """Yield a chain's sectors; the table is known to have no rings."""
    while first < len(table):
        yield first
        first = table[first]


def _ends(table: Sequence[int]) -> bool:
    """Whether no chain of the table runs in a ring."""
    walked = [0] * len(table)
    for start in range(len(table)):
        at = start
        while at < len(table) and not walked[at]:
            walked[at] = start + 1
            at = table[at]
        if at < len(table) and walked[at] == start + 1:
            return False
    return True
