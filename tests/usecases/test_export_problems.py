"""What could not be read is written as a table, mended there, and imported like any other file."""

from __future__ import annotations

import csv
import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from advocacy_desk.domain.posts import PostFilter
from advocacy_desk.errors import FileProblem, Refused
from advocacy_desk.i18n import Language
from advocacy_desk.usecases import browse_posts
from advocacy_desk.usecases.export_problems import export_problems
from tests.builders import a_post, a_table, the_report

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.domain.posts import Post
    from advocacy_desk.store import Workspace

GERMAN = Language("de")
DAMAGED = {"created_at": "vorgestern", "likes": "1.234", "text": '=SUM(A1) ist kein Befehl,\n"sondern" Text'}


def _only_post(workspace: Workspace, day: str) -> Post:
    (found,) = browse_posts.post_ids(workspace, PostFilter(from_day=day, to_day=day)).tolist()
    post = browse_posts.post(workspace, found)
    assert post is not None
    return post


def _mended(path: Path, target: Path) -> Path:
    """Write the day into the table, as a person would."""
    if path.suffix == ".xlsx":
        rows = [list(map(str, row)) for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()]
    else:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
    place = rows[0].index("published")
    for row in rows[1:]:
        row[place] = "2026-03-04"
    with target.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return target


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_mended_records_become_the_posts_that_they_are(workspace: Workspace, tmp_path: Path, suffix: str) -> None:
    report = the_report(workspace, a_table(tmp_path / "a.csv", a_post(1), a_post(2, **DAMAGED)))
    out = tmp_path / f"problems{suffix}"
    assert export_problems(workspace, report.import_id, out, GERMAN) == 1
    again = the_report(workspace, _mended(out, tmp_path / "mended.csv"))
    assert (again.new, again.problems, again.format) == (1, 0, "table")
    post = _only_post(workspace, "2026-03-04")
    assert (post.text, post.external_id, post.network) == (DAMAGED["text"], "p2", "linkedin")
    assert (post.account, post.metrics.reactions, post.metrics.followers) == ("kim-nordlicht", 1234, 350)
    assert post.origin.file == "mended.csv"


def test_what_was_not_mended_is_a_problem_again(workspace: Workspace, tmp_path: Path) -> None:
    report = the_report(workspace, a_table(tmp_path / "a.csv", a_post(2, **DAMAGED)))
    out = tmp_path / "problems.xlsx"
    export_problems(workspace, report.import_id, out, GERMAN)
    again = the_report(workspace, out)
    assert (again.new, again.problems) == (0, 1)


def test_the_reason_is_told_in_the_language_of_the_person(workspace: Workspace, tmp_path: Path) -> None:
    report = the_report(workspace, a_table(tmp_path / "a.csv", a_post(1), a_post(2, **DAMAGED)))
    out = tmp_path / "problems.xlsx"
    export_problems(workspace, report.import_id, out, GERMAN)
    headings, row = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    told = dict(zip(headings, row, strict=True))
    assert (told["file"], told["record"]) == ("a.csv", "2")
    assert "vorgestern" in str(told["problem"])
    assert "kann nicht gelesen werden" in str(told["problem"]) or "nicht" in str(told["problem"])


def test_where_there_is_nothing_to_mend_or_no_place_for_it_it_says_so(workspace: Workspace, tmp_path: Path) -> None:
    fine = the_report(workspace, a_table(tmp_path / "a.csv", a_post(1)))
    with pytest.raises(Refused, match="no records"):
        export_problems(workspace, fine.import_id, tmp_path / "problems.csv", GERMAN)
    with pytest.raises(Refused, match="no import"):
        export_problems(workspace, 99, tmp_path / "problems.csv", GERMAN)
    bad = the_report(workspace, a_table(tmp_path / "b.csv", a_post(2, **DAMAGED)))
    with pytest.raises(FileProblem, match=r"\.xlsx or \.csv"):
        export_problems(workspace, bad.import_id, tmp_path / "problems.pdf", GERMAN)
    with pytest.raises(FileProblem, match="cannot be written"):
        export_problems(workspace, bad.import_id, tmp_path / "nowhere" / "problems.csv", GERMAN)


_names = itertools.count()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip))
def test_every_text_survives_the_way_out_and_back(workspace: Workspace, tmp_path: Path, words: str) -> None:
    number = next(_names)
    bad = a_post(number, post_id=f"w{number}", text=words, created_at="bald")
    report = the_report(workspace, a_table(tmp_path / f"{number}.csv", bad))
    out = tmp_path / f"{number}-problems.csv"
    export_problems(workspace, report.import_id, out, GERMAN)
    again = the_report(workspace, _mended(out, tmp_path / f"{number}-mended.csv"))
    assert (again.new + again.unchanged, again.problems) == (1, 0)
    texts = {
        post.text
        for one in browse_posts.post_ids(workspace, PostFilter()).tolist()
        if (post := browse_posts.post(workspace, one)) is not None and post.external_id == f"w{number}"
    }
    assert texts == {words}
