"""The page of one person inside the people screen: what they do, what they agreed to, and what others know."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advocacy_desk.i18n import Text, literal, text
from advocacy_desk.ui.cells import DASH
from advocacy_desk.ui.pages._person_asks import PersonAsks
from advocacy_desk.ui.pages._person_cards import PersonCards
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.month_bars import MonthBars
from advocacy_desk.ui.widgets.pieces import Card, FactList, button, label, scrolled
from advocacy_desk.ui.widgets.value_table import ValueTable
from advocacy_desk.usecases import show_person
from advocacy_desk.usecases.score_people import Score, score_people

if TYPE_CHECKING:
    from advocacy_desk.domain.person_page import Impact, PersonPage, PostFigures
    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk

_PARTS: dict[str, Text] = {
    "consistency": text("Consistency"),
    "referenced": text("Named by others"),
    "helpfulness": text("Helpfulness"),
    "resonance": text("Resonance"),
    "initiative": text("Initiative"),
    "followers": text("Followers"),
}


class PersonView(QWidget):
    """``show_employee`` loads one person; ``left()`` asks for the list again."""

    left = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self.desk = desk
        self.employee: int | None = None
        self.shown: PersonPage | None = None
        self.asks = PersonAsks(desk, self)
        self.cards = PersonCards(desk, self.asks)
        self._name = label(desk, role="section", wrap=True)
        self._byline = label(desk, role="muted", wrap=True)
        self._months = MonthBars(desk)
        self._figures, self._score, self._impact = FactList(desk), FactList(desk), FactList(desk)
        self._score_note = label(desk, role="muted", wrap=True)
        self._posts = ValueTable(desk, text("Newest posts"))
        self._posts.setMinimumHeight(28 * GRID)
        self._posts.cellDoubleClicked.connect(self._open_post)
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._byline)
        head.addWidget(button(self.desk, text("Back to the list"), self.left.emit, quiet=True))
        head.addLayout(words, 1)
        self._inner = QWidget()
        columns = QHBoxLayout(self._inner)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(2 * GRID)
        for cards, share in ((self._main_cards(), 3), (self.cards.all(), 2)):
            column = QVBoxLayout()
            column.setSpacing(2 * GRID)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            columns.addLayout(column, share)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GRID)
        outer.addLayout(head)
        outer.addWidget(scrolled(self._inner), 1)

    def _main_cards(self) -> tuple[Card, ...]:
        time = Card(self.desk, text("Posts by month"))
        time.column.addWidget(self._months)
        time.column.addWidget(self._figures)
        score = Card(self.desk, text("Score and reasons"))
        score.column.addWidget(self._score_note)
        score.column.addWidget(self._score)
        impact = Card(self.desk, text("What it brings about"))
        impact.column.addWidget(self._impact)
        posts = Card(self.desk, text("Newest posts"))
        posts.column.addWidget(self._posts)
        return time, score, impact, posts

    # --- loading

    def show_employee(self, employee: int) -> None:
        """Load a person: the page first, then the score and the impact, which look at everybody's posts."""
        self.employee = employee
        self.refresh()

    def refresh(self) -> None:
        """Load the person again."""
        employee = self.employee
        if employee is None:
            return
        workspace = self.desk.workspace

        def page(_progress: Progress) -> PersonPage:
            return show_person.show_person(workspace, employee)

        def more(_progress: Progress) -> tuple[Impact, Score | None]:
            scores = score_people(workspace).scores
            return show_person.impact(workspace, employee), next(
                (one for one in scores if one.person == employee), None
            )

        self._score_note.setVisible(True)
        self.desk.say(self._score_note, text("Counting …"))
        self._score.set_facts([])
        self._impact.set_facts([])
        self.desk.jobs.read("person", page, self._show)
        self.desk.jobs.read("person-score", more, partial(self._show_more, employee))

    def _show(self, found: PersonPage) -> None:
        self.shown = found
        self.asks.person = found.person
        self.desk.say(self._name, literal(found.person.name))
        parts = [part for part in (found.person.position, found.person.team, found.person.location) if part]
        self.desk.say(self._byline, literal(" · ".join(parts) or DASH))
        self._months.show_months(found.months)
        self._figures.set_facts(self._about_posts(found))
        rows = [self._row(found, one) for one in found.posts]
        headers = (text("Day"), text("Text"), text("Reactions"))
        self._posts.show_rows(headers, rows, stretch=1)
        self.cards.show(found)
        self._settle()

    def _settle(self) -> None:
        """Give the new lines their height at once: layouts within layouts would take several turns for it."""
        for layout in (one.layout() for one in self._inner.findChildren(Card)):
            if layout is not None:
                layout.activate()
        whole = self._inner.layout()
        if whole is not None:
            whole.activate()

    def _row(self, found: PersonPage, one: PostFigures) -> tuple[object, ...]:
        day = None if one.at is None else one.at.date()
        words = " ".join(found.openings.get(one.id, "").split())
        return day, words, one.reactions

    def _about_posts(self, found: PersonPage) -> list[tuple[Text, str] | tuple[Text, str, Text]]:
        from advocacy_desk.domain.like_quota import bands  # noqa: PLC0415 - reads a file, not at the first paint

        cells, quota = self.desk.cells, found.quota
        facts: list[tuple[Text, str] | tuple[Text, str, Text]] = [
            (text("Posts"), cells.number(found.person.posts)),
            (text("Last post"), cells.day(found.person.last_post)),
        ]
        if quota.value is None:
            said = text("{posts} posts tell likes and followers; five are needed.", posts=quota.posts)
            facts.append((text("Likes per follower"), self.desk.of(said), bands().source))
            return facts
        said = text(
            "{value} ({low} to {high}, {posts} posts)",
            value=cells.share(quota.value),
            low=cells.share(quota.low),
            high=cells.share(quota.high),
            posts=cells.number(quota.posts),
        )
        facts.append((text("Likes per follower"), self.desk.of(said), bands().source))
        if quota.band is None:
            usual = text(
                "nothing is known for {followers} followers", followers=cells.number(round(quota.followers or 0))
            )
        elif quota.band.below:
            usual = text("below {share}", share=cells.share(quota.band.usual, 0))
        else:
            usual = text("about {share}", share=cells.share(quota.band.usual, 0))
        facts.append((text("Usual for this size"), self.desk.of(usual), bands().source))
        return facts

    def _show_more(self, employee: int, found: tuple[Impact, Score | None]) -> None:
        if employee != self.employee:
            return
        impact, score = found
        cells = self.desk.cells
        self._impact.set_facts(
            [
                (text("Engagement rate"), cells.share(impact.engagement_rate)),
                (text("Colleagues who began by naming them"), cells.number(impact.recruited)),
                (
                    text("Discussions they started"),
                    self.desk.of(
                        text(
                            "{posts} posts with {comments} comments",
                            posts=cells.number(impact.discussions),
                            comments=cells.number(impact.discussion_comments),
                        )
                    ),
                ),
                (text("Posts of others that name them"), cells.number(impact.named)),
                *((text("Last said"), words) for _, words in impact.feedback[:2]),
            ]
        )
        self._show_score(score)
        self._settle()

    def _show_score(self, score: Score | None) -> None:
        cells = self.desk.cells
        if score is None or score.value is None:
            self.desk.say(self._score_note, _why_not(score))
            self._score.set_facts([])
            return
        said = text(
            "{points} of {most} points, over all days with posts.",
            points=cells.decimal(score.value),
            most=cells.decimal(score.out_of, 0),
        )
        self.desk.say(self._score_note, said)
        parts = sorted(score.parts, key=lambda part: -(part.points or 0))
        self._score.set_facts(
            [
                (
                    _PARTS.get(part.key, literal(part.key)),
                    self.desk.of(
                        text(
                            "{points} of {most}, from {posts} posts",
                            points=cells.decimal(part.points),
                            most=cells.decimal(part.weight, 0),
                            posts=cells.number(len(part.posts)),
                        )
                    ),
                )
                for part in parts
                if part.weight
            ]
        )

    def _open_post(self, row: int, _column: int) -> None:
        if self.shown is not None:
            self.desk.navigate("content", post=self.shown.posts[row].id)


def _why_not(score: Score | None) -> Text:
    if score is not None and score.why_not == "objected":
        return text("The person objected: no score is counted.")
    if score is not None and score.why_not == "not_enough_data":
        return text(
            "Not enough data: {posts} more posts and {weeks} more weeks with posts are needed.",
            posts=score.missing_posts,
            weeks=score.missing_weeks,
        )
    return text("There is no score: the person was not employed in days with posts.")
