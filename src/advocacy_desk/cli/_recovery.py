"""How the terminal shows a recovery phrase: once, six words a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from advocacy_desk.cli._contract import Session

WORDS_A_LINE = 6


def recovery_lines(session: Session, phrase: str | None) -> list[str]:
    """Return the phrase with what it is for; nothing where there is none."""
    if phrase is None:
        return []
    words = phrase.split()
    lines = [" ".join(words[start : start + WORDS_A_LINE]) for start in range(0, len(words), WORDS_A_LINE)]
    told = text(
        "These words open the workspace where the keyring or the passphrase is lost. They are shown once: "
        "write them down and keep them apart from this computer."
    )
    return ["", session.say(told), "", *(f"    {line}" for line in lines)]
