"""A watched folder offers what is new and known, once, and imports nothing by itself."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from advocacy_desk.progress import Progress
from advocacy_desk.usecases import list_imports
from advocacy_desk.usecases.offer_files import Hashes, Offer, Offers, decline, offers, take
from advocacy_desk.usecases.undo_import import undo_import
from tests.builders import a_post, a_table, the_report

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.store import Workspace

YESTERDAY = 1_790_000_000


def _settled(path: Path) -> Path:
    os.utime(path, (YESTERDAY, YESTERDAY))
    return path


def _look(workspace: Workspace, folder: Path, hashes: Hashes | None = None) -> Offers:
    return offers(workspace, folder, {} if hashes is None else hashes, Progress())


def _only(workspace: Workspace, folder: Path) -> Offer:
    (offer,) = _look(workspace, folder).files
    return offer


def test_what_a_format_knows_is_offered_and_nothing_is_imported(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    _settled(a_table(folder / "posts.csv", a_post(1)))
    for name in ("holiday.bin", ".hidden.csv", "~$posts.xlsx", "coming.csv.part"):
        (folder / name).write_bytes(b"\x00\x01")
        _settled(folder / name)
    assert _only(workspace, folder).path.name == "posts.csv"
    assert list_imports.imports(workspace) == ()


def test_a_file_that_is_still_being_written_waits(workspace: Workspace, tmp_path: Path) -> None:
    path = a_table(tmp_path / "posts.csv", a_post(1))
    assert _look(workspace, tmp_path) == Offers((), unsettled=True)
    _settled(path)
    assert _only(workspace, tmp_path).path == path


def test_what_was_declined_is_not_offered_under_another_name(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    path = _settled(a_table(folder / "posts.csv", a_post(1)))
    decline(workspace, _only(workspace, folder))
    path.rename(folder / "again.csv")
    assert _look(workspace, folder).files == ()
    _settled(a_table(folder / "again.csv", a_post(1), a_post(2)))
    assert _only(workspace, folder).path.name == "again.csv"


def test_what_was_imported_is_not_offered_and_what_was_undone_is(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    path = _settled(a_table(folder / "posts.csv", a_post(1)))
    report = the_report(workspace, path)
    assert _look(workspace, folder).files == ()
    undo_import(workspace, report.import_id, by="Kim")
    assert _only(workspace, folder).path == path
    take(workspace, [path])
    assert _look(workspace, folder).files == ()


def test_a_file_is_read_once_as_long_as_it_does_not_change(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    path = _settled(a_table(folder / "posts.csv", a_post(1)))
    hashes: Hashes = {}
    _look(workspace, folder, hashes)
    (key,) = hashes
    hashes[key] = "known"
    assert _look(workspace, folder, hashes).files[0].sha256 == "known"
    _settled(a_table(path, a_post(1), a_post(2)))
    assert _look(workspace, folder, hashes).files[0].sha256 != "known"


def test_a_folder_that_is_gone_has_nothing_new(workspace: Workspace, tmp_path: Path) -> None:
    assert _look(workspace, tmp_path / "gone") == Offers((), unsettled=False)
