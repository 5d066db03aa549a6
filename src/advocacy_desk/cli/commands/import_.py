"""``advocacy-desk import``: read files, folders and archives into the workspace."""

from __future__ import annotations

from pathlib import Path

import click

from advocacy_desk.cli._contract import CliCommand, Session
from advocacy_desk.cli._reports import import_lines, import_result
from advocacy_desk.formats import ReadOptions
from advocacy_desk.usecases import list_imports, share_profiles
from advocacy_desk.usecases.import_posts import ImportOptions, import_paths


@click.command("import", help="Import files, folders, zip or tar.gz archives.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "key", default=None, help="Read as this format instead of recognising it.")
@click.option("--profile", default=None, help="Use a saved column profile.")
@click.option("--author", default=None, help="Whose posts these are, where the file does not say.")
@click.option("--include-private", is_flag=True, help="Also import posts that are not public.")
@click.pass_obj
def _import(
    session: Session,
    paths: tuple[Path, ...],
    key: str | None,
    profile: str | None,
    author: str | None,
    *,
    include_private: bool,
) -> None:
    workspace = session.workspace()
    mapping = None
    if profile is not None:
        mapping = share_profiles.profile(list_imports.profiles(workspace), profile)
    options = ImportOptions(
        format=key, read=ReadOptions(author=author, mapping=mapping), include_private=include_private
    )
    imported = import_paths(workspace, paths, options, session.progress).result
    session.answer(import_result(imported), lambda: import_lines(session, imported))


COMMAND = CliCommand("import", _import)
