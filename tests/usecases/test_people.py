"""Lists of people, tags with who, when and why, tiers from followers, and matching with what comes after it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from advocacy_desk.domain.changes import Changes
from advocacy_desk.domain.people import FIXED_TAGS, MatchCounts, MatchState, PeopleFilter, Strength
from advocacy_desk.errors import Refused
from advocacy_desk.progress import Progress
from advocacy_desk.store import Workspace
from advocacy_desk.usecases import list_people, match_authors, tag_person, verify_audit
from tests.builders import a_post, a_table, imported
from tests.review_scene import Pack, a_directory, checked, everybody_agrees, people_imported, posts_imported

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
KIM = {"Personalnummer": "1", "Name": "Kim Nordlicht", "Abteilung": "Vertrieb", "E-Mail": "kim@nordlicht.example"}
JAN = {"Personalnummer": "2", "Name": "Jan Peters", "Abteilung": "Betrieb"}
OTHER_JAN = {"Personalnummer": "3", "Name": "Jan Peters", "Abteilung": "Personal"}


@pytest.fixture
def staffed(workspace: Workspace, tmp_path: Path) -> Workspace:
    people_imported(workspace, a_directory(tmp_path / "people.csv", KIM, JAN, OTHER_JAN))
    everybody_agrees(workspace)
    return workspace


def names(workspace: Workspace, **wanted: object) -> list[str]:
    found = list_people.people(workspace, PeopleFilter(**wanted))  # type: ignore[arg-type]  # a filter's fields
    return [person.number for person in found]


def test_people_are_found_by_words_in_any_case_and_order(staffed: Workspace) -> None:
    assert names(staffed, words="NORDLICHT kim") == ["1"]
    assert names(staffed, words="vertrieb") == ["1"]
    assert names(staffed, words="kim jan") == []


def test_an_employee_is_meant_by_number_email_or_name(staffed: Workspace) -> None:
    kim = list_people.find_employee(staffed, "1")
    assert list_people.find_employee(staffed, "KIM@nordlicht.example") == kim
    assert list_people.find_employee(staffed, "Kim Nordlicht") == kim
    with pytest.raises(Refused, match="Several people"):
        list_people.find_employee(staffed, "Jan Peters")
    with pytest.raises(Refused, match="Nobody"):
        list_people.find_employee(staffed, "Eva")


def test_a_tag_keeps_who_when_and_why(staffed: Workspace) -> None:
    kim = list_people.find_employee(staffed, "1")
    outcome = tag_person.tag(staffed, [kim], "  internal   influencer ", by="Alex", reason="Often asked", now=NOW)
    assert (outcome.result.people, outcome.changes) == ((kim,), Changes.TAGS)
    assert names(staffed, tag="internal influencer") == ["1"]
    person = list_people.person(staffed, kim)
    assert person is not None
    (tag,) = person.tags
    assert (tag.name, tag.by, tag.at, tag.reason) == ("internal influencer", "Alex", NOW, "Often asked")
    entry, *_rest = verify_audit.entries(staffed, subject=f"employee:{kim}")
    assert (entry.action, entry.actor) == ("person.tagged", "Alex")
    assert verify_audit.verify(staffed).ok


def test_a_tag_that_is_there_already_keeps_its_first_reason(staffed: Workspace) -> None:
    kim, jan = (list_people.find_employee(staffed, number) for number in ("1", "2"))
    tag_person.tag(staffed, [kim], "ambassador", by="Alex", reason="first", now=NOW)
    outcome = tag_person.tag(staffed, [kim, jan], "ambassador", by="Bo", reason="second", now=NOW)
    assert outcome.result.people == (jan,)
    person = list_people.person(staffed, kim)
    assert person is not None
    assert person.tags[0].reason == "first"


def test_an_untagged_person_can_be_tagged_back(staffed: Workspace) -> None:
    kim = list_people.find_employee(staffed, "1")
    tag_person.tag(staffed, [kim], "ambassador", by="Alex", now=NOW)
    taken = tag_person.untag(staffed, [kim], "ambassador", by="Bo", now=NOW).result
    assert taken[kim].by == "Alex"
    assert names(staffed, tag="ambassador") == []
    assert tag_person.untag(staffed, [kim], "ambassador", by="Bo").changes == Changes.NOTHING


def test_a_tag_ends_by_itself(staffed: Workspace) -> None:
    kim = list_people.find_employee(staffed, "1")
    tag_person.tag(staffed, [kim], "on leave", by="Alex", until=date(2026, 3, 2), now=NOW)
    assert list_people.today() > date(2026, 3, 2)
    assert names(staffed, tag="on leave") == []
    with pytest.raises(Refused, match="before it begins"):
        tag_person.tag(staffed, [kim], "candidate", by="Alex", until=date(2026, 2, 1), now=NOW)


@pytest.mark.parametrize("name", ["", "   ", "x" * 41])
def test_a_tag_is_a_short_word(staffed: Workspace, name: str) -> None:
    with pytest.raises(Refused):
        tag_person.tag(staffed, [1], name, by="Alex")


def test_fixed_tags_come_first_and_made_up_ones_after(staffed: Workspace) -> None:
    tag_person.tag(staffed, [list_people.find_employee(staffed, "1")], "a new one", by="Alex")
    assert list_people.tag_names(staffed) == (*FIXED_TAGS, "a new one")


@pytest.mark.parametrize(
    ("followers", "tier"), [("9999", "nano"), ("10000", "micro"), ("99999", "micro"), ("250000", "macro"), ("", None)]
)
def test_the_tier_follows_the_known_followers(
    workspace: Workspace, tmp_path: Path, followers: str, tier: str | None
) -> None:
    people_imported(workspace, a_directory(tmp_path / "people.csv", {**KIM, "LinkedIn": "kim-nordlicht"}))
    imported(workspace, a_table(tmp_path / "posts.csv", a_post(1, followers=followers)))
    (person,) = list_people.people(workspace, PeopleFilter())
    assert (person.tier, person.posts) == (tier, 1)
    assert person.last_post is not None


def match(workspace: Workspace, least: Strength | None = None) -> MatchCounts:
    return match_authors.match_authors(workspace, Progress(), by="Alex", least=least).result


def test_matching_proposes_and_accepts_what_is_sure_enough(staffed: Workspace, tmp_path: Path) -> None:
    records = [
        a_post(1, author_handle="kim.nordlicht"),
        a_post(2, author_handle="janpeters"),
        a_post(3, author_handle="stranger99"),
    ]
    imported(staffed, a_table(tmp_path / "posts.csv", *records))
    assert match(staffed) == MatchCounts(accounts=3, certain=0, likely=1, weak=1, unmatched=1, accepted=0)
    assert match(staffed, Strength.CERTAIN).accepted == 0
    assert match(staffed, Strength.LIKELY).accepted == 1
    assert match(staffed, Strength.LIKELY).accepted == 1
    waiting = match_authors.proposals(staffed)
    assert [one.match.strength for one in waiting] == [Strength.WEAK, Strength.NONE]
    assert waiting[0].employee == "Jan Peters"
    assert waiting[0].match.reasons[-1].clue == "namesake"


def test_a_decision_about_an_account_can_be_taken_back(staffed: Workspace, tmp_path: Path) -> None:
    posts_imported(staffed, tmp_path, "hello", handle="janpeters")
    match(staffed)
    (proposal,) = match_authors.proposals(staffed)
    jan = list_people.find_employee(staffed, "3")
    for state, employee in ((MatchState.ACCEPTED, jan), (MatchState.NOT_EMPLOYEE, None)):
        match_authors.decide_account(staffed, proposal.account.id, state, by="Alex", employee=employee)
        assert match_authors.proposals(staffed) == ()
        match_authors.decide_account(staffed, proposal.account.id, MatchState.OPEN, by="Alex")
        assert match_authors.proposals(staffed)[0].match.reasons == proposal.match.reasons
    assert verify_audit.verify(staffed).ok


def test_an_account_is_given_to_nobody_who_does_not_exist(staffed: Workspace, tmp_path: Path) -> None:
    posts_imported(staffed, tmp_path, "hello")
    (proposal,) = match_authors.proposals(staffed)
    with pytest.raises(Refused, match="not in the directory"):
        match_authors.decide_account(staffed, proposal.account.id, MatchState.ACCEPTED, by="Alex", employee=999)
    with pytest.raises(Refused, match="no longer"):
        match_authors.decide_account(staffed, 999, MatchState.NOT_EMPLOYEE, by="Alex")


def test_posts_of_a_newly_matched_account_are_checked_again(staffed: Workspace, pack: Pack, tmp_path: Path) -> None:
    posts_imported(staffed, tmp_path, "an alarm", handle="kim.nordlicht")
    under = pack.load()
    checked(staffed, under)
    assert checked(staffed, under).evaluated == 0
    match(staffed, Strength.LIKELY)
    assert checked(staffed, under).evaluated == 1
