"""``score`` from the terminal: the keys of its contract, and what a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from advocacy_desk import cli
from tests.builders import a_post, a_table
from tests.review_scene import a_directory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

PEOPLE = (
    {"Personalnummer": "007", "Name": "Kim Muster", "LinkedIn": "kim.muster"},
    {"Personalnummer": "008", "Name": "Bo Lind", "LinkedIn": "bo.lind"},
    {"Personalnummer": "009", "Name": "Eva Still"},
)


@pytest.fixture
def place(tmp_path: Path) -> str:
    """Kim writes every week of March, Bo once and names Kim, Eva never."""
    made = str(tmp_path / "job.desk")
    kims = [a_post(day, author_handle="kim.muster", text=f"Werk, Tag {day}") for day in (1, 4, 8, 15, 22, 27)]
    bos = a_post(50, author_handle="bo.lind", text="Danke @kim.muster!")
    for arguments in (
        ["init", "--plain"],
        ["people", "import", str(a_directory(tmp_path / "people.csv", *PEOPLE))],
        ["import", str(a_table(tmp_path / "posts.csv", *kims, bos))],
        ["consent", "everybody", "leaderboard", "on", "--source", "works agreement"],
    ):
        assert cli.run(["-w", made, *arguments]) == 0
    return made


def test_a_score_explains_itself(run: Run) -> None:
    answer = run("score", "--from", "2026-03-01", "--to", "2026-03-31")
    assert (answer["from"], answer["to"]) == ("2026-03-01", "2026-03-31")
    people = {person["employee"]: person for person in answer["people"]}
    kim = people["007"]
    assert kim["score"] == pytest.approx(sum(part["points"] or 0 for part in kim["parts"]))
    assert {"key", "weight", "value", "points", "count", "posts"} == set(kim["parts"][0])
    referenced = next(part for part in kim["parts"] if part["key"] == "referenced")
    assert (referenced["weight"], referenced["count"], len(referenced["posts"])) == (25, 1, 1)
    assert answer["hidden_influencers"] == []  # Kim writes more than the average
    bo = people["008"]
    assert (bo["score"], bo["why_not"], bo["missing"]) == (None, "not_enough_data", {"posts": 4, "weeks": 3})


def test_an_objection_is_respected(run: Run) -> None:
    run("people", "tag", "007", "objected")
    kim = next(person for person in run("score")["people"] if person["employee"] == "007")
    assert (kim["score"], kim["why_not"], kim["parts"]) == (None, "objected", [])


def test_nobody_is_ranked_without_having_agreed(run: Run) -> None:
    run("consent", "007", "leaderboard", "off")
    people = {one["employee"]: one for one in run("score")["people"]}
    kim = people["007"]
    assert (kim["score"], kim["why_not"], kim["parts"], kim["missing"]) == (
        None,
        "not_agreed",
        [],
        {"posts": 0, "weeks": 0},
    )
    assert people["008"]["why_not"] == "not_enough_data"


def test_a_person_reads_who_and_why_in_german(place: str, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    period = ["--from", "2026-03-01", "--to", "2026-03-31"]
    assert cli.run(["-w", place, "--lang", "de", "score", *period]) == 0
    read = capsys.readouterr().out
    assert "Beständigkeit" in read
    assert "Bo Lind: noch nicht genug Daten" in read
    assert "1 Person hat nichts geschrieben" in read
    run("people", "tag", "007", "objected")
    assert cli.run(["-w", place, "--lang", "de", "score", *period]) == 0
    assert "Kim Muster: hat der Bewertung widersprochen" in capsys.readouterr().out


def test_a_period_that_ends_before_it_begins_is_refused(run: Run) -> None:
    assert run("score", "--from", "2026-03-31", "--to", "2026-03-01", code=1)["error"]["kind"] == "refused"
