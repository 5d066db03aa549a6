"""``suggestions`` and ``score-settings`` from the terminal: reasons, evidence, accepting, objecting, weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from advocacy_desk import cli
from tests.builders import a_post, a_table
from tests.review_scene import a_directory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

NAMES = ("Kim Muster", "Bo Lind", "Ida Holm", "Eva Still")
HANDLES = ("kim.muster", "bo.lind", "ida.holm", "eva.still")
MARCH = ("--from", "2026-03-01", "--to", "2026-03-31")


@pytest.fixture
def place(tmp_path: Path) -> str:
    """Everybody names Kim, who writes every week about Nordlicht and welcomes Bo; Bo writes most."""
    made = str(tmp_path / "job.desk")
    people = [
        {
            "Personalnummer": f"00{place}",
            "Name": name,
            "LinkedIn": handle,
            "Eintritt": "2026-02-20" if place == 2 else "",
        }
        for place, (name, handle) in enumerate(zip(NAMES, HANDLES, strict=True), 1)
    ]
    posts = [a_post(29, author_handle="kim.muster", text="@bo.lind so geht das")]
    posts += [a_post(day, author_handle="kim.muster", text=f"Bei Nordlicht, Tag {day}") for day in (1, 8, 15, 22)]
    posts += [a_post(200 + day, author_handle="bo.lind", text=f"Tag {day}", created_at=f"2026-03-{day:02}T08:00:00Z")
              for day in range(2, 20)]  # fmt: skip
    posts += [a_post(100 + place, author_handle=handle, text=f"Danke @kim.muster! {place}",
                     created_at=f"2026-03-2{place}T08:00:00Z") for place, handle in enumerate(HANDLES[1:])]  # fmt: skip
    for arguments in (
        ["init", "--plain"],
        ["people", "import", str(a_directory(tmp_path / "people.csv", *people))],
        ["import", str(a_table(tmp_path / "posts.csv", *posts))],
    ):
        assert cli.run(["-w", made, *arguments]) == 0
    return made


def test_a_suggestion_has_reasons_and_posts_and_becomes_a_tag(run: Run) -> None:
    answer = run("suggestions", *MARCH)
    kim = next(one for one in answer["suggestions"] if one["employee"] == "001" and one["kind"] == "hidden")
    assert {"key": "named_by", "count": 3} in kim["reasons"]
    assert kim["posts"]
    assert "agreed" in run("suggestions", *MARCH, "--accept", "001", code=1)["error"]["message"]
    run("consent", "everybody", "tag", "on", "--source", "Works agreement")
    assert run("suggestions", *MARCH, "--accept", "001", "--by", "Alex")["accepted"] == ["001"]
    (person,) = [one for one in run("people", "list", "--tag", "candidate")["people"] if one["employee"] == "001"]
    assert [tag["tag"] for tag in person["tags"]] == ["candidate"]
    assert "named by 3 people" in person["tags"][0]["reason"]
    assert "001" not in {one["employee"] for one in run("suggestions", *MARCH)["suggestions"]}
    run("people", "untag", "001", "candidate")
    assert "001" in {one["employee"] for one in run("suggestions", *MARCH)["suggestions"]}


def test_who_is_not_suggested_cannot_be_accepted_and_an_objection_holds(run: Run) -> None:
    assert run("suggestions", *MARCH, "--accept", "004", code=1)["error"]["kind"] == "refused"
    run("people", "tag", "001", "objected")
    assert "001" not in {one["employee"] for one in run("suggestions", *MARCH)["suggestions"]}
    assert run("suggestions", *MARCH, "--accept", "001", code=1)["error"]["kind"] == "refused"


def test_the_share_of_unprompted_posters_wants_the_name_of_the_company(run: Run) -> None:
    assert run("suggestions", *MARCH)["unprompted"]["share"] is None
    assert run("score-settings", "--employer", "Nordlicht")["employer"] == ["Nordlicht"]
    found = run("suggestions", *MARCH)
    assert (found["unprompted"]["posters"], found["unprompted"]["people"], found["unprompted"]["line"]) == (1, 4, 0.33)
    assert "unprompted" in {one["kind"] for one in found["suggestions"] if one["employee"] == "001"}


def test_weights_are_the_companys_and_the_usual_ones_come_back(run: Run) -> None:
    assert run("score-settings", "--weight", "referenced=40")["weights"]["referenced"] == 40
    run("consent", "001", "leaderboard", "on")
    kim = next(one for one in run("score", *MARCH)["people"] if one["employee"] == "001")
    assert next(part["weight"] for part in kim["parts"] if part["key"] == "referenced") == 40
    assert run("score-settings", "--usual")["weights"]["referenced"] == 25
    for wrong in ("referenced=-1", "referenced=nan", "charm=5"):
        assert run("score-settings", "--weight", wrong, code=1)["error"]["kind"] == "refused"


def test_a_person_reads_why_in_german(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert cli.run(["-w", place, "--lang", "de", "suggestions", *MARCH]) == 0
    read = capsys.readouterr().out
    assert "Verborgene Influencer" in read
    assert "von 3 Personen genannt" in read
    assert cli.run(["-w", place, "--lang", "de", "score-settings"]) == 0
    assert "Ihr Unternehmen in Beiträgen" in capsys.readouterr().out
