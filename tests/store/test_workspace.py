"""A workspace file: made, opened, brought up to date, refused, and shared by two programs."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError

from advocacy_desk.errors import WorkspaceProblem
from advocacy_desk.store import Workspace
from advocacy_desk.store._connection import sqlite_engine
from advocacy_desk.store._migrate import drift, upgrade

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_workspace_has_exactly_the_live_schema(workspace: Workspace) -> None:
    with workspace.reading() as connection:
        assert drift(connection) == []


def test_a_new_workspace_has_its_own_identity(workspace: Workspace, tmp_path: Path) -> None:
    other = Workspace.create(tmp_path / "other.desk")
    assert other.identity() != workspace.identity()
    other.close()


def test_creating_over_an_existing_file_is_refused_and_leaves_it_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.desk"
    path.write_text("precious", encoding="utf-8")
    with pytest.raises(WorkspaceProblem, match="not touched"):
        Workspace.create(path)
    assert path.read_text(encoding="utf-8") == "precious"


def test_creating_in_a_missing_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceProblem, match="folder does not exist"):
        Workspace.create(tmp_path / "nowhere" / "new.desk")


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 99, b"SQLite format 3\x00" + b"\x00" * 500])
def test_a_file_that_is_no_workspace_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "strange.desk"
    path.write_bytes(content)
    with pytest.raises(WorkspaceProblem):
        Workspace.open(path)


def test_a_database_of_somebody_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.desk"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE note (words TEXT)")
    other.close()
    with pytest.raises(WorkspaceProblem, match="not an Advocacy Desk workspace"):
        Workspace.open(path)
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("note",)]
    other.close()


def test_a_workspace_of_a_newer_program_is_refused_and_left_alone(workspace: Workspace) -> None:
    with workspace.writing() as connection:
        connection.execute(sql("UPDATE alembic_version SET version_num = '9999'"))
    path = workspace.path
    workspace.close()
    with pytest.raises(WorkspaceProblem, match="newer version"):
        Workspace.open(path)
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
    raw.close()


def test_a_workspace_runs_in_wal_mode_with_foreign_keys(workspace: Workspace) -> None:
    with workspace.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_a_failed_write_leaves_nothing(workspace: Workspace) -> None:
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(workspace)
    with workspace.reading() as connection:
        assert connection.execute(sql("SELECT count(*) FROM network")).scalar_one() == 0


def _write_and_fail(workspace: Workspace) -> None:
    with workspace.writing() as connection:
        connection.execute(sql("INSERT INTO network (key, label) VALUES ('x', 'X')"))
        _ = 1 / 0


def test_a_reader_keeps_its_snapshot_while_another_program_writes(workspace: Workspace) -> None:
    second = Workspace.open(workspace.path)
    with workspace.reading() as reader:
        assert reader.execute(sql("SELECT count(*) FROM network")).scalar_one() == 0
        with second.writing() as writer:
            writer.execute(sql("INSERT INTO network (key, label) VALUES ('x', 'X')"))
        assert reader.execute(sql("SELECT count(*) FROM network")).scalar_one() == 0
    with workspace.reading() as reader:
        assert reader.execute(sql("SELECT count(*) FROM network")).scalar_one() == 1
    second.close()


def test_two_programs_that_write_at_once_lose_nothing(workspace: Workspace) -> None:
    programs = [workspace, Workspace.open(workspace.path)]

    def count_up(program: Workspace) -> None:
        for _ in range(25):
            with program.writing() as connection:
                value = connection.execute(sql("SELECT value FROM workspace_meta WHERE key = 'tally'")).scalar_one()
                connection.execute(
                    sql("UPDATE workspace_meta SET value = :next WHERE key = 'tally'"), {"next": str(int(value) + 1)}
                )

    with workspace.writing() as connection:
        connection.execute(sql("INSERT INTO workspace_meta (key, value) VALUES ('tally', '0')"))
    threads = [threading.Thread(target=count_up, args=(program,)) for program in programs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with workspace.reading() as connection:
        assert connection.execute(sql("SELECT value FROM workspace_meta WHERE key = 'tally'")).scalar_one() == "50"
    programs[1].close()


def test_a_damaged_file_is_explained(workspace: Workspace, tmp_path: Path) -> None:
    workspace.close()
    copy = tmp_path / "damaged.desk"
    shutil.copy(workspace.path, copy)
    with copy.open("r+b") as stream:  # a page in the middle overwritten
        stream.seek(4096)
        stream.write(b"\xff" * 4096)
    with pytest.raises(WorkspaceProblem):
        Workspace.open(copy)


def test_decisions_survive_when_the_table_of_cases_is_written_anew(tmp_path: Path) -> None:
    """Revision 0008 drops the old table of cases, which takes along whatever refers to it."""
    path = tmp_path / "older.desk"
    engine = sqlite_engine(path)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        upgrade(connection, "0007")
        for statement in _A_DECIDED_CASE.split(";"):
            connection.execute(sql(statement))
    engine.dispose()
    opened = Workspace.open(path)
    with opened.writing() as connection:
        kept = connection.execute(sql("SELECT id, verdict, undoes FROM decision ORDER BY id")).all()
        assert [tuple(row) for row in kept] == [(4, "approve", None), (5, "undo", 4)]
        assert connection.execute(sql("SELECT state, revision, needs_second FROM review_case")).one() == ("open", 3, 0)
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        connection.execute(sql("UPDATE review_case SET state = 'awaiting_second'"))
        assert drift(connection) == []
        with pytest.raises(IntegrityError, match="CHECK"):
            connection.execute(sql("UPDATE review_case SET state = 'somewhere'"))
        connection.execute(sql("DELETE FROM review_case"))
        assert connection.execute(sql("SELECT count(*) FROM decision")).scalar_one() == 0
    opened.close()


_A_DECIDED_CASE = """
INSERT INTO network (id, key, label) VALUES (1, 'x', 'X');
INSERT INTO import_run (id, file, sha256, format, format_version, carries, imported_at, records, new, updated,
  unchanged, left_out, problems) VALUES (1, 'f', '0', 'table', 1, 'posts', 0, 1, 1, 0, 0, '{}', 0);
INSERT INTO post (id, network_id, external_id, kind, media, text_hash, first_import_id, import_id, record)
  VALUES (1, 1, 'p1', 'post', 'status', x'00', 1, 1, 1);
INSERT INTO review_case (id, post_id, state, severity, opened_at, text_hash, revision)
  VALUES (9, 1, 'open', 2, 5, x'00', 3);
INSERT INTO decision (id, case_id, verdict, state_before, state, reviewer, decided_at, note, text_hash, rules, undoes)
  VALUES (4, 9, 'approve', 'open', 'approved', 'Kim', 6, '', x'00', '{}', NULL),
  (5, 9, 'undo', 'approved', 'open', 'Kim', 7, '', x'00', '{}', 4)
"""
