"""Open the fictional company as a workspace of its own; it is made, matched and checked the first time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from advocacy_desk.domain.people import FIXED_TAGS, PeopleFilter, Strength
from advocacy_desk.store import SUFFIX, Workspace
from advocacy_desk.usecases import tag_person
from advocacy_desk.usecases.check_posts import check_posts
from advocacy_desk.usecases.list_people import people
from advocacy_desk.usecases.list_rules import policy
from advocacy_desk.usecases.make_sample import FOLDER, MAKER, POSTS, make_sample
from advocacy_desk.usecases.match_authors import match_authors

if TYPE_CHECKING:
    from advocacy_desk.progress import Progress

NAME = f"{FOLDER}{SUFFIX}"


def open_sample(progress: Progress, folder: Path | None = None, posts: int = POSTS) -> Workspace:
    """Return the sample workspace of this computer, in ``folder`` or the user's data folder.

    It is made under another name first: a cancelled or failed start leaves no half sample behind.
    """
    place = folder or platformdirs.user_data_path("advocacy-desk", ensure_exists=True)
    path = place / NAME
    if not path.is_file():
        unfinished = place / f"unfinished-{NAME}"
        for leftover in place.glob(f"{unfinished.name}*"):
            leftover.unlink()
        workspace = Workspace.create(unfinished)
        try:
            make_sample(workspace, progress, posts)
            match_authors(workspace, progress, by=MAKER, least=Strength.CERTAIN)
            _tag_some(workspace)
            check_posts(workspace, policy(), progress)
        finally:
            workspace.close()
        unfinished.rename(path)
    return Workspace.open(path)


def _tag_some(workspace: Workspace) -> None:
    """Tag those who post most, so that the sample shows what tags look like; the hidden influencers stay hidden."""
    most = sorted(people(workspace, PeopleFilter()), key=lambda person: (-person.posts, person.number))
    for tag, reason, chosen in (
        (FIXED_TAGS[0], "Posts every week, and colleagues answer.", most[:3]),
        (FIXED_TAGS[2], "Asked to speak at trade fairs.", most[3:5]),
    ):
        tag_person.tag(workspace, [person.id for person in chosen], tag, by=MAKER, reason=reason)
