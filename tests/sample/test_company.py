"""The sample company is plausible, deterministic, and holds what other tests and the pictures count on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date

import polars as pl
import pytest

from advocacy_desk import sample
from advocacy_desk.formats._contract import POST_COLUMNS

MENTION = re.compile(r"@(\w+(?:\.\w+)*)")


@pytest.fixture(scope="module")
def company() -> sample.Company:
    return sample.company()


def owners(company: sample.Company) -> list[str | None]:
    """Return the owner of each post, through network and displayed name."""
    known = {(account.network, account.name): account.owner for account in company.accounts}
    return [known[key] for key in company.posts.select("network", "author_name").iter_rows()]


def test_the_same_seed_gives_the_same_company_and_another_seed_another() -> None:
    first, again, other = (sample.company(seed, posts=400) for seed in (1, 1, 2))

    assert first.employees == again.employees
    assert first.posts.equals(again.posts)
    assert not first.posts.equals(other.posts)


@pytest.mark.parametrize("posts", [1, 2, 30, 250, 1500])
def test_it_has_exactly_as_many_posts_as_asked_for(posts: int) -> None:
    assert sample.company(posts=posts).posts.height == posts


def test_eighty_people_work_in_eight_teams_under_three_areas(company: sample.Company) -> None:
    teams = {person.team: person.parent_team for person in company.employees if person.parent_team}

    assert len(company.employees) == 80
    assert len(teams) == 8
    assert len(set(teams.values())) == 3


def test_everybody_but_one_has_a_manager_who_works_there(company: sample.Company) -> None:
    numbers = {person.number for person in company.employees}
    managers = [person.manager for person in company.employees]

    assert managers.count(None) == 1
    assert {manager for manager in managers if manager} <= numbers


def test_names_and_handles_are_unique(company: sample.Company) -> None:
    assert len({person.name for person in company.employees}) == len(company.employees)
    assert len({person.email for person in company.employees}) == len(company.employees)
    assert len({(account.network, account.handle) for account in company.accounts}) == len(company.accounts)


def test_addresses_use_a_domain_that_can_belong_to_nobody(company: sample.Company) -> None:
    assert all(person.email.endswith("@nordlicht.example") for person in company.employees)
    links = company.posts["text"].str.extract_all(r"https?://[^\s/]+").explode().drop_nulls().unique().to_list()
    shorteners = {"https://bit.ly", "https://tinyurl.com"}  # a rule is about them
    reserved = (".example", ".test", "//203.0.113.7", "//203.0.113.24")  # RFC 2606, RFC 5737
    assert all(link.endswith(reserved) for link in set(links) - shorteners)


def test_posts_have_the_canonical_columns_as_text(company: sample.Company) -> None:
    assert set(company.posts.columns) <= set(POST_COLUMNS)
    assert set(company.posts.dtypes) == {pl.String}


def test_posts_span_eighteen_months_in_order(company: sample.Company) -> None:
    moments: list[str] = company.posts["published"].to_list()

    assert moments == sorted(moments)
    assert moments[0][:7] == "2025-05"
    assert moments[-1][:7] == "2026-10"
    assert len({moment[:7] for moment in moments}) == 18


def test_what_a_network_does_not_tell_is_empty_and_never_zero(company: sample.Company) -> None:
    by_network = company.posts.group_by("network").agg(pl.col("impressions", "reach", "reactions").is_null().all())
    empty = {row["network"]: row for row in by_network.to_dicts()}

    assert empty["blog"] == {"network": "blog", "impressions": True, "reach": True, "reactions": True}
    assert empty["mastodon"] == {"network": "mastodon", "impressions": True, "reach": True, "reactions": False}
    assert empty["linkedin"] == {"network": "linkedin", "impressions": False, "reach": True, "reactions": False}
    assert company.posts.filter(network="linkedin")["impressions"].null_count() > 0


def test_nobody_writes_before_the_first_day_or_while_away(company: sample.Company) -> None:
    people = {person.number: person for person in company.employees}
    for number, published in zip(owners(company), company.posts["published"], strict=True):
        if number is not None:
            assert date.fromisoformat(published[:10]) >= people[number].joined


def test_about_an_eighth_of_the_accounts_belongs_to_nobody_in_the_directory(company: sample.Company) -> None:
    clues = Counter(account.clue for account in company.accounts)

    assert 0.09 <= clues["none"] / len(company.accounts) <= 0.15
    assert clues["email"] >= 4
    assert clues["name"] >= 4


def test_participation_is_that_of_a_good_programme_and_grows(company: sample.Company) -> None:
    active: defaultdict[str, set[str]] = defaultdict(set)
    for number, published in zip(owners(company), company.posts["published"], strict=True):
        if number is not None:
            active[published[:7]].add(number)
    shares = [len(people) / len(company.employees) for _, people in sorted(active.items())]

    assert all(0.25 <= share <= 0.85 for share in shares)
    assert sum(shares[-6:]) > sum(shares[:6])


def test_weekends_and_august_are_quieter(company: sample.Company) -> None:
    days = company.posts["published"].str.slice(0, 10).str.to_date()
    weekdays = Counter(days.dt.weekday().to_list())
    months = Counter(days.dt.strftime("%Y-%m").to_list())

    assert weekdays[6] + weekdays[7] < 0.2 * company.posts.height
    assert months["2026-08"] < months["2026-07"]


def test_hardly_any_text_is_repeated_outside_campaigns(company: sample.Company) -> None:
    tags = "|".join(f"#{campaign.hashtag}" for campaign in company.campaigns)
    own_words = company.posts.filter(~pl.col("text").str.contains(tags))["text"]

    assert 1 - own_words.n_unique() / len(own_words) < 0.03


def test_each_campaign_has_posts_with_its_tag_on_its_days_alone(company: sample.Company) -> None:
    for campaign in company.campaigns:
        tagged = company.posts.filter(pl.col("text").str.contains(f"#{campaign.hashtag}"))
        days: list[str] = tagged["published"].str.slice(0, 10).to_list()

        assert len(days) > 50
        assert min(days) >= str(campaign.first)
        assert max(days) <= str(campaign.last)


def test_both_languages_are_written_on_five_networks(company: sample.Company) -> None:
    languages = Counter(company.posts["language"].to_list())

    assert min(languages["de"], languages["en"]) > 0.3 * company.posts.height
    assert company.posts["network"].n_unique() == 5


def test_no_template_leaks_into_a_text(company: sample.Company) -> None:
    assert not company.posts["text"].str.contains(r"[{}]").any()
    assert min(len(words) for words in company.posts["text"].to_list()) > 10
    assert max(len(words) for words in company.posts.filter(network="x")["text"].to_list()) <= 280


def mentioners(company: sample.Company) -> dict[str, set[str]]:
    """Return for each employee by whom the person is mentioned, counted as distinct people."""
    handles = {(account.network, account.handle): account.owner for account in company.accounts if account.owner}
    found: defaultdict[str, set[str]] = defaultdict(set)
    rows = company.posts.select("network", "text").iter_rows()
    for (network, text), author in zip(rows, owners(company), strict=True):
        for handle in MENTION.findall(text):
            named = handles.get((network, handle))
            if named and author and named != author:
                found[named].add(author)
    return found


def test_hidden_influencers_are_mentioned_by_many_and_write_little(company: sample.Company) -> None:
    referenced = mentioners(company)
    posts = Counter(owners(company))
    usual = sorted(len(people) for people in referenced.values())[len(referenced) // 2]

    for number in company.hidden_influencers:
        assert len(referenced[number]) > 1.5 * usual
        assert posts[number] < company.posts.height / 80


def test_newcomers_are_welcomed_by_hosts_in_their_first_days(company: sample.Company) -> None:
    people = {person.number: person for person in company.employees}
    named = company.posts.with_columns(owner=pl.Series(owners(company)))
    for number in company.newcomers:
        person = people[number]
        handles = "|".join(f"@{a.handle}" for a in company.accounts if a.owner == number)
        welcomes = named.filter(
            pl.col("text").str.contains(f"{person.plain_name}|{handles}"),
            pl.col("published")
            .str.slice(0, 10)
            .str.to_date()
            .is_between(person.joined, pl.lit(person.joined) + pl.duration(days=6)),
            pl.col("owner").is_in(company.hosts),
        )
        assert welcomes.height >= 1, person.name
