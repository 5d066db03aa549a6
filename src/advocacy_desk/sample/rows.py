"""Turns drafts into the frame of posts: ids as the networks make them, permalinks, followers of the day, counts."""

from __future__ import annotations

import math
from random import Random
from typing import TYPE_CHECKING

import polars as pl

from advocacy_desk.sample import reactions
from advocacy_desk.sample.company import FIRST_DAY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from advocacy_desk.sample.company import Account
    from advocacy_desk.sample.drafts import Draft

COLUMNS = (
    "network", "external_id", "url", "author_handle", "author_name", "author_email", "published", "text", "kind",
    "media", "language", "visibility",
    "followers", "impressions", "reach", "reactions", "comments", "shares", "clicks",
)  # fmt: skip
_X_EPOCH = 1_288_834_974_657  # ms; X counts its ids from here
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_DAYS_IN_A_MONTH = 30.44


def as_frame(drafts: Sequence[Draft], seed: int) -> pl.DataFrame:
    """Return one row a draft, in their order, with the canonical columns as text."""
    rng = Random(f"{seed}:rows")
    rows = [_row(draft, rng) for draft in drafts]
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String))


def _row(draft: Draft, rng: Random) -> dict[str, str | None]:
    account = draft.account
    identity = _identity(account.network, draft.at, rng)
    row: dict[str, str | None] = {
        "network": account.network,
        "external_id": None if account.network == "blog" else identity,
        "url": _url(account, identity, draft.at),
        "author_handle": account.handle if account.clue in {"account", "none"} else None,
        "author_name": account.name,
        "author_email": account.email,
        "published": draft.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "text": draft.text,
        "kind": draft.kind,
        "media": draft.media,
        "language": draft.language,
        "visibility": "public",
    }
    return row | reactions.measure(account.network, _followers(account, draft.at), draft.pull, rng)


def _followers(account: Account, at: datetime) -> int:
    months = (at.date() - FIRST_DAY).days / _DAYS_IN_A_MONTH
    return round(account.followers * math.pow(1 + account.growth, months))


def _identity(network: str, at: datetime, rng: Random) -> str:
    """Return an id that carries the time in its upper bits, as the networks' own ids do."""
    milliseconds = int(at.timestamp()) * 1000 + rng.randrange(1000)
    if network == "x":
        return str((milliseconds - _X_EPOCH) << 22 | rng.getrandbits(22))
    if network == "linkedin":
        return f"urn:li:share:{milliseconds << 22 | rng.getrandbits(22)}"
    number = milliseconds << 16 | rng.getrandbits(16)
    return _short(number) if network == "instagram" else str(number)


def _short(number: int) -> str:
    letters = ""
    while number:
        number, digit = divmod(number, len(_ALPHABET))
        letters = _ALPHABET[digit] + letters
    return letters


def _url(account: Account, identity: str, at: datetime) -> str:
    return {
        "linkedin": f"https://www.linkedin.com/feed/update/{identity}",
        "x": f"https://x.com/{account.handle}/status/{identity}",
        "instagram": f"https://www.instagram.com/p/{identity}/",
        "mastodon": f"https://mastodon.example/@{account.handle}/{identity}",
        "blog": f"https://{account.handle.replace('_', '-')}.blog.example/{at:%Y/%m}/{identity[-6:]}",
    }[account.network]
