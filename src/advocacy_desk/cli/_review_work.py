"""``review`` verbs about one case: claim, assign, dismiss, answer, appeal, author, opinion, message."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocacy_desk.cli._contract import Session
from advocacy_desk.cli._review_words import decision_json, history_line
from advocacy_desk.cli._words import STATE, actor
from advocacy_desk.domain.review import JUDGEMENTS, Verdict
from advocacy_desk.i18n import LANGUAGES, text

if TYPE_CHECKING:
    from advocacy_desk.domain.review import Decision

_CASE = click.argument("case_id", metavar="CASE", type=int)
_BY = click.option(
    "--by", default=None, help="Who does it: name, number or e-mail; your name in the settings otherwise."
)


@click.command("claim", help="Say that you work on a case; others are kept from deciding until the claim ends.")
@_CASE
@_BY
@click.pass_obj
def _claim(session: Session, case_id: int, by: str | None) -> None:
    from advocacy_desk.usecases import assign_case

    who = actor(by)
    until = assign_case.claim(session.workspace(), case_id, by=who).result
    session.answer(
        {"case": case_id, "claimed_by": who, "claim_ends_at": until.isoformat()},
        lambda: [session.say(text("{who} works on case {case} until {when}.", who=who, case=str(case_id), when=until))],
    )


@click.command("release", help="Let others work on a case that you claimed.")
@_CASE
@_BY
@click.pass_obj
def _release(session: Session, case_id: int, by: str | None) -> None:
    from advocacy_desk.usecases import assign_case

    assign_case.release(session.workspace(), case_id, by=actor(by))
    session.answer(
        {"case": case_id, "claimed_by": None},
        lambda: [session.say(text("Nobody works on case {case} now.", case=str(case_id)))],
    )


@click.command("assign", help="Make cases somebody’s task; nobody’s without --to.")
@click.argument("case_ids", metavar="CASE...", type=int, nargs=-1, required=True)
@click.option("--to", default="", help="Whose task: name, number or e-mail.")
@_BY
@click.pass_obj
def _assign(session: Session, case_ids: tuple[int, ...], to: str, by: str | None) -> None:
    from advocacy_desk.usecases import assign_case

    whom = assign_case.assign(session.workspace(), case_ids, to, by=actor(by)).result
    said = text("Now the task of {who}.", who=whom) if whom else text("Now nobody’s task.")
    session.answer({"cases": list(case_ids), "assigned_to": whom}, lambda: [session.say(said)])


@click.command("dismiss", help="Dismiss one finding of a case, with the reason why it does not apply.")
@_CASE
@click.argument("rule")
@click.option("--reason", required=True, help="Why it does not apply; the rule is reviewed by these reasons.")
@_BY
@click.pass_obj
def _dismiss(session: Session, case_id: int, rule: str, reason: str, by: str | None) -> None:
    from advocacy_desk.usecases import decide_case

    made = decide_case.dismiss(session.workspace(), case_id, rule, by=actor(by), reason=reason).result
    _tell(session, made)


@click.command("answer", help="Enter what the author answered.")
@_CASE
@click.option("--text", "words", default=None, help="What the author said.")
@click.option("--file", "source", type=click.Path(exists=True, path_type=Path), default=None, help="A file with it.")
@_BY
@click.pass_obj
def _answer(session: Session, case_id: int, words: str | None, source: Path | None, by: str | None) -> None:
    _say(session, case_id, Verdict.ANSWER, _words(words, source), by)


@click.command("appeal", help="Enter an appeal of the author; it has a clock, and somebody else decides about it.")
@_CASE
@click.option("--text", "words", default=None, help="What the author said.")
@click.option("--file", "source", type=click.Path(exists=True, path_type=Path), default=None, help="A file with it.")
@_BY
@click.pass_obj
def _appeal(session: Session, case_id: int, words: str | None, source: Path | None, by: str | None) -> None:
    _say(session, case_id, Verdict.APPEAL, _words(words, source), by)


def _words(words: str | None, source: Path | None) -> str:
    if source is None:
        return words or ""
    return source.read_text(encoding="utf-8", errors="replace")


def _say(session: Session, case_id: int, verdict: Verdict, note: str, by: str | None) -> None:
    from advocacy_desk.usecases import decide_case

    _tell(session, decide_case.decide(session.workspace(), case_id, verdict, by=actor(by), note=note).result)


def _tell(session: Session, made: Decision) -> None:
    session.answer(
        {"case": made.case_id, **decision_json(made)},
        lambda: [
            history_line(session, made),
            session.say(text("The case is now: {state}.", state=STATE[made.state])),
        ],
    )


@click.command("author", help="Show whose post a case is about; the audit trail tells that you looked.")
@_CASE
@_BY
@click.pass_obj
def _author(session: Session, case_id: int, by: str | None) -> None:
    from advocacy_desk.usecases import review_cases

    post = review_cases.open_author(session.workspace(), case_id, by=actor(by)).result
    result = {"case": case_id, "employee": post.employee, "account": post.account, "url": post.url}
    session.answer(result, lambda: [post.employee or post.account or session.say(text("Author unknown"))])


@click.command("opinion", help="Give a second opinion on a case that was drawn for it, without seeing the first one.")
@_CASE
@click.argument("verdict", type=click.Choice([one.value for one in Verdict if one in JUDGEMENTS]))
@click.option("--note", default="", help="Why.")
@_BY
@click.pass_obj
def _opinion(session: Session, case_id: int, verdict: str, note: str, by: str | None) -> None:
    from advocacy_desk.usecases import second_opinion

    number = second_opinion.give_opinion(session.workspace(), case_id, Verdict(verdict), by=actor(by), note=note).result
    session.answer(
        {"case": case_id, "opinion": number, "verdict": verdict},
        lambda: [session.say(text("Kept. The case stays as it is."))],
    )


@click.command("message", help="Write a message to the author: shown, or as a mail draft (.eml) or text file.")
@_CASE
@click.option("--language", type=click.Choice(list(LANGUAGES)), default=None, help="That of the author otherwise.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Write it there: .eml or .txt.")
@_BY
@click.pass_obj
def _message(session: Session, case_id: int, language: str | None, out: Path | None, by: str | None) -> None:
    from advocacy_desk.usecases import list_rules, message_author

    workspace, who = session.workspace(), actor(by)
    made = message_author.compose(workspace, list_rules.policy(workspace), case_id, by=who, language=language)
    files = [] if out is None else [str(message_author.save_draft(workspace, case_id, made, out, by=who).result)]
    result = {"case": case_id, "language": made.language, "subject": made.subject, "body": made.body, "files": files}
    session.answer(result, lambda: files or [made.subject, "", made.body])


def add_to(group: click.Group) -> None:
    """Add these verbs to ``review``."""
    for one in (_claim, _release, _assign, _dismiss, _answer, _appeal, _author, _opinion, _message):
        group.add_command(one)
