"""Activations: with consent, within the cap, settled, and paid ones seen by the rules of that time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from advocacy_desk.domain.activation import Activation, Agreement, Compensation
from advocacy_desk.domain.consent import Purpose
from advocacy_desk.domain.people import Person
from advocacy_desk.domain.standing_out import Authority, AuthorityKind, Rating, Trait
from advocacy_desk.errors import Refused
from advocacy_desk.store import people
from advocacy_desk.usecases import activate_person, consent, list_people, note_about_person, show_person
from advocacy_desk.usecases import score_people as scoring
from tests.builders import a_post, a_table, imported
from tests.review_scene import Pack, a_directory, checked, everybody_agrees, people_imported

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.store import Workspace

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = date(2026, 3, 2)
KIM = {"Personalnummer": "1", "Name": "Kim Nordlicht", "LinkedIn": "kimnordlicht"}
JAN = {"Personalnummer": "2", "Name": "Jan Peters", "LinkedIn": "jan-peters"}


@pytest.fixture
def staffed(workspace: Workspace, tmp_path: Path) -> Workspace:
    people_imported(workspace, a_directory(tmp_path / "people.csv", KIM, JAN))
    everybody_agrees(workspace)
    imported(
        workspace,
        a_table(tmp_path / "posts.csv", *(a_post(number, author_handle="kimnordlicht") for number in range(1, 8))),
    )
    return workspace


def kim(workspace: Workspace) -> int:
    return list_people.find_employee(workspace, "1")


def an_activation(workspace: Workspace, **changed: object) -> Activation:
    made = Activation(
        id=0,
        employee_id=kim(workspace),
        employee="",
        lever="mentoring",
        first=DAY,
        last=DAY,
        owner="Alex",
        agreement=Agreement.ASKED,
        compensation=Compensation.NONE,
        outcome="",
    )
    return replace(made, **changed)  # type: ignore[arg-type]  # an activation's fields


def test_an_activation_is_kept_with_answer_and_outcome(staffed: Workspace) -> None:
    added = activate_person.add(staffed, an_activation(staffed), by="Alex", now=NOW).result
    activate_person.settle(staffed, added.id, Agreement.AGREED, " Three newcomers ", by="Alex", now=NOW)
    (found,) = activate_person.activations(staffed, kim(staffed))
    assert (found.employee, found.agreement, found.outcome) == ("Kim Nordlicht", Agreement.AGREED, "Three newcomers")
    with pytest.raises(Refused, match="no activation 99"):
        activate_person.settle(staffed, 99, Agreement.AGREED, "", by="Alex")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"lever": "gold"}, "no lever"),
        ({"last": DAY - timedelta(days=1)}, "end before"),
        ({"owner": " "}, "in charge"),
        ({"employee_id": 99}, "not in the directory"),
    ],
)
def test_what_makes_no_sense_is_refused(staffed: Workspace, changed: dict[str, object], words: str) -> None:
    with pytest.raises(Refused, match=words):
        activate_person.add(staffed, an_activation(staffed, **changed), by="Alex")


def test_nobody_is_asked_without_consent(staffed: Workspace) -> None:
    consent.say(staffed, [kim(staffed)], Purpose.AMPLIFICATION, given=False, source="Mail", by="Alex")
    with pytest.raises(Refused, match="agree to be asked"):
        activate_person.add(staffed, an_activation(staffed), by="Alex")


def test_the_cap_holds_within_its_days_and_not_after(staffed: Workspace) -> None:
    activate_person.set_care(staffed, by="Alex", asks=2, days=30)
    added = [activate_person.add(staffed, an_activation(staffed), by="Alex").result for _ in range(2)]
    assert [len(one.warnings) for one in added] == [0, 1]
    with pytest.raises(Refused, match="the cap is 2"):
        activate_person.add(staffed, an_activation(staffed), by="Alex")
    later = DAY + timedelta(days=30)
    activate_person.add(staffed, an_activation(staffed, first=later, last=later), by="Alex")
    spread = activate_person.fairness(staffed, DAY)
    assert (spread.may_be_asked, spread.asked, spread.asks, spread.gini) == (2, 1, 2, 0.5)
    with pytest.raises(Refused, match="at least"):
        activate_person.set_care(staffed, by="Alex", asks=0)
    with pytest.raises(Refused, match="culture"):
        activate_person.set_care(staffed, by="Alex", culture="wild")


def test_posts_on_request_that_crowd_out_own_ones_are_warned_of(staffed: Workspace) -> None:
    month = an_activation(staffed, first=date(2026, 3, 1), last=date(2026, 3, 31), agreement=Agreement.AGREED)
    activate_person.add(staffed, month, by="Alex")
    workspace_load = activate_person.load(staffed, kim(staffed), date(2026, 3, 31))
    assert (workspace_load.asked_posts, workspace_load.own_posts, workspace_load.crowded) == (7, 0, True)


def test_a_compensation_is_a_fact_for_rules_on_its_days_and_has_posts_checked_again(
    staffed: Workspace, pack: Pack
) -> None:
    under = pack.load()
    checked(staffed, under)
    assert checked(staffed, under).evaluated == 0
    paid = an_activation(staffed, last=DAY + timedelta(days=5), compensation=Compensation.PRODUCT)
    added = activate_person.add(staffed, paid, by="Alex").result
    assert checked(staffed, under).evaluated == 7
    with staffed.reading() as connection:
        authors = people.author_facts(connection, DAY)
    (account,) = [one.id for one in _person(staffed).accounts]
    assert authors.of(account, DAY + timedelta(days=5))["compensation"] == "product"
    assert "compensation" not in authors.of(account, DAY + timedelta(days=6))
    assert "compensation" not in authors.of(account, DAY - timedelta(days=1))
    assert authors.of(None, DAY) == {}
    activate_person.settle(staffed, added.id, Agreement.DECLINED, "", by="Alex")
    with staffed.reading() as connection:
        assert "compensation" not in people.author_facts(connection, DAY).of(account, DAY)


def _person(workspace: Workspace) -> Person:
    found = list_people.person(workspace, kim(workspace))
    assert found is not None
    return found


def test_the_page_tells_everything_about_a_person(staffed: Workspace, tmp_path: Path) -> None:
    others = [a_post(20 + number, author_handle="jan-peters", text="Danke @kimnordlicht!") for number in range(3)]
    imported(staffed, a_table(tmp_path / "others.csv", *others))
    activate_person.add(staffed, an_activation(staffed), by="Alex")
    rating = Rating(trait=Trait.EXPERTISE, rating=5, reason="Explains well", by="Alex", at=NOW)
    note_about_person.rate(staffed, kim(staffed), rating)
    talk = Authority(id=0, kind=AuthorityKind.TALK, title="A fair", evidence="Programme, page 3", day=DAY, by="Alex")
    note_about_person.add_authority(staffed, kim(staffed), talk, now=NOW)
    note_about_person.add_former_handle(staffed, kim(staffed), "linkedin", "@kim-before", by="Alex", now=NOW)
    found = show_person.show_person(staffed, kim(staffed))
    assert [(one.posts, one.reactions) for one in found.months] == [(7, 49)]
    assert found.quota.value == pytest.approx(7 / 350)
    assert [(one.followers, one.tier) for one in found.followers] == [(350, "nano")]
    assert [one[1] for one in found.former_handles] == ["kim-before"]
    assert (found.ratings, [one.title for one in found.authorities]) == ((rating,), ["A fair"])
    assert len(found.activations) == 1
    assert found.openings[found.posts[0].id].startswith("Ein guter Tag")
    impact = show_person.impact(staffed, kim(staffed))
    assert (impact.named, impact.recruited) == (3, 1)
    assert impact.engagement_rate == pytest.approx(7 / 120)
    assert impact.feedback[0][1] == "Danke @kimnordlicht!"
    with pytest.raises(Refused, match="not in the directory"):
        show_person.show_person(staffed, 99)


def test_a_rating_needs_a_reason_a_mark_and_a_consent_and_never_moves_the_score(staffed: Workspace) -> None:
    before = scoring.score_people(staffed).scores
    good = Rating(trait=Trait.AUTHENTICITY, rating=1, reason="Always says what is", by="Alex", at=NOW)
    note_about_person.rate(staffed, kim(staffed), good)
    assert scoring.score_people(staffed).scores == before
    for bad, words in ((replace(good, reason=" "), "why"), (replace(good, rating=6), "1 to 5")):
        with pytest.raises(Refused, match=words):
            note_about_person.rate(staffed, kim(staffed), bad)
    consent.say(staffed, [kim(staffed)], Purpose.TAG, given=False, source="Mail", by="Alex")
    with pytest.raises(Refused, match="not agree"):
        note_about_person.rate(staffed, kim(staffed), good)
