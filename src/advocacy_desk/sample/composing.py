"""Turns a topic into the text of one post in the manner of its network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from advocacy_desk.sample import phrases
from advocacy_desk.sample.company import FIRST_DAY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from advocacy_desk.sample.company import Account
    from advocacy_desk.sample.phrases import Topic, Words
    from advocacy_desk.sample.ties import Ties

_OUR_TAGS = ("NordlichtWerke", "TeamNordlicht")
_WITH_OUR_TAG = 0.55
_WITH_THANKS = 0.38
_LENGTH = {"x": 275, "mastodon": 480}
_TAGS = {"linkedin": (1, 4), "x": (0, 2), "instagram": (2, 4), "mastodon": (1, 3), "blog": (0, 0)}
_BODIES = {"linkedin": (2, 3), "x": (0, 1), "instagram": (1, 2), "mastodon": (1, 2), "blog": (4, 5)}
_BLOG_LINK = "https://nordlicht.example/magazin/{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be written: by whom, when, in which language, about what; a campaign brings its tag and opening."""

    account: Account
    day: date
    language: str
    topic: Topic
    media: str
    tag: str | None = None
    openings: Sequence[str] = ()
    newcomer: str | None = None
    team: str | None = None


class Composer:
    """Writes posts and replies; draws everything from the random source that it is handed."""

    def __init__(self, words: Mapping[str, Words], ties: Ties) -> None:
        self._words = words
        self._ties = ties

    def post(self, task: Task, rng: Random) -> str:
        """Return the text of a post of its own."""
        network = task.account.network
        parts = task.topic.parts[task.language]
        opening = self._say(rng.choice(task.openings or parts["opening"]), task, rng)
        bodies = [self._say(body, task, rng) for body in _some(parts["body"], _BODIES[network], rng)]
        if task.topic.about_us and task.newcomer is None and rng.random() < _WITH_THANKS:
            bodies.append(self._say(rng.choice(self._words[task.language]["thanks"]), task, rng))
        closing = self._say(rng.choice(parts["closing"]), task, rng)
        link = self._link(task, rng) if task.media == "link" else ""
        return _assembled(network, opening, bodies, closing, " ".join((link, self._tags(task, rng))).strip())

    def shared(self, words: str, task: Task) -> str:
        """Return a ready-made text of a campaign, unchanged but for the tag at its end."""
        return f"{words}\n\n#{task.tag}"

    def reply(self, task: Task, rng: Random) -> str:
        """Return an answer to a colleague: help, or a kind word."""
        asked = self._ties.newcomer(task.account, task.day, rng) if rng.random() < 0.4 else None
        asked = asked or self._ties.colleague(task.account, task.day, rng)
        words = self._words[task.language]
        kind = "help" if rng.random() < 0.65 else "cheer"
        sentences = [self._say(rng.choice(words[kind]), task, rng)]
        if rng.random() < 0.4:
            sentences.append(self._say(rng.choice(words["cheer"]), task, rng))
        addressed = asked if asked.startswith("@") else f"{asked},"
        return f"{addressed} {' '.join(dict.fromkeys(sentences))}"

    def _say(self, template: str, task: Task, rng: Random) -> str:
        people = {
            "colleague": [self._ties.colleague(task.account, task.day, rng)] if "{colleague" in template else [],
            "colleague2": [self._ties.colleague(task.account, task.day, rng)] if "{colleague2" in template else [],
            "newcomer": [task.newcomer or ""],
            "team": [task.team or ""],
            "version": [_version(task.day)],
        }
        return phrases.fill(template, rng, people, task.topic.words[task.language], self._words[task.language])

    def _link(self, task: Task, rng: Random) -> str:
        return rng.choice(task.topic.links) if task.topic.links else _BLOG_LINK.format(number=rng.randint(100, 999))

    def _tags(self, task: Task, rng: Random) -> str:
        tags = [task.tag] if task.tag else []
        if task.topic.about_us and rng.random() < _WITH_OUR_TAG:
            tags.append(rng.choice(_OUR_TAGS) if task.account.owner else _OUR_TAGS[0])
        tags += _some(task.topic.tags, _TAGS[task.account.network], rng)
        most = max(_TAGS[task.account.network][1], 1 if task.tag else 0)
        return " ".join(f"#{tag}" for tag in list(dict.fromkeys(tags))[:most])


def _version(day: date) -> str:
    """Return the version of the products that came out in a month: 4.0 in the first, 4.1 in the next, 5.0 after six."""
    months = (day.year - FIRST_DAY.year) * 12 + day.month - FIRST_DAY.month
    return f"{4 + months // 6}.{months % 6}"


def _some(choices: Sequence[str], between: tuple[int, int], rng: Random) -> list[str]:
    return rng.sample(choices, min(rng.randint(*between), len(choices)))


def _assembled(network: str, opening: str, bodies: Sequence[str], closing: str, end: str) -> str:
    """Join the parts as the network's posts look; on a short-form network whole sentences fall away until it fits."""
    if network in _LENGTH:
        sentences = [opening, *bodies, closing]
        while len(" ".join(sentences)) + len(end) + 2 > _LENGTH[network] and len(sentences) > 1:
            sentences.pop()
        return _ended(" ".join(sentences), end, "\n" if network == "mastodon" else " ")
    if network == "instagram":
        return _ended("\n".join((opening, " ".join(bodies), closing)), end, "\n\n")
    return _ended("\n\n".join((opening, " ".join(bodies), closing)), end, "\n\n")


def _ended(words: str, end: str, gap: str) -> str:
    return f"{words}{gap}{end}" if end else words
