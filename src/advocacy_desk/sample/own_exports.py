"""Exports that people make of their own accounts: LinkedIn's Shares.csv, X's analytics, an X archive."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from advocacy_desk.sample.company import FIRST_DAY, LAST_DAY, Account, Company
from advocacy_desk.sample.tables import Row, field, moment, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_CLASSIC_ZEROES = (
    "user profile clicks", "url clicks", "hashtag clicks", "detail expands", "permalink clicks", "app opens",
    "app installs", "follows", "email tweet", "dial phone", "media views", "media engagements",
)  # fmt: skip
_PROMOTED = ("impressions", "engagements", "engagement rate", "retweets", "replies", "likes", *_CLASSIC_ZEROES)
_TAG = re.compile(r"#(\w+)")
_MENTION = re.compile(r"@(\w+)")


def divided(company: Company, rows: Sequence[Row]) -> tuple[list[Row], dict[str, bytes]]:
    """Return the posts that stay in the tables, and the files of the few accounts that were exported by their owners.

    The three busiest accounts on X hand in classic analytics, Premium analytics and an archive, and one person whom the
    directory knows by name alone hands in LinkedIn's export.
    """
    taken: list[tuple[str, str]] = []
    files: dict[str, bytes] = {}
    busiest = _busiest(rows, [one for one in company.accounts if one.network == "x" and one.owner])
    for account, render in zip(busiest, (_classic, _premium, _archive), strict=False):
        taken.append(("x", account.name))
        files |= render(account, _of(rows, "x", account.name))
    nameless = [one for one in company.accounts if one.network == "linkedin" and one.clue == "name"]
    for account in _busiest(rows, nameless)[:1]:
        taken.append(("linkedin", account.name))
        files |= _shares(account, _of(rows, "linkedin", account.name))
    return [row for row in rows if (row["network"], row["author_name"]) not in taken], files


def _busiest(rows: Iterable[Row], accounts: Sequence[Account]) -> list[Account]:
    posts = Counter((row["network"], row["author_name"]) for row in rows)
    return sorted(accounts, key=lambda account: (-posts[account.network, account.name], account.handle))


def _of(rows: Iterable[Row], network: str, name: str) -> list[Row]:
    return [row for row in rows if row["network"] == network and row["author_name"] == name]


def _classic(account: Account, rows: Sequence[Row]) -> dict[str, bytes]:
    """analytics.twitter.com: everything quoted, counts with one decimal, ``-`` where nothing was promoted."""
    columns: dict[str, Callable[[Row], object]] = {
        "Tweet id": field("external_id"),
        "Tweet permalink": lambda row: row["url"].replace("//x.com/", "//twitter.com/"),
        "Tweet text": field("text"),
        "time": moment("%Y-%m-%d %H:%M +0000"),
        "impressions": _decimal("impressions"),
        "engagements": lambda row: f"{_engagements(row)}.0",
        "engagement rate": lambda row: str(_engagements(row) / max(int(row["impressions"] or 0), 1)),
        "retweets": _decimal("shares"),
        "replies": _decimal("comments"),
        "likes": _decimal("reactions"),
    }
    columns |= {name: _decimal("clicks") if name == "url clicks" else lambda _row: "0.0" for name in _CLASSIC_ZEROES}
    columns |= {f"promoted {name}": lambda _row: "-" for name in _PROMOTED}
    quoted = io.StringIO()
    rendered = csv.reader(io.StringIO(table(rows, columns), newline=""))
    csv.writer(quoted, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rendered)
    name = f"tweet_activity_metrics_{account.handle}_{FIRST_DAY:%Y%m%d}_{LAST_DAY:%Y%m%d}_en.csv"
    return {name: quoted.getvalue().encode()}


def _premium(_account: Account, rows: Sequence[Row]) -> dict[str, bytes]:
    """X Premium since 2026: a day without a time, counts without decimals."""
    columns: dict[str, Callable[[Row], object]] = {
        "Post id": field("external_id"),
        "Date": moment("%a, %b %d, %Y"),
        "Post text": field("text"),
        "Post Link": field("url"),
        "Impressions": field("impressions"),
        "Likes": field("reactions"),
        "Engagements": _engagements,
        "Bookmarks": lambda _row: 0,
        "Shares": lambda _row: 0,
        "New follows": lambda _row: 0,
        "Replies": field("comments"),
        "Reposts": field("shares"),
        "Profile visits": lambda _row: 0,
        "Detail Expands": lambda _row: 0,
        "URL Clicks": field("clicks"),
        "Hashtag Clicks": lambda _row: 0,
        "Permalink Clicks": lambda _row: 0,
    }
    return {f"account_analytics_content_{FIRST_DAY}_{LAST_DAY}.csv": table(rows, columns).encode()}


def _decimal(name: str) -> Callable[[Row], object]:
    return lambda row: "-" if row[name] is None else f"{row[name]}.0"


def _engagements(row: Row) -> int:
    return sum(int(row[name] or 0) for name in ("reactions", "comments", "shares", "clicks"))


def _archive(account: Account, rows: Sequence[Row]) -> dict[str, bytes]:
    """An X archive: assignments of JSON to ``window.YTD``, texts HTML-escaped, counts as strings, no impressions."""
    user = {"accountId": str(10**9 + sum(account.handle.encode())), "username": account.handle}
    user["accountDisplayName"] = account.name
    files = {"tweets": {"fileName": "data/tweets.js", "globalName": "YTD.tweets.part0", "count": str(len(rows))}}
    files["account"] = {"fileName": "data/account.js", "globalName": "YTD.account.part0", "count": "1"}
    manifest = {
        "userInfo": {"accountId": user["accountId"], "userName": account.handle, "displayName": account.name},
        "archiveInfo": {"generationDate": f"{LAST_DAY}T20:00:00.000Z", "isPartialArchive": False},
        "dataTypes": {name: {"files": [file]} for name, file in files.items()},
    }
    contents = {
        "manifest.js": "window.__THAR_CONFIG = " + _json(manifest),
        "account.js": "window.YTD.account.part0 = " + _json([{"account": user}]),
        "tweets.js": "window.YTD.tweets.part0 = " + _json([{"tweet": _tweet(row)} for row in reversed(rows)]),
    }
    return {f"x_archiv_{account.handle}/data/{name}": content.encode() for name, content in contents.items()}


def _tweet(row: Row) -> dict[str, object]:
    words = row["text"]
    tweet: dict[str, object] = {
        "id": row["external_id"],
        "id_str": row["external_id"],
        "full_text": html.escape(words, quote=False),
        "created_at": moment("%a %b %d %H:%M:%S +0000 %Y")(row),
        "lang": row["language"],
        "favorite_count": row["reactions"] or "0",
        "retweet_count": row["shares"] or "0",
        "truncated": False,
        "retweeted": False,
        "entities": {
            "hashtags": [{"text": tag} for tag in _TAG.findall(words)],
            "user_mentions": [{"screen_name": name, "name": name} for name in _MENTION.findall(words)],
            "urls": [],
        },
    }
    if row["kind"] == "reply" and words.startswith("@"):
        tweet["in_reply_to_screen_name"] = words[1:].split(" ", 1)[0]
    return tweet


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _shares(account: Account, rows: Sequence[Row]) -> dict[str, bytes]:
    """LinkedIn's member export: inside a cell each line break stands as quote, line feed, quote; no counts at all."""
    columns: dict[str, Callable[[Row], object]] = {
        "Date": moment("%Y-%m-%d %H:%M:%S"),
        "ShareLink": lambda row: row["url"].split("/urn:")[0] + "/urn%3A" + row["external_id"][4:].replace(":", "%3A"),
        "ShareCommentary": lambda row: row["text"].replace("\n", '"\n"'),
        "SharedUrl": lambda _row: "",
        "MediaUrl": lambda _row: "",
        "Visibility": lambda _row: "MEMBER_NETWORK",
    }
    newest_first = sorted(rows, key=lambda row: row["published"], reverse=True)
    first, last = reversed(account.name.split(", ", 1)) if ", " in account.name else account.name.split(" ", 1)
    profile = table([{"first": first, "last": last}], {"First Name": field("first"), "Last Name": field("last")})
    folder = f"linkedin_export_{last.lower().split('-')[0].encode('ascii', 'ignore').decode()}"
    return {f"{folder}/Shares.csv": table(newest_first, columns).encode(), f"{folder}/Profile.csv": profile.encode()}
