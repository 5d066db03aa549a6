"""The index of a workspace's first posts is built beside the merge, and finds what one grown in place does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text as sql

from advocacy_desk.domain.posts import PostFilter
from advocacy_desk.progress import Cancelled, Progress
from advocacy_desk.store import Workspace
from advocacy_desk.usecases import browse_posts
from advocacy_desk.usecases.import_posts import ImportOptions, import_paths
from advocacy_desk.usecases.undo_import import undo_import
from tests.builders import a_post, a_table, the_report, whole_state

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.i18n import Text

_WORDS = ("straße", "strasse", "bold", "werk", "gewerk")
_TEXTS = ("Neue Straße am Werk", "𝗕𝗼𝗹𝗱 geplant", "Strasse frei", "", "Handwerk und Gewerk")


def _found(workspace: Workspace) -> dict[str, list[str]]:
    answers = {}
    for word in _WORDS:
        ids = browse_posts.post_ids(workspace, PostFilter(words=word))
        posts = [browse_posts.post(workspace, int(number)) for number in ids]
        answers[word] = sorted(post.text for post in posts if post)
    return answers


def _is_whole(workspace: Workspace) -> bool:
    """Ask FTS5 whether the index holds the words of the texts and no others."""
    with workspace.writing() as connection:
        connection.execute(sql("INSERT INTO post_fts (post_fts, rank) VALUES ('integrity-check', 1)"))
    return True


def _indexes(workspace: Workspace) -> list[tuple[str, str]]:
    with workspace.reading() as connection:
        rows = connection.execute(sql("SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"))
        return [(row.name, row.sql) for row in rows]


def test_what_is_built_beside_finds_what_grows_in_place(workspace: Workspace, tmp_path: Path) -> None:
    posts = [a_post(number, text=text) for number, text in enumerate(_TEXTS)]
    the_report(workspace, a_table(tmp_path / "a.csv", *posts))
    grown = Workspace.create(tmp_path / "grown.desk")
    the_report(grown, a_table(tmp_path / "first.csv", a_post(99, text="anderes")))
    the_report(grown, tmp_path / "a.csv")
    assert _found(workspace) == _found(grown)
    assert _found(workspace)["strasse"] == ["Neue Straße am Werk", "Strasse frei"]
    assert _is_whole(workspace)
    assert _is_whole(grown)
    grown.close()


def test_a_row_that_is_repeated_is_found_by_its_last_words_alone(workspace: Workspace, tmp_path: Path) -> None:
    again = a_table(tmp_path / "a.csv", a_post(1, text="Werk"), a_post(2, text="Gewerk"), a_post(1, text="Straße"))
    the_report(workspace, again)
    assert _found(workspace) == {
        "straße": ["Straße"], "strasse": ["Straße"], "bold": [], "werk": [], "gewerk": ["Gewerk"]
    }  # fmt: skip
    assert _is_whole(workspace)


def test_the_indexes_are_the_same_as_before(workspace: Workspace, tmp_path: Path) -> None:
    before = _indexes(workspace)
    the_report(workspace, a_table(tmp_path / "a.csv", a_post(1)))
    assert _indexes(workspace) == before


def test_the_index_is_whole_after_undoing_and_beginning_again(workspace: Workspace, tmp_path: Path) -> None:
    browse_posts.post_ids(workspace, PostFilter(words="werk"))  # a connection that has seen the empty index
    report = the_report(workspace, a_table(tmp_path / "a.csv", a_post(1, text="Werk"), a_post(2, text="Bold")))
    undo_import(workspace, report.import_id, by="Kim Beispiel")
    assert _is_whole(workspace)
    the_report(workspace, a_table(tmp_path / "b.csv", a_post(3, text="Gewerk")))
    the_report(workspace, a_table(tmp_path / "c.csv", a_post(4, text="Werk"), a_post(3, text="Straße")))
    assert _found(workspace)["werk"] == ["Werk"]
    assert _found(workspace)["gewerk"] == []
    assert _is_whole(workspace)


class _CancelsAt(Progress):
    def __init__(self, stage: str) -> None:
        super().__init__()
        self._stage = stage

    def at(self, stage: Text, done: int = 0, total: int | None = None) -> None:
        if stage.message == self._stage:
            self.cancel()
        super().at(stage, done, total)


@pytest.mark.parametrize("stage", ["Saving posts", "Saving texts", "Making texts searchable"])
def test_a_first_import_that_is_cancelled_leaves_nothing(workspace: Workspace, tmp_path: Path, stage: str) -> None:
    before, indexes = whole_state(workspace), _indexes(workspace)
    path = a_table(tmp_path / "a.csv", *(a_post(number) for number in range(50)))
    with pytest.raises(Cancelled):
        import_paths(workspace, [path], ImportOptions(), _CancelsAt(stage))
    assert whole_state(workspace) == before
    assert _indexes(workspace) == indexes
    assert not list(tmp_path.glob("*.staging-*"))
    assert the_report(workspace, path).new == 50
    assert _is_whole(workspace)
