"""``review``: the queue, one case, decisions, and how the rules have done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from advocacy_desk.cli._contract import CliCommand, Session, aligned
from advocacy_desk.cli._words import SEVERITY, STATE, VERDICT, actor
from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.review import CaseFilter, CaseState, Verdict
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import plural, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from advocacy_desk.domain.findings import ExplainedFinding
    from advocacy_desk.domain.review import Case, CaseRow, Decision, RuleRecord
    from advocacy_desk.usecases.rule_quality import RuleQuality

_QUEUES = ["open", "all", *[state.value for state in CaseState if state is not CaseState.OPEN], "undecided"]
_QUEUE_STATES: dict[str, tuple[CaseState, ...]] = {
    "undecided": (CaseState.OPEN,),
    "all": tuple(CaseState),
    "open": (),
    **{state.value: (state,) for state in CaseState if state is not CaseState.OPEN},
}


@click.group(help="Review cases: posts in which a rule found something.")
def _review() -> None:
    """Hold the verbs."""


@_review.command("list", help="List cases, most severe first.")
@click.option("--queue", type=click.Choice(_QUEUES), default="open", help="Which cases; “open” are all that wait.")
@click.option(
    "--severity", type=click.Choice([one.value for one in Severity]), default=None, help="Only this severity."
)
@click.option("--rule", default=None, help="Only cases with a finding of this rule.")
@click.option("--limit", type=click.IntRange(min=1), default=None, help="At most so many.")
@click.pass_obj
def _list(session: Session, queue: str, severity: str | None, rule: str | None, limit: int | None) -> None:
    from advocacy_desk.usecases import review_cases

    wanted = CaseFilter(
        states=_QUEUE_STATES[queue], severities=() if severity is None else (Severity(severity),), rule_id=rule
    )
    workspace = session.workspace()
    ids = review_cases.case_ids(workspace, wanted)
    found = review_cases.case_rows(workspace, ids[:limit].tolist())
    result = {"cases": [_row_json(row) for row in found], "total": len(ids)}
    session.answer(result, lambda: _queue_lines(session, found, len(ids)))


def _row_json(row: CaseRow) -> dict[str, object]:
    return {
        "case": row.id,
        "post": row.post_id,
        "state": row.state,
        "severity": row.severity,
        "team": row.team,
        "author": row.author,
        "network": row.network,
        "excerpt": row.excerpt,
        "rules": list(row.rules),
        "opened_at": row.opened_at.isoformat(),
        "revision": row.revision,
    }


def _queue_lines(session: Session, found: tuple[CaseRow, ...], total: int) -> list[str]:
    say = session.say
    count = say(plural("{count} case", "{count} cases", total))
    if not found:
        return [count]
    headers = [
        say(one) for one in (text("Case"), text("Severity"), text("State"), text("Author"), text("Rules"), text("Text"))
    ]
    rows = [
        [
            str(row.id),
            say(SEVERITY[row.severity]),
            say(STATE[row.state]),
            row.author,
            ", ".join(row.rules),
            row.excerpt[:60],
        ]
        for row in found
    ]
    return [*aligned(headers, rows), count]


@_review.command("show", help="Show a case with its post, findings and history.")
@click.argument("case_id", metavar="CASE", type=int)
@click.pass_obj
def _show(session: Session, case_id: int) -> None:
    from advocacy_desk.usecases import list_rules, review_cases

    workspace = session.workspace()
    case = review_cases.case(workspace, list_rules.policy(workspace), case_id)
    if case is None:
        raise Refused(text("There is no case {case}.", case=str(case_id)))
    session.answer(_case_json(session, case), lambda: _case_lines(session, case))


def _case_json(session: Session, case: Case) -> dict[str, object]:
    post = case.post
    return {
        "case": case.id,
        "state": case.state,
        "severity": case.severity,
        "opened_at": case.opened_at.isoformat(),
        "revision": case.revision,
        "post": {
            "post": post.id,
            "network": post.network,
            "external_id": post.external_id,
            "url": post.url,
            "published_at": None if post.published_at is None else post.published_at.isoformat(),
            "account": post.account,
            "employee": post.employee,
            "team": post.team,
            "text": post.text,
        },
        "findings": [_finding_json(session, one, post.text) for one in case.findings],
        "history": [_decision_json(one) for one in case.history],
    }


def _finding_json(session: Session, one: ExplainedFinding, words: str) -> dict[str, object]:
    return {
        "rule": one.finding.rule_id,
        "version": one.finding.rule_version,
        "severity": one.finding.severity,
        "title": session.say(one.title),
        "message": session.say(one.message),
        "why": session.say(one.why),
        "suggestion": session.say(one.suggestion),
        "references": list(one.references),
        "spans": [
            {"start": span.start, "end": span.end, "text": words[span.start : span.end], "label": span.label}
            for span in one.finding.spans
        ],
    }


def _decision_json(one: Decision) -> dict[str, object]:
    return {
        "decision": one.id,
        "verdict": one.verdict,
        "state": one.state,
        "by": one.reviewer,
        "at": one.at.isoformat(),
        "note": one.note,
        "text_hash": one.text_hash,
        "rule_versions": one.rule_versions,
        "undoes": one.undoes,
    }


def _case_lines(session: Session, case: Case) -> list[str]:
    say, post = session.say, case.post
    lines = [
        say(
            text(
                "Case {case}: {severity}, {state}, revision {revision}",
                case=str(case.id),
                severity=SEVERITY[case.severity],
                state=STATE[case.state],
                revision=case.revision,
            )
        ),
        " · ".join(
            part
            for part in (
                post.employee or post.account,
                post.team,
                post.network,
                session.language.value(post.published_at),
            )
            if part
        ),
        "",
        *(f"  {line}" for line in post.text.splitlines()),
    ]
    for one in case.findings:
        lines += ["", f"{say(SEVERITY[one.finding.severity])}: {say(one.title)} ({one.finding.rule_id})"]
        lines += [f"  {say(words)}" for words in (one.message, one.why, one.suggestion) if say(words)]
    if case.history:
        lines.append("")
        lines += [_history_line(session, one) for one in case.history]
    return lines


def _history_line(session: Session, one: Decision) -> str:
    said = text("{at}: {who} {verdict}", at=one.at, who=one.reviewer, verdict=VERDICT[one.verdict])
    return session.say(said) + (f" – {one.note}" if one.note else "")


@_review.command("decide", help="Decide a case.")
@click.argument("case_id", metavar="CASE", type=int)
@click.argument("verdict", type=click.Choice([one.value for one in Verdict]))
@click.option("--by", default=None, help="Who decides; your name in the settings otherwise.")
@click.option("--note", default="", help="What the author should know.")
@click.option("--seen", type=int, default=None, help="The revision that you saw; refused if the case changed since.")
@click.pass_obj
def _decide(session: Session, /, case_id: int, verdict: str, **given: object) -> None:
    from advocacy_desk.usecases import decide_case

    seen = given["seen"]
    outcome = decide_case.decide(
        session.workspace(),
        case_id,
        Verdict(verdict),
        by=actor(given["by"]),
        note=str(given["note"]),
        seen=seen if isinstance(seen, int) else None,
    )
    decision = outcome.result
    session.answer(
        {"case": case_id, **_decision_json(decision)},
        lambda: [
            _history_line(session, decision),
            session.say(text("The case is now: {state}.", state=STATE[decision.state])),
        ],
    )


@_review.command("stats", help="Show how the rules have done: hits, what reviewers upheld, and precision.")
@click.pass_obj
def _stats(session: Session) -> None:
    from advocacy_desk.usecases import list_rules, review_cases, rule_quality

    workspace = session.workspace()
    records = review_cases.rule_records(workspace)
    quality = {one.rule_id: one for one in rule_quality.quality(workspace, list_rules.policy(workspace))}
    states = review_cases.by_state(workspace)
    result = {
        "rules": [
            {
                "rule": one.rule_id,
                "hits": one.hits,
                "upheld": one.upheld,
                "dismissed": one.dismissed,
                "precision": one.precision,
                "low": one.low,
                "high": one.high,
                **(_quality_json(quality[one.rule_id]) if one.rule_id in quality else {}),
            }
            for one in records
        ],
        "cases": {state.value: number for state, number in states.items()},
        "look_again": sorted(one.rule_id for one in quality.values() if one.look_again),
    }
    session.answer(result, lambda: [*_stats_lines(session, records), *_alarm_lines(session, quality.values())])


def _quality_json(one: RuleQuality) -> dict[str, object]:
    rate = one.hit_rate
    return {
        "hit_rate": None if rate is None else rate.value,
        "hit_rate_low": None if rate is None else rate.low,
        "hit_rate_high": None if rate is None else rate.high,
        "max_hit_rate": one.expected,
        "drifts": one.drifts,
        "dismissal_reasons": [{"note": note, "times": times} for note, times in one.reasons],
        "median_hours": one.median_hours,
        "looked_at": None if one.looked_at is None else one.looked_at.isoformat(),
        "look_again": one.look_again,
    }


def _alarm_lines(session: Session, found: Iterable[RuleQuality]) -> list[str]:
    lines: list[str] = []
    for one in found:
        if one.drifts and one.hit_rate is not None:
            rate, expected = (session.language.share(value, 1) for value in (one.hit_rate.value, one.expected))
            lines.append(
                session.say(
                    text(
                        "{rule} fires on {rate} of all posts; at most {expected} were expected.",
                        rule=one.rule_id, rate=rate, expected=expected,
                    )
                )
            )  # fmt: skip
        if one.look_again:
            lines.append(session.say(text("{rule} was not looked at for a year.", rule=one.rule_id)))
    return lines


def _stats_lines(session: Session, records: tuple[RuleRecord, ...]) -> list[str]:
    say, number, share = session.say, session.language.number, session.language.share
    headers = (text("Rule"), text("Hits"), text("Upheld"), text("Dismissed"), text("Precision"), text("95 % interval"))
    rows = [
        [
            one.rule_id,
            number(one.hits),
            number(one.upheld),
            number(one.dismissed),
            share(one.precision, 0),
            "–" if one.low is None else f"{share(one.low, 0)} – {share(one.high, 0)}",
        ]
        for one in records
    ]
    return aligned([say(header) for header in headers], rows)


COMMAND = CliCommand("review", _review)
