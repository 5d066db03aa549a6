"""Give a person everything that is stored about them, as one file."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.store import Workspace, audit, people
from advocacy_desk.store import my_data as stored
from advocacy_desk.store.backup import into_place, unfinished
from advocacy_desk.usecases._my_data_page import as_json, as_page

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.domain.my_data import MyData
    from advocacy_desk.i18n import Language

ENDINGS = (".zip", ".html", ".json")


def my_data(
    workspace: Workspace, employee: int, out: Path, language: Language, *, by: str, now: datetime | None = None
) -> Outcome[MyData]:
    """Write everything about an employee to ``out``, readable by its owner only, and say so in the audit trail.

    .zip holds page and JSON; .html is the page with the JSON inside; .json is the JSON alone. Each is complete.
    Raises Refused for another ending and where the person does not exist, FileProblem where it cannot be written.
    """
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        raise Refused(
            text(
                "This can be saved as {endings}. Please choose one of these endings.",
                endings=", ".join(ENDINGS),
            )
        )
    at = now or datetime.now(tz=UTC)
    about = {"made_at": at.isoformat(timespec="seconds"), "workspace": workspace.identity()}
    with unfinished(out) as growing:
        with workspace.writing() as connection:  # what is told and that it was told are of one moment
            if not people.exists(connection, [employee]):
                raise Refused(text("This person is not in the directory."))
            found = stored.my_data(connection, employee)
            _write(growing, ending, as_page(found, about, language), as_json(found, about))
            audit.append(
                connection,
                actor=by,
                action="person.data_given",
                subject=f"employee:{employee}",
                details={"form": ending, "rows": sum(found.counts.values())},
                at=at,
            )
        into_place(growing, out)
    return Outcome(found, Changes.NOTHING)


def _write(path: Path, ending: str, page: str, data: str) -> None:
    if ending != ".zip":
        path.write_text(page if ending == ".html" else data, encoding="utf-8")
        return
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("my-data.html", page)
        archive.writestr("my-data.json", data)
