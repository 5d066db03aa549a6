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
@click.option("--head", "known", default=None, help="A head that was written down: the trail must lead through it.")
@click.pass_obj
def _verify(session: Session, known: str | None) -> None:
    from advocacy_desk.domain.audit import Head
    from advocacy_desk.usecases import verify_audit

    written = None if known is None else Head.parsed(known)
    if known is not None and written is None:
        message = "A head is a number, a hyphen and 64 hexadecimal digits, as “audit head” prints it."
        raise click.UsageError(message)
    found = verify_audit.verify(session.workspace(), written)
    session.answer(asdict(found), lambda: [_line(session, found)])


@_audit.command("head", help="Print the end of the trail, to be written down outside: later it shows a forged trail.")
@click.pass_obj
def _head(session: Session) -> None:
    from advocacy_desk.usecases import verify_audit

    found = verify_audit.head(session.workspace())
    session.answer({"entries": found.entries, "hash": found.hash, "head": str(found)}, lambda: [str(found)])


def _line(session: Session, found: Verification) -> str:
    if found.ok:
        return session.say(
            plural("The trail is whole: {count} entry.", "The trail is whole: {count} entries.", found.entries)
        )
    if not found.first_broken:
        return session.say(
            text(
                "The trail was tampered with: entries are missing at its end, a decision has none, or it does not lead "
                "through the head that was written down."
            )
        )
    return session.say(
        text(
            "The trail was tampered with: entry {entry} is the first that does not fit.", entry=str(found.first_broken)
        )
    )


COMMAND = CliCommand("audit", _audit)
