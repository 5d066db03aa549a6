"""``advocacy-desk profiles``: the saved column profiles, as files for colleagues and from them."""

from __future__ import annotations

from pathlib import Path

import click

from advocacy_desk.cli._contract import CliCommand, Session, aligned
from advocacy_desk.i18n import text
from advocacy_desk.usecases import list_imports, share_profiles


@click.group("profiles", invoke_without_command=True, help="List the saved column profiles.")
@click.pass_context
def _profiles(context: click.Context) -> None:
    if context.invoked_subcommand is not None:
        return
    session: Session = context.obj
    found = list_imports.profiles(session.workspace())
    session.answer(
        {"profiles": [{"profile": name, "columns": dict(one.columns)} for name, one in found.items()]},
        lambda: aligned(
            [session.say(text("Profile")), session.say(text("Columns"))],
            [[name, ", ".join(one.columns)] for name, one in found.items()],
        ),
    )


@_profiles.command("export", help="Write a profile into a file.")
@click.argument("name")
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.pass_obj
def _export(session: Session, name: str, out: Path) -> None:
    share_profiles.export_profile(session.workspace(), name, out)
    session.answer({"profile": name, "files": [str(out)]}, lambda: [str(out)])


@_profiles.command("add", help="Keep the profile of a file; one of the same name is replaced.")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def _add(session: Session, file: Path) -> None:
    name = share_profiles.add_profile(session.workspace(), file).result
    session.answer({"profile": name}, lambda: [session.say(text("The profile “{name}” is kept.", name=name))])


COMMAND = CliCommand("profiles", _profiles)
