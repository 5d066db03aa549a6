"""A friendly message to the author of a case, in the language of the author: what, why, and a better wording."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import TYPE_CHECKING

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.review import PROGRAM, Case, CaseState
from advocacy_desk.errors import FileProblem, Refused
from advocacy_desk.i18n import LANGUAGES, Language, Text, text
from advocacy_desk.store import Workspace, audit, people
from advocacy_desk.usecases import _fairness, review_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advocacy_desk.domain.findings import ExplainedFinding
    from advocacy_desk.policy import Policy

# What is said first, by where the case stands: it asks and explains, and accuses nobody.
_OPENINGS: dict[CaseState, Text] = {
    CaseState.OPEN: text("One passage made us stop, and we would like to hear from you before we decide anything:"),
    CaseState.AWAITING_SECOND: text("Two of us are looking at it. This is what it is about:"),
    CaseState.ESCALATED: text("We have asked a colleague for advice and will come back to you. It is about this:"),
    CaseState.CHANGES_REQUESTED: text("Could you please look at it once more? A small change is enough:"),
    CaseState.REJECTED: text(
        "Please do not publish it like this, or take it down if it is online already. This is why:"
    ),
    CaseState.APPROVED: text("It is fine, and we are glad that you shared it."),
}
_MAY_ANSWER = (
    text("If you see it differently, just answer: what you say becomes part of the case."),
    text("You can also appeal. Then somebody decides who had nothing to do with it so far."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What can be copied or sent; the author's address is added when a mail draft is written."""

    language: str
    subject: str
    body: str


def compose(workspace: Workspace, under: Policy, case_id: int, *, by: str, language: str | None = None) -> Message:
    """Return the message about a case; without ``language`` that of the author, German where it is not known.

    The author's name is in it only where reviewers see it. Raises Refused where the case is gone.
    """
    case = review_cases.case(workspace, under, case_id)
    if case is None:
        raise Refused(text("There is no case {case}.", case=str(case_id)))
    said = Language(language or _language_of_author(workspace, case_id))
    body = "\n".join(said.of(one) if isinstance(one, Text) else one for one in _lines(case, said, by))
    subject = said.of(text("About your post of {day}", day=_day(case, said)))
    return Message(language=said.code, subject=subject, body=body)


def _language_of_author(workspace: Workspace, case_id: int) -> str:
    with workspace.reading() as connection:
        known = (people.author_of_case(connection, case_id).language or "")[:2].lower()
    return known if known in LANGUAGES else "de"


def _day(case: Case, language: Language) -> str:
    published = case.post.published_at
    return language.day(published.date()) if published is not None else "–"


def _lines(case: Case, language: Language, by: str) -> Iterator[Text | str]:
    first_name = (case.post.employee or "").split(" ")[0]
    yield text("Hello {name},", name=first_name) if first_name else text("Hello,")
    yield ""
    yield text("thank you for your post of {day}.", day=_day(case, language))
    yield _OPENINGS[case.state]
    if case.state is not CaseState.APPROVED:
        for found in case.findings:
            if found.finding.rule_id not in case.dismissed:
                yield from _about(found, language)
    note = _last_note(case)
    if note:
        yield from ("", note)
    yield ""
    if case.state is not CaseState.APPROVED:
        yield from _MAY_ANSWER[: 2 if case.state in {CaseState.REJECTED, CaseState.CHANGES_REQUESTED} else 1]
        yield ""
    yield text("Kind regards")
    yield by


def _about(found: ExplainedFinding, language: Language) -> Iterator[Text | str]:
    yield ""
    yield f"• {language.of(found.title)}"
    yield found.message
    if language.of(found.why):
        yield text("Why: {why}", why=found.why)
    if language.of(found.suggestion):
        yield text("How it can be said: {suggestion}", suggestion=found.suggestion)


def _last_note(case: Case) -> str:
    """Return what the newest entry says to the author: a reviewer's note, not what the program or the author said."""
    newest = case.history[-1] if case.history else None
    return newest.note if newest is not None and newest.reviewer != PROGRAM and newest.state is case.state else ""


def save_draft(
    workspace: Workspace, case_id: int, message: Message, path: Path, *, by: str, now: datetime | None = None
) -> Outcome[Path]:
    """Write the message down: as a draft that a mail program opens (``.eml``), else as plain text.

    A mail draft carries the author's address, which the audit trail tells. Raises FileProblem where it cannot be
    written; an existing file is replaced.
    """
    at = now or datetime.now(tz=UTC)
    as_mail = path.suffix.lower() == ".eml"
    with workspace.writing() as connection:
        who = _fairness.reviewer(connection, by)
        to = people.author_of_case(connection, case_id).email if as_mail else None
        try:
            path.write_bytes(_mail(message, to) if as_mail else message.body.encode())
        except OSError as error:
            raise FileProblem(
                text("The file cannot be written: {why}.", why=error.strerror or ""), file=str(path)
            ) from error
        details = {"as": path.suffix.lower().lstrip("."), "address": to is not None}
        audit.append(
            connection, actor=who.name, action="message.drafted", subject=f"case:{case_id}", details=details, at=at
        )
    return Outcome(path, Changes.NOTHING)


def _mail(message: Message, to: str | None) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = message.subject
    if to is not None:
        mail["To"] = to
    mail["X-Unsent"] = "1"  # opens as a draft instead of as a letter that came
    mail["Content-Language"] = message.language
    mail.set_content(message.body)
    return bytes(mail)
