"""How cases, findings and decisions look on the terminal, as JSON and as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.cli._contract import Session, aligned
from advocacy_desk.cli._words import SEVERITY, STATE, VERDICT
from advocacy_desk.domain.review import LATE, PROGRAM
from advocacy_desk.i18n import Language, Text, plural, text

if TYPE_CHECKING:
    from datetime import datetime

    from advocacy_desk.analysis.agreement import Agreement
    from advocacy_desk.domain.findings import ExplainedFinding
    from advocacy_desk.domain.review import Case, CaseRow, Decision


def iso(moment: datetime | None) -> str | None:
    """Return a moment as JSON has it, null where there is none."""
    return None if moment is None else moment.isoformat()


def row_json(row: CaseRow) -> dict[str, object]:
    """Return a line of the queue; ``author`` is null where reviewers do not see it."""
    return {
        "case": row.id,
        "post": row.post_id,
        "state": row.state,
        "severity": row.severity,
        "team": row.team,
        "author": None if row.author_hidden else row.author,
        "author_hidden": row.author_hidden,
        "network": row.network,
        "excerpt": row.excerpt,
        "rules": list(row.rules),
        "opened_at": row.opened_at.isoformat(),
        "due_at": iso(row.due_at),
        "assigned_to": row.assigned_to,
        "claimed_by": row.claimed_by,
        "claim_ends_at": iso(row.claim_ends_at),
        "revision": row.revision,
    }


def queue_lines(session: Session, found: tuple[CaseRow, ...], total: int) -> list[str]:
    """Return the queue as a table."""
    say = session.say
    count = say(plural("{count} case", "{count} cases", total))
    if not found:
        return [count]
    headers = [
        say(one)
        for one in (
            text("Case"), text("Severity"), text("State"), text("Due"), text("Whose task"), text("Author"),
            text("Rules"), text("Text"),
        )
    ]  # fmt: skip
    rows = [
        [
            str(row.id),
            say(SEVERITY[row.severity]),
            say(STATE[row.state]),
            "–" if row.due_at is None else session.language.moment(row.due_at),
            row.claimed_by or row.assigned_to or "–",
            say(text("hidden")) if row.author_hidden else row.author,
            ", ".join(row.rules),
            row.excerpt[:60],
        ]
        for row in found
    ]
    return [*aligned(headers, rows), count]


def case_json(session: Session, case: Case) -> dict[str, object]:
    """Return a case with its post, findings and history."""
    post = case.post
    return {
        "case": case.id,
        "state": case.state,
        "severity": case.severity,
        "opened_at": case.opened_at.isoformat(),
        "due_at": iso(case.due_at),
        "revision": case.revision,
        "needs_second": case.needs_second,
        "assigned_to": case.assigned_to,
        "claimed_by": case.claimed_by,
        "alike": case.alike,
        "author_hidden": case.author_hidden,
        "post": {
            "post": post.id,
            "network": post.network,
            "external_id": post.external_id,
            "url": post.url,
            "published_at": iso(post.published_at),
            "account": post.account,
            "employee": post.employee,
            "team": post.team,
            "text": post.text,
        },
        "findings": [_finding_json(session, one, case) for one in case.findings],
        "history": [decision_json(one) for one in case.history],
    }


def _finding_json(session: Session, one: ExplainedFinding, case: Case) -> dict[str, object]:
    words, dismissed = case.post.text, case.dismissed.get(one.finding.rule_id)
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
        "dismissed": None if dismissed is None else {"by": dismissed.reviewer, "reason": dismissed.note},
    }


def decision_json(one: Decision) -> dict[str, object]:
    """Return an entry of a case's history."""
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


def case_lines(session: Session, case: Case) -> list[str]:
    """Return a case as a reviewer reads it."""
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
                say(text("Author hidden")) if case.author_hidden else post.employee or post.account,
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
        if one.finding.rule_id in case.dismissed:
            lines.append(f"  {history_line(session, case.dismissed[one.finding.rule_id])}")
    if case.history:
        lines.append("")
        lines += [history_line(session, one) for one in case.history]
    return lines


def history_line(session: Session, one: Decision) -> str:
    """Return an entry of a case's history as one line."""
    note = session.say(LATE) if one.reviewer == PROGRAM else one.note
    said = text("{at}: {who} {verdict}", at=one.at, who=one.reviewer, verdict=VERDICT[one.verdict])
    return session.say(said) + (f" – {note}" if note else "")


def agreement_told(agreed: Agreement | None, language: Language) -> Text:
    """Say how far two reviewers agree, as far as that is known."""
    if agreed is None:
        return text("No case has a second opinion yet, so nobody knows how far two reviewers agree.")
    same = language.share(agreed.observed, 0)
    if agreed.kappa is None or agreed.low is None or agreed.high is None:
        return plural(
            "{count} case was judged by two people, {same} alike; chance alone explains that.",
            "{count} cases were judged by two people, {same} alike; chance alone explains that.",
            agreed.pairs,
            same=same,
        )
    figures = {key: language.number(getattr(agreed, key), 2) for key in ("kappa", "low", "high")}
    return plural(
        "{count} case was judged by two people, {same} alike; Cohen’s kappa {kappa} (95 %: {low} to {high}).",
        "{count} cases were judged by two people, {same} alike; Cohen’s kappa {kappa} (95 %: {low} to {high}).",
        agreed.pairs,
        same=same,
        **figures,
    )
