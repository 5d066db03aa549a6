"""Suggestions: whom to look at first, why, with the posts; accepting one makes a candidate of the person."""

from __future__ import annotations

import getpass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from advocacy_desk.domain.changes import Changes
from advocacy_desk.i18n import Text, plural, text
from advocacy_desk.ui.cells import DASH
from advocacy_desk.ui.models.ids import Column, IdsModel
from advocacy_desk.ui.pages._insights_question import PERIODS, months_before
from advocacy_desk.ui.pages._suggestions_panel import SuggestionPanel
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.empty import EmptyState
from advocacy_desk.ui.widgets.filter_bar import FilterBar
from advocacy_desk.ui.widgets.id_table import IdTable
from advocacy_desk.ui.widgets.page import Page, Shortcut
from advocacy_desk.ui.widgets.pieces import button, label
from advocacy_desk.ui.widgets.split import Split
from advocacy_desk.ui.widgets.weights_dialog import WeightsDialog
from advocacy_desk.usecases import browse_posts, tag_person
from advocacy_desk.usecases.score_settings import score_settings_of, set_score_settings
from advocacy_desk.usecases.suggest_influencers import (
    CANDIDATE,
    UNPROMPTED_LINE,
    Suggested,
    Suggestion,
    SuggestionKind,
    accept_suggestion,
    explain_clue,
    explain_kind,
    suggest_influencers,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from advocacy_desk.domain.changes import Outcome
    from advocacy_desk.domain.people import Tag, Tagged
    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.models.ids import Ids
    from advocacy_desk.usecases.score_settings import ScoreSettings

_OFFERED = ("months-3", "months-6", "months-12")  # nothing chosen: everything


class _Row:
    """One suggestion with its number in the list, and how its person is called."""

    def __init__(self, number: int, found: Suggested, suggestion: Suggestion) -> None:
        self.number = number
        self.suggestion = suggestion
        self.name = found.names[suggestion.person][1]
        self.team = found.teams.get(suggestion.person) or DASH


def _because(row: _Row, desk: Desk) -> str:
    return ", ".join(desk.of(explain_clue(clue)) for clue in row.suggestion.clues)


COLUMNS: tuple[Column[_Row], ...] = (
    Column(key="name", title=text("Name"), cell=lambda row, _desk: row.name, width=20),
    Column(key="kind", title=text("Suggested as"), cell=lambda row, desk: desk.of(explain_kind(row.suggestion.kind)),
           width=22),
    Column(key="because", title=text("Because"), cell=_because, hint=_because, stretch=True),
    Column(key="team", title=text("Team"), cell=lambda row, _desk: row.team, width=16, optional=True),
)  # fmt: skip


class SuggestionsPage(Page):
    """A list of suggestions, kind by kind, the strongest first."""

    cares_about: ClassVar[Changes] = (
        Changes.POSTS | Changes.PEOPLE | Changes.MATCHES | Changes.TAGS | Changes.SETTINGS | Changes.CONSENT
    )
    shortcuts: ClassVar[tuple[Shortcut, ...]] = (
        Shortcut("Ctrl+F", text("Search the suggestions")),
        Shortcut("A", text("Make the suggested person a candidate")),
        Shortcut("J", text("Next suggestion")),
        Shortcut("K", text("Previous suggestion")),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, text("Suggestions"), text("Whom to look at first, and why. A suggestion is a hint, never a verdict.")
        )
        self._found: Suggested | None = None
        self._rows: dict[int, _Row] = {}
        self._place = 0
        self.add_action(button(desk, text("Weights …"), self.ask_weights, icon="settings"))
        self.bar = FilterBar(desk, text("Search names and teams"))
        self._kind = self.bar.add_choice(text("Suggested as"))
        self._kind.set_options([(kind.value, explain_kind(kind)) for kind in SuggestionKind])
        self._period = self.bar.add_choice(text("Period"), many=False)
        self._period.set_options([(key, PERIODS[key]) for key in _OFFERED])
        self._period.changed.connect(self.refresh)
        self.bar.changed.connect(self._list)
        self._share = label(desk, role="muted", wrap=True)
        self.model: IdsModel[_Row] = IdsModel(desk, COLUMNS, self._fetch, lambda row: row.number)
        self.table = IdTable(desk, self.model, "suggestions", text("Suggestions"))
        self.table.setSelectionMode(IdTable.SelectionMode.SingleSelection)
        self.table.current_changed.connect(self._show_suggestion)
        self.panel = SuggestionPanel(desk, self.accept)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self._share)
        column.addWidget(self.bar)
        column.addWidget(Split(desk, "suggestions", (self.table, self.panel), (5, 3)), 1)
        for key, work in {"A": self.accept, "J": partial(self._step, 1), "K": partial(self._step, -1)}.items():
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(work)

    # --- loading

    def refresh(self) -> None:
        """Ask who is suggested for the period."""
        workspace, months = self.desk.workspace, self._period.value()

        def work(_progress: Progress) -> Suggested:
            span = browse_posts.span(workspace)
            if months is None or span is None:
                return suggest_influencers(workspace)
            first: date = months_before(span[1], int(str(months).removeprefix("months-")))
            return suggest_influencers(workspace, first, span[1])

        self.desk.jobs.read("suggestions", work, self._show)

    def _show(self, found: Suggested) -> None:
        self._found = found
        self.desk.say(self._share, self._share_words(found))
        if not found.suggestions and self._period.value() is None:
            self.show_empty(self._empty())
            return
        self.show_body()
        self._rows = {place: _Row(place, found, one) for place, one in enumerate(found.suggestions)}
        self._list()

    def _share_words(self, found: Suggested) -> Text:
        share, cells = found.unprompted.share, self.desk.cells
        if share is None:
            return text("Say under “Weights …” how posts call your company, to measure who writes about it unprompted.")
        return text(
            "{share} write about us unprompted ({posters} of {people}, between {low} and {high}); elsewhere it is"
            " about {line}.",
            share=cells.share(share),
            posters=found.unprompted.posters,
            people=found.unprompted.people,
            low=cells.share(found.unprompted.low),
            high=cells.share(found.unprompted.high),
            line=cells.share(UNPROMPTED_LINE, 0),
        )

    def _empty(self) -> EmptyState:
        return EmptyState(
            self.desk,
            "sparkle",
            text("Nobody is suggested yet"),
            text("Suggestions need posts of colleagues whose accounts are matched, over four weeks or more."),
            (text("Match accounts"), partial(self.desk.navigate, "people", tab="accounts")),
        )

    def _list(self) -> None:
        import numpy as np  # noqa: PLC0415 - loads after the first paint

        words, kinds = self.bar.words().casefold(), self._kind.values()
        shown = [
            row.number
            for row in self._rows.values()
            if words in f"{row.name} {row.team}".casefold() and (not kinds or row.suggestion.kind.value in kinds)
        ]
        self.model.set_ids(np.array(shown, dtype=np.int64))
        self.bar.show_found(plural("{count} suggestion", "{count} suggestions", len(shown)))
        self.panel.setVisible(bool(shown))
        self.table.go_to_row(self._place)

    def _fetch(self, ids: Ids) -> tuple[_Row, ...]:
        return tuple(self._rows[one] for one in ids.tolist() if one in self._rows)

    def _show_suggestion(self, number: int | None) -> None:
        row = None if number is None else self._rows.get(number)
        if row is not None and self._found is not None:
            self._place = max(0, self.table.currentIndex().row())
            self.panel.show_suggestion(self._found, row.suggestion)

    # --- what the person does

    def _step(self, by: int) -> None:
        self.table.go_to_row(self.table.currentIndex().row() + by)

    def _actor(self) -> str:
        return self.desk.settings.reviewer or getpass.getuser()

    def accept(self) -> None:
        """Tag the suggested person as a candidate, with the reasons and posts; the next one moves up."""
        number, found = self.table.current_id(), self._found
        if number is None or found is None:
            return
        row, workspace = self._rows[number], self.desk.workspace
        person, language, by = row.suggestion.person, self.desk.language, self._actor()

        def work(_progress: Progress) -> Outcome[Tagged]:
            return accept_suggestion(workspace, found, person, language, by=by)

        said = text("{name} is now a candidate; the tag names the posts.", name=row.name)
        undo = partial(self._take_back, person, by)
        self.desk.write(None, work, done=lambda _tagged: self.desk.announce(said, undo=undo))

    def _take_back(self, person: int, by: str) -> None:
        workspace = self.desk.workspace

        def work(_progress: Progress) -> Outcome[dict[int, Tag]]:
            return tag_person.untag(workspace, [person], CANDIDATE, by=by)

        self.desk.write(None, work)

    def ask_weights(self) -> None:
        """Ask for the weights of the score and the names of the company."""
        dialog = WeightsDialog(self.desk, score_settings_of(self.desk.workspace), self)
        dialog.given.connect(self._set_weights)
        dialog.open()

    def _set_weights(self, wanted: ScoreSettings) -> None:
        workspace, by, at = self.desk.workspace, self._actor(), self.desk.now()

        def put(chosen: ScoreSettings) -> Outcome[ScoreSettings]:
            return set_score_settings(workspace, weights=chosen.weights, employer=chosen.employer, by=by, at=at)

        def done(before: ScoreSettings) -> None:
            undo = partial(self.desk.write, None, lambda _progress: put(before))
            self.desk.announce(text("The score now uses these weights."), undo=undo)

        self.desk.write(None, lambda _progress: put(wanted), done=done)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard, so that the keys of the page work without a click."""
        super().showEvent(event)
        self.table.setFocus()

    def focus_search(self) -> None:
        """Put the keyboard into the search field."""
        self.bar.search.setFocus()
        self.bar.search.selectAll()
