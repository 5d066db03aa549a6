"""``rules``: list them, prove them by their examples, try them on texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

import click

from advocacy_desk.cli._contract import CliCommand, Session, aligned
from advocacy_desk.cli._words import SEVERITY, STATUS, actor
from advocacy_desk.errors import FileProblem, Refused
from advocacy_desk.i18n import text, text_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advocacy_desk.analysis.rule_quality import Share
    from advocacy_desk.domain.findings import ExplainedFinding
    from advocacy_desk.domain.rules import RuleChange
    from advocacy_desk.policy import Rule, Subject, Tried
    from advocacy_desk.usecases.diff_rules import RulesDiff
    from advocacy_desk.usecases.list_rules import Proof
    from advocacy_desk.usecases.rule_quality import Missed

_BATCH = 500


@click.group(help="The rules of the policy.")
def _rules() -> None:
    """Hold the verbs."""


@_rules.command("list", help="List the rules.")
@click.pass_obj
def _list(session: Session) -> None:
    from advocacy_desk.usecases import list_rules

    found = list_rules.policy(session.workspace() if session.place else None).rules
    session.answer({"rules": [_rule_json(session, rule) for rule in found]}, lambda: _table(session, found))


def _rule_json(session: Session, rule: Rule) -> dict[str, object]:
    return {
        "rule": rule.id,
        "pack": rule.pack,
        "version": rule.version,
        "hash": rule.hash,
        "status": rule.status,
        "severity": rule.severity,
        "category": rule.category,
        "action": rule.action,
        "cost_class": rule.cost_class,
        "languages": list(rule.languages),
        "title": session.say(rule.title),
        "references": list(rule.references),
        "examples": len(rule.examples),
    }


def _table(session: Session, found: tuple[Rule, ...]) -> list[str]:
    say = session.say
    headers = (text("Rule"), text("Version"), text("Status"), text("Severity"), text("Title"))
    rows = [
        [rule.id, str(rule.version), say(STATUS[rule.status]), say(SEVERITY[rule.severity]), say(rule.title)]
        for rule in found
    ]
    return aligned([say(header) for header in headers], rows)


@_rules.command("test", help="Put the rules of these packs, or all, to the test of their own examples.")
@click.argument("packs", nargs=-1)
@click.pass_context
def _test(context: click.Context, packs: tuple[str, ...]) -> None:
    from advocacy_desk.usecases import list_rules

    session: Session = context.obj
    under = list_rules.policy()
    unknown = set(packs) - {pack.key for pack in under.packs}
    if unknown:
        message = session.say(text("There is no pack “{pack}”.", pack=min(unknown)))
        raise click.BadParameter(message)
    proofs = list_rules.prove_rules(under, session.progress, packs)
    failed = [
        {
            "rule": failure.rule_id,
            "file": failure.file,
            "line": failure.line,
            "text": failure.text,
            "why": session.say(failure.why),
        }
        for proof in proofs
        for failure in proof.failures
    ]
    examples = sum(len(proof.rule.examples) for proof in proofs)
    session.answer(
        {"rules": len(proofs), "examples": examples, "failed": failed}, lambda: _proof_lines(session, proofs, examples)
    )
    if failed:
        context.exit(1)


def _proof_lines(session: Session, proofs: tuple[Proof, ...], examples: int) -> list[str]:
    failures = [failure for proof in proofs for failure in proof.failures]
    lines = [f"{one.file}:{one.line}  {one.rule_id}  {session.say(one.why)}\n    {one.text}" for one in failures]
    counted = session.say(
        text(
            "{rules} rules, {examples} examples, {failed} failed.",
            rules=len(proofs),
            examples=examples,
            failed=len(failures),
        )
    )
    return [*lines, counted]


@_rules.command("try", help="Evaluate texts: one JSON object with “text” a line in, one line of findings a text out.")
@click.argument("texts", type=click.File(encoding="utf-8"))
@click.pass_obj
def _try(session: Session, texts: TextIO) -> None:
    from advocacy_desk.usecases import list_rules

    under = list_rules.policy()
    batch: list[Subject] = []
    for subject in _subjects(session, texts):
        batch.append(subject)
        if len(batch) == _BATCH:
            _print_findings(session, list_rules.try_texts(under, batch), batch)
            batch = []
    _print_findings(session, list_rules.try_texts(under, batch), batch)


def _print_findings(session: Session, tried: tuple[Tried, ...], batch: list[Subject]) -> None:
    for one, subject in zip(tried, batch, strict=True):
        findings = [_finding_json(session, found, subject.text) for found in one.findings]
        unknown = [found.rule_id for found in one.not_evaluated]
        line = {"findings": findings, **({"not_evaluated": unknown} if unknown else {})}
        click.echo(json.dumps(line, ensure_ascii=False))


def _finding_json(session: Session, found: ExplainedFinding, words: str) -> dict[str, object]:
    spans = found.finding.spans
    first, last = (spans[0].start, spans[0].end) if spans else (None, None)
    return {
        "rule": found.finding.rule_id,
        "severity": found.finding.severity,
        "start": first,
        "end": last,
        "text": None if first is None else words[first:last],
        "message": session.say(found.message),
        "spans": [
            {"start": span.start, "end": span.end, "text": words[span.start : span.end], "label": span.label}
            for span in spans
        ],
    }


def _subjects(session: Session, texts: TextIO) -> Iterator[Subject]:
    from advocacy_desk.policy import subject_of

    for number, line in enumerate(texts, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            yield subject_of(record if isinstance(record, dict) else {})
        except ValueError as error:
            problem = text("This line is no JSON object. Nothing from here on was evaluated.")
            raise FileProblem(problem, file=texts.name, record=number) from error
        except Refused as error:
            raise FileProblem(error.message, file=texts.name, record=number) from error
        session.progress.at(text("Trying texts"), number)


@_rules.command("status", help="Put a rule into another state; active only where none of its examples fails.")
@click.argument("rule")
@click.argument("status", type=click.Choice(list(STATUS)))
@click.option("--by", default=None, help="Who says so; your name on this computer where nothing is said.")
@click.option("--note", required=True, help="Why: kept with the change.")
@click.pass_obj
def _status(session: Session, rule: str, status: str, by: str | None, note: str) -> None:
    from advocacy_desk.policy import Status
    from advocacy_desk.usecases import activate_rule

    change = activate_rule.set_status(session.workspace(), rule, Status(status), by=actor(by), note=note).result
    session.answer(_change_json(change), lambda: [_change_line(session, change)])


@_rules.command("history", help="Who changed the state of a rule, or of all, when and why.")
@click.argument("rule", required=False)
@click.pass_obj
def _history(session: Session, rule: str | None) -> None:
    from advocacy_desk.usecases import activate_rule

    changes = activate_rule.history(session.workspace(), rule)
    session.answer(
        {"changes": [_change_json(one) for one in changes]}, lambda: [_change_line(session, one) for one in changes]
    )


def _change_json(change: RuleChange) -> dict[str, object]:
    return {
        "rule": change.rule_id,
        "version": change.version,
        "status": change.status,
        "by": change.by,
        "at": change.at.isoformat(),
        "note": change.note,
    }


def _change_line(session: Session, change: RuleChange) -> str:
    from advocacy_desk.policy import Status

    said = text(
        "{at}: {who} set {rule} to “{status}”", at=change.at, who=change.by, rule=change.rule_id,
        status=STATUS[Status(change.status)],
    )  # fmt: skip
    return f"{session.say(said)} – {change.note}"


@_rules.command("diff", help="What NEW would change on everything stored. OLD and NEW: folders of rules, or “shipped”.")
@click.argument("old")
@click.argument("new")
@click.pass_obj
def _diff(session: Session, old: str, new: str) -> None:
    from advocacy_desk.usecases import diff_rules

    workspace = session.workspace()
    before, after = diff_rules.load(old, workspace), diff_rules.load(new, workspace)
    found = diff_rules.diff(workspace, before, after, session.progress)
    counts = {change.value: found.count(change) for change in diff_rules.Change}
    result = {
        **counts,
        "posts": [{"post": one.post_id, "rule": one.rule_id, "change": one.change} for one in found.changes],
        "rules": list(found.rules),
        "stored": found.posts,
        "evaluated": found.evaluated,
        "not_evaluated": found.not_evaluated,
        "seconds": found.seconds,
    }
    session.answer(result, lambda: _diff_lines(session, found, counts))


def _diff_lines(session: Session, found: RulesDiff, counts: dict[str, int]) -> list[str]:
    lines = [f"{one.post_id}  {one.rule_id}  {session.say(_CHANGE[one.change])}" for one in found.changes]
    said = text(
        "{added} findings added, {dropped} dropped, {changed} changed; {rules} rules differ, {evaluated} of {posts}"
        " posts were looked at.",
        **counts, rules=len(found.rules), evaluated=found.evaluated, posts=found.posts,
    )  # fmt: skip
    return [*lines, session.say(said)]


_CHANGE = {
    "added": text_in("finding", "added"),
    "dropped": text_in("finding", "dropped"),
    "changed": text_in("finding", "changed"),
}


_SIZE = click.option("--size", type=click.IntRange(min=1), default=100, help="How many posts (100).")
_SEED = click.option("--seed", type=int, default=1, help="The same seed draws the same posts (1).")


@_rules.command("sample", help="Draw random posts in which no rule found anything, for somebody to look through.")
@_SIZE
@_SEED
@click.pass_obj
def _sample(session: Session, size: int, seed: int) -> None:
    from advocacy_desk.usecases import list_rules, rule_quality

    workspace = session.workspace()
    drawn = rule_quality.blind_sample(workspace, list_rules.policy(workspace), size, seed)
    session.answer({"posts": list(drawn), "seed": seed}, lambda: [str(one) for one in drawn])


@_rules.command("recall", help="What the rules miss, by the posts of a drawn sample that turned out to be in breach.")
@_SIZE
@_SEED
@click.option("--missed", multiple=True, type=int, help="A post of the sample that is in breach; may be repeated.")
@click.pass_obj
def _recall(session: Session, size: int, seed: int, missed: tuple[int, ...]) -> None:
    from advocacy_desk.usecases import list_rules, rule_quality

    workspace = session.workspace()
    found = rule_quality.judge_sample(workspace, list_rules.policy(workspace), size, seed, missed)
    result = {
        "sampled": found.sampled,
        "unflagged": found.unflagged,
        "flagged": found.flagged,
        "missed": _share_json(found.missed),
        "recall": None if found.recall is None else _share_json(found.recall),
    }
    session.answer(result, lambda: _recall_lines(session, found))


def _share_json(one: Share) -> dict[str, float]:
    return {"value": one.value, "low": one.low, "high": one.high}


def _recall_lines(session: Session, found: Missed) -> list[str]:
    def said(one: Share) -> dict[str, str]:
        return {key: session.language.share(value, 1) for key, value in _share_json(one).items()}

    lines = [
        session.say(
            text(
                "Of the posts without a finding {value} are in breach (95 % interval {low} to {high}).",
                **said(found.missed),
            )
        )
    ]
    if found.recall is None:
        return [
            *lines,
            session.say(text("How much of all breaches the rules find is known after the first decisions.")),
        ]
    recall = text("The rules find {value} of all breaches ({low} to {high}).", **said(found.recall))
    return [*lines, session.say(recall)]


COMMAND = CliCommand("rules", _rules)
