"""Files, folders, zip and tar.gz as ``Source`` objects: members are read where they lie, nothing is ever unpacked.

What comes from outside is not trusted: links and devices are passed over, names are labels and never paths that
something is written to, and an archive that promises more than the limits below is refused before it is read.
Pictures and videos of an archive are passed over by their ending; they hold no text.
"""

from __future__ import annotations

import io
import os
import re
import stat
import tarfile
import zipfile
import zlib
from collections import deque
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from advocacy_desk.errors import FileProblem
from advocacy_desk.formats._contract import HEAD_BYTES, Source
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

MAX_MEMBERS = 200_000
MAX_TOTAL_BYTES = 64 << 30
MAX_RATIO = 300  # text compresses 3 to 30 times, a bomb a thousand times and more
RATIO_MATTERS_FROM = 64 << 20  # below this size even a bomb does no harm
_BUFFER = 1 << 20
HEADS_KEPT = 2_000  # heads of files that are kept in memory, after listing and again while recognising (64 KiB each)

_NO_TEXT = re.compile(
    r"\.(jpe?g|png|gif|webp|heic|bmp|tiff?|ico|svg|mp4|m4v|mov|avi|webm|mkv|ts|mp3|m4a|wav|ogg|pdf|woff2?|ttf|eot|otf|css|exe|dll)$",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ZIP_MAGIC = b"PK\x03\x04"
_EMPTY_ZIP_MAGIC = b"PK\x05\x06"
_GZIP_MAGIC = b"\x1f\x8b"
_TAR_MAGIC_AT = 257
_ENCRYPTED = 0x1
_DAMAGE = (OSError, EOFError, RuntimeError, ValueError, zlib.error, zipfile.BadZipFile, tarfile.TarError)


class _Member(Source):
    """A file with a way to open it; ``neighbours`` is shared by all files of one bundle."""

    def __init__(
        self, name: str, size: int, opener: Callable[[], IO[bytes]], neighbours: _Neighbours, *, packed: bool = False
    ) -> None:
        self.name = name
        self.size = size
        self._packed = packed
        self._opener = opener
        self._neighbours = neighbours
        self._head: bytes | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name!r}>"

    def open(self) -> IO[bytes]:
        """Open it for reading from the start. Raises FileProblem where it cannot be read."""
        if self._packed and self._head is not None and len(self._head) == self.size:
            return io.BytesIO(self._head)  # small and read already: an export may have thousands of these
        try:
            return self._opener()
        except _DAMAGE as error:
            raise _unreadable(self.name) from error

    def head(self) -> bytes:
        """Return the first 64 KiB, read once. Raises FileProblem where it cannot be read."""
        if self._head is None:
            try:
                self._head = super().head()
            except _DAMAGE as error:
                raise _unreadable(self.name) from error
            self._neighbours.keep_head_of(self)
        return self._head

    def forget_head(self) -> None:
        """Let go of the first 64 KiB; they are read again where somebody asks."""
        self._head = None

    def siblings(self) -> Mapping[str, Source]:
        """Return the files in the same folder by their base name, this one included."""
        return self._neighbours.of(self)

    def bundle(self) -> Iterable[Source]:
        """Return all files that were handed over together: those of the folder or archive, else this one alone."""
        return self._neighbours.handed_over_with(self)


class _Neighbours:
    """Which files of a bundle lie in the same folder, worked out once when first asked."""

    def __init__(self, listing: Callable[[], Iterable[_Member]], *, together: bool = True) -> None:
        self._listing = listing
        self._together = together
        self._with_head: deque[_Member] = deque()
        self._folders: dict[str, dict[str, Source]] | None = None

    def of(self, member: _Member) -> Mapping[str, Source]:
        """Return the files beside ``member`` by base name; the member itself is always among them."""
        if self._folders is None:
            self._folders = {}
            for other in self._listing():
                self._folders.setdefault(_folder(other.name), {})[other.base_name] = other
        return {**self._folders.get(_folder(member.name), {}), member.base_name: member}

    def keep_head_of(self, member: _Member) -> None:
        """Remember that a member holds its head; the one that has held it longest lets go of it."""
        self._with_head.append(member)
        if len(self._with_head) > HEADS_KEPT:
            self._with_head.popleft().forget_head()

    def handed_over_with(self, member: _Member) -> Iterable[_Member]:
        """Return all files of the bundle; a file that was chosen alone is alone."""
        return self._listing() if self._together else (member,)


def open_path(path: Path) -> tuple[Source, ...]:
    """Return the files of a path: a file, a folder with all below it, or the members of a zip or tar.gz.

    Sorted by name. Raises FileProblem where the path is missing, damaged, protected by a password or far too large.
    """
    try:
        if path.is_dir():
            return _from_folder(path)
        if not path.is_file():
            raise FileProblem(text("This file does not exist: {file}", file=str(path)), file=str(path))
        with path.open("rb") as stream:
            magic = stream.read(512)
        if magic.startswith((_ZIP_MAGIC, _EMPTY_ZIP_MAGIC)):
            return _from_zip(path)
        if magic.startswith(_GZIP_MAGIC) or magic[_TAR_MAGIC_AT:].startswith(b"ustar"):
            return _from_tar(path)
        return (_single(path),)
    except _DAMAGE as error:
        raise _unreadable(str(path)) from error


def _single(path: Path) -> Source:
    """Return one file of the disk; its neighbours are the files of its folder, listed only when asked for."""
    neighbours = _Neighbours(lambda: _files_in(path.parent, neighbours), together=False)
    return _Member(_label(path.name), path.stat().st_size, lambda: path.open("rb"), neighbours)


def _files_in(folder: Path, neighbours: _Neighbours) -> Iterator[_Member]:
    for entry in sorted(folder.iterdir()):
        if not entry.is_symlink() and entry.is_file():
            yield _disk_member(entry, entry.name, neighbours)


def _from_folder(folder: Path) -> tuple[Source, ...]:
    members: list[_Member] = []
    neighbours = _Neighbours(lambda: members)
    for root, folders, names in os.walk(folder, followlinks=False):
        folders.sort()
        for name in sorted(names):
            path = Path(root, name)
            relative = path.relative_to(folder).as_posix()
            if _wanted(relative) and not path.is_symlink() and path.is_file():
                members.append(_disk_member(path, relative, neighbours))
                _check_count(len(members), str(folder))
    return tuple(members)


def _disk_member(path: Path, name: str, neighbours: _Neighbours) -> _Member:
    return _Member(_label(name), path.stat().st_size, lambda: path.open("rb"), neighbours)


def _from_zip(path: Path) -> tuple[Source, ...]:
    members: list[_Member] = []
    neighbours = _Neighbours(lambda: members)
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        if any(info.filename == "[Content_Types].xml" for info in infos):
            return (_single(path),)  # an XLSX workbook is a zip, too, and is read as one file
        _check_zip(infos, path)
        for info in infos:
            if info.is_dir() or stat.S_ISLNK(info.external_attr >> 16) or not _wanted(info.filename):
                continue
            member = _Member(_label(info.filename), info.file_size, _zip_opener(path, info), neighbours, packed=True)
            if len(members) < HEADS_KEPT:
                member._head = _head_of(archive, info)  # noqa: SLF001 - same file; saves opening the archive once per member
            members.append(member)
    return tuple(sorted(members, key=lambda member: member.name))


def _head_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | None:
    try:
        with archive.open(info) as stream:
            return stream.read(HEAD_BYTES)
    except _DAMAGE:
        return b""  # a damaged member is nobody's; reading it says why


class _KnownZip(zipfile.ZipFile):
    """A zip whose list of contents was read before: opening one of ten thousand members must not read it again."""

    def _RealGetContents(self) -> None:  # noqa: N802 - the name that the standard library calls
        self.start_dir = 0


def _zip_opener(path: Path, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    def opener() -> IO[bytes]:
        with _KnownZip(path) as archive:
            member = archive.open(info)  # keeps the file open until it is closed itself
        return io.BufferedReader(_ArchiveStream(member, member, info.filename), _BUFFER)

    return opener


def _check_zip(infos: list[zipfile.ZipInfo], path: Path) -> None:
    _check_count(len(infos), str(path))
    _check_total(sum(info.file_size for info in infos), path.stat().st_size, str(path))
    for info in infos:
        _check_total(info.file_size, info.compress_size, str(path))
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        message = text(
            "{file} is protected by a password. Please unpack it yourself and import the folder.", file=path.name
        )
        raise FileProblem(message, file=str(path))


def _from_tar(path: Path) -> tuple[Source, ...]:
    members: list[_Member] = []
    neighbours = _Neighbours(lambda: members)
    total, count, packed = 0, 0, path.stat().st_size
    try:
        archive = tarfile.open(path, "r:*")  # noqa: SIM115 - closed by the with below; opening may fail on a plain .gz
    except tarfile.ReadError:
        return (_single(path),)
    with archive:
        for info in archive:
            count += 1
            total += max(info.size, 0)
            _check_count(count, str(path))
            _check_total(total, packed, str(path))
            if info.isreg() and not info.issparse() and _wanted(info.name):
                members.append(_tar_member(archive, info, path, neighbours, keep_head=len(members) < HEADS_KEPT))
    return tuple(sorted(members, key=lambda member: member.name))


def _tar_member(
    archive: tarfile.TarFile, info: tarfile.TarInfo, path: Path, neighbours: _Neighbours, *, keep_head: bool
) -> _Member:
    member = _Member(_label(info.name), info.size, lambda: _open_in_tar(path, info), neighbours, packed=True)
    stream = archive.extractfile(info) if keep_head else None
    if stream is not None:
        with stream:
            member._head = stream.read(HEAD_BYTES)  # noqa: SLF001 - same file; the archive is read once, not once per member
    return member


def _open_in_tar(path: Path, info: tarfile.TarInfo) -> IO[bytes]:
    archive = tarfile.open(path, "r:*")  # noqa: SIM115 - closed together with the stream
    stream = archive.extractfile(info)
    if stream is None:
        archive.close()
        raise tarfile.TarError(info.name)
    return io.BufferedReader(_ArchiveStream(stream, archive, info.name), _BUFFER)


class _ArchiveStream(io.RawIOBase):
    """A member's bytes; damage met while reading is a FileProblem, and closing it closes what was opened for it."""

    def __init__(self, stream: IO[bytes], archive: IO[bytes] | tarfile.TarFile, name: str) -> None:
        self._stream = stream
        self._archive = archive
        self._name = name

    def readable(self) -> bool:
        """Return True: this is a stream to read from."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # typeshed: Buffer, 3.12+
        """Fill the buffer and return how many bytes were read. Raises FileProblem where the member is damaged."""
        try:
            data = self._stream.read(len(buffer))
        except _DAMAGE as error:
            raise _unreadable(self._name) from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the member and its archive."""
        if not self.closed:
            self._stream.close()
            self._archive.close()
        super().close()


def _check_count(count: int, file: str) -> None:
    if count > MAX_MEMBERS:
        raise FileProblem(text("{file} holds too many files to be a data export.", file=Path(file).name), file=file)


def _check_total(size: int, packed: int, file: str) -> None:
    """Refuse a zip bomb before a byte of it is unpacked."""
    if size > MAX_TOTAL_BYTES or (size > RATIO_MATTERS_FROM and size > MAX_RATIO * max(packed, 1)):
        message = text(
            "{file} would grow unreasonably large when read. It was not opened, to protect this computer.",
            file=Path(file).name,
        )
        raise FileProblem(message, file=file)


def _unreadable(file: str) -> FileProblem:
    message = text(
        "{file} cannot be read; it may be damaged or incomplete. Please download it again.", file=Path(file).name
    )
    return FileProblem(message, file=file)


def _wanted(name: str) -> bool:
    """Whether a member may hold text: no pictures and videos, no leavings of operating systems."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    hidden = any(part == "__MACOSX" or (part.startswith(".") and part not in {".", ".."}) for part in parts)
    return bool(parts) and not hidden and not _NO_TEXT.search(parts[-1])


def _label(name: str) -> str:
    """Return a harmless name to show: forward slashes, no drive, no climbing out, no control characters."""
    parts = _CONTROL.sub("\ufffd", name).replace("\\", "/").split("/")
    return (
        "/".join(part for part in parts if part not in {"", ".", ".."} and not re.fullmatch("[A-Za-z]:", part)) or "?"
    )


def _folder(name: str) -> str:
    return str(PurePosixPath(name).parent)
