"""The life of rules from the terminal: state, history, difference, sample and recall, with stable keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_post, a_table
from tests.policy.pack_folder import PackFolder

if TYPE_CHECKING:
    from tests.cli.conftest import Run


@pytest.fixture
def run(run: Run, tmp_path: Path) -> Run:
    """Run commands on a workspace with three checked posts."""
    texts = ("Was für ein Idiot!", "Ein guter Tag.", "Kaffee mit dem Team.")
    posts = [a_post(number, text=words) for number, words in enumerate(texts, start=1)]
    run("import", a_table(tmp_path / "posts.csv", *posts))
    run("check")
    return run


def test_a_rule_goes_into_the_shadow_and_its_history_tells_so(run: Run) -> None:
    change = run("rules", "status", "respect.insult", "shadow", "--by", "Kim", "--note", "Watch it first")
    assert (change["rule"], change["status"], change["by"]) == ("respect.insult", "shadow", "Kim")
    assert [one["note"] for one in run("rules", "history", "respect.insult")["changes"]] == ["Watch it first"]
    listed = {one["rule"]: one["status"] for one in run("rules", "list")["rules"]}
    assert (listed["respect.insult"], listed["respect.threat"]) == ("shadow", "active")
    checked = run("check")
    assert (checked["by_rule"], run("review", "list")["total"]) == ({"respect.insult": 1}, 0)
    assert run("audit", "verify")["ok"] is True
    refused = run("rules", "status", "no.such-rule", "active", "--by", "Kim", "--note", "x", code=1)
    assert refused["error"]["kind"] == "refused"


def test_a_difference_names_posts_and_what_becomes_of_them(run: Run, tmp_path: Path) -> None:
    packs = PackFolder(tmp_path / "next")
    packs.rule("when: {terms: [kaffee]}\n")
    found = run("rules", "diff", tmp_path / "next", tmp_path / "next")
    assert (found["added"], found["dropped"], found["posts"], found["rules"]) == (0, 0, [], [])
    empty = PackFolder(tmp_path / "empty")
    found = run("rules", "diff", empty.folder, packs.folder)
    assert (found["added"], found["dropped"], found["changed"], found["evaluated"]) == (1, 0, 0, 1)
    assert found["posts"] == [{"post": 3, "rule": "test.rule", "change": "added"}]


def test_a_blind_sample_and_what_it_says(run: Run) -> None:
    drawn = run("rules", "sample", "--size", 5, "--seed", 3)["posts"]
    assert drawn == [2, 3]
    assert run("rules", "recall", "--size", 5, "--seed", 3, "--missed", 3)["recall"] is None
    (case,) = run("review", "list")["cases"]
    run("review", "decide", case["case"], "reject", "--by", "Kim", "--note", "Please rephrase")
    found = run("rules", "recall", "--size", 5, "--seed", 3, "--missed", 3)
    assert (found["sampled"], found["missed"]["value"], found["recall"]["value"]) == (2, 0.5, 0.5)
    stats = {one["rule"]: one for one in run("review", "stats")["rules"]}
    assert {"hits", "precision", "low", "high", "hit_rate", "drifts", "look_again"} <= stats["respect.insult"].keys()
