"""Archives of thousands of small files: each is read once, and the list of contents is not read for each."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from advocacy_desk import formats
from advocacy_desk.formats import _containers
from advocacy_desk.formats._contract import HEAD_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def _archive(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_small_members_are_whole_after_listing(tmp_path: Path) -> None:
    path = _archive(tmp_path / "a.zip", {"a.json": b"[1]", "b/c.json": b"[2]"})
    sources = formats.open_path(path)
    path.unlink()
    for source, data in zip(sources, (b"[1]", b"[2]"), strict=True):
        with source.open() as stream:
            assert stream.read() == data


def test_large_members_are_read_where_they_lie(tmp_path: Path) -> None:
    large = bytes(range(256)) * (HEAD_BYTES // 128)
    path = _archive(tmp_path / "a.zip", {f"{n}.json": large + b"%d" % n for n in range(3)})
    for number, source in enumerate(formats.open_path(path)):
        with source.open() as stream:
            assert stream.read() == large + b"%d" % number


def test_opening_a_member_reads_no_list_of_contents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _archive(tmp_path / "a.zip", {"a.json": b"x" * (HEAD_BYTES + 1)})
    (source,) = formats.open_path(path)
    lists: list[object] = []
    monkeypatch.setattr(zipfile, "_EndRecData", lists.append, raising=True)
    with source.open() as stream:
        assert len(stream.read()) == HEAD_BYTES + 1
    assert lists == []
    assert issubclass(_containers._KnownZip, zipfile.ZipFile)


def test_files_of_a_folder_come_together_and_a_single_file_alone(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_bytes(b"Text,Date\n")
    first, second = formats.open_path(tmp_path)
    assert tuple(first.bundle()) == (first, second)
    (alone,) = formats.open_path(tmp_path / "a.csv")
    assert tuple(alone.bundle()) == (alone,)
    assert set(alone.siblings()) == {"a.csv", "b.csv"}


def test_heads_are_not_all_held_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_containers, "HEADS_KEPT", 2)
    path = _archive(tmp_path / "a.zip", {f"{n}.json": b"%d" % n for n in range(9)})
    sources = formats.open_path(path)
    assert [source.head() for source in sources] == [b"%d" % n for n in range(9)]
    held = [source for source in sources if isinstance(source, _containers._Member) and source._head is not None]
    assert len(held) == 4
    assert [source.head() for source in sources] == [b"%d" % n for n in range(9)]
