"""LinkedIn's own files name one post by several ids: it stays one post, says so, and undoing takes it apart again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from advocacy_desk.domain.posts import Post, PostFilter, why_joined
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import Language
from advocacy_desk.usecases import browse_posts
from advocacy_desk.usecases.undo_import import undo_import
from tests.builders import a_post, a_table, the_report, whole_state

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.store import Workspace

AT = 1_772_616_600  # 2026-03-04 09:30 UTC
WHEN = "2026-03-04T09:30:00Z"
WORDS = "Heute haben wir die neue Halle eröffnet, danke an alle. #Halle"


def _id(kind: str, at: int = AT) -> str:
    return f"{kind}:{(at * 1000) << 22}"


def _shared(**values: str) -> dict[str, str]:
    told = {"post_id": _id("share"), "created_at": WHEN, "text": WORDS, "impressions": "", "likes": "", "url": ""}
    return a_post(1, **{**told, **values})


def _measured(**values: str) -> dict[str, str]:
    told = {"post_id": _id("activity", AT + 2), "created_at": "2026-03-04", "text": "", "impressions": "900"}
    return a_post(1, **{**told, **values})


def _posts(workspace: Workspace) -> list[Post]:
    ids = browse_posts.post_ids(workspace, PostFilter())
    return [found for one in ids.tolist() if (found := browse_posts.post(workspace, one)) is not None]


def test_figures_under_another_id_reach_the_post_and_lose_nothing_of_it(workspace: Workspace, tmp_path: Path) -> None:
    the_report(workspace, a_table(tmp_path / "Shares.csv", _shared()))
    report = the_report(workspace, a_table(tmp_path / "analytics.csv", _measured()))
    assert (report.records, report.new, report.updated, report.joined) == (1, 0, 1, 1)
    (post,) = _posts(workspace)
    assert (post.text, post.metrics.impressions, post.external_id) == (WORDS, 900, _id("share"))
    assert post.published_at is not None
    assert post.published_at.isoformat() == "2026-03-04T09:30:00+00:00"  # a day is no better than the moment
    assert post.hashtags == ("halle",)
    (other,) = post.other_ids
    assert (other.external_id, other.file, other.record) == (_id("activity", AT + 2), "analytics.csv", 1)
    assert Language("en").of(why_joined(other)) == "same author, 2 seconds apart, no text in one of the files"


def test_the_words_may_come_after_the_figures(workspace: Workspace, tmp_path: Path) -> None:
    the_report(workspace, a_table(tmp_path / "analytics.csv", _measured()))
    report = the_report(workspace, a_table(tmp_path / "Shares.csv", _shared()))
    assert (report.new, report.updated, report.joined) == (0, 1, 1)
    (post,) = _posts(workspace)
    assert (post.text, post.metrics.impressions) == (WORDS, 900)
    assert len(browse_posts.post_ids(workspace, PostFilter(words="halle"))) == 1


def test_the_same_files_again_change_nothing(workspace: Workspace, tmp_path: Path) -> None:
    files = [a_table(tmp_path / "Shares.csv", _shared()), a_table(tmp_path / "analytics.csv", _measured())]
    for file in files:
        the_report(workspace, file)
    before = whole_state(workspace)
    again = [the_report(workspace, file) for file in files]
    assert [(one.unchanged, one.joined) for one in again] == [(1, 0), (1, 0)]
    assert whole_state(workspace) == before


@pytest.mark.parametrize(
    "other",
    [
        {"author_handle": "jonas-beispiel"},
        {"author_handle": ""},
        {"text": "Ein ganz anderer Satz, der am selben Vormittag geschrieben wurde."},
        {"post_id": _id("activity", AT + 30)},
        {"post_id": _id("ugcPost", AT + 2)},
        {"network": "x"},
    ],
)
def test_what_is_not_sure_enough_stays_apart(workspace: Workspace, tmp_path: Path, other: dict[str, str]) -> None:
    the_report(workspace, a_table(tmp_path / "Shares.csv", _shared()))
    report = the_report(workspace, a_table(tmp_path / "analytics.csv", _measured(**other)))
    assert (report.new, report.joined) == (1, 0)


def test_undoing_takes_both_apart_again(workspace: Workspace, tmp_path: Path) -> None:
    first = the_report(workspace, a_table(tmp_path / "Shares.csv", _shared()))
    before = whole_state(workspace)
    second = the_report(workspace, a_table(tmp_path / "analytics.csv", _measured()))
    with pytest.raises(Refused, match=str(second.import_id)):
        undo_import(workspace, first.import_id, by="Kim")
    undo_import(workspace, second.import_id, by="Kim")
    assert whole_state(workspace) == before


def test_an_id_on_which_a_later_file_builds_stays(workspace: Workspace, tmp_path: Path) -> None:
    the_report(workspace, a_table(tmp_path / "Shares.csv", _shared(impressions="900", likes="7")))
    second = the_report(workspace, a_table(tmp_path / "analytics.csv", _measured()))
    assert (second.unchanged, second.joined) == (1, 1)
    third = the_report(workspace, a_table(tmp_path / "later.csv", _measured(impressions="950")))
    assert third.updated == 1
    with pytest.raises(Refused, match=str(third.import_id)):
        undo_import(workspace, second.import_id, by="Kim")


def test_one_row_stands_where_a_file_names_a_post_twice(workspace: Workspace, tmp_path: Path) -> None:
    the_report(workspace, a_table(tmp_path / "Shares.csv", _shared()))
    the_report(workspace, a_table(tmp_path / "analytics.csv", _measured()))
    both = a_table(tmp_path / "both.csv", _shared(), _measured(impressions="950"))
    report = the_report(workspace, both)
    assert (report.records, report.new, report.left_out) == (2, 0, {"repeated": 1})
    assert len(_posts(workspace)) == 1
