"""A report on a period that one hands to a manager: aggregates only, no names, teams under five people together."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from advocacy_desk import __version__
from advocacy_desk.analysis import all_metrics
from advocacy_desk.charts._report import Counted, KeyFigure, Report, RuleCount, Section
from advocacy_desk.charts._report_html import page
from advocacy_desk.charts._report_pdf import document
from advocacy_desk.charts._report_xlsx import workbook
from advocacy_desk.charts._scales import GROUP_WORDS, period_words, written
from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.questions import MANAGER
from advocacy_desk.i18n import Language, Text, literal, text
from advocacy_desk.store import TIME_ZONE, Workspace, facts
from advocacy_desk.usecases._chart_record import Row, rows
from advocacy_desk.usecases.disclose import TooClose, smallest_group
from advocacy_desk.usecases.draw_chart import Drawn, chart_named, draw_chart
from advocacy_desk.usecases.export_chart import explained, export_chart
from advocacy_desk.usecases.list_rules import active_rules, policy
from advocacy_desk.usecases.measure import choices, measure

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.analysis._contract import Metric
    from advocacy_desk.charts._contract import ChartStyle
    from advocacy_desk.domain.questions import Question
    from advocacy_desk.progress import Progress

TITLE = text("Employee advocacy report")
DRAWING = text("Drawing the report")
# What is shown, in this order: chart and grouping. Nothing by single networks of few people beyond their posts.
SECTIONS = (
    ("participation", "all"),
    ("teams", "team"),
    ("participation", "team"),
    ("posts", "network"),
    ("reach", "all"),
    ("engagement_rate", "all"),
)
KEY_METRICS = (
    "participation",
    "active_advocates",
    "headcount",
    "posts",
    "posts_per_advocate",
    "measured_reach",
    "potential_reach",
    "engagement_rate",
)
NOTHING = Row(period=date.min, group="", value=None, low=None, high=None, n=None, known=None, suppressed=True)
SEVERITIES: dict[Severity, Text] = {
    Severity.INFO: text("hint"),
    Severity.MINOR: text("minor"),
    Severity.MAJOR: text("major"),
    Severity.CRITICAL: text("critical"),
}


def build_report(
    workspace: Workspace, question: Question, out: Path, style: ChartStyle, language: Language, progress: Progress
) -> tuple[Path, ...]:
    """Write report.html, report.pdf, numbers.xlsx and charts/ with the data beside each chart; return all paths.

    Raises FileProblem where the folder cannot be written.
    """
    asked = dataclasses.replace(question, audience=MANAGER, smallest_group=smallest_group(workspace))
    files: list[Path] = []
    drawn: list[tuple[str, Drawn]] = []
    left_out: list[Text] = []
    with explained(out):
        (out / "charts").mkdir(parents=True, exist_ok=True)
    for done, (key, by) in enumerate(SECTIONS):
        progress.at(DRAWING, done, len(SECTIONS) + 2)
        try:
            one = draw_chart(workspace, key, dataclasses.replace(asked, by=by), style, language)
        except TooClose:
            left_out.append(chart_named(key).title)
            continue
        name = key if by == "all" or one.chart.whole else f"{key}-{by}"
        drawn.append((name, one))
        files += export_chart(workspace, one, out / "charts" / f"{name}.png", language)
    progress.at(DRAWING, len(SECTIONS), len(SECTIONS) + 2)
    report = _report(workspace, asked, drawn, left_out, language)
    documents = {"report.html": page(report).encode(), "numbers.xlsx": workbook(report)}
    progress.at(DRAWING, len(SECTIONS) + 1, len(SECTIONS) + 2)
    documents["report.pdf"] = document(report, style)
    with explained(out):
        for name, content in documents.items():
            (out / name).write_bytes(content)
    return (*[out / name for name in documents], *files)


def _report(
    workspace: Workspace, asked: Question, drawn: list[tuple[str, Drawn]], left_out: list[Text], language: Language
) -> Report:
    metrics = {one.metric.key: one.metric for _name, chart in drawn for one in chart.measured}
    metrics |= {key: all_metrics()[key] for key in KEY_METRICS}
    now = datetime.now(tz=UTC).astimezone(ZoneInfo(TIME_ZONE))
    made = text("Made with Advocacy Desk {version} on {moment}.", version=__version__, moment=now)
    return Report(
        language=language,
        title=language.of(TITLE),
        period=period_words(asked.period, language),
        made=language.of(made),
        key_figures=_key_figures(workspace, asked, language),
        sections=tuple(
            Section(name=name, title=_heading(one, language), drawing=one.drawing, table=one.table)
            for name, one in drawn
        ),
        findings=_findings(workspace, asked, language),
        counted=tuple(
            Counted(title=language.of(one.title), version=one.version, definition=one.definition)
            for one in metrics.values()
        ),
        coverage=_coverage(drawn, left_out, asked.smallest_group, language),
    )


def _heading(one: Drawn, language: Language) -> str:
    title = language.of(one.chart.title)
    by = GROUP_WORDS.get(one.question.by)
    return title if by is None or one.chart.whole else f"{title}, {language.of(by)}"


def _key_figures(workspace: Workspace, asked: Question, language: Language) -> tuple[KeyFigure, ...]:
    """Return the figures of the whole period beside those of the period of the same length before it."""
    whole = dataclasses.replace(asked, whole=True, by="all")
    earlier = dataclasses.replace(whole, period=asked.period.before())
    extent = choices(workspace).extent
    covered = extent is not None and extent.first <= earlier.period.first
    now = _figures(workspace, whole)
    # A period that begins before the first post we hold is unknown in part: no comparison is better than a wrong one.
    before = _figures(workspace, earlier) if covered else {}
    known = all_metrics()
    return tuple(_key_figure(known[key], now.get(key, NOTHING), before.get(key), language) for key in KEY_METRICS)


def _figures(workspace: Workspace, question: Question) -> dict[str, Row]:
    """Return the only row of each key figure; nothing where it would tell about too few people."""
    try:
        return {one.metric.key: next(rows(one.frame)) for one in measure(workspace, question, KEY_METRICS)}
    except TooClose:
        return {}


def _key_figure(metric: Metric, now: Row, before: Row | None, language: Language) -> KeyFigure:
    if now.low is not None:
        low, high = (written(edge, metric.unit, language) for edge in (now.low, now.high))
        detail = text("95 % interval: {low} to {high}", low=low, high=high)
    elif metric.unit in {"count", "share"}:
        detail = text("known for {share} of the posts", share=written(now.known, "share", language))
    else:
        detail = literal("")
    return KeyFigure(
        title=language.of(metric.title),
        value=written(now.value, metric.unit, language),
        detail=language.of(detail),
        before=written(before.value, metric.unit, language) if before else "",
    )


def _findings(workspace: Workspace, asked: Question, language: Language) -> tuple[RuleCount, ...]:
    rules = policy(workspace)
    shown = active_rules(rules)
    with workspace.reading() as reading:
        counts = facts.posts_by_rule(reading, asked.period, fewest_authors=asked.smallest_group)
    found = [(rules.by_id[rule], posts) for rule, posts in counts.items() if rule in shown]
    return tuple(
        RuleCount(title=language.of(rule.title), severity=language.of(SEVERITIES[rule.severity]), posts=posts)
        for rule, posts in found
    )


def _coverage(
    drawn: list[tuple[str, Drawn]], left_out: list[Text], smallest: int, language: Language
) -> tuple[str, ...]:
    """Return every note of the charts once, and what the report leaves out on purpose."""
    notes = [note for _name, one in drawn for note in one.table.notes]
    notes += [
        text("{title}: left out, because together with earlier answers it would tell about few people.", title=title)
        for title in left_out
    ]
    notes += [
        text("Teams with fewer than {count} people are shown together as other teams.", count=smallest),
        text("No person is named or shown alone."),
    ]
    return tuple(dict.fromkeys(language.of(note) for note in notes))
