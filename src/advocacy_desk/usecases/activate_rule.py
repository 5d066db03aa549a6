"""Put a rule into a state of its life: draft, shadow, active or retired; nothing unproven becomes active."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from advocacy_desk import policy as engine
from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.rules import RuleChange
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.policy import Rule, Status
from advocacy_desk.store import Workspace, audit, rule_life
from advocacy_desk.usecases import list_rules

if TYPE_CHECKING:
    from advocacy_desk.policy import Policy

_LONGEST_QUOTE = 120


def set_status(
    workspace: Workspace,
    rule_id: str,
    status: Status,
    *,
    by: str,
    note: str,
    under: Policy | None = None,
    now: datetime | None = None,
) -> Outcome[RuleChange]:
    """Write down that a rule is in another state from now on; the next check follows.

    The state that it is in already may be confirmed: somebody looked at the rule and left it as it is. Raises Refused
    without a name or a note, and where a rule that is to be active has no examples or fails one: the message names it.
    ``under`` replaces the policy of the workspace.
    """
    policy = under or list_rules.policy(workspace)
    rule = policy.by_id.get(rule_id)
    if rule is None:
        raise Refused(text("There is no rule “{rule}”.", rule=rule_id))
    reviewer, reason = " ".join(by.split()), " ".join(note.split())
    if not reviewer or not reason:
        raise Refused(text("Please say who changes the rule, and why: both are kept with the change."))
    if status is Status.ACTIVE:
        refuse_unproven(rule)
    at = now or datetime.now(tz=UTC)
    change = RuleChange(
        rule_id=rule_id, version=rule.version, rule_hash=rule.hash, status=status, note=reason, by=reviewer, at=at
    )
    details = {"from": rule.status, "to": status, "version": rule.version, "hash": rule.hash, "note": reason}
    with workspace.writing() as connection:
        rule_life.add(connection, change)
        audit.append(
            connection, actor=reviewer, action="rule.status", subject=f"rule:{rule_id}", details=details, at=at
        )
    return Outcome(change, Changes.RULES)


def refuse_unproven(rule: Rule) -> None:
    """Raise Refused where a rule does not prove itself: both sorts of examples are there, and none fails."""
    if {example.matches for example in rule.examples} != {True, False}:
        raise Refused(
            text("The rule “{rule}” has no examples of what it finds and of what it leaves alone.", rule=rule.id)
        )
    failures = engine.run_examples(rule)
    if failures:
        first = failures[0]
        raise Refused(
            text(
                "The rule “{rule}” cannot become active: {count} of its examples fail. The first is in line {line}:"
                " “{example}”. {why}",
                rule=rule.id,
                count=len(failures),
                line=str(first.line),
                example=first.text[:_LONGEST_QUOTE],
                why=first.why,
            ),
            file=first.file,
            record=first.line,
        )


def history(workspace: Workspace, rule_id: str | None = None) -> tuple[RuleChange, ...]:
    """Return who changed the state of one rule, or of all, when and why, oldest first."""
    with workspace.reading() as connection:
        return rule_life.history(connection, rule_id)
