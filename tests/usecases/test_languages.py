"""The language of a post is told by its file, else recognised once, and never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text as sql

from advocacy_desk.progress import Progress
from advocacy_desk.usecases.recognise_languages import Recognised, recognise_languages
from advocacy_desk.usecases.undo_import import undo_import
from tests.builders import a_post, the_report, whole_state

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.store import Workspace

GERMAN = "Heute haben wir die neue Halle eröffnet, danke an alle, die mitgeholfen haben."
ENGLISH = "Today we opened the new hall, thank you to everybody who helped to build it."


def _table(path: Path, *records: tuple[int, str, str]) -> Path:
    lines = [",".join((*a_post(1), "language"))]
    for number, text, language in records:
        lines.append(",".join(f'"{cell}"' for cell in (*a_post(number, text=text).values(), language)))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _languages(workspace: Workspace) -> list[str | None]:
    with workspace.reading() as connection:
        return list(connection.execute(sql("SELECT language FROM post ORDER BY external_id")).scalars())


def test_what_the_file_tells_holds_and_the_rest_is_recognised(workspace: Workspace, tmp_path: Path) -> None:
    the_report(
        workspace, _table(tmp_path / "a.csv", (1, GERMAN, ""), (2, ENGLISH, ""), (3, GERMAN, "nl"), (4, "Ja", ""))
    )
    assert _languages(workspace) == ["de", "en", "nl", None]


def test_a_file_that_tells_more_has_the_last_word_and_one_that_tells_less_has_none(
    workspace: Workspace, tmp_path: Path
) -> None:
    the_report(workspace, _table(tmp_path / "a.csv", (1, GERMAN, "nl")))
    the_report(workspace, _table(tmp_path / "b.csv", (1, ENGLISH, "")))
    assert _languages(workspace) == ["nl"]


def test_undoing_takes_the_language_back(workspace: Workspace, tmp_path: Path) -> None:
    the_report(workspace, _table(tmp_path / "a.csv", (1, "Ja", "")))
    before = whole_state(workspace)
    report = the_report(workspace, _table(tmp_path / "b.csv", (1, GERMAN, ""), (2, ENGLISH, "")))
    assert _languages(workspace) == ["de", "en"]
    undo_import(workspace, report.import_id, by="Kim")
    assert whole_state(workspace) == before


def test_posts_from_before_are_caught_up_with(workspace: Workspace, tmp_path: Path) -> None:
    the_report(workspace, _table(tmp_path / "a.csv", (1, GERMAN, ""), (2, "Ja", ""), (3, ENGLISH, "")))
    with workspace.writing() as connection:
        connection.execute(sql("UPDATE post SET language = NULL"))
    assert recognise_languages(workspace, Progress()).result == Recognised(named=2, unknown=1)
    assert recognise_languages(workspace, Progress()).result == Recognised(named=0, unknown=1)
    assert _languages(workspace) == ["de", None, "en"]
