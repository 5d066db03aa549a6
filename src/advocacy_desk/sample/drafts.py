"""Plans the posts of the eighteen months: who, when, about what; then has them written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from advocacy_desk.sample import phrases, rhythm
from advocacy_desk.sample.company import FIRST_DAY, LAST_DAY, Campaign
from advocacy_desk.sample.composing import Composer, Task
from advocacy_desk.sample.ties import Ties

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from advocacy_desk.sample.company import Account
    from advocacy_desk.sample.phrases import Topic
    from advocacy_desk.sample.roster import Roster

_GUESTS_SHARE = 0.045  # of all posts
_ATTEMPTS = 8  # to write something that nobody wrote before
_SHARE_SELDOM, _SELDOM = 0.45, 0.07  # many write a handful of times in eighteen months
_UNCHANGED = 0.3  # share of campaign posts that use a ready-made text
_NETWORK_PULL = {"linkedin": 1.0, "instagram": 0.8, "x": 0.9, "mastodon": 0.8, "blog": 0.12}
_REPLIES = {"x": 0.22, "mastodon": 0.22, "linkedin": 0.04}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One post before it becomes a row. ``planted`` is (``breaking`` or ``near``, rule id)."""

    account: Account
    at: datetime
    language: str
    kind: str
    media: str
    text: str
    pull: float = 1.0
    planted: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Campaign:
    """A campaign with what is written in it."""

    plan: Campaign
    topic: str
    share: float
    words: Mapping[str, Mapping[str, Sequence[str]]]


def read_campaigns() -> tuple[Campaign, ...]:
    """Return the campaigns by their first days."""
    return tuple(campaign.plan for campaign in _campaigns())


class Planner:
    """Draws drafts for a roster and its accounts; the same seed gives the same drafts."""

    def __init__(self, roster: Roster, accounts: Sequence[Account], seed: int) -> None:
        self._roster = roster
        self._accounts = accounts
        self._campaigns = _campaigns()
        self._rhythm = rhythm.Rhythm(campaign.plan for campaign in self._campaigns)
        self._topics = {topic.key: topic for topic in phrases.read_topics()}
        self._everyday = [topic for topic in self._topics.values() if topic.weight]
        self._rng = Random(f"{seed}:posts")
        self._ties = Ties(roster, accounts, Random(f"{seed}:ties"))
        self._composer = Composer(phrases.read_words(), self._ties)
        self._people = {person.number: person for person in roster.employees}
        self._activity = self._drawn_activity(Random(f"{seed}:activity"))
        self._seen: set[str] = set()

    def everyday(self, count: int) -> Iterator[Draft]:
        """Yield ``count`` drafts of employees and outsiders, not in order of time."""
        guests = [account for account in self._accounts if account.owner is None]
        by_guests = round(count * _GUESTS_SHARE)
        for account, posts in _shared_out(by_guests, [(guest, 0.5 + self._rng.random()) for guest in guests]):
            yield from (self._written(account) for _ in range(posts))
        ours = [account for account in self._accounts if account.owner is not None]
        for account, posts in _shared_out(count - by_guests, [(account, self._pace(account)) for account in ours]):
            yield from (self._written(account) for _ in range(posts))

    def welcomes(self) -> Iterator[Draft]:
        """Yield a host's and the team lead's welcome for everybody who is new."""
        for number in self._roster.roles["newcomers"]:
            person = self._people[number]
            hosts = self._rng.sample(self._roster.roles["hosts"], 2)
            for writer in dict.fromkeys((*hosts, person.manager)):
                accounts = [account for account in self._accounts if account.owner == writer]
                if accounts and writer != number:
                    account = self._rng.choice(accounts)
                    day = _working_day(person.joined + timedelta(days=self._rng.randrange(4)))
                    at = rhythm.moment_on(day, self._rng)
                    task = self._task(account, at.date(), self._topics["welcome"])
                    newcomer = self._ties.mention(person, account.network)
                    yield self._finished(replace(task, newcomer=newcomer, team=person.team), at, "post")

    def moment(self, account: Account, first: date, last: date) -> datetime:
        """Return a moment on days within the given ones on which the account's owner writes."""
        begin, end = self._days(account)
        first, last = max(first, begin), min(last, end)
        away = self._roster.away.get(account.owner or "")
        return self._rhythm.moment(self._rng, *((first, last) if first <= last else (begin, end)), away)

    def writes_between(self, account: Account, first: date, last: date) -> bool:
        """Say whether the account's owner writes on any of these days."""
        begin, end = self._days(account)
        return max(first, begin) <= min(last, end)

    def _drawn_activity(self, rng: Random) -> dict[str, float]:
        activity: dict[str, float] = {}
        for person in self._roster.employees:
            pace = rng.lognormvariate(-0.6, 1.1) * (_SELDOM if rng.random() < _SHARE_SELDOM else 1.0)
            if person.number in self._roster.roles["loud"]:
                pace = rng.uniform(1.2, 3.2)
            elif person.number in self._roster.roles["hidden_influencers"]:
                pace = rng.uniform(0.25, 0.4)
            activity[person.number] = min(pace, 2.6)
        self._started = {
            person.number: FIRST_DAY + timedelta(days=rng.randrange(330) if rng.random() < 0.3 else 0)
            for person in self._roster.employees
        }
        return activity

    def _pace(self, account: Account) -> float:
        """Return how much an account writes, beside the others'."""
        if account.owner is None:
            return 0.0
        own = [other for other in self._accounts if other.owner == account.owner]
        split = _NETWORK_PULL[account.network] / sum(_NETWORK_PULL[other.network] for other in own)
        present = self._rhythm.share(*self._days(account), self._roster.away.get(account.owner))
        return self._activity[account.owner] * split * present

    def _days(self, account: Account) -> tuple[date, date]:
        if account.owner is None:
            return FIRST_DAY, LAST_DAY
        person = self._people[account.owner]
        first = max(FIRST_DAY, person.joined, self._started[account.owner] if person.joined < FIRST_DAY else FIRST_DAY)
        return first, LAST_DAY if person.left is None else max(person.left, first)

    def _written(self, account: Account) -> Draft:
        at = self.moment(account, FIRST_DAY, LAST_DAY)
        if account.owner is None:
            return self._finished(self._task(account, at.date(), self._topics["guests"]), at, "post")
        campaign = self._running(at.date())
        if campaign is not None and self._rng.random() < campaign.share:
            return self._campaign_post(account, at, campaign)
        helpful = account.owner in self._roster.roles["hidden_influencers"]
        replies = _REPLIES.get(account.network, 0.0) * (3.0 if helpful else 1.0)
        topic = self._drawn_topic(account, at.month)
        kind = "reply" if self._rng.random() < replies else "article" if account.network == "blog" else "post"
        return self._finished(self._task(account, at.date(), topic), at, kind)

    def _campaign_post(self, account: Account, at: datetime, campaign: _Campaign) -> Draft:
        task = self._task(account, at.date(), self._topics[campaign.topic])
        words = campaign.words[task.language]
        task = replace(task, tag=campaign.plan.hashtag, openings=words["opening"])
        if self._rng.random() < _UNCHANGED and account.network != "blog":
            shared = self._composer.shared(self._rng.choice(words["shared"]), task)
            return Draft(
                account=account, at=at, language=task.language, kind="post", media="image", text=shared, pull=0.7
            )
        return self._finished(task, at, "article" if account.network == "blog" else "post", pull=1.25)

    def _finished(self, task: Task, at: datetime, kind: str, pull: float = 1.0) -> Draft:
        write = self._composer.reply if kind == "reply" else self._composer.post
        words = write(task, self._rng)
        for _ in range(_ATTEMPTS):
            if words not in self._seen:
                break
            words = write(task, self._rng)
        self._seen.add(words)
        if task.account.owner in self._roster.roles["hidden_influencers"]:
            pull *= 1.8
        media = "status" if kind == "reply" else task.media
        if kind == "reply" and task.account.network == "linkedin":
            kind = "comment"
        return Draft(account=task.account, at=at, language=task.language, kind=kind, media=media, text=words, pull=pull)

    def _task(self, account: Account, day: date, topic: Topic) -> Task:
        other = self._rng.random() < (0.2 if account.language == "de" else 0.12)
        language = {"de": "en", "en": "de"}[account.language] if other else account.language
        media = self._drawn_media(account.network, topic)
        return Task(account=account, day=day, language=language, topic=topic, media=media)

    def _drawn_media(self, network: str, topic: Topic) -> str:
        if network == "blog":
            return "article"
        (media,) = self._rng.choices(tuple(topic.media), tuple(topic.media.values()))
        return "image" if network == "instagram" and media in {"status", "link"} else media

    def _drawn_topic(self, account: Account, month: int) -> Topic:
        team = self._ties.team(account.owner)
        (topic,) = self._rng.choices(self._everyday, [topic.weight_for(team, month) for topic in self._everyday])
        return topic

    def _running(self, day: date) -> _Campaign | None:
        return next((running for running in self._campaigns if running.plan.first <= day <= running.plan.last), None)


def _working_day(day: date) -> date:
    """Return the day, or the Monday after where it is a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= 5 else day


def _shared_out(count: int, weighted: Sequence[tuple[Account, float]]) -> Iterator[tuple[Account, int]]:
    """Yield each account with its whole number of posts; they add up to ``count`` (largest remainders)."""
    total = sum(weight for _, weight in weighted)
    exact = [count * weight / total for _, weight in weighted]
    missing = count - sum(int(share) for share in exact)
    by_remainder = sorted(range(len(exact)), key=lambda index: int(exact[index]) - exact[index])
    rounded_up = set(by_remainder[:missing])
    for index, (account, _) in enumerate(weighted):
        yield account, int(exact[index]) + (index in rounded_up)


def _campaigns() -> tuple[_Campaign, ...]:
    def campaign(data: dict[str, Any]) -> _Campaign:
        plan = Campaign(**{key: data[key] for key in ("name", "hashtag", "goal", "first", "last")})
        return _Campaign(plan, data["topic"], data["share"], {code: data[code] for code in ("de", "en")})

    return tuple(campaign(data) for data in phrases.read("campaigns.toml")["campaign"])
