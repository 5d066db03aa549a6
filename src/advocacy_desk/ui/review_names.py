"""How verdicts, matches and rule states are called on the screen."""

from __future__ import annotations

from advocacy_desk.domain.people import Strength
from advocacy_desk.domain.review import Queue, Verdict
from advocacy_desk.i18n import Text, literal, text, text_in
from advocacy_desk.ui.style.theme import Tone

VERDICTS: dict[Verdict, Text] = {
    Verdict.APPROVE: text("Approve"),
    Verdict.REQUEST_CHANGES: text("Request changes"),
    Verdict.REJECT: text("Reject"),
    Verdict.ESCALATE: text("Escalate"),
    Verdict.DISMISS: text("Dismiss the finding"),
    Verdict.ANSWER: text("Answer of the author"),
    Verdict.APPEAL: text("Appeal of the author"),
    Verdict.UNDO: text("Undo"),
}
SAID: dict[Verdict, Text] = {
    Verdict.APPROVE: text("Approved"),
    Verdict.REQUEST_CHANGES: text("Changes requested"),
    Verdict.REJECT: text("Rejected"),
    Verdict.ESCALATE: text("Escalated"),
    Verdict.DISMISS: text("Finding dismissed"),
    Verdict.ANSWER: text("Author’s answer entered"),
    Verdict.APPEAL: text("Author’s appeal entered"),
    Verdict.UNDO: text("Decision taken back"),
}
QUEUES: dict[Queue, Text] = {
    Queue.MINE: text("Mine"),
    Queue.UNASSIGNED: text("Nobody’s"),
    Queue.OVERDUE: text("Overdue"),
    Queue.SECOND_PERSON: text("Second person needed"),
    Queue.SECOND_OPINION: text("Second opinions"),
}
STRENGTHS: dict[Strength, tuple[Text, Tone]] = {
    Strength.CERTAIN: (text("Certain"), Tone.GOOD),
    Strength.LIKELY: (text("Likely"), Tone.ACCENT),
    Strength.WEAK: (text("Weak"), Tone.WARN),
    Strength.NONE: (text("No proposal"), Tone.QUIET),
}
STATUSES: dict[str, tuple[Text, Tone]] = {
    "draft": (text_in("rule", "Draft"), Tone.QUIET),
    "shadow": (text_in("rule", "Shadow"), Tone.QUIET),
    "active": (text_in("rule", "Active"), Tone.GOOD),
    "retired": (text_in("rule", "Retired"), Tone.QUIET),
}
_TAGS: dict[str, Text] = {
    "internal influencer": text_in("tag", "internal influencer"),
    "candidate": text_in("tag", "candidate"),
    "ambassador": text_in("tag", "ambassador"),
    "spokesperson": text_in("tag", "spokesperson"),
    "on leave": text_in("tag", "on leave"),
    "objected": text_in("tag", "objected"),
}


def tag_name(name: str) -> Text:
    """Return how a tag is called: the fixed ones are translated, what a person made up is not."""
    return _TAGS.get(name, literal(name))


def shown_handle(handle: str) -> str:
    """Return a handle with its @; where an export gave only a name in its place, the name."""
    return handle if " " in handle or "@" in handle else f"@{handle}"
