"""What is new in a watched folder: files that a format knows and nobody imported or declined. It imports nothing."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advocacy_desk import formats
from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.errors import Explained
from advocacy_desk.i18n import Text, text
from advocacy_desk.store import offers as stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from advocacy_desk.progress import Progress
    from advocacy_desk.store import Workspace

SETTLED_S = 2.0  # a file that was written to more recently is still coming in
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp")
Hashes = dict[tuple[str, int, int], str]  # of path, size and time of the last change


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that could be imported, by what it is; ``more`` counts further formats in it, as in an archive."""

    path: Path
    sha256: str
    label: Text
    more: int


@dataclass(frozen=True, slots=True)
class Offers:
    """What is new, by name; ``unsettled``: something is still being written, so it is worth looking again."""

    files: tuple[Offer, ...]
    unsettled: bool


def offers(workspace: Workspace, folder: Path, hashes: Hashes, progress: Progress) -> Offers:
    """Look into the folder itself, not below it. ``hashes`` is kept by the caller, so that a file is read once.

    A folder that is gone has nothing new.
    """
    with workspace.reading() as connection:
        answered = stored.answered(connection)
    found: list[Offer] = []
    unsettled = False
    for path in _files(folder):
        progress.at(text("Looking into the folder"))
        try:
            state = path.stat()
            if abs(time.time() - state.st_mtime) < SETTLED_S:
                unsettled = True
                continue
            key = (str(path), state.st_size, state.st_mtime_ns)
            sha256 = hashes.get(key) or _sha256(path)
            hashes[key] = sha256
            known = () if sha256 in answered else formats.plan(path).found
        except (OSError, Explained):
            continue  # gone again, or nobody's file
        if known:
            labels = {form.key: form.label for form, _source in known}
            found.append(Offer(path, sha256, known[0][0].label, len(labels) - 1))
    return Offers(tuple(found), unsettled)


def decline(workspace: Workspace, offer: Offer) -> Outcome[None]:
    """Never offer this content again, whatever its name."""
    return _answer(workspace, [(offer.sha256, offer.path.name)], "declined")


def take(workspace: Workspace, paths: Iterable[Path]) -> Outcome[None]:
    """Remember that these files were imported: an archive's own hash stands in no import."""
    return _answer(workspace, [(_sha256(path), path.name) for path in paths if path.is_file()], "taken")


def _answer(workspace: Workspace, files: list[tuple[str, str]], said: str) -> Outcome[None]:
    with workspace.writing() as connection:
        for sha256, name in files:
            stored.answer(connection, sha256, name, said)
    return Outcome(None, Changes.NOTHING)


def _files(folder: Path) -> Iterator[Path]:
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        return
    for path in inside:
        if path.is_file() and not path.name.startswith((".", "~$")) and path.suffix.lower() not in _UNFINISHED:
            yield path


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
