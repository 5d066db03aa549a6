"""Reach over time: measured and potential reach in two panels, because they are different things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.charts._contract import Chart, ChartStyle, Question, Table
from advocacy_desk.charts._drawing import HEIGHT, Drawing
from advocacy_desk.charts._lines import IN_ONE_PANEL, ROW, Lines, rest
from advocacy_desk.charts._scales import about
from advocacy_desk.charts._series import largest, series
from advocacy_desk.charts._summary import over_time
from advocacy_desk.charts._tables import Column, carried_note, cut_notes, table, unknown_notes
from advocacy_desk.i18n import Language, Text, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from advocacy_desk.charts._series import Series

TITLE = text("Reach")
LEAD = text("People who saw the posts as measured by the networks, and followers who could have seen them")
POSTS = text("posts")
SIDE_BY_SIDE = 6
PARTS: dict[str, tuple[Text, Text]] = {
    "measured_reach": (
        text("Measured reach"),
        text("No imported post carries a measured reach. Exports with analytics (LinkedIn, Meta) do."),
    ),
    "potential_reach": (
        text("Potential reach"),
        text("No imported post carries the number of followers of its account."),
    ),
}
COLUMNS = (
    Column(header=text("Measured reach"), metric="measured_reach", figure="value", unit="count"),
    Column(header=text("of posts"), metric="measured_reach", figure="n", unit="posts"),
    Column(header=text("Potential reach"), metric="potential_reach", figure="value", unit="count"),
    Column(header=text("of posts"), metric="potential_reach", figure="n", unit="posts"),
    Column(header=text("Impressions"), metric="impressions", figure="value", unit="count"),
    Column(header=text("of posts"), metric="impressions", figure="n", unit="posts"),
    Column(header=text("All posts"), metric="posts", figure="value", unit="posts"),
)


def draw(frames: Mapping[str, pd.DataFrame], question: Question, style: ChartStyle, language: Language) -> Drawing:
    """Draw measured reach above potential reach, never on one scale; unknown steps are gaps."""
    sheet = Drawing(style, language.of(TITLE), about(question, language, LEAD), HEIGHT * 1.2)
    shown, left = largest(_known(frames, question, language), SIDE_BY_SIDE)
    order = tuple(one.group for one in shown)
    columns = len(shown) if len(shown) > IN_ONE_PANEL else 1
    sheet.room = len(PARTS) * ROW + 30
    heights = [1.0 if any(one.is_known for one in series(frames[part], question, language)) else 0.4 for part in PARTS]
    panels = sheet.panels(len(PARTS), columns, share_y="row", heights=heights)
    said = []
    for row, (metric, (title, missing)) in enumerate(PARTS.items()):
        of_row = panels[row * columns : (row + 1) * columns]
        found = [one for one in series(frames[metric], question, language) if one.group in order]
        lines = Lines(drawing=sheet, question=question, language=language, unit="count", basis=POSTS, order=order)
        if not any(one.is_known for one in found):
            sheet.missing(of_row, language.of(missing))
        elif columns > 1:
            lines.small(of_row, found, ticks=3, letters=14)
            of_row[0].set_ylabel(language.of(title), color=style.foreground, fontsize=style.font_size * 0.95)
        else:
            lines.panel(of_row[0], [one for one in found if one.is_known])
            of_row[0].set_title(language.of(title), loc="left", fontsize=style.font_size, color=style.foreground, pad=6)
        said.append(over_time(title, found, question, language, "count"))
    sheet.summary = " ".join(said)
    notes = [*([rest(len(left))] if left else []), *_notes(frames, question, language), *cut_notes(question)]
    sheet.note([language.of(note) for note in notes])
    return sheet


def _known(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> list[Series]:
    """Return the series of posts of the groups with any reach: they decide which groups are drawn."""
    groups = {one.group for metric in PARTS for one in series(frames[metric], question, language) if one.is_known}
    return [one for one in series(frames["posts"], question, language) if one.group in groups]


def write(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> Table:
    """Return both kinds of reach with the number of posts that each rests on."""
    return table(frames, question, language, COLUMNS, _notes(frames, question, language))


def _notes(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> list[Text]:
    posts = series(frames["posts"], question, language)
    found = {metric: series(frames[metric], question, language) for metric in PARTS}
    carried = [carried_note(title, found[metric], posts) for metric, (title, _) in PARTS.items()]
    return [*carried, *unknown_notes([one for part in found.values() for one in part if one.is_known])]


CHART = Chart(
    key="reach",
    title=TITLE,
    metrics=("measured_reach", "potential_reach", "impressions", "posts"),
    by=("all", "team", "network"),
    draw=draw,
    table=write,
)
