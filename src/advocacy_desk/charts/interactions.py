"""Engagement by kind: reactions, comments, shares and clicks, each on its own scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.charts._contract import Chart, ChartStyle, Question, Table
from advocacy_desk.charts._drawing import Drawing
from advocacy_desk.charts._lines import Lines
from advocacy_desk.charts._scales import about, value_axis
from advocacy_desk.charts._series import series
from advocacy_desk.charts._summary import over_time
from advocacy_desk.charts._tables import Column, carried_note, cut_notes, table
from advocacy_desk.i18n import Language, Text, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

TITLE = text("Engagement by kind")
LEAD = text("Sums over the posts whose source carries the figure; every kind has its own scale")
NOTHING = text("No post of this period carries engagement. Exports with analytics of a network carry it.")
MISSING = text("unknown in this period")
POSTS = text("posts")
KINDS: dict[str, Text] = {
    "reactions": text("Reactions"),
    "comments": text("Comments"),
    "shares": text("Shares by others"),
    "clicks": text("Clicks"),
}
COLUMNS = (
    *[Column(header=title, metric=metric, figure="value", unit="count") for metric, title in KINDS.items()],
    Column(header=text("All posts"), metric="posts", figure="value", unit="posts"),
)


def draw(frames: Mapping[str, pd.DataFrame], question: Question, style: ChartStyle, language: Language) -> Drawing:
    """Draw a panel a kind: their numbers differ too much for one scale."""
    sheet = Drawing(style, language.of(TITLE), about(question, language, LEAD), 7.0)
    found = {metric: series(frames[metric], question, language) for metric in KINDS}
    sheet.summary = " ".join(
        over_time(title, found[metric], question, language, "count") for metric, title in KINDS.items()
    )
    if not any(one.is_known for kind in found.values() for one in kind):
        sheet.say(sheet.panels()[0], language.of(NOTHING))
        return sheet
    sheet.room = 330.0
    lines = Lines(drawing=sheet, question=question, language=language, unit="count", basis=POSTS)
    for axes, (metric, title) in zip(sheet.panels(len(KINDS), share_y="row"), KINDS.items(), strict=True):
        known = [one for one in found[metric] if one.is_known]
        if known:
            lines.small([axes], known[:1], ticks=14)
        else:
            sheet.say(axes, language.of(MISSING))
        value_axis(axes, "count", language, ticks=3)
        axes.set_title(language.of(title), loc="left", fontsize=style.font_size, color=style.foreground, pad=6)
    sheet.note([language.of(note) for note in (*_notes(frames, question, language), *cut_notes(question))])
    return sheet


def write(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> Table:
    """Return the four sums beside all posts."""
    return table(frames, question, language, COLUMNS, _notes(frames, question, language))


def _notes(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> list[Text]:
    posts = series(frames["posts"], question, language)
    return [carried_note(title, series(frames[metric], question, language), posts) for metric, title in KINDS.items()]


CHART = Chart(
    key="interactions",
    title=TITLE,
    metrics=(*KINDS, "posts"),
    by=("all",),
    draw=draw,
    table=write,
)
