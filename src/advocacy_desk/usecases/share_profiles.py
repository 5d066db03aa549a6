"""Column profiles as files, so that one colleague's hour of mapping is everybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.errors import FileProblem
from advocacy_desk.formats import PEOPLE_COLUMNS, POST_COLUMNS, ColumnMapping
from advocacy_desk.i18n import text
from advocacy_desk.usecases import list_imports

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from advocacy_desk.store import Workspace

SUFFIX = ".profile.json"
_LARGEST = 1 << 20  # bytes; a table of a thousand columns needs a tenth
_ACCOUNT = "accounts:"
_NAME_LENGTH = 200


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """What the file holds; ``advocacy_desk_profile`` is the version of this layout."""

    advocacy_desk_profile: int
    name: str
    mapping: ColumnMapping


def export_profile(workspace: Workspace, name: str, path: Path) -> None:
    """Write a saved profile into a file. Raises FileProblem where there is none, or nothing can be written there."""
    write_profile(name, profile(list_imports.profiles(workspace), name), path)


def write_profile(name: str, mapping: ColumnMapping, path: Path) -> None:
    """Write a mapping into a file. Raises FileProblem where nothing can be written there."""
    body = msgspec.json.encode(_File(advocacy_desk_profile=1, name=name, mapping=mapping))
    try:
        path.write_bytes(msgspec.json.format(body, indent=2) + b"\n")
    except OSError as error:
        raise FileProblem(text("The file cannot be written there. Nothing was changed."), file=str(path)) from error


def add_profile(workspace: Workspace, path: Path) -> Outcome[str]:
    """Keep the profile of a file under the name that it gives, replacing one of that name; return the name.

    Raises FileProblem where the file is no profile, or reads columns as something that this version does not know.
    """
    shared = read_profile(path)
    kept = list_imports.save_profile(workspace, shared[0], shared[1])
    return Outcome(shared[0], kept.changes | Changes.SETTINGS)


def read_profile(path: Path) -> tuple[str, ColumnMapping]:
    """Return the name and the mapping of a file; nothing in it is more than data. Raises FileProblem."""
    try:
        with path.open("rb") as stream:
            found = msgspec.json.decode(stream.read(_LARGEST), type=_File)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise FileProblem(text("This file is no column profile. Nothing was changed."), file=path.name) from error
    name = found.name.strip()[:_NAME_LENGTH]
    strange = sorted({to for to in found.mapping.columns.values() if not _is_known(to)})
    if found.advocacy_desk_profile != 1 or strange or not name:
        raise FileProblem(
            text(
                "This profile was made for another version of Advocacy Desk: it reads columns as {columns}. "
                "Nothing was changed.",
                columns=", ".join(strange[:3]) or "?",
            ),
            file=path.name,
        )
    return name, found.mapping


def profile(known: Mapping[str, ColumnMapping], name: str) -> ColumnMapping:
    """Return the profile of a name. Raises FileProblem where there is none."""
    if name not in known:
        raise FileProblem(text("There is no column profile “{name}”.", name=name))
    return known[name]


def _is_known(column: str) -> bool:
    return column in POST_COLUMNS or column in PEOPLE_COLUMNS or column.startswith(_ACCOUNT)
