"""How kinds, media, severities and states are called on the screen."""

from __future__ import annotations

from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.posts import Kind, Media, Problem
from advocacy_desk.domain.review import CaseState
from advocacy_desk.i18n import Text, text, text_in
from advocacy_desk.ui.style.theme import Tone

KINDS: dict[Kind, Text] = {
    Kind.POST: text("Post"),
    Kind.REPLY: text("Reply"),
    Kind.REPOST: text("Repost"),
    Kind.COMMENT: text("Comment"),
    Kind.ARTICLE: text("Article"),
}
MEDIA: dict[Media, Text] = {
    Media.STATUS: text("Words only"),
    Media.IMAGE: text("Image"),
    Media.VIDEO: text("Video"),
    Media.AUDIO: text("Audio"),
    Media.ARTICLE: text("Article"),
    Media.LINK: text_in("kind of content", "Link"),
    Media.UNKNOWN: text_in("kind of content", "Unknown"),
}
SEVERITIES: dict[Severity, tuple[Text, Tone]] = {
    Severity.INFO: (text("Hint"), Tone.QUIET),
    Severity.MINOR: (text("Minor"), Tone.ACCENT),
    Severity.MAJOR: (text("Major"), Tone.WARN),
    Severity.CRITICAL: (text("Critical"), Tone.BAD),
}
CASE_STATES: dict[CaseState, tuple[Text, Tone]] = {
    CaseState.OPEN: (text_in("case", "Open"), Tone.ACCENT),
    CaseState.CHANGES_REQUESTED: (text("Changes requested"), Tone.WARN),
    CaseState.ESCALATED: (text("Escalated"), Tone.WARN),
    CaseState.AWAITING_SECOND: (text("Second person needed"), Tone.WARN),
    CaseState.APPROVED: (text("Approved"), Tone.GOOD),
    CaseState.REJECTED: (text("Rejected"), Tone.BAD),
}
METRICS: dict[str, Text] = {
    "impressions": text("Impressions"),
    "reach": text("Reach"),
    "reactions": text("Reactions"),
    "comments": text("Comments"),
    "shares": text("Shares"),
    "clicks": text("Clicks"),
    "followers": text("Followers"),
}
NETWORKS = {
    "linkedin": "LinkedIn",
    "x": "X",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "github": "GitHub",
}


def network_name(key: str) -> str:
    """Return how a network writes its name."""
    return NETWORKS.get(key, key[:1].upper() + key[1:])


POST_FIELDS: dict[str, Text] = {
    "network": text("Network"),
    "external_id": text("Id of the post"),
    "url": text("Address of the post"),
    "author_handle": text("Author’s account"),
    "author_name": text("Author’s name"),
    "author_email": text("Author’s e-mail"),
    "published": text("Published"),
    "text": text("Text"),
    "kind": text("Kind"),
    "media": text("Form of the content"),
    "language": text("Language"),
    "visibility": text("Who could see it"),
    "followers": text("Followers"),
    "impressions": text("Impressions"),
    "reach": text("Reach"),
    "reactions": text("Reactions"),
    "comments": text("Comments"),
    "shares": text("Shares"),
    "clicks": text("Clicks"),
}
PEOPLE_FIELDS: dict[str, Text] = {
    "number": text("Employee number"),
    "name": text("Name"),
    "first_name": text("First name"),
    "last_name": text("Last name"),
    "email": text("E-mail"),
    "team": text("Team"),
    "parent_team": text("Team above"),
    "manager": text("Manager"),
    "position": text("Position"),
    "location": text("Location"),
    "language": text("Language"),
    "status": text("Status"),
    "joined": text("Joined"),
    "left": text("Left on"),
    "accounts": text("Accounts"),
}


def told(problem: Problem) -> Text:
    """Return why a record could not be read, as a text that is translated where it is shown."""
    return Text(problem.message, problem.fields)
