"""Which column of a table is which: by its heading in German and English, and where that fails by its values.

Headings are compared without case, spaces and punctuation, umlauts written out, so ``Beitrags-ID``, ``beitrags_id``
and ``BeitragsID`` are one. The lists are in order of preference: where two columns claim the same meaning, the earlier
name wins. Sources: the exports of LinkedIn, X, Meta, Sprout Social, Meltwater, Brandwatch, Talkwalker, Hootsuite,
Entra, Google Workspace, BambooHR, Personio, SuccessFactors and German in-house SAP reports.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_POSTS = {
    "network": "network, netzwerk, plattform, platform, kanal, channel, social network, soziales netzwerk, source type, "
    "source_type, medium, quelle",
    "external_id": "post id, beitrags-id, beitragsid, tweet id, status id, external id, externe id, message id, id_str, "
    "content id, update id, document id, urn, id",
    "url": "permalink, post link, post url, tweet permalink, beitragslink, link zum beitrag, beitrags-url, share link, "
    "update link, tweet url, message url, url, link, webadresse, adresse",
    "author_handle": "author handle, handle, screen name, twitter handle, twitter screen name, x handle, x-konto, "
    "account handle, username, user name, benutzername, nutzername, konto-benutzername, account username, konto, account, "
    "profil, profile, author, autor, autorin",
    "author_name": "author name, autorenname, name des autors, author full name, full name, posted by, sent by, "
    "veröffentlicht von, gepostet von, verfasst von, kontoname, account name, page name, seitenname, name, display name, "
    "anzeigename, mitarbeiter, mitarbeiterin, employee, author, autor, autorin, verfasser",
    "author_email": "author email, author e-mail, e-mail des autors, e-mail-adresse, email address, e-mail, email, mail",
    "published": "published at, published, publish time, published on, publication date, veröffentlicht am, "
    "veröffentlicht, veröffentlichungsdatum, veröffentlichungszeitpunkt, created at, created date, erstellt am, "
    "post date, posted at, posted on, gepostet am, post publish date, created, timestamp, zeitstempel, zeitpunkt, "
    "date/time, datetime, datum/uhrzeit, datum und uhrzeit, date, datum, time, created_utc",
    "text": "post text, full text, tweet text, beitragstext, text, content, inhalt, message, nachricht, share commentary, "
    "commentary, kommentar des beitrags, caption, bildunterschrift, body, post, beitrag, post message, tweet, "
    "hit sentence, snippet, description, beschreibung, post title, update title, beitragstitel, title, titel, selftext",
    "kind": "kind, post kind, art des beitrags, record type, art",
    "media": "media type, medientyp, content type, inhaltstyp, post type, beitragstyp, beitragsart, type, typ, "
    "media, medium, format",
    "language": "language, sprache, lang, languages, sprachen",
    "visibility": "visibility, sichtbarkeit, audience, zielgruppe, privacy, privatsphäre",
    "link": "shared url, linked content, geteilter link, verlinkte url, link url, landing page, links",
    "followers": "followers, follower, followers count, follower count, followerzahl, anzahl follower, twitter followers, "
    "abonnenten",
    "impressions": "impressions, impressionen, impressions (total), views, aufrufe, ansichten, angezeigt, einblendungen, "
    "impressions (organic)",
    "reach": "reach, reichweite, unique impressions, members reached, erreichte mitglieder, erreichte konten, "
    "erreichte personen, unique views, reach (new), accounts reached",
    "reactions": "reactions, reaktionen, likes, gefällt mir, „gefällt mir“-angaben, gefällt mir-angaben, favorites, "
    "favourites, favorite count, like count, likes count, reactions count, herzen",
    "comments": "comments, kommentare, replies, antworten, comment count, comments count, reply count, anzahl kommentare",
    "shares": "shares, reposts, retweets, geteilt, geteilte inhalte, geteilte beiträge, weitergeleitet, retweet count, "
    "repost count, share count, shares count, teilungen, direkt geteilte beiträge, share",
    "clicks": "clicks, klicks, link clicks, url clicks, linkklicks, post link clicks, total clicks, klicks gesamt, "
    "link-klicks",
}
_PEOPLE = {
    "number": "personalnummer, personalnr, personal-nr., pers.-nr., mitarbeiternummer, mitarbeiter-nr., employee number, "
    "employee no, employee id, employee #, staff number, worker id, empid, emp id, personnel number, user id, userid, "
    "number, nummer, id",
    "name": "name, full name, display name, vollständiger name, anzeigename, mitarbeiter, mitarbeiterin, employee, "
    "employee name, legal name, displayname, person",
    "first_name": "vorname, first name, given name, preferred name, rufname",
    "last_name": "nachname, familienname, last name, surname, family name",
    "email": "work email, e-mail, email, mail, e-mail-adresse, email address, e-mail (geschäftlich), dienstliche e-mail, "
    "user principal name, userprincipalname, work e-mail, geschäftliche e-mail",
    "team": "team, abteilung, department, organisationseinheit, org_einheit, orgeinheit, org unit, "
    "supervisory organization, teamname, gruppe, fraktion, partei, division",
    "parent_team": "übergeordnetes team, übergeordnete abteilung, parent team, parent department, bereich, fachbereich, "
    "division, geschäftsbereich, business unit, hauptabteilung",
    "manager": "vorgesetzter, vorgesetzte, vorgesetzte/r, führungskraft, manager, supervisor, reports to email, "
    "manager email, reports to, manager_personalnummer, manager id, line manager, teamleitung",
    "position": "position, funktion, stelle, job title, jobtitle, titel, title, business title, employee title, rolle, "
    "role, berufsbezeichnung",
    "location": "standort, location, office, büro, office location, arbeitsort, ort, city, stadt, niederlassung",
    "language": "sprache, language, preferred language, bevorzugte sprache",
    "status": "status, worker status, employment status, beschäftigungsstatus, aktiv, active, account enabled",
    "joined": "eintritt, eintrittsdatum, eintritt am, hire date, hiredate, start date, joined, joined on, joining date, "
    "beginn",
    "left": "austritt, austrittsdatum, austritt am, termination date, end date, left, left on, leaving date, ende",
}
_ACCOUNT_NETWORKS = {
    "x": "x, twitter, tweets",
    "linkedin": "linkedin, linked in",
    "mastodon": "mastodon, fediverse",
    "bluesky": "bluesky, bsky",
    "instagram": "instagram, insta",
    "facebook": "facebook, fb",
    "youtube": "youtube",
    "tiktok": "tiktok",
    "threads": "threads",
    "xing": "xing",
    "blog": "blog, weblog",
}
_ACCOUNT_WORDS = (
    "", "konto", "account", "handle", "url", "profil", "profile", "link", "name", "username", "screenname", "benutzername",
    "nutzername", "user", "id", "kanal", "channel", "adresse", "profilurl", "profileurl", "accountname", "kontoname",
)  # fmt: skip
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


def _ranks(names: Mapping[str, str]) -> dict[str, list[tuple[str, int]]]:
    ranks: dict[str, list[tuple[str, int]]] = {}
    for column, listed in names.items():
        for rank, name in enumerate(listed.split(",")):
            ranks.setdefault(plain(name), []).append((column, rank))
    return ranks


_POST_RANKS = _ranks(_POSTS)
_PEOPLE_RANKS = _ranks(_PEOPLE)


def known_headings(headings: Iterable[str]) -> int:
    """Count the headings that mean something to us, for finding the header row."""
    return sum(
        bool(key) and (key in _POST_RANKS or key in _PEOPLE_RANKS or _account(key) is not None)
        for key in {plain(heading) for heading in headings if len(heading) < 80}
    )


def post_columns(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return header -> canonical column of posts; what no heading says is read off the values of ``rows``."""
    found = _by_heading(headers, _POST_RANKS)
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
    return _by_heading([header for header in headers if _account(plain(header)) is None], _PEOPLE_RANKS)


def account_columns(headers: Iterable[str]) -> dict[str, str]:
    """Return header -> network for columns that hold an account, such as ``X-Konto`` or ``LinkedIn-URL``."""
    return {header: network for header in headers if (network := _account(plain(header))) is not None}


def network_of(headers: Iterable[str]) -> str | None:
    """Return the network that the headings give away (``twitter_handle``, ``Tweet id``); None where they do not."""
    keys = " ".join(plain(header) for header in headers)
    if "tweet" in keys or "twitter" in keys or "statusid" in keys:
        return "x"
    return next((network for network in ("linkedin", "instagram", "facebook", "mastodon") if network in keys), None)


@lru_cache(maxsize=4096)
def _account(key: str) -> str | None:
    for network, names in _ACCOUNT_NETWORKS.items():
        for name in names.split(","):
            stem = plain(name)
            if key.startswith(stem) and key[len(stem) :] in _ACCOUNT_WORDS:
                return network
    return None


def _by_heading(headers: Sequence[str], ranks: Mapping[str, list[tuple[str, int]]]) -> dict[str, str]:
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
