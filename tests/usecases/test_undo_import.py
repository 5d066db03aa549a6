"""Undoing an import makes everything what it was before."""

from __future__ import annotations

import shutil
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql

from advocacy_desk.domain.posts import PostFilter
from advocacy_desk.errors import Refused
from advocacy_desk.store import Workspace
from advocacy_desk.usecases import browse_posts, list_imports, verify_audit
from advocacy_desk.usecases.undo_import import undo_import
from tests.builders import a_post, a_table, the_report, whole_state

if TYPE_CHECKING:
    from pathlib import Path


def _undo(workspace: Workspace, import_id: int) -> tuple[int, int]:
    undone = undo_import(workspace, import_id, by="Kim Beispiel").result
    return undone.removed, undone.restored


def test_new_posts_are_gone_and_replaced_values_are_back(workspace: Workspace, tmp_path: Path) -> None:
    first = a_post(1, text="Sommerfest #Team mit @lea https://a.example/x", likes="5")
    the_report(workspace, a_table(tmp_path / "a.csv", first))
    before = whole_state(workspace)
    changed = a_post(1, text="Winterfest #Neu", likes="9", author_handle="kim-nordlicht", followers="900")
    report = the_report(workspace, a_table(tmp_path / "b.csv", changed, a_post(2, author_handle="neu")))
    assert whole_state(workspace) != before
    assert _undo(workspace, report.import_id) == (1, 1)
    assert whole_state(workspace) == before
    assert len(browse_posts.post_ids(workspace, PostFilter(words="sommerfest"))) == 1
    assert len(browse_posts.post_ids(workspace, PostFilter(words="winterfest"))) == 0
    assert len(browse_posts.post_ids(workspace, PostFilter(hashtag="team"))) == 1


def test_an_undone_import_says_so_and_can_be_imported_again(workspace: Workspace, tmp_path: Path) -> None:
    path = a_table(tmp_path / "a.csv", a_post(1), a_post(2))
    report = the_report(workspace, path)
    done = whole_state(workspace)
    _undo(workspace, report.import_id)
    (past,) = list_imports.imports(workspace)
    assert past.undone is not None
    assert verify_audit.verify(workspace).ok
    assert the_report(workspace, path).new == 2
    assert whole_state(workspace) == done


def test_what_a_later_import_builds_on_goes_after_it(workspace: Workspace, tmp_path: Path) -> None:
    first = the_report(workspace, a_table(tmp_path / "a.csv", a_post(1, likes="1")))
    second = the_report(workspace, a_table(tmp_path / "b.csv", a_post(1, likes="2")))
    before = whole_state(workspace)
    with pytest.raises(Refused, match=r"[Ll]ater imports"):
        _undo(workspace, first.import_id)
    assert whole_state(workspace) == before
    _undo(workspace, second.import_id)
    _undo(workspace, first.import_id)
    assert len(browse_posts.post_ids(workspace, PostFilter())) == 0


def test_an_import_is_undone_once(workspace: Workspace, tmp_path: Path) -> None:
    report = the_report(workspace, a_table(tmp_path / "a.csv", a_post(1)))
    _undo(workspace, report.import_id)
    with pytest.raises(Refused, match="already"):
        _undo(workspace, report.import_id)
    with pytest.raises(Refused, match="no import"):
        _undo(workspace, 99)


def test_a_decision_is_never_deleted_by_undoing(workspace: Workspace, tmp_path: Path) -> None:
    report = the_report(workspace, a_table(tmp_path / "a.csv", a_post(1)))
    with workspace.writing() as connection:
        connection.execute(
            sql(
                "INSERT INTO review_case (id, post_id, state, severity, opened_at, text_hash) "
                "SELECT 1, id, 'approved', 2, 0, text_hash FROM post"
            )
        )
        connection.execute(
            sql(
                "INSERT INTO decision (case_id, verdict, state_before, state, reviewer, decided_at, note, text_hash, "
                "rules) SELECT 1, 'approve', 'open', 'approved', 'Kim', 0, '', text_hash, '{}' FROM review_case"
            )
        )
    with pytest.raises(Refused, match="decision"):
        _undo(workspace, report.import_id)
    assert len(browse_posts.post_ids(workspace, PostFilter())) == 1


_ids = st.sampled_from(["p{}", "share:{}", "activity:{}"])


def _id(pattern: str, number: int) -> str:
    """Ids of LinkedIn that carry the moment of the post, a second apart from kind to kind."""
    moment = 1_772_616_600 + 40 * number + (pattern == "activity:{}")
    return pattern.format(number if pattern == "p{}" else (moment * 1000) << 22)


_records = st.lists(
    st.builds(
        lambda number, kind, likes, words, author, followers: a_post(
            number, post_id=_id(kind, number), likes=likes, text=words, author_handle=author, followers=followers
        ),
        number=st.integers(1, 5),
        kind=_ids,
        likes=st.sampled_from(["", "1", "7"]),
        words=st.sampled_from(
            ["", "Ein Tag #Werk", "Straße frei @lea", "https://a.example/1 neu", "Große Bühne #werk"]
        ),
        author=st.sampled_from(["", "lea", "kim"]),
        followers=st.sampled_from(["", "100", "200"]),
    ),
    min_size=1,
    max_size=6,
)
_copies = count()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(files=st.lists(_records, min_size=1, max_size=4))
def test_imports_undone_from_the_newest_pass_through_every_earlier_state(
    empty_workspace_file: Path, tmp_path: Path, files: list[list[dict[str, str]]]
) -> None:
    path = tmp_path / f"copy-{next(_copies)}.desk"
    shutil.copy(empty_workspace_file, path)
    workspace = Workspace.open(path)
    states, runs = [whole_state(workspace)], []
    for place, records in enumerate(files):
        runs.append(the_report(workspace, a_table(tmp_path / f"{place}.csv", *records)).import_id)
        states.append(whole_state(workspace))
    for run in reversed(runs):
        assert whole_state(workspace) == states.pop()
        _undo(workspace, run)
    assert whole_state(workspace) == states.pop()
    workspace.close()
