"""Writes the company as files, each as the platform or tool it comes from would hand it out.

A German tool's table for LinkedIn, English tables for Instagram and X, tabs for Mastodon, ISO dates for the blogs; and
for a few people their own exports: LinkedIn's ``Shares.csv``, X's analytics (classic and Premium) and an X archive.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from advocacy_desk.sample import own_exports
from advocacy_desk.sample.tables import Row, field, moment, table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from advocacy_desk.sample.company import Company

_BERLIN = ZoneInfo("Europe/Berlin")
_NETWORKS_IN_DIRECTORY = {
    "linkedin": "LinkedIn-URL",
    "x": "X-Konto",
    "instagram": "Instagram",
    "mastodon": "Mastodon",
    "blog": "Blog",
}


def write(company: Company, folder: Path) -> tuple[Path, ...]:
    """Write the directory and all exports into a folder; return the files, the directory first.

    The folder can be imported as a whole: an archive or export of one person lies in a folder of its own.
    """
    rows = company.posts.to_dicts()
    files = {"directory.csv": _directory(company)}
    rest, own = own_exports.divided(company, rows)
    files |= own
    for network, (name, render) in _TABLES.items():
        files[name] = render([row for row in rest if row["network"] == network])
    paths = []
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        paths.append(path)
    return tuple(paths)


def _directory(company: Company) -> bytes:
    handles: dict[tuple[str | None, str], str] = {
        (account.owner, account.network): account.handle for account in company.accounts if account.clue == "account"
    }
    columns: dict[str, Callable[[Row], object]] = {
        "Personalnummer": lambda row: row["person"].number,
        "Titel": lambda row: row["person"].title,
        "Vorname": lambda row: row["person"].first_name,
        "Nachname": lambda row: row["person"].last_name,
        "E-Mail": lambda row: row["person"].email,
        "Abteilung": lambda row: row["person"].team,
        "Bereich": lambda row: row["person"].parent_team,
        "Vorgesetzte/r": lambda row: row["person"].manager,
        "Position": lambda row: row["person"].position,
        "Standort": lambda row: row["person"].location,
        "Sprache": lambda row: {"de": "Deutsch", "en": "Englisch"}[row["person"].language],
        "Status": lambda row: "ausgeschieden" if row["person"].left else "aktiv",
        "Eintritt": lambda row: _german(row["person"].joined),
        "Austritt": lambda row: _german(row["person"].left),
    }
    for network, heading in _NETWORKS_IN_DIRECTORY.items():
        columns[heading] = _handle_on(network, handles)
    rows = [{"person": person} for person in company.employees]
    return table(rows, columns, ";").encode("utf-8-sig")


def _handle_on(network: str, handles: Mapping[tuple[str | None, str], str]) -> Callable[[Row], object]:
    """Return what writes a person's handle on a network: as a link on LinkedIn, with an @ elsewhere."""

    def written(row: Row) -> str | None:
        handle = handles.get((row["person"].number, network))
        if handle is None:
            return None
        return f"https://www.linkedin.com/in/{handle}/" if network == "linkedin" else f"@{handle}"

    return written


def _german(day: date | None) -> str | None:
    return None if day is None else day.strftime("%d.%m.%Y")


def _grouped(name: str) -> Callable[[Row], object]:
    """Return what writes a count with dots between its thousands."""
    return lambda row: None if row[name] is None else f"{int(row[name]):,}".replace(",", ".")


def _rate(row: Row) -> str | None:
    """Return engagements per impression with a decimal comma, as tools add it."""
    if not row["impressions"] or row["impressions"] == "0":
        return None
    engagements = sum(int(row[name] or 0) for name in ("reactions", "comments", "shares", "clicks"))
    return f"{100 * engagements / int(row['impressions']):.2f} %".replace(".", ",")


def _linkedin(rows: Sequence[Row]) -> bytes:
    kinds = {"post": "Beitrag", "comment": "Kommentar"}
    columns: dict[str, Callable[[Row], object]] = {
        "Netzwerk": lambda _row: "LinkedIn",
        "Beitrags-ID": field("external_id"),
        "Permalink": field("url"),
        "Profil": field("author_handle"),
        "Name": field("author_name"),
        "E-Mail-Adresse": field("author_email"),
        "Veröffentlicht am": moment("%d.%m.%Y %H:%M:%S"),
        "Beitragstext": field("text"),
        "Art": lambda row: kinds[row["kind"]],
        "Medientyp": field("media"),
        "Sprache": field("language"),
        "Follower": _grouped("followers"),
        "Impressionen": _grouped("impressions"),
        "Reaktionen": _grouped("reactions"),
        "Kommentare": _grouped("comments"),
        "Geteilt": _grouped("shares"),
        "Klicks": _grouped("clicks"),
        "Engagement-Rate": _rate,
    }
    return table(rows, columns, ";").encode("utf-8-sig")


def _instagram(rows: Sequence[Row]) -> bytes:
    columns: dict[str, Callable[[Row], object]] = {
        "Post ID": field("external_id"),
        "Permalink": field("url"),
        "Account username": field("author_handle"),
        "Account name": field("author_name"),
        "Publish time": moment("%Y-%m-%dT%H:%M:%S%z", _BERLIN),
        "Caption": field("text"),
        "Post type": field("media"),
        "Followers": field("followers"),
        "Reach": field("reach"),
        "Likes": field("reactions"),
        "Comments": field("comments"),
    }
    return table(rows, columns).encode()


def _x(rows: Sequence[Row]) -> bytes:
    columns: dict[str, Callable[[Row], object]] = {
        "Network": field("network"),
        "Post ID": field("external_id"),
        "Post link": field("url"),
        "Handle": field("author_handle"),
        "Author name": field("author_name"),
        "Published at": moment("%Y-%m-%d %H:%M:%S"),
        "Post text": field("text"),
        "Kind": field("kind"),
        "Language": field("language"),
        "Followers": field("followers"),
        "Impressions": field("impressions"),
        "Likes": field("reactions"),
        "Replies": field("comments"),
        "Reposts": field("shares"),
        "Link clicks": field("clicks"),
    }
    return table(rows, columns).encode()


def _mastodon(rows: Sequence[Row]) -> bytes:
    columns: dict[str, Callable[[Row], object]] = {
        "platform": field("network"),
        "id": field("external_id"),
        "url": field("url"),
        "handle": field("author_handle"),
        "display name": field("author_name"),
        "created at": field("published"),
        "content": field("text"),
        "kind": field("kind"),
        "language": field("language"),
        "favourites": field("reactions"),
        "reposts": field("shares"),
    }
    return table(rows, columns, "\t").encode()


def _blog(rows: Sequence[Row]) -> bytes:
    columns: dict[str, Callable[[Row], object]] = {
        "Plattform": field("network"),
        "Link": field("url"),
        "Profil": field("author_handle"),
        "Autor": field("author_name"),
        "E-Mail": field("author_email"),
        "Datum": moment("%d.%m.%Y %H:%M"),
        "Beitrag": field("text"),
        "Art": field("kind"),
        "Sprache": field("language"),
    }
    return table(rows, columns, ";").encode()


_TABLES: dict[str, tuple[str, Callable[[Sequence[Row]], bytes]]] = {
    "linkedin": ("linkedin_beitraege.csv", _linkedin),
    "instagram": ("instagram_posts.csv", _instagram),
    "x": ("x_posts.csv", _x),
    "mastodon": ("mastodon.tsv", _mastodon),
    "blog": ("blogs.csv", _blog),
}
