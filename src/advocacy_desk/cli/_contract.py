"""What a command is: ``COMMAND = CliCommand(...)`` in ``cli/commands/<x>.py``, and what it gets to work with."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from advocacy_desk.errors import FileProblem
from advocacy_desk.i18n import Language, Text, text
from advocacy_desk.progress import Progress, Step
from advocacy_desk.store import Workspace


@dataclass(frozen=True, slots=True)
class CliCommand:
    """One top-level command of ``advocacy-desk``; a click group for one with verbs (``people import``)."""

    key: str
    command: click.Command


class BarProgress(Progress):
    """Progress that draws on stderr when that is a terminal, and stays silent otherwise."""

    def __init__(self, language: Language, *, quiet: bool) -> None:
        super().__init__()
        self._language = language
        self._quiet = quiet or not sys.stderr.isatty()

    def at(self, stage: Text, done: int = 0, total: int | None = None) -> None:
        """Report a step, redraw the line, and raise Cancelled after Ctrl-C."""
        super().at(stage, done, total)
        if not self._quiet and self.latest is not None:
            click.echo(f"\r\x1b[K{self._line(self.latest)}", err=True, nl=False)

    def _line(self, step: Step) -> str:
        words = self._language.of(step.stage)
        if not step.total:
            return words
        return f"{words} {self._language.share(step.done / step.total, 0)}"

    def finish(self) -> None:
        """Clear the line."""
        if not self._quiet:
            click.echo("\r\x1b[K", err=True, nl=False)


@dataclass(slots=True)
class Session:
    """What every command gets (``@click.pass_obj``): where to work, in which language, and how to answer."""

    place: str | None
    language: Language
    as_json: bool
    progress: BarProgress
    _open: Workspace | None = field(default=None, repr=False)

    def path(self) -> Path:
        """Return the workspace's path; a usage error where none was named."""
        if not self.place:
            message = "Name a workspace with --workspace W or ADVOCACY_DESK_WORKSPACE."
            raise click.UsageError(message)
        return Path(self.place)

    def workspace(self) -> Workspace:
        """Open the workspace once; closed when the command ends."""
        if self._open is None:
            from advocacy_desk.usecases.open_workspace import open_existing  # noqa: PLC0415 - as every command

            self._open = open_existing(self.path(), self.secret())
        return self._open

    def secret(self) -> str | None:
        """Return the passphrase or recovery phrase from the file that ADVOCACY_DESK_PASSPHRASE_FILE names."""
        file = os.environ.get("ADVOCACY_DESK_PASSPHRASE_FILE")
        if not file:
            return None
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise FileProblem(text("The file with the passphrase cannot be read."), file=file) from error

    def close(self) -> None:
        """Close what was opened."""
        self.progress.finish()
        if self._open is not None:
            self._open.close()

    def answer(self, result: Mapping[str, object], human: Callable[[], Sequence[str]]) -> None:
        """Print the one JSON object of ``--json``, or the lines that ``human`` returns."""
        self.progress.finish()
        if self.as_json:
            click.echo(json.dumps(result, ensure_ascii=False, default=str))
            return
        for line in human():
            click.echo(line)

    def say(self, words: Text) -> str:
        """Translate a text."""
        return self.language.of(words)


def aligned(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a table as lines: columns aligned, those that hold only numbers to the right."""
    table = [list(headers), *(list(row) for row in rows)]
    widths = [max(len(line[place]) for line in table) for place in range(len(headers))]
    right = [bool(rows) and all(_numeric(row[place]) for row in rows) for place in range(len(headers))]
    return [
        "  ".join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in table
    ]


def _numeric(cell: str) -> bool:
    return bool(cell) and all(character.isdigit() or character in ".,%-–\u00a0 " for character in cell)
