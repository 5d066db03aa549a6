"""``audit``: whether the audit trail is whole."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from advocacy_desk.cli._contract import CliCommand, Session
from advocacy_desk.i18n import plural, text

if TYPE_CHECKING:
    from advocacy_desk.domain.audit import Verification


@click.group(help="The audit trail: who did what, when.")
def _audit() -> None:
    """Hold the verbs."""


@_audit.command("verify", help="Verify that no entry and no decision was changed, removed or reordered.")
@click.pass_obj
def _verify(session: Session) -> None:
    from advocacy_desk.usecases import verify_audit

    found = verify_audit.verify(session.workspace())
    session.answer(asdict(found), lambda: [_line(session, found)])


def _line(session: Session, found: Verification) -> str:
    if found.ok:
        return session.say(
            plural("The trail is whole: {count} entry.", "The trail is whole: {count} entries.", found.entries)
        )
    if not found.first_broken:
        return session.say(text("The trail was tampered with: entries are missing at its end, or a decision has none."))
    return session.say(
        text(
            "The trail was tampered with: entry {entry} is the first that does not fit.", entry=str(found.first_broken)
        )
    )


COMMAND = CliCommand("audit", _audit)
