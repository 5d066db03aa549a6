"""The terminal: the same use cases as the window. docs/terminal.md fixes names, keys and exit codes."""

from __future__ import annotations

import importlib
import json
import keyword
import os
import signal
from typing import TYPE_CHECKING

import click

from advocacy_desk import __version__
from advocacy_desk.cli import commands
from advocacy_desk.cli._contract import BarProgress, CliCommand, Session
from advocacy_desk.discovery import module_names
from advocacy_desk.errors import Explained, Fault
from advocacy_desk.i18n import LANGUAGES, Language, text
from advocacy_desk.progress import Cancelled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

DONE, EXPLAINED, USAGE, INTERRUPTED = 0, 1, 2, 130


class _Commands(click.Group):
    """Finds commands by their file and imports only the one that is asked for: ``--help`` stays instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return [name.rpartition(".")[2].rstrip("_").replace("_", "-") for name in module_names(commands)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        file = cmd_name.replace("-", "_") + ("_" if keyword.iskeyword(cmd_name) else "")
        module = importlib.import_module(f"{commands.__name__}.{file}")
        part = module.COMMAND
        if not isinstance(part, CliCommand) or part.key != cmd_name:
            message = f"{module.__name__} defines no COMMAND of its name"
            raise Fault(message)
        return part.command


@click.group(cls=_Commands, help="Advocacy Desk: import, tag, review and chart employee-generated content.")
@click.option("-w", "--workspace", "place", envvar="ADVOCACY_DESK_WORKSPACE", help="Workspace file (*.desk).")
@click.option("--lang", type=click.Choice(sorted(LANGUAGES)), default=None, help="Language of the output.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON object on stdout.")
@click.version_option(__version__)
@click.pass_context
def _root(context: click.Context, place: str | None, lang: str | None, *, as_json: bool) -> None:
    language = Language(lang or _system_language())
    session = Session(place, language, as_json, BarProgress(language, quiet=as_json))
    context.obj = session
    context.call_on_close(session.close)
    _cancel_on_interrupt(session.progress)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return the exit code: 0 done, 1 explained failure, 2 wrong usage, 130 cancelled."""
    as_json = "--json" in arguments
    try:
        _root.main(list(arguments), prog_name="advocacy-desk", standalone_mode=False)
    except Explained as problem:
        _explain(problem, arguments, as_json=as_json)
        return EXPLAINED
    except click.ClickException as problem:
        problem.show()
        return USAGE
    except (Cancelled, click.Abort):
        language = Language(_language_of(arguments))
        click.echo(language.of(text("Cancelled. What was committed before stays, nothing is half done.")), err=True)
        return INTERRUPTED
    except click.exceptions.Exit as ending:
        return ending.exit_code
    return DONE


def _explain(problem: Explained, arguments: Sequence[str], *, as_json: bool) -> None:
    message = Language(_language_of(arguments)).of(problem.message)
    if as_json:
        error = {"kind": problem.kind, "message": message, "file": problem.file, "record": problem.record}
        click.echo(json.dumps({"error": error}, ensure_ascii=False))
        return
    where = ", ".join(str(part) for part in (problem.file, problem.record) if part is not None)
    click.echo(f"{message}" + (f" ({where})" if where else ""), err=True)


def _language_of(arguments: Sequence[str]) -> str:
    for place, argument in enumerate(arguments[:-1]):
        if argument == "--lang" and arguments[place + 1] in LANGUAGES:
            return arguments[place + 1]
    return _system_language()


def _system_language() -> str:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "de" if spoken.lower().startswith("de") else "en"


def _cancel_on_interrupt(progress: BarProgress) -> None:
    def ask(_number: int, _frame: FrameType | None) -> None:
        if progress.is_cancelled:  # asked twice: do not wait for the next step
            raise KeyboardInterrupt
        progress.cancel()

    signal.signal(signal.SIGINT, ask)
