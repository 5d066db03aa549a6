"""The sample breaks every rule that its files can break, comes close to each elsewhere, and is clean otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from advocacy_desk import policy, sample

# No export carries alternative texts, and no directory says who speaks for the company; what is unknown never fires.
NOT_IN_FILES = {"craft.missing-alt-text", "disclosure.third-party-endorsement", "voice.political-neutrality"}


@pytest.fixture(scope="module")
def company() -> sample.Company:
    return sample.company()


@pytest.fixture(scope="module")
def found(company: sample.Company) -> list[set[str]]:
    """Return for each post the ids of the rules that apply to it."""
    engine = policy.load_policy([policy.shipped_packs()]).engine()
    places = {person.number: person.location for person in company.employees}
    location = {(one.network, one.name): places[one.owner] for one in company.accounts if one.owner}
    subjects = [
        policy.Subject(
            text=row["text"],
            language=row["language"],
            network=row["network"],
            kind=row["kind"],
            posted=date.fromisoformat(row["published"][:10]),
            author={"location": location.get((row["network"], row["author_name"]), "")},
        )
        for row in company.posts.to_dicts()
    ]
    return [{finding.rule_id for finding in findings} for findings, _ in engine.evaluate(subjects)]


def test_every_rule_is_broken_at_least_three_times(company: sample.Company) -> None:
    rules = {rule.id for rule in policy.load_policy([policy.shipped_packs()]).rules} - NOT_IN_FILES

    assert rules == set(company.breaking)
    assert all(len(posts) >= 3 for posts in company.breaking.values())


def test_every_planted_post_is_found_by_its_rule(company: sample.Company, found: list[set[str]]) -> None:
    missed = [
        (rule, company.posts["text"][post])
        for rule, posts in company.breaking.items()
        for post in posts
        if rule not in found[post]
    ]
    assert missed == []


def test_near_misses_stay_silent(company: sample.Company, found: list[set[str]]) -> None:
    loud = [
        (found[post], company.posts["text"][post])
        for posts in company.near_misses.values()
        for post in posts
        if found[post]
    ]
    assert loud == []


def test_hardly_any_other_post_is_flagged(company: sample.Company, found: list[set[str]]) -> None:
    planted = {post for posts in company.breaking.values() for post in posts}
    others = [rules for post, rules in enumerate(found) if rules and post not in planted]

    assert len(others) <= 0.002 * company.posts.height, others[:5]


def test_a_small_sample_still_breaks_rules_of_every_kind() -> None:
    company = sample.company(posts=400)

    assert len(company.breaking) == len(sample.company().breaking)
