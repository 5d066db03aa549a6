"""Importing posts: nothing lost, nothing doubled, nothing half done."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text as sql

from advocacy_desk.domain.posts import PostFilter
from advocacy_desk.errors import FileProblem
from advocacy_desk.i18n import Text
from advocacy_desk.progress import Cancelled, Progress
from advocacy_desk.store import Workspace
from advocacy_desk.usecases import browse_posts, list_imports
from advocacy_desk.usecases.import_posts import ImportOptions, import_paths
from tests.builders import a_post, a_table, imported, the_report, whole_state

if TYPE_CHECKING:
    from pathlib import Path


def _texts(workspace: Workspace, words: str) -> list[str]:
    ids = browse_posts.post_ids(workspace, PostFilter(words=words))
    return [row.excerpt for row in browse_posts.post_rows(workspace, ids.tolist())]


def _metrics(workspace: Workspace) -> list[tuple[int | None, int | None]]:
    with workspace.reading() as connection:
        return [tuple(row) for row in connection.execute(sql("SELECT impressions, reactions FROM post ORDER BY id"))]


def test_a_file_is_counted_record_by_record(workspace: Workspace, tmp_path: Path) -> None:
    path = a_table(tmp_path / "a.csv", a_post(1), a_post(2), a_post(3, created_at="one fine day"))
    report = the_report(workspace, path)
    assert (report.records, report.new, report.problems) == (3, 2, 1)
    (problem,) = list_imports.problems(workspace, report.import_id)
    assert (problem.record, problem.file) == (3, "a.csv")
    assert "one fine day" in problem.raw


def test_the_same_file_again_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = a_table(tmp_path / "a.csv", *(a_post(number) for number in range(40)))
    first = the_report(workspace, path)
    before = whole_state(workspace)
    again = the_report(workspace, path)
    assert (first.new, again.new, again.updated, again.unchanged) == (40, 0, 0, 40)
    assert whole_state(workspace) == before


def test_newer_metrics_replace_older_ones_and_none_is_lost(workspace: Workspace, tmp_path: Path) -> None:
    the_report(workspace, a_table(tmp_path / "march.csv", a_post(1, impressions="100", likes="5")))
    report = the_report(workspace, a_table(tmp_path / "april.csv", a_post(1, impressions="180", likes="9")))
    assert (report.new, report.updated) == (0, 1)
    assert _metrics(workspace) == [(180, 9)]
    with workspace.reading() as connection:
        assert connection.execute(sql("SELECT impressions, reactions FROM post_before")).all() == [(100, 5)]


def test_what_a_later_file_does_not_tell_stays_known(workspace: Workspace, tmp_path: Path) -> None:
    the_report(workspace, a_table(tmp_path / "full.csv", a_post(1, impressions="100", likes="5")))
    report = the_report(workspace, a_table(tmp_path / "sparse.csv", a_post(1, impressions="", likes="")))
    assert report.unchanged == 1
    assert _metrics(workspace) == [(100, 5)]


def test_what_no_file_tells_is_unknown_and_not_zero(workspace: Workspace, tmp_path: Path) -> None:
    the_report(workspace, a_table(tmp_path / "a.csv", a_post(1, impressions="", likes="0")))
    assert _metrics(workspace) == [(None, 0)]


def test_an_edited_text_is_found_by_its_new_words_only_and_waits_for_a_check(
    workspace: Workspace, tmp_path: Path
) -> None:
    the_report(workspace, a_table(tmp_path / "a.csv", a_post(1, text="Wir feiern das Sommerfest")))
    with workspace.writing() as connection:
        connection.execute(sql("INSERT INTO policy_version (id, fingerprint, rules, seen_at) VALUES (1, 'f', '{}', 0)"))
        connection.execute(sql("UPDATE post SET policy_id = 1"))
    the_report(workspace, a_table(tmp_path / "b.csv", a_post(1, text="Wir feiern das Winterfest")))
    assert _texts(workspace, "sommerfest") == []
    assert _texts(workspace, "winterf") == ["Wir feiern das Winterfest"]
    with workspace.reading() as connection:
        assert connection.execute(sql("SELECT policy_id FROM post")).scalar_one() is None


def test_a_record_that_a_later_one_repeats_counts_as_repeated(workspace: Workspace, tmp_path: Path) -> None:
    path = a_table(tmp_path / "a.csv", a_post(1, likes="1"), a_post(2), a_post(1, likes="9"))
    report = the_report(workspace, path)
    assert (report.records, report.new, report.left_out) == (3, 2, {"repeated": 1})
    assert _metrics(workspace)[0] == (120, 9) or _metrics(workspace)[1] == (120, 9)


@pytest.mark.parametrize("typed", ["straße", "STRASSE", "Strasse", "stra", '"neue straße"', "neue straße"])
def test_words_are_found_however_they_are_typed(workspace: Workspace, tmp_path: Path, typed: str) -> None:
    the_report(workspace, a_table(tmp_path / "a.csv", a_post(1, text="Unsere neue Straße ist fertig"), a_post(2)))
    assert _texts(workspace, typed) == ["Unsere neue Straße ist fertig"]


@pytest.mark.parametrize("typed", ['"', "*", "AND", "a OR", "NEAR(", "-", "'; DROP TABLE post; --", "()", '""*'])
def test_no_search_text_is_an_error(workspace: Workspace, tmp_path: Path, typed: str) -> None:
    the_report(workspace, a_table(tmp_path / "a.csv", a_post(1)))
    assert len(browse_posts.post_ids(workspace, PostFilter(words=typed))) in {0, 1}


def test_a_file_that_nobody_knows_is_refused_and_named(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "holiday.txt"
    path.write_bytes(b"\x00\x01\x02 nothing of ours")
    with pytest.raises(FileProblem, match=r"holiday\.txt"):
        imported(workspace, path)
    assert list_imports.imports(workspace) == ()


def test_where_a_post_comes_from_is_known_for_good(workspace: Workspace, tmp_path: Path) -> None:
    path = a_table(tmp_path / "a.csv", a_post(1), a_post(2))
    the_report(workspace, path)
    ids = browse_posts.post_ids(workspace, PostFilter(descending=False))
    post = browse_posts.post(workspace, int(ids[1]))
    assert post is not None
    assert (post.origin.file, post.origin.record) == ("a.csv", 2)
    assert post.origin.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


class _CancelsAt(Progress):
    """Cancels when the stage of this English name begins."""

    def __init__(self, stage: str) -> None:
        super().__init__()
        self._stage = stage

    def at(self, stage: Text, done: int = 0, total: int | None = None) -> None:
        if stage.message == self._stage:
            self.cancel()
        super().at(stage, done, total)


@pytest.mark.parametrize(
    "stage",
    ["Reading {file}", "Recognising known posts", "Saving posts", "Saving texts", "Making texts searchable"],
)
def test_a_cancelled_import_leaves_nothing_of_its_file(workspace: Workspace, tmp_path: Path, stage: str) -> None:
    the_report(workspace, a_table(tmp_path / "kept.csv", a_post(1)))
    before = whole_state(workspace)
    path = a_table(tmp_path / "cancelled.csv", *(a_post(number) for number in range(50)))
    with pytest.raises(Cancelled):
        import_paths(workspace, [path], ImportOptions(), _CancelsAt(stage))
    assert whole_state(workspace) == before
    assert not list(tmp_path.glob("*.staging-*"))


_IMPORT = "import sys; from advocacy_desk import cli; sys.exit(cli.run(['-w', sys.argv[1], 'import', sys.argv[2]]))"


@pytest.mark.slow
def test_a_killed_import_leaves_all_of_a_file_or_nothing(workspace: Workspace, tmp_path: Path) -> None:
    """The process dies at ten moments of the import; the workspace opens and a repeated import ends as undisturbed."""
    path = a_table(tmp_path / "big.csv", *(a_post(number, author_handle=f"p{number % 90}") for number in range(30_000)))
    undisturbed = Workspace.create(tmp_path / "undisturbed.desk")
    the_report(undisturbed, path)
    wanted = whole_state(undisturbed)
    undisturbed.close()
    workspace.close()
    for tenth in range(10):
        process = subprocess.Popen([sys.executable, "-c", _IMPORT, str(workspace.path), str(path)])
        try:
            process.wait(timeout=0.4 + tenth * 0.15)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        survivor = Workspace.open(workspace.path)
        with survivor.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            posts = connection.execute(sql("SELECT count(*) FROM post")).scalar_one()
            runs = connection.execute(sql("SELECT coalesce(sum(new), 0) FROM import_run")).scalar_one()
        assert posts == runs
        assert posts in {0, 30_000}
        survivor.close()
    survivor = Workspace.open(workspace.path)
    the_report(survivor, path)
    assert whole_state(survivor) == wanted
    assert not list(tmp_path.glob("*.staging-*"))
    survivor.close()


def test_private_files_of_an_export_are_named_and_not_read(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    messages = folder / "messages.csv"
    messages.write_text(
        "CONVERSATION ID,FROM,TO,DATE,CONTENT,FOLDER\n1,Mira,Jonas,2026-03-04 08:30:00 UTC,Geheim,INBOX\n",
        encoding="utf-8",
    )
    with pytest.raises(FileProblem, match=r"never read: messages\.csv"):
        import_paths(workspace, [messages], ImportOptions(), Progress())
    a_table(folder / "a.csv", a_post(1))
    done = import_paths(workspace, [folder], ImportOptions(), Progress()).result
    assert (done.passed_over, done.unknown) == (("messages.csv",), ())
    assert _texts(workspace, "Geheim") == []
