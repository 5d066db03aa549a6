"""``review``: the queue, one case, decisions, and how the rules have done."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import click

from advocacy_desk.cli import _review_upkeep, _review_work
from advocacy_desk.cli._contract import CliCommand, Session, aligned
from advocacy_desk.cli._review_words import (
    agreement_told,
    case_json,
    case_lines,
    decision_json,
    history_line,
    queue_lines,
    row_json,
)
from advocacy_desk.cli._words import STATE, actor
from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.review import JUDGEMENTS, CaseFilter, CaseState, Queue, Verdict
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from advocacy_desk.domain.review import RuleRecord
    from advocacy_desk.store import Workspace
    from advocacy_desk.usecases.rule_quality import RuleQuality

_OF_STATE = [state.value for state in CaseState if state is not CaseState.OPEN]
_OF_WORK = [one.value for one in Queue if one is not Queue.ALL]
_QUEUE_STATES: dict[str, tuple[CaseState, ...]] = {
    "undecided": (CaseState.OPEN,),
    "all": tuple(CaseState),
    **{state.value: (state,) for state in CaseState if state is not CaseState.OPEN},
}
_VERDICTS = [one.value for one in Verdict if one in JUDGEMENTS or one is Verdict.UNDO]


@click.group(help="Review cases: posts in which a rule found something.")
def _review() -> None:
    """Hold the verbs."""


@_review.command("list", help="List cases: overdue ones first, then the most severe.")
@click.option(
    "--queue",
    type=click.Choice(["open", "all", *_OF_STATE, "undecided", *_OF_WORK]),
    default="open",
    help="Which cases; “open” are all that wait, “mine” those that are your task or claimed by you.",
)
@click.option(
    "--severity", type=click.Choice([one.value for one in Severity]), default=None, help="Only this severity."
)
@click.option("--rule", default=None, help="Only cases with a finding of this rule.")
@click.option("--team", default=None, help="Only posts of this team and the teams below it.")
@click.option("--words", default="", help="Only posts with these words.")
@click.option("--view", default=None, help="A saved view, in place of the other filters.")
@click.option("--save-view", default=None, help="Save these filters under a name.")
@click.option("--by", default=None, help="Whose queue it is; your name in the settings otherwise.")
@click.option("--limit", type=click.IntRange(min=1), default=None, help="At most so many.")
@click.pass_obj
def _list(session: Session, /, limit: int | None, by: str | None, **given: str | None) -> None:
    from advocacy_desk.usecases import review_cases, review_settings

    workspace, who = session.workspace(), actor(by)
    wanted = replace(_wanted(workspace, given), me=who)
    if given["save_view"]:
        review_settings.save_view(workspace, given["save_view"], wanted, by=who)
    ids = review_cases.case_ids(workspace, wanted)
    found = review_cases.case_rows(workspace, ids[:limit].tolist())
    result = {"cases": [row_json(row) for row in found], "total": len(ids)}
    session.answer(result, lambda: queue_lines(session, found, len(ids)))


def _wanted(workspace: Workspace, given: dict[str, str | None]) -> CaseFilter:
    from advocacy_desk.usecases import list_people, review_settings

    if given["view"]:
        known = review_settings.views(workspace)
        if given["view"] not in known:
            raise Refused(text("There is no view “{name}”.", name=given["view"]))
        return known[given["view"]]
    queue, severity, team = str(given["queue"]), given["severity"], given["team"]
    return CaseFilter(
        states=_QUEUE_STATES.get(queue, ()),
        queue=Queue(queue) if queue in _OF_WORK else Queue.ALL,
        severities=() if severity is None else (Severity(severity),),
        teams=() if team is None else (list_people.find_team(workspace, team),),
        rule_id=given["rule"],
        words=given["words"] or "",
    )


@_review.command("show", help="Show a case with its post, findings and history.")
@click.argument("case_id", metavar="CASE", type=int)
@click.pass_obj
def _show(session: Session, case_id: int) -> None:
    from advocacy_desk.usecases import list_rules, review_cases

    workspace = session.workspace()
    case = review_cases.case(workspace, list_rules.policy(workspace), case_id)
    if case is None:
        raise Refused(text("There is no case {case}.", case=str(case_id)))
    session.answer(case_json(session, case), lambda: case_lines(session, case))


@_review.command("decide", help="Decide a case.")
@click.argument("case_id", metavar="CASE", type=int)
@click.argument("verdict", type=click.Choice(_VERDICTS))
@click.option("--by", default=None, help="Who decides: name, number or e-mail; your name in the settings otherwise.")
@click.option("--note", default="", help="What the author should know.")
@click.option("--seen", type=int, default=None, help="The revision that you saw; refused if the case changed since.")
@click.option("--alike", is_flag=True, help="Also every waiting case with the same text and the same findings.")
@click.pass_obj
def _decide(session: Session, /, case_id: int, verdict: str, **given: object) -> None:
    from advocacy_desk.usecases import decide_alike, decide_case

    seen, by, note = given["seen"], actor(given["by"]), str(given["note"])
    revision = seen if isinstance(seen, int) else None
    workspace, said = session.workspace(), Verdict(verdict)
    if not given["alike"]:
        decision = decide_case.decide(workspace, case_id, said, by=by, note=note, seen=revision).result
        together: dict[str, object] = {}
    else:
        made = (
            decide_alike.undo_alike(workspace, case_id, by=by)
            if said is Verdict.UNDO
            else decide_alike.decide_alike(workspace, case_id, said, by=by, note=note, seen=revision)
        ).result
        decision = made.decisions[0]
        left = [{"case": one, "why": session.say(why)} for one, why in made.left_out]
        together = {"alike": [one.case_id for one in made.decisions], "left_out": left}
    session.answer(
        {"case": case_id, **decision_json(decision), **together},
        lambda: [
            history_line(session, decision),
            session.say(text("The case is now: {state}.", state=STATE[decision.state])),
        ],
    )


@_review.command("stats", help="Show how the rules have done: hits, what reviewers upheld, and precision.")
@click.pass_obj
def _stats(session: Session) -> None:
    from advocacy_desk.usecases import list_rules, review_cases, rule_quality, second_opinion

    workspace = session.workspace()
    agreed = second_opinion.agreement(workspace)
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
        "agreement": None if agreed is None else asdict(agreed),
    }

    def lines() -> list[str]:
        alarms = _alarm_lines(session, quality.values())
        return [*_stats_lines(session, records), *alarms, session.say(agreement_told(agreed, session.language))]

    session.answer(result, lines)


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


_review_work.add_to(_review)
_review_upkeep.add_to(_review)

COMMAND = CliCommand("review", _review)
