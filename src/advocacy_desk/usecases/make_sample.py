"""Fill a workspace with the fictional sample company, through the same import as everybody's files."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from advocacy_desk import sample
from advocacy_desk.domain.consent import Purpose
from advocacy_desk.domain.people import PeopleFilter
from advocacy_desk.i18n import text
from advocacy_desk.usecases import consent
from advocacy_desk.usecases.import_posts import Imported, ImportOptions, import_paths
from advocacy_desk.usecases.list_people import people

if TYPE_CHECKING:
    from advocacy_desk.domain.changes import Outcome
    from advocacy_desk.progress import Progress
    from advocacy_desk.store import Workspace

POSTS = 6_000
FOLDER = "nordlicht-werke"
MAKER = "Advocacy Desk"
SOURCE = "Einwilligung der Musterfirma (erfunden)"


def make_sample(workspace: Workspace, progress: Progress, posts: int = POSTS) -> Outcome[Imported]:
    """Write the sample company's directory and exports to a private folder and import them; the folder goes again.

    The same number of posts always gives the same company.
    """
    progress.at(text("Making up the sample company"))
    with tempfile.TemporaryDirectory(prefix="advocacy-desk-") as private:
        folder = Path(private) / FOLDER
        folder.mkdir()
        sample.write(sample.company(posts=posts), folder)
        outcome = import_paths(workspace, [folder], ImportOptions(), progress)
    _agree(workspace)
    return outcome


def _agree(workspace: Workspace) -> None:
    """Everybody of the sample company agrees to everything, each for themselves."""
    everybody = [person.id for person in people(workspace, PeopleFilter())]
    for purpose in Purpose:
        consent.say(workspace, everybody, purpose, given=True, source=SOURCE, by=MAKER)
