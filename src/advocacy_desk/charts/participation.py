"""Participation over time: the share of employees who posted, with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from advocacy_desk.charts._contract import Chart, ChartStyle, Question, Table
from advocacy_desk.charts._drawing import HEIGHT, Drawing
from advocacy_desk.charts._lines import IN_ONE_PANEL, Lines
from advocacy_desk.charts._scales import about
from advocacy_desk.charts._series import series
from advocacy_desk.charts._summary import over_time
from advocacy_desk.charts._tables import Column, cut_notes, table
from advocacy_desk.i18n import Language, Text, plural, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advocacy_desk.charts._series import Series

TITLE = text("Participation")
LEAD = text("Share of employees with at least one post (band: 95 % interval)")
NOBODY = text(
    "Nobody is employed on these days as far as we know. "
    "Import a company directory and match the accounts to see how many take part."
)
PEOPLE = text("employees")
COLUMNS = (
    Column(header=text("Participation"), metric="participation", figure="value", unit="share"),
    Column(header=text("95 %, from"), metric="participation", figure="low", unit="share"),
    Column(header=text("95 %, to"), metric="participation", figure="high", unit="share"),
    Column(header=text("Employees"), metric="participation", figure="n", unit="people"),
    Column(header=text("Active advocates"), metric="active_advocates", figure="value", unit="people"),
)


def draw(frames: Mapping[str, pd.DataFrame], question: Question, style: ChartStyle, language: Language) -> Drawing:
    """Draw one line a group: in one panel up to four groups, in small panels beyond."""
    found = series(frames["participation"], question, language)
    many = sum(one.is_known for one in found) > IN_ONE_PANEL
    sheet = Drawing(style, language.of(TITLE), about(question, language, LEAD), HEIGHT * (1.3 if many else 1))
    sheet.summary = over_time(TITLE, found, question, language, "share")
    if not any(one.is_known for one in found):
        sheet.say(sheet.panels()[0], language.of(NOBODY))
        return sheet
    lines = Lines(drawing=sheet, question=question, language=language, unit="share", basis=PEOPLE)
    notes = [*lines.draw(found), *_notes(frames, question, language, found)]
    sheet.note([language.of(note) for note in (*notes, *cut_notes(question))])
    return sheet


def write(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> Table:
    """Return the shares with their intervals and headcounts."""
    found = series(frames["participation"], question, language)
    return table(frames, question, language, COLUMNS, _notes(frames, question, language, found))


def _notes(
    frames: Mapping[str, pd.DataFrame], question: Question, language: Language, found: list[Series]
) -> list[Text]:
    """Say how many employees the shares rest on, and how many posts could not be told whose they are."""
    notes = []
    heads = np.array([one.ns for one in found]) if found else np.empty((0, 0))
    known = heads[:, np.isfinite(heads).any(axis=0)] if heads.size else heads
    hidden = bool(frames["participation"].get("suppressed", pd.Series(dtype=bool)).any())
    if known.size and question.by != "network" and not hidden:
        first, last = int(np.nansum(known[:, 0])), int(np.nansum(known[:, -1]))
        notes.append(text("Employees: {first} at the beginning, {last} at the end", first=first, last=last))
    missing = sum(np.nansum(one.values * (1 - one.knowns)) for one in series(frames["posts"], question, language))
    if missing >= 1:
        count = round(float(missing))
        notes.append(
            plural(
                "{count} post belongs to no known employee: match its account to count it",
                "{count} posts belong to no known employee: match their accounts to count them",
                count,
            )
        )
    return notes


CHART = Chart(
    key="participation",
    title=TITLE,
    metrics=("participation", "active_advocates", "posts"),
    by=("all", "team", "network"),
    draw=draw,
    table=write,
)
