"""People, matching, check, rules, review and audit from a terminal: the keys of the contract, and words for people."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from advocacy_desk import cli
from tests.builders import a_post, a_table
from tests.cli.conftest import Run
from tests.review_scene import a_directory

Read = Callable[..., str]

BAD = "Mit uns garantieren wir 8 % Rendite, risikofrei!"
PEOPLE = (
    {"Personalnummer": "007", "Name": "Kim Muster", "Abteilung": "Vertrieb", "LinkedIn": "kim-nordlicht"},
    {"Personalnummer": "008", "Name": "Bo Lind", "Abteilung": "Betrieb"},
)


@pytest.fixture
def place(tmp_path: Path) -> str:
    """A workspace with two people and two posts, one of which promises a return."""
    made = str(tmp_path / "job.desk")
    posts = a_table(tmp_path / "posts.csv", a_post(1, text=BAD), a_post(2, author_handle="bo.lind"))
    for arguments in (
        ["init", "--plain"],
        ["people", "import", str(a_directory(tmp_path / "people.csv", *PEOPLE))],
        ["import", str(posts)],
        ["consent", "everybody", "tag", "on", "--source", "Works agreement"],
    ):
        assert cli.run(["-w", made, *arguments]) == 0
    return made


@pytest.fixture
def read(place: str, capsys: pytest.CaptureFixture[str]) -> Read:
    """Run a command in German and return what a person reads."""

    def command(*arguments: object) -> str:
        capsys.readouterr()
        assert cli.run(["-w", place, "--lang", "de", *map(str, arguments)]) == 0
        return capsys.readouterr().out

    return command


def test_people_are_listed_with_team_accounts_tags_and_tier(run: Run) -> None:
    kim = next(one for one in run("people", "list")["people"] if one["name"] == "Kim Muster")
    assert (kim["employee"], kim["team"], kim["tags"], kim["tier"]) == ("007", "Vertrieb", [], "nano")
    assert [(one["network"], one["handle"]) for one in kim["accounts"]] == [("linkedin", "kim-nordlicht")]
    assert run("people", "list", "--team", "Betrieb")["people"][0]["employee"] == "008"
    assert run("people", "list", "--team", "Nirgends", code=1)["error"]["kind"] == "refused"


def test_tags_are_set_found_and_taken_away(run: Run, read: Read) -> None:
    assert run("people", "tag", "007", "ambassador", "--reason", "Asked often", "--by", "Alex")["tagged"] == 1
    assert run("people", "tag", "007", "ambassador")["tagged"] == 0
    (kim,) = run("people", "list", "--tag", "ambassador")["people"]
    assert (kim["tags"][0]["by"], kim["tags"][0]["reason"]) == ("Alex", "Asked often")
    assert "ambassador" in read("people", "list")
    assert run("people", "untag", "Kim Muster", "ambassador")["untagged"] == 1
    assert run("people", "list", "--tag", "ambassador")["people"] == []
    assert run("people", "tag", "999", "ambassador", code=1)["error"]["kind"] == "refused"


def test_a_consent_is_said_kept_and_obeyed(run: Run, read: Read) -> None:
    said = run("consent", "007", "tag", "off", "--source", "Her mail", "--by", "Alex")
    tag = next(one for one in said["state"] if one["purpose"] == "tag")
    assert (tag["on"], tag["why"], tag["source"], tag["by"]) == (False, "own", "Her mail", "Alex")
    assert run("people", "tag", "007", "ambassador", code=1)["error"]["kind"] == "refused"
    assert "Her mail" in read("consent", "007")
    assert run("people", "tag", "007", "objected")["tagged"] == 1
    assert "widersprochen" in read("consent", "007")
    assert run("consent", "everybody")["state"][0]["source"] == "Works agreement"


def test_matching_counts_and_accepts(run: Run, read: Read) -> None:
    assert set(run("match")) == {"accounts", "certain", "likely", "weak", "unmatched", "accepted"}
    assert run("match", "--accept", "certain")["accepted"] == 1
    assert run("match", "--accept", "likely")["accepted"] == 2
    assert "Bestätigt" in read("match")


def test_a_check_says_what_it_found_and_does_nothing_twice(run: Run, read: Read) -> None:
    first = run("check")
    assert {"posts", "evaluated", "with_findings", "findings", "by_rule", "not_evaluated", "seconds"} <= set(first)
    assert (first["posts"], first["evaluated"], first["with_findings"]) == (2, 2, 1)
    assert first["by_rule"] == {"claims.promised-return": 1}
    assert run("check")["evaluated"] == 0
    assert run("check", "--all")["evaluated"] == 2
    assert "Beitrag hat Befunde" in read("check")


def test_the_review_from_queue_to_decision_and_back(run: Run, read: Read) -> None:
    run("check")
    (row,) = run("review", "list")["cases"]
    assert (row["author"], row["author_hidden"]) == (None, True)
    assert "verborgen" in read("review", "list")
    assert run("review", "author", row["case"], "--by", "Alex")["employee"] == "Kim Muster"
    case = run("review", "show", row["case"])
    (finding,) = case["findings"]
    assert case["post"]["text"] == BAD
    assert all(BAD[span["start"] : span["end"]] == span["text"] for span in finding["spans"])
    assert "Bessere" not in read("review", "show", row["case"])
    decide = ("review", "decide", row["case"])
    assert run(*decide, "reject", "--by", "Kim Muster", "--note", "x", code=1)["error"]["kind"] == "refused"
    assert run(*decide, "reject", "--by", "Alex", code=1)["error"]["kind"] == "refused"
    first = run(*decide, "reject", "--by", "Alex", "--note", "No promises.", "--seen", case["revision"])
    assert first["state"] == "awaiting_second"
    assert run(*decide, "reject", "--by", "Alex", "--note", "x", code=1)["error"]["kind"] == "refused"
    assert run("review", "list", "--queue", "second_person")["total"] == 1
    decided = run(*decide, "reject", "--by", "Sam", "--note", "No promises.", "--seen", case["revision"] + 1)
    assert (decided["state"], decided["by"], decided["rule_versions"]) == ("rejected", "Sam", {finding["rule"]: 1})
    assert run(*decide, "approve", "--by", "Alex", "--seen", case["revision"], code=1)["error"]["kind"] == "refused"
    assert run("review", "list")["cases"] == []
    assert run("review", "list", "--queue", "rejected")["total"] == 1
    (record,) = run("review", "stats")["rules"]
    assert (record["rule"], record["upheld"], record["precision"]) == (finding["rule"], 1, 1.0)
    assert run(*decide, "undo", "--by", "Alex")["state"] == "awaiting_second"
    assert [one["verdict"] for one in run("review", "show", row["case"])["history"]] == ["reject", "reject", "undo"]
    assert "Alex hat die letzte Entscheidung zurückgenommen" in read("review", "show", row["case"])
    assert "Treffsicherheit" in read("review", "stats")


def test_an_unknown_case_is_refused_in_words(run: Run) -> None:
    assert run("review", "show", 99, code=1)["error"]["message"] == "There is no case 99."


def test_the_trail_is_verified(run: Run, read: Read) -> None:
    found = run("audit", "verify")
    assert (found["ok"], found["first_broken"]) == (True, None)
    assert found["entries"] >= 1
    assert "unversehrt" in read("audit", "verify")


def test_the_rules_are_listed_and_prove_themselves(run: Run, read: Read) -> None:
    rules = run("rules", "list")["rules"]
    assert {"rule", "version", "severity", "status", "title"} <= set(rules[0])
    tested = run("rules", "test")
    assert (tested["rules"], tested["failed"]) == (len(rules), [])
    assert tested["examples"] > len(rules)
    assert run("rules", "test", rules[0]["pack"])["rules"] < len(rules)
    assert "Regeln" in read("rules", "test")
    assert rules[0]["rule"] in read("rules", "list")


def test_texts_are_tried_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "texts.jsonl"
    words = f"😀 {BAD}"
    lines = [{"text": "Ein schöner Tag."}, {"text": words, "lang": "de"}]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert cli.run(["rules", "try", str(path)]) == 0
    harmless, promising = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert harmless == {"findings": []}
    (found,) = promising["findings"]
    assert words[found["start"] : found["end"]] == found["text"]
    assert {"rule", "severity", "start", "end", "text", "message"} <= set(found)


@pytest.mark.parametrize("line", ["no json", '["text"]', '{"words": "x"}', '{"text": "x", "posted": "soon"}'])
def test_a_line_that_is_no_text_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('{"text": "fine"}\n' + line + "\n", encoding="utf-8")
    assert cli.run(["--json", "rules", "try", str(path)]) == 1
    error = json.loads(capsys.readouterr().out.splitlines()[-1])["error"]
    assert (error["kind"], error["record"]) == ("file", 2)


def test_an_activation_is_offered_answered_and_listed(run: Run, read: Read) -> None:
    assert run("activation", "add", "007", "mentoring", code=1)["error"]["kind"] == "refused"
    run("consent", "007", "amplification", "on", "--source", "Her mail")
    added = run("activation", "add", "007", "mentoring", "--from", "2026-03-01", "--compensation", "product")
    assert run("activation", "outcome", added["activation"], "agreed", "Two newcomers")["agreement"] == "agreed"
    listed = run("activation", "list", "--employee", "007")
    (one,) = listed["activations"]
    assert (one["lever"], one["compensation"], one["outcome"]) == ("mentoring", "product", "Two newcomers")
    assert listed["care"]["may_be_asked"] == 1
    assert run("activation", "care", "--asks", "2", "--culture", "siloed")["cap"] == 2
    assert run("activation", "levers")["levers"][0]["fits"]
    assert "Two newcomers" in read("activation", "list")


def test_what_colleagues_know_of_a_person_is_written_down(run: Run) -> None:
    assert run("people", "rate", "007", "expertise", "4", "--reason", "Explains well", "--by", "Alex")["rating"] == 4
    assert run("people", "rate", "007", "expertise", "6", "--reason", "x", code=1)["error"]["kind"] == "refused"
    talk = run("people", "authority", "007", "talk", "A fair", "--evidence", "Programme, page 3")
    assert (talk["kind"], talk["title"]) == ("talk", "A fair")
