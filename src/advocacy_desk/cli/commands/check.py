"""``check``: posts against the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from advocacy_desk.cli._contract import CliCommand, Session, aligned
from advocacy_desk.i18n import plural, text

if TYPE_CHECKING:
    from advocacy_desk.policy import Policy
    from advocacy_desk.usecases.check_posts import CheckReport


@click.command(help="Check posts against the rules: what is new, or what changed rules say about the others.")
@click.option("--all", "everything", is_flag=True, help="Evaluate every post with every rule again.")
@click.pass_obj
def _check(session: Session, *, everything: bool) -> None:
    from advocacy_desk.usecases import check_posts, list_rules

    workspace = session.workspace()
    under = list_rules.policy(workspace)
    report = check_posts.check_posts(workspace, under, session.progress, everything=everything).result
    result = {
        "posts": report.posts,
        "evaluated": report.evaluated,
        "rules_evaluated": report.rules_evaluated,
        "with_findings": report.with_findings,
        "findings": report.findings,
        "by_rule": report.by_rule,
        "not_evaluated": report.not_evaluated,
        "cases_opened": report.opened,
        "seconds": report.seconds,
    }
    session.answer(result, lambda: _lines(session, under, report))


def _lines(session: Session, under: Policy, report: CheckReport) -> list[str]:
    say, number = session.say, session.language.number
    titles = {rule.id: say(rule.title) for rule in under.rules}
    rows = sorted(report.by_rule.items(), key=lambda pair: (-pair[1], pair[0]))
    lines = [
        say(
            text(
                "{evaluated} of {posts} posts were new or needed another look; that took {seconds} s.",
                evaluated=report.evaluated,
                posts=report.posts,
                seconds=report.seconds,
            )
        ),
        say(plural("{count} post has findings.", "{count} posts have findings.", report.with_findings)),
        say(plural("{count} case was opened.", "{count} cases were opened.", report.opened)),
    ]
    if report.not_evaluated:
        lines.append(
            say(
                plural(
                    "{count} evaluation ran out of time: it counts as not evaluated, not as passed.",
                    "{count} evaluations ran out of time: they count as not evaluated, not as passed.",
                    report.not_evaluated,
                )
            )
        )
    headers = [say(text("Rule")), say(text("Title")), say(text("Posts"))]
    return [*lines, "", *aligned(headers, [[key, titles.get(key, "–"), number(count)] for key, count in rows])]


COMMAND = CliCommand("check", _check)
