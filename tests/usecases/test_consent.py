"""Without a consent a purpose does not happen; an objection stops everything but the import of what is public."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.domain.consent import Purpose, Said, Why, standing
from advocacy_desk.errors import Refused
from advocacy_desk.usecases import consent, list_people, tag_person, verify_audit
from tests.builders import a_post, a_table, the_report
from tests.review_scene import a_directory, everybody_agrees, people_imported

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.store import Workspace

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
KIM = {"Personalnummer": "1", "Name": "Kim Nordlicht", "LinkedIn": "kim-nordlicht"}
JAN = {"Personalnummer": "2", "Name": "Jan Peters"}
SAID = st.none() | st.booleans().map(
    lambda given: Said(purpose=Purpose.TAG, given=given, source="form", by="Alex", at=NOW)
)


@pytest.fixture
def staffed(workspace: Workspace, tmp_path: Path) -> Workspace:
    people_imported(workspace, a_directory(tmp_path / "people.csv", KIM, JAN))
    return workspace


def say(workspace: Workspace, number: str, purpose: Purpose, *, given: bool) -> None:
    who = list_people.find_employee(workspace, number)
    consent.say(workspace, [who], purpose, given=given, source="Form of 1 March", by="Alex", now=NOW)


@given(purpose=st.sampled_from(Purpose), own=SAID, basis=SAID, objected=st.booleans())
def test_the_persons_own_word_beats_the_basis_and_an_objection_beats_both(
    purpose: Purpose, own: Said | None, basis: Said | None, *, objected: bool
) -> None:
    found = standing(purpose, own, basis, objected=objected)
    if objected and purpose is not Purpose.IMPORT:
        assert not found.allowed
    elif own is not None:
        assert found.allowed == own.given
    elif basis is not None:
        assert found.allowed == basis.given
    else:
        assert found.allowed == (purpose is Purpose.IMPORT)
        assert found.why is Why.UNASKED


def test_nothing_is_allowed_before_anybody_was_asked_but_the_import(staffed: Workspace) -> None:
    assert {one: len(consent.allowed(staffed, one)) for one in Purpose} == {
        Purpose.IMPORT: 2,
        Purpose.TAG: 0,
        Purpose.NETWORK: 0,
        Purpose.LEADERBOARD: 0,
        Purpose.AMPLIFICATION: 0,
    }


def test_a_works_agreement_covers_everybody_who_said_nothing_else(staffed: Workspace) -> None:
    everybody_agrees(staffed, Purpose.NETWORK)
    say(staffed, "2", Purpose.NETWORK, given=False)
    assert consent.allowed(staffed, Purpose.NETWORK) == {list_people.find_employee(staffed, "1")}
    say(staffed, "2", Purpose.NETWORK, given=True)
    assert len(consent.allowed(staffed, Purpose.NETWORK)) == 2


def test_the_log_keeps_every_entry_with_its_source(staffed: Workspace) -> None:
    say(staffed, "1", Purpose.TAG, given=True)
    say(staffed, "1", Purpose.TAG, given=False)
    kim = list_people.find_employee(staffed, "1")
    assert [(one.given, one.source, one.at) for one in consent.history(staffed, kim)] == [
        (False, "Form of 1 March", NOW),
        (True, "Form of 1 March", NOW),
    ]
    entry, *_ = verify_audit.entries(staffed, subject=f"employee:{kim}")
    assert (entry.action, entry.details["given"]) == ("consent.said", False)
    assert verify_audit.verify(staffed).ok


def test_a_consent_needs_a_source_and_somebody_it_is_of(staffed: Workspace) -> None:
    with pytest.raises(Refused, match="rests"):
        consent.say(staffed, [1], Purpose.TAG, given=True, source=" ", by="Alex")
    with pytest.raises(Refused, match="directory"):
        consent.say(staffed, [99], Purpose.TAG, given=True, source="form", by="Alex")


def test_only_those_who_agree_are_tagged(staffed: Workspace) -> None:
    kim, jan = (list_people.find_employee(staffed, number) for number in "12")
    say(staffed, "1", Purpose.TAG, given=True)
    done = tag_person.tag(staffed, [kim, jan], "ambassador", by="Alex").result
    assert (done.people, done.without_consent) == ((kim,), (jan,))
    assert tag_person.tag(staffed, [jan], "on leave", by="Alex").result.people == (jan,)


def test_an_objection_stops_every_purpose_at_once(staffed: Workspace) -> None:
    everybody_agrees(staffed)
    kim = list_people.find_employee(staffed, "1")
    tag_person.tag(staffed, [kim], "objected", by="Alex")
    assert {one.purpose: one.allowed for one in consent.standings(staffed, kim)} == {
        one: one is Purpose.IMPORT for one in Purpose
    }
    assert all(kim not in consent.allowed(staffed, one) for one in Purpose if one is not Purpose.IMPORT)


def test_posts_of_a_person_who_refuses_the_import_are_left_out(staffed: Workspace, tmp_path: Path) -> None:
    table = a_table(tmp_path / "posts.csv", a_post(1), a_post(2, author_handle="somebody"))
    say(staffed, "1", Purpose.IMPORT, given=False)
    report = the_report(staffed, table)
    assert (report.new, report.left_out) == (1, {"no_consent": 1})
    say(staffed, "1", Purpose.IMPORT, given=True)
    assert the_report(staffed, table).new == 1
