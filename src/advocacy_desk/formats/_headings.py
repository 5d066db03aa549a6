"""Which column of a table is which: by its heading, and where that fails by its values.

The headings are data: ``resources/definitions/headings.toml``. They are compared without case, spaces and punctuation,
umlauts written out, so ``Beitrags-ID``, ``beitrags_id`` and ``BeitragsID`` are one.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from advocacy_desk import resources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_DATE = re.compile(
    r"\d{4}-\d\d-\d\d([T ]\d.*)?|\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}([, ].*)?|\d{1,2}/\d{1,2}/\d{2,4}([, ].*)?"
    r"|\d{4}/\d\d/\d\d.*|[A-Z][a-z]{2},? [A-Z][a-z]{2} \d{1,2},? .*\d{4}"
)
_URL = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_HANDLE = re.compile(r"@[\w.-]{2,40}(@[\w.-]+)?")
_NUMBER = re.compile(r"[-+]?[\d.,\s]*\d\s?%?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_LONG = 40  # characters; names and titles are shorter on average, posts are longer
_MOST = 0.8


@lru_cache(maxsize=4096)
def plain(heading: str) -> str:
    """Return a heading in the form in which headings are compared."""
    lowered = unicodedata.normalize("NFKC", heading).casefold().translate(_WRITTEN_OUT)
    return "".join(char for char in lowered if char.isalnum() or char == "#")


_Ranks = dict[str, list[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class _Known:
    """headings.toml with its headings made plain: heading -> (column, rank); heading of an account -> network."""

    posts: _Ranks
    people: _Ranks
    accounts: dict[str, str]


@lru_cache(maxsize=1)
def _known() -> _Known:
    with (resources.folder("definitions") / "headings.toml").open("rb") as stream:
        raw = tomllib.load(stream)
    words = ["", *map(plain, raw["accounts"]["words"])]
    accounts = {
        plain(name) + word: network
        for network, names in raw["accounts"]["networks"].items()
        for name in names
        for word in words
    }
    return _Known(posts=_ranks(raw["posts"]), people=_ranks(raw["people"]), accounts=accounts)


def _ranks(columns: Mapping[str, Sequence[str]]) -> _Ranks:
    ranks: _Ranks = {}
    for column, names in columns.items():
        for rank, name in enumerate(names):
            ranks.setdefault(plain(name), []).append((column, rank))
    return ranks


def known_headings(headings: Iterable[str]) -> int:
    """Count the headings that mean something to us, for finding the header row."""
    known = _known()
    return sum(
        key in known.posts or key in known.people or key in known.accounts
        for key in {plain(heading) for heading in headings if len(heading) < 80}
    )


def post_columns(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return header -> canonical column of posts; what no heading says is read off the values of ``rows``."""
    found = _by_heading(headers, _known().posts)
    for column, fits in _BY_VALUE.items():
        if column in found.values():
            continue
        for place, header in enumerate(headers):
            values = [row[place] for row in rows if place < len(row) and row[place].strip()]
            if header not in found and values and fits(values):
                found[header] = column
                break
    return found


def people_columns(headers: Sequence[str]) -> dict[str, str]:
    """Return header -> canonical column of people; account columns are found by ``account_columns``."""
    known = _known()
    return _by_heading([header for header in headers if plain(header) not in known.accounts], known.people)


def account_columns(headers: Iterable[str]) -> dict[str, str]:
    """Return header -> network for columns that hold an account, such as ``X-Konto`` or ``LinkedIn-URL``."""
    known = _known().accounts
    return {header: known[plain(header)] for header in headers if plain(header) in known}


def network_of(headers: Iterable[str]) -> str | None:
    """Return the network that the headings give away (``twitter_handle``, ``Tweet id``); None where they do not."""
    keys = " ".join(plain(header) for header in headers)
    if "tweet" in keys or "twitter" in keys or "statusid" in keys:
        return "x"
    return next((network for network in ("linkedin", "instagram", "facebook", "mastodon") if network in keys), None)


def _by_heading(headers: Sequence[str], ranks: _Ranks) -> dict[str, str]:
    """Give each column to the heading that ranks best for it, and each heading to one column."""
    claims = sorted(
        (rank, place, header, column)
        for place, header in enumerate(headers)
        for column, rank in ranks.get(plain(header)) or ranks.get(plain(re.sub(r"[(\[].*?[)\]]", "", header)), [])
    )
    found: dict[str, str] = {}
    for _, _, header, column in claims:
        if header not in found and column not in found.values():
            found[header] = column
    return found


def repeats(headers: Sequence[str], columns: Mapping[str, str]) -> bool:
    """Whether a heading that matters stands twice: two tables side by side, whose rows do not belong together."""
    bare = [plain(re.sub(r"( \(\d+\))+$", "", header)) for header in headers]
    return any(
        bare.count(plain(header)) > 1 for header, column in columns.items() if column in {"url", "published", "text"}
    )


def looks_like_data(cells: Iterable[str]) -> bool:
    """Whether a row holds values rather than headings: a date, an address or a number is no heading."""
    return any(_share([cell], pattern) for cell in cells if cell.strip() for pattern in (_DATE, _URL, _NUMBER, _EMAIL))


def _share(values: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(pattern.fullmatch(value.strip()) is not None for value in values) / len(values)


def _long_text(values: Sequence[str]) -> bool:
    return sum(map(len, values)) / len(values) >= _LONG and _share(values, _URL) < 0.5


_BY_VALUE: dict[str, Callable[[Sequence[str]], bool]] = {
    "published": lambda values: _share(values, _DATE) >= _MOST,
    "url": lambda values: _share(values, _URL) >= _MOST,
    "author_handle": lambda values: _share(values, _HANDLE) >= _MOST,
    "text": _long_text,
}
