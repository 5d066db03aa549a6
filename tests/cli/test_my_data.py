"""My data from a terminal: one file, found by number, and refused in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from advocacy_desk import cli
from tests.builders import a_post, a_table
from tests.review_scene import a_directory

if TYPE_CHECKING:
    from tests.cli.conftest import Run

PEOPLE = (
    {"Personalnummer": "007", "Name": "Kim Muster", "Abteilung": "Vertrieb", "LinkedIn": "kim-nordlicht"},
    {"Personalnummer": "008", "Name": "Bo Lind", "Abteilung": "Betrieb"},
)


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    """Two people, one post by each."""
    run("people", "import", a_directory(tmp_path / "people.csv", *PEOPLE))
    run("import", a_table(tmp_path / "posts.csv", a_post(1, text="Kims Beitrag"), a_post(2, author_handle="bo.lind")))
    run("match", "--accept", "likely")
    return run


def test_a_person_gets_what_is_theirs(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "kim.json"
    answer = filled("my-data", "007", "--out", out, "--by", "Alex")
    assert (answer["employee"], answer["files"], answer["tables"]["post"]) == ("007", [str(out)], 1)
    tables = json.loads(out.read_text(encoding="utf-8"))["tables"]
    assert [row["text"] for row in tables["post_text"]] == ["Kims Beitrag"]
    assert [(row["network"], row["handle"]) for row in tables["account"]] == [("linkedin", "kim-nordlicht")]
    assert "Bo Lind" not in out.read_text(encoding="utf-8")
    assert filled("audit", "verify")["ok"]


def test_a_person_reads_where_it_lies(
    filled: Run, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert filled("my-data", "Nobody", "--out", tmp_path / "x.zip", code=1)["error"]["kind"] == "refused"
    out = str(tmp_path / "kim.zip")
    assert cli.run(["-w", place, "--lang", "de", "my-data", "Kim Muster", "--out", out]) == 0
    assert f"Alles liegt in {out}." in capsys.readouterr().out
