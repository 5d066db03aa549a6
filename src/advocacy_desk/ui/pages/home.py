"""What needs attention, what changed since last time, and the next step on an empty workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.summary import Attention, Since
from advocacy_desk.i18n import Text, plural, text
from advocacy_desk.ui.names import SEVERITIES
from advocacy_desk.ui.style.theme import GRID, Tone
from advocacy_desk.ui.widgets.empty import EmptyState
from advocacy_desk.ui.widgets.page import Page
from advocacy_desk.ui.widgets.pieces import Badge, Card, FigureButton, IconLabel, button, clear, label, scrolled
from advocacy_desk.usecases import check_posts, list_rules, summarise

if TYPE_CHECKING:
    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the page shows: ``since`` None on the first visit."""

    attention: Attention
    since: Since | None


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing that waits: its icon, sentence, and what to do about it."""

    icon: str
    colour: str
    sentence: Text
    step: Text
    do: Callable[[], object]
    badges: tuple[tuple[Text, Tone], ...] = ()


class HomePage(Page):
    """Shows counts that a use case gathered; every line leads to the screen where it is dealt with."""

    cares_about: ClassVar[Changes] = ~Changes.NOTHING

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Home"), text("What needs your attention, and what happened since last time."))
        self._last_visit = self._visit()
        self.add_action(button(desk, text("Import files …"), self._import, icon="imports", primary=True))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        self._figures = QGridLayout()
        self._figures.setSpacing(2 * GRID)
        column.addLayout(self._figures)
        self._waiting = Card(desk, text("Needs your attention"))
        self._items = QVBoxLayout()
        self._items.setSpacing(GRID)
        self._waiting.column.addLayout(self._items)
        column.addWidget(self._waiting)
        self._since = Card(desk, text("Since last time"))
        self._events = QVBoxLayout()
        self._since.column.addLayout(self._events)
        column.addWidget(self._since)
        column.addStretch(1)
        outer = QVBoxLayout(self.body)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))

    def _visit(self) -> datetime | None:
        """Return when this workspace was last looked at, and note that it is now."""
        place = str(self.desk.workspace.path.resolve())
        before = self.desk.settings.last_seen.get(place)
        now = self.desk.now().isoformat()
        self.desk.update_settings(last_seen={**self.desk.settings.last_seen, place: now})
        try:
            return datetime.fromisoformat(before) if before else None
        except ValueError:
            return None

    def refresh(self) -> None:
        """Count again."""
        workspace, last = self.desk.workspace, self._last_visit

        def work(_progress: object) -> _Seen:
            since = None if last is None else summarise.since(workspace, last)
            return _Seen(summarise.attention(workspace), since)

        self.desk.jobs.read("home", work, self._show)

    def _show(self, seen: _Seen) -> None:
        found = seen.attention
        if not (found.posts or found.people or found.imports):
            self.show_empty(self._empty())
            return
        self.show_body()
        self._show_figures(found)
        clear(self._items)
        items = self._list_items(found)
        for item in items:
            self._items.addLayout(self._line(item))
        if not items:
            row = QHBoxLayout()
            row.setSpacing(GRID)
            row.addWidget(IconLabel(self.desk, "check", colour="good"))
            row.addWidget(label(self.desk, text("Nothing waits for you. Well done."), wrap=True), 1)
            self._items.addLayout(row)
        self._show_since(seen.since)

    def _empty(self) -> EmptyState:
        return EmptyState(
            self.desk,
            "imports",
            text("Your workspace is empty"),
            text(
                "Begin with the directory of your colleagues, then their exports: LinkedIn, X, or any table. "
                "Drop the files on the next screen; they are recognised by themselves."
            ),
            (text("Import files …"), self._import),
        )

    # --- the figures

    def _show_figures(self, found: Attention) -> None:
        clear(self._figures)
        figures = (
            (found.posts, text("Posts"), "content"),
            (found.people, text("Employees"), "people"),
            (found.influencers, text("Internal influencers"), "people"),
            (sum(found.cases.values()), text("Open cases"), "review"),
        )
        for place, (value, caption, screen) in enumerate(figures):
            figure = FigureButton(self.desk, self.desk.cells.number(value), caption, _opening(self.desk, screen))
            self._figures.addWidget(figure, 0, place)
            self._figures.setColumnStretch(place, 1)

    # --- what waits

    def _list_items(self, found: Attention) -> list[_Item]:
        go = self.desk.navigate
        items = [self._cases(found)] if any(found.cases.values()) else []
        if found.unchecked:
            sentence = plural(
                "{count} post has not been checked against the rules yet.",
                "{count} posts have not been checked against the rules yet.",
                found.unchecked,
            )
            items.append(_Item("rules", "accent", sentence, text("Check now"), self._check))
        if found.unmatched_accounts:
            sentence = plural(
                "{count} account belongs to nobody in the directory yet.",
                "{count} accounts belong to nobody in the directory yet.",
                found.unmatched_accounts,
            )
            items.append(_Item("people", "accent", sentence, text("Match"), lambda: go("people", tab="accounts")))
        if found.people and found.posts and not found.influencers:
            sentence = text("Nobody is tagged as an internal influencer yet: who is it that others listen to?")
            items.append(_Item("tag", "accent", sentence, text("Look"), lambda: go("people")))
        return items + self._list_troubles(found)

    def _list_troubles(self, found: Attention) -> list[_Item]:
        """List what could not be done: records that were not read, rules that ran out of time."""
        go = self.desk.navigate
        items = []
        if found.problems:
            sentence = plural(
                "{count} record could not be read in an import.",
                "{count} records could not be read in your imports.",
                found.problems,
            )
            items.append(_Item("warning", "warn", sentence, text("Look"), lambda: go("imports", problems=True)))
        if found.not_evaluated:
            sentence = plural(
                "On {count} post a rule ran out of time: not evaluated is not passed.",
                "On {count} posts a rule ran out of time: not evaluated is not passed.",
                found.not_evaluated,
            )
            items.append(_Item("clock", "warn", sentence, text("Rules"), lambda: go("rules")))
        return items

    def _cases(self, found: Attention) -> _Item:
        badges = tuple(
            (text("{n} {severity}", n=found.cases[severity], severity=SEVERITIES[severity][0]), SEVERITIES[severity][1])
            for severity in sorted(Severity, key=lambda one: -one.rank)
            if found.cases.get(severity)
        )
        total = sum(found.cases.values())
        sentence = plural("{count} post waits for a review.", "{count} posts wait for a review.", total)
        return _Item("review", "accent", sentence, text("Review"), lambda: self.desk.navigate("review"), badges)

    def _line(self, item: _Item) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(IconLabel(self.desk, item.icon, colour=item.colour))
        row.addWidget(label(self.desk, item.sentence, wrap=True), 1)
        for words, tone in item.badges:
            row.addWidget(Badge(self.desk, words, tone), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(button(self.desk, item.step, item.do))
        return row

    # --- since last time

    def _show_since(self, since: Since | None) -> None:
        self._since.setVisible(since is not None)
        clear(self._events)
        if since is None or self._last_visit is None:
            return
        when = text("You were last here {when}.", when=self.desk.language.ago(self._last_visit, self.desk.now()))
        self._events.addWidget(label(self.desk, when, "muted", wrap=True))
        sentences = (
            plural("{count} new post", "{count} new posts", since.new_posts),
            plural("{count} import", "{count} imports", since.imports),
            plural("{count} case opened", "{count} cases opened", since.opened_cases),
            plural("{count} decision made", "{count} decisions made", since.decisions),
            plural("{count} tag set", "{count} tags set", since.tags),
        )
        happened = [sentence for sentence in sentences if sentence.count]
        for sentence in happened or [text("Nothing changed since then.")]:
            self._events.addWidget(label(self.desk, sentence, wrap=True))

    # --- what the person does

    def _import(self) -> None:
        self.desk.navigate("imports", choose=True)

    def _check(self) -> None:
        workspace = self.desk.workspace

        def work(progress: Progress) -> Outcome[check_posts.CheckReport]:
            return check_posts.check_posts(workspace, list_rules.policy(workspace), progress)

        self.desk.write(text("Checking posts against the rules"), work, done=self._checked)

    def _checked(self, report: check_posts.CheckReport) -> None:
        self.desk.announce(
            text(
                "{posts} posts checked, {cases} new cases for the review.", posts=report.evaluated, cases=report.opened
            )
        )


def _opening(desk: Desk, screen: str) -> Callable[[], None]:
    return lambda: desk.navigate(screen)
