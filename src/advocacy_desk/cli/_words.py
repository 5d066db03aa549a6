"""Words for states and severities on the terminal, and who is acting."""

from __future__ import annotations

import getpass

from advocacy_desk import settings
from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.review import CaseState, Verdict
from advocacy_desk.i18n import text, text_in

SEVERITY = {
    Severity.INFO: text("Hint"),
    Severity.MINOR: text("Minor"),
    Severity.MAJOR: text("Major"),
    Severity.CRITICAL: text("Critical"),
}
STATE = {
    CaseState.OPEN: text_in("case", "Open"),
    CaseState.CHANGES_REQUESTED: text("Changes requested"),
    CaseState.ESCALATED: text("Escalated"),
    CaseState.AWAITING_SECOND: text("Second person needed"),
    CaseState.APPROVED: text("Approved"),
    CaseState.REJECTED: text("Rejected"),
}
VERDICT = {
    Verdict.APPROVE: text_in("verdict", "approved"),
    Verdict.REQUEST_CHANGES: text_in("verdict", "asked for changes"),
    Verdict.REJECT: text_in("verdict", "rejected"),
    Verdict.ESCALATE: text_in("verdict", "escalated"),
    Verdict.DISMISS: text_in("verdict", "dismissed a finding"),
    Verdict.ANSWER: text_in("verdict", "entered the author’s answer"),
    Verdict.APPEAL: text_in("verdict", "entered an appeal of the author"),
    Verdict.UNDO: text_in("verdict", "took the last decision back"),
}
STATUS = {
    "draft": text_in("rule", "Draft"),
    "shadow": text_in("rule", "Shadow"),
    "active": text_in("rule", "Active"),
    "retired": text_in("rule", "Retired"),
}


def actor(given: object) -> str:
    """Return who is acting: the name given, else the one in the person's settings, else the user of the computer."""
    return str(given or "").strip() or settings.load(settings.default_path()).reviewer or getpass.getuser()
