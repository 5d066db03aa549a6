"""``network`` from the terminal: the keys of its contract, who is left out, and what a person reads."""

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
    {"Personalnummer": "007", "Name": "Kim Muster", "Abteilung": "Vertrieb", "LinkedIn": "kim.muster"},
    {"Personalnummer": "008", "Name": "Bo Lind", "Abteilung": "Betrieb", "LinkedIn": "bo.lind"},
    {"Personalnummer": "009", "Name": "Eva Still", "Abteilung": "Labor", "LinkedIn": "eva.still"},
    {"Personalnummer": "010", "Name": "Ida Still", "Abteilung": "Labor"},
)
MARCH = ("--from", "2026-03-01", "--to", "2026-03-31")


@pytest.fixture
def place(tmp_path: Path) -> str:
    """Kim and Bo name each other, Eva names Kim in April; the laboratory has no other ties."""
    made = str(tmp_path / "job.desk")
    posts = [
        a_post(1, author_handle="kim.muster", text="Danke @bo.lind"),
        a_post(2, author_handle="kim.muster", text="Noch einmal: danke @bo.lind"),
        a_post(3, author_handle="bo.lind", text="Gern, @kim.muster und @bo.lind"),
        a_post(4, author_handle="eva.still", text="Moin @kim.muster", created_at="2026-04-10T08:00:00Z"),
        a_post(5, author_handle="stranger", text="@kim.muster ist toll"),
    ]
    for arguments in (
        ["init", "--plain"],
        ["people", "import", str(a_directory(tmp_path / "people.csv", *PEOPLE))],
        ["import", str(a_table(tmp_path / "posts.csv", *posts))],
    ):
        assert cli.run(["-w", made, *arguments]) == 0
    return made


def test_the_network_of_a_month(run: Run) -> None:
    answer = run("network", *MARCH)
    assert (answer["nodes"], answer["edges"], answer["exact"]) == (4, 2, True)
    people = {person["employee"]: person for person in answer["people"]}
    assert {"employee", "in_degree", "bridging", "community"} <= set(people["007"])
    assert (people["007"]["in_degree"], people["008"]["posts"], people["008"]["mutual"]) == (1, 2, 1)
    assert people["007"]["community"] == people["008"]["community"] == 0
    assert people["009"]["community"] is None
    assert [team["team"] for team in answer["teams"] if team["island"]] == ["Labor"]
    assert (answer["support"]["pairs"], answer["support"]["mutual"]) == (1, 1)


def test_later_posts_belong_to_later_periods(run: Run) -> None:
    assert run("network")["edges"] == 3
    assert run("network", "--from", "2026-04-01", "--to", "2026-04-30")["edges"] == 1


def test_an_objection_takes_somebody_out_at_once(run: Run) -> None:
    run("people", "tag", "008", "objected")
    answer = run("network", *MARCH)
    assert "008" not in {person["employee"] for person in answer["people"]}
    assert (answer["edges"], answer["everyone_else"]) == (0, {"people": 1, "ties": 3})


def test_who_refused_is_in_everyone_else_and_who_was_never_asked_is_counted(run: Run) -> None:
    run("consent", "007", "network", "off", "--source", "Mail")
    assert run("network", *MARCH)["everyone_else"] == {"people": 1, "ties": 3}
    run("consent", "everybody", "network", "on", "--source", "Works agreement")
    assert run("network", *MARCH)["everyone_else"]["people"] == 1


def test_a_person_reads_it_in_german(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert cli.run(["-w", place, "--lang", "de", "network", *MARCH]) == 0
    read = capsys.readouterr().out
    assert "4 Personen, 2 Verbindungen" in read
    assert "Ohne Verbindung zu einem anderen Team: Labor" in read
    assert "1 von 1 Paaren nennen einander" in read


def test_an_empty_workspace_has_no_network(run: Run, place: str, tmp_path: Path) -> None:
    empty = str(tmp_path / "empty.desk")
    assert cli.run(["-w", empty, "init", "--plain"]) == 0
    assert cli.run(["-w", empty, "network"]) == 0
    assert run("network", "--from", "2026-03-31", "--to", "2026-03-01", code=1)["error"]["kind"] == "refused"
