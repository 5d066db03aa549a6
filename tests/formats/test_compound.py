"""A damaged .xls whose chains of sectors run in a ring is refused instead of read for ever."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk import formats
from advocacy_desk.formats._compound import MAGIC, chains_end

if TYPE_CHECKING:
    from pathlib import Path

END, TABLE, FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def _file(table: list[int], *, small: int = END) -> bytes:
    """Return a compound file whose table of chains is sector 0 and whose small table begins at sector ``small``."""
    header = bytearray(512)
    header[:4] = MAGIC
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<4I", header, 60, small, 0, END, 0)
    struct.pack_into("<109I", header, 76, 0, *[FREE] * 108)
    return bytes(header) + struct.pack("<128I", *table, *[FREE] * (128 - len(table))) + bytes(3 * 512)


def test_chains_that_end_are_fine() -> None:
    assert chains_end(_file([TABLE, 2, 3, END]))


@pytest.mark.parametrize("table", [[TABLE, 1], [TABLE, 2, 1], [TABLE, 2, 3, 1]])
def test_rings_are_found(table: list[int]) -> None:
    assert not chains_end(_file(table))


def test_rings_in_the_small_table_are_found() -> None:
    assert not chains_end(_file([TABLE, END], small=1))  # sector 1 is all zeros: each entry leads to the first


def test_such_a_file_is_nobodys(tmp_path: Path) -> None:
    path = tmp_path / "posts.xls"
    path.write_bytes(_file([TABLE, 1]))
    assert formats.recognise(formats.open_path(path)[0]) == ()


@given(data=st.binary(max_size=2000))
def test_no_bytes_are_an_error(data: bytes) -> None:
    assert chains_end(MAGIC + data) in {True, False}
