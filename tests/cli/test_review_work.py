"""The work of reviewers from a terminal: claims, tasks, single findings, authors, drafts, views, settings."""

from __future__ import annotations

import email
from email.policy import default
from pathlib import Path

import pytest

from advocacy_desk import cli
from tests.builders import a_post, a_table
from tests.cli.conftest import Run
from tests.review_scene import a_directory

BAD = "Polaris Cloud ist konkurrenzlos günstig!"
KIM = {
    "Personalnummer": "007", "Name": "Kim Muster", "E-Mail": "kim@example.org", "Abteilung": "Vertrieb",
    "LinkedIn": "kim-nordlicht",
}  # fmt: skip
RULE = "claims.comparison"


@pytest.fixture
def place(tmp_path: Path) -> str:
    """A workspace with three cases, two of which have the same text; one person is enough to decide them."""
    made = str(tmp_path / "job.desk")
    posts = a_table(tmp_path / "posts.csv", a_post(1, text=BAD), a_post(2, text=BAD), a_post(3, text=f"Neu: {BAD}"))
    for arguments in (
        ["init", "--plain"],
        ["people", "import", str(a_directory(tmp_path / "people.csv", KIM))],
        ["import", str(posts)],
        ["review", "settings", "--two-people", "", "--doubled-share", "1", "--by", "Comms"],
        ["check"],
    ):
        assert cli.run(["-w", made, *arguments]) == 0
    return made


def test_a_case_is_claimed_assigned_and_released(run: Run) -> None:
    claimed = run("review", "claim", 1, "--by", "Alex")
    assert (claimed["claimed_by"], claimed["claim_ends_at"] is not None) == ("Alex", True)
    assert run("review", "decide", 1, "approve", "--by", "Sam", code=1)["error"]["kind"] == "refused"
    assert [one["case"] for one in run("review", "list", "--queue", "mine", "--by", "Alex")["cases"]] == [1]
    assert run("review", "release", 1, "--by", "Alex")["claimed_by"] is None
    assert run("review", "assign", 1, 2, "--to", "Sam", "--by", "Alex")["assigned_to"] == "Sam"
    assert run("review", "list", "--queue", "unassigned")["total"] == 1
    assert run("review", "assign", 1, "--to", "007", code=1)["error"]["kind"] == "refused"


def test_one_finding_is_dismissed_and_shown_as_such(run: Run) -> None:
    said = run("review", "dismiss", 1, RULE, "--reason", "A quotation.", "--by", "Alex")
    assert (said["verdict"], said["state"], said["rule_versions"]) == ("dismiss", "open", {RULE: 1})
    (finding,) = run("review", "show", 1)["findings"]
    assert finding["dismissed"] == {"by": "Alex", "reason": "A quotation."}
    assert run("review", "stats")["rules"][0]["dismissed"] == 1


def test_the_author_answers_and_appeals(run: Run, tmp_path: Path) -> None:
    run("review", "decide", 1, "request_changes", "--by", "Alex", "--note", "Please rephrase.")
    assert run("review", "answer", 1, "--text", "Done.", "--by", "Comms")["state"] == "open"
    run("review", "decide", 1, "reject", "--by", "Alex", "--note", "No promises.")
    letter = tmp_path / "letter.txt"
    letter.write_text("It was approved in March.", encoding="utf-8")
    appeal = run("review", "appeal", 1, "--file", letter, "--by", "Comms")
    assert (appeal["state"], appeal["note"]) == ("escalated", "It was approved in March.")
    assert run("review", "decide", 1, "approve", "--by", "Alex", code=1)["error"]["kind"] == "refused"
    assert run("review", "decide", 1, "approve", "--by", "Sam")["state"] == "approved"
    assert run("review", "answer", 1, "--by", "Comms", code=1)["error"]["kind"] == "refused"


def test_identical_posts_are_decided_and_taken_back_with_one_stroke(run: Run) -> None:
    assert run("review", "show", 1)["alike"] == 1
    made = run("review", "decide", 1, "reject", "--alike", "--by", "Alex", "--note", "No promises.")
    assert (made["alike"], made["left_out"]) == ([1, 2], [])
    assert run("review", "list")["total"] == 1
    assert run("review", "decide", 2, "undo", "--alike", "--by", "Alex")["alike"] == [2, 1]
    assert run("review", "list")["total"] == 3


def test_a_second_opinion_gives_agreement(run: Run) -> None:
    assert run("review", "stats")["agreement"] is None
    for case, first, second in ((1, "approve", "approve"), (2, "reject", "reject"), (3, "approve", "reject")):
        run("review", "decide", case, first, "--by", "Alex", "--note", "x")
        assert run("review", "list", "--queue", "second_opinion", "--by", "Sam")["total"] == 1
        run("review", "opinion", case, second, "--by", "Sam")
    agreed = run("review", "stats")["agreement"]
    assert (agreed["pairs"], round(agreed["observed"], 2), round(agreed["kappa"], 2)) == (3, 0.67, 0.4)


def test_the_message_is_friendly_in_both_languages_and_becomes_a_mail_draft(run: Run, tmp_path: Path) -> None:
    run("review", "decide", 1, "request_changes", "--by", "Alex", "--note", "Nenne lieber das Vorjahr.")
    german = run("review", "message", 1, "--by", "Alex")
    english = run("review", "message", 1, "--language", "en", "--by", "Alex")
    assert (german["language"], english["language"]) == ("de", "en")
    for part in ("Hallo,", "danke für Ihren Beitrag", "Nenne lieber das Vorjahr.", "Alex"):
        assert part in german["body"]
    assert "Kim" not in german["body"], "the author is hidden from reviewers here"
    assert "just answer" in english["body"]
    out = tmp_path / "draft.eml"
    assert run("review", "message", 1, "--by", "Alex", "--out", out)["files"] == [str(out)]
    mail = email.message_from_bytes(out.read_bytes(), policy=default)
    assert (mail["To"], mail["X-Unsent"]) == ("kim@example.org", "1")
    body = mail.get_body()
    assert body is not None
    assert body.get_content().splitlines() == german["body"].splitlines()
    plain = tmp_path / "draft.txt"
    run("review", "message", 1, "--by", "Alex", "--out", plain)
    assert "kim@example.org" not in plain.read_text(encoding="utf-8")
    assert run("review", "message", 1, "--out", tmp_path / "no" / "x.txt", code=1)["error"]["kind"] == "file"


def test_filters_are_saved_as_a_view(run: Run) -> None:
    saved = run("review", "list", "--rule", RULE, "--words", "neu", "--save-view", "News")
    assert saved["total"] == 1
    assert run("review", "list", "--view", "News")["cases"] == saved["cases"]
    assert [one["name"] for one in run("review", "views")["views"]] == ["News"]
    assert run("review", "views", "--forget", "News")["views"] == []
    assert run("review", "list", "--view", "News", code=1)["error"]["kind"] == "refused"


def test_settings_are_shown_and_changed(run: Run) -> None:
    changed = run(
        "review", "settings", "--due", "critical=2", "--claim-minutes", 10, "--show-author", "yes", "--by", "X"
    )
    assert (changed["due_hours"]["critical"], changed["claim_minutes"], changed["show_author"]) == (2, 10, True)
    assert run("review", "settings") == changed
    assert run("review", "settings", "--doubled-share", "7", code=1)["error"]["kind"] == "refused"
    assert run("review", "escalate-overdue")["escalated"] == []
