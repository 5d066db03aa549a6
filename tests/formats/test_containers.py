"""Files, folders and archives are read where they lie; what is hostile is refused before it is read."""

from __future__ import annotations

import io
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from advocacy_desk import formats
from advocacy_desk.errors import FileProblem
from advocacy_desk.formats import _containers

if TYPE_CHECKING:
    from pathlib import Path

CSV = b"Text,Date\nHello,2026-01-01\n"


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def _tar(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def _folder(path: Path, members: dict[str, bytes]) -> Path:
    for name, data in members.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


@pytest.mark.parametrize("pack", [_folder, _zip, _tar])
def test_folder_zip_and_tar_show_the_same_members(pack: object, tmp_path: Path) -> None:
    members = {"a/posts.csv": CSV, "a/Profile.csv": b"First Name\nMira\n", "b/posts.csv": CSV * 2}
    path = pack(tmp_path / "bundle", members)  # type: ignore[operator]  # one of the three functions above
    sources = formats.open_path(path)
    assert [source.name for source in sources] == sorted(members)
    for source in sources:
        with source.open() as stream:
            assert stream.read() == members[source.name]
        assert source.size == len(members[source.name])
        assert source.head() == members[source.name]
    assert set(sources[1].siblings()) == {"posts.csv", "Profile.csv"}
    assert sources[1].siblings()["posts.csv"] is sources[1] or sources[0].siblings()["posts.csv"] is sources[1]


def test_a_single_file_knows_its_neighbours(tmp_path: Path) -> None:
    _folder(tmp_path, {"Shares.csv": CSV, "Profile.csv": CSV})
    (source,) = formats.open_path(tmp_path / "Shares.csv")
    assert set(source.siblings()) == {"Shares.csv", "Profile.csv"}
    assert source.siblings()["Shares.csv"] is source


def test_pictures_hidden_files_and_leavings_of_systems_are_passed_over(tmp_path: Path) -> None:
    members = {"x.csv": CSV, "x.JPG": b"1", "__MACOSX/x.csv": b"1", ".DS_Store": b"1", "media/film.mp4": b"1"}
    assert [source.name for source in formats.open_path(_zip(tmp_path / "a.zip", members))] == ["x.csv"]


def test_names_never_climb_out(tmp_path: Path) -> None:
    members = {"../../etc/evil.csv": CSV, "C:\\temp\\evil2.csv": CSV, "/abs.csv": CSV}
    names = [source.name for source in formats.open_path(_zip(tmp_path / "a.zip", members))]
    assert names == ["abs.csv", "etc/evil.csv", "temp/evil2.csv"]


def test_links_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_bytes(CSV)
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    assert formats.open_path(folder) == ()
    path = tmp_path / "a.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        info = tarfile.TarInfo("link.csv")
        info.type = tarfile.SYMTYPE
        info.linkname = "/etc/passwd"
        archive.addfile(info)
    assert formats.open_path(path) == ()


def test_a_zip_bomb_is_refused_unread(tmp_path: Path) -> None:
    bomb = _zip(tmp_path / "bomb.zip", {"posts.csv": b"\0" * (_containers.RATIO_MATTERS_FROM + 1)})
    with pytest.raises(FileProblem, match="unreasonably large"):
        formats.open_path(bomb)


def test_a_tar_bomb_is_refused_before_its_end(tmp_path: Path) -> None:
    bomb = _tar(tmp_path / "bomb.tar.gz", {"posts.csv": b"\0" * (_containers.RATIO_MATTERS_FROM + 1)})
    with pytest.raises(FileProblem, match="unreasonably large"):
        formats.open_path(bomb)


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_containers, "MAX_MEMBERS", 2)
    with pytest.raises(FileProblem, match="too many"):
        formats.open_path(_zip(tmp_path / "a.zip", {f"{n}.csv": CSV for n in range(3)}))


def test_a_password_is_named_as_the_reason(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"posts.csv": CSV})
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the flag in the member's own header
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and in the list of contents
    path.write_bytes(data)
    with pytest.raises(FileProblem, match="password"):
        formats.open_path(path)


@pytest.mark.parametrize("pack", [_zip, _tar])
def test_a_cut_off_archive_is_explained(pack: object, tmp_path: Path) -> None:
    path = pack(tmp_path / "a.bin", {"posts.csv": CSV * 5000, "more.csv": CSV})  # type: ignore[operator]  # see above
    path.write_bytes(path.read_bytes()[:-60])
    with pytest.raises(FileProblem):
        formats.open_path(path)


def test_a_member_damaged_inside_is_explained_when_it_is_read(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"posts.csv": CSV * 20_000})
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    (source,) = formats.open_path(path)
    with source.open() as stream, pytest.raises(FileProblem):
        stream.read()


def test_a_missing_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="does not exist"):
        formats.open_path(tmp_path / "nothing.csv")


def test_an_archive_member_is_imported_like_a_file(tmp_path: Path) -> None:
    plan = formats.plan(_zip(tmp_path / "a.zip", {"in/posts.csv": CSV, "in/readme.txt": b"Hello there.\n"}))
    assert [(form.key, source.name) for form, source in plan.found] == [("table", "in/posts.csv")]
    assert plan.unknown == ("in/readme.txt",)


def test_an_unknown_format_key_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(CSV)
    with pytest.raises(FileProblem, match="no format"):
        formats.plan(path, "fax")
    assert [form.key for form, _ in formats.plan(path, "table").found] == ["table"]
