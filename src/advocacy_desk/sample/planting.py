"""Plants the posts that break a rule, and near misses beside them, from ``resources/sample/rule_breaks.toml``.

Each text stands once in the sample at its usual size and once more for every further account it is given to; the file
says in which language it is, on which network and on which days, where that matters to the rule.
"""

from __future__ import annotations

import itertools
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

from advocacy_desk.sample import phrases
from advocacy_desk.sample.company import FIRST_DAY, LAST_DAY
from advocacy_desk.sample.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from advocacy_desk.sample.company import Account
    from advocacy_desk.sample.drafts import Planner

_NETWORKS = ("linkedin", "linkedin", "x", "instagram", "mastodon")


def plant(planner: Planner, accounts: Sequence[Account], seed: int, most: int) -> Iterator[Draft]:
    """Yield at most ``most`` planted drafts, rule by rule in turns, so that few of them still cover many rules."""
    rng = Random(f"{seed}:planting")
    queues = [_of_rule(rule, texts, planner, accounts, rng) for rule, texts in phrases.read("rule_breaks.toml").items()]
    in_turns = itertools.chain.from_iterable(itertools.zip_longest(*queues))
    yield from itertools.islice((draft for draft in in_turns if draft is not None), most)


def _of_rule(
    rule: str, texts: dict[str, Any], planner: Planner, accounts: Sequence[Account], rng: Random
) -> Iterator[Draft]:
    for kind in ("breaking", "near"):
        for entry in texts.get(kind, ()):
            planted = entry if isinstance(entry, dict) else {"text": entry}
            yield _draft(planted, (kind, rule), planner, accounts, rng)


def _draft(
    entry: dict[str, Any], planted: tuple[str, str], planner: Planner, accounts: Sequence[Account], rng: Random
) -> Draft:
    author: str | None = entry.get("author")
    network = entry.get("network") or rng.choice(_NETWORKS[:2] if author else _NETWORKS)
    first: date = entry.get("first", FIRST_DAY)
    last: date = entry.get("last", LAST_DAY)
    able = [one for one in accounts if one.network == network and one.owner and author in {None, one.name}]
    account = _writer(able, planner, first, last, rng)
    return Draft(
        account=account,
        at=planner.moment(account, first, last),
        language=entry.get("language", "de"),
        kind="post",
        media=entry.get("media", "status"),
        text=phrases.fill(entry["text"], rng),
        planted=planted,
    )


def _writer(accounts: list[Account], planner: Planner, first: date, last: date, rng: Random) -> Account:
    """Return an account whose owner writes on one of the days."""
    return rng.choice([account for account in accounts if planner.writes_between(account, first, last)] or accounts)
