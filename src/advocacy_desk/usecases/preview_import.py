"""Show what an import would read before anything is written: format, mapping, first records."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from advocacy_desk import formats
from advocacy_desk.i18n import Text, text, text_in
from advocacy_desk.intake import Cleaner, clean_people, network_label
from advocacy_desk.usecases.import_posts import ImportOptions, file_label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from advocacy_desk.domain.posts import Problem
    from advocacy_desk.formats import Batch, Source, SourceFormat, TableLayout

ROWS = 20

_POST_HEADERS = (
    text("Published"),
    text("Network"),
    text("Author"),
    text("Text"),
    text("Impressions"),
    text("Reactions"),
)
_PEOPLE_HEADERS = (text("Number"), text("Name"), text("Team"), text("E-mail"), text("Accounts"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One file as it would be read. ``rows`` are its first records as values under ``headers``.

    ``layout`` is set for tables whose column mapping can be corrected. ``names_author`` is False where the file does
    not say whose posts these are, so that the person is asked. ``carries`` is "nothing" where nobody knows the file
    and "private" where it is known and passed over: messages, contacts, sign-ins.
    """

    path: Path
    file: str
    format: str | None
    label: Text
    carries: str
    headers: tuple[Text, ...]
    rows: tuple[tuple[object, ...], ...]
    problems: tuple[Problem, ...]
    layout: TableLayout | None
    names_author: bool


def preview(paths: Sequence[Path], options: ImportOptions) -> tuple[Preview, ...]:
    """Return every file of the paths with what it is; files that nobody reads have no format. Raises FileProblem."""
    seen: list[Preview] = []
    for path in paths:
        plan = formats.plan(path, options.format)
        seen += [_preview(path, form, source, options) for form, source in plan.found]
        seen += [_left_out(path, name, "nothing") for name in plan.unknown]
        seen += [_left_out(path, name, "private") for name in plan.passed_over]
    return tuple(seen)


def _left_out(path: Path, name: str, carries: str) -> Preview:
    private = carries == "private"
    return Preview(
        path=path,
        file=name,
        format=None,
        label=text_in("file format", "Left out on purpose") if private else text_in("file format", "Not recognised"),
        carries=carries,
        headers=(),
        rows=(),
        problems=(),
        layout=None,
        names_author=True,
    )


def _preview(path: Path, form: SourceFormat, source: Source, options: ImportOptions) -> Preview:
    batch = next(iter(form.read(source, options.read)), None)
    head = replace(batch, frame=batch.frame.head(ROWS), problems=batch.problems[:ROWS]) if batch else None
    headers: tuple[Text, ...] = _PEOPLE_HEADERS
    rows: tuple[tuple[object, ...], ...] = ()
    problems: tuple[Problem, ...] = ()
    names_author = True
    if head is not None and form.carries == "people":
        rows, problems = _people(head)
    elif head is not None:
        rows, problems, names_author = _posts(head, options)
        headers = _POST_HEADERS
    return Preview(
        path=path,
        file=file_label(path, source),
        format=form.key,
        label=form.label,
        carries=form.carries,
        headers=headers,
        rows=rows,
        problems=problems,
        layout=form.layout(source, options.read),
        names_author=names_author,
    )


def _posts(batch: Batch, options: ImportOptions) -> tuple[tuple[tuple[object, ...], ...], tuple[Problem, ...], bool]:
    mapping = options.read.mapping
    cleaner = Cleaner(
        network_default=mapping.network if mapping else None,
        author=options.read.author,
        include_private=options.include_private,
    )
    clean = cleaner.clean(batch)
    rows = tuple(
        (
            None if at is None else datetime.fromtimestamp(at, tz=UTC),
            network_label(network),
            handle,
            " ".join(words.split()),
            impressions,
            reactions,
        )
        for at, network, handle, words, impressions, reactions in clean.posts.select(
            "published_at", "network", "handle", "text", "impressions", "reactions"
        ).iter_rows()
    )
    return rows, clean.problems, not rows or any(row[2] for row in rows)


def _people(batch: Batch) -> tuple[tuple[tuple[object, ...], ...], tuple[Problem, ...]]:
    clean = clean_people(batch)
    rows = tuple(
        (number, name, team, email, ", ".join(f"{one['network']}: {one['handle']}" for one in accounts or ()))
        for number, name, team, email, accounts in clean.people.select(
            "number", "name", "team", "email", "accounts"
        ).iter_rows()
    )
    return rows, clean.problems
