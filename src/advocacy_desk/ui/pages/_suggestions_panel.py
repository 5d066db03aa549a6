"""Beside the list of suggestions: why somebody is suggested, and the posts that are the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advocacy_desk.domain.posts import PostRow
from advocacy_desk.i18n import literal, plural, text
from advocacy_desk.ui.models.ids import Column, IdsModel
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.id_table import IdTable
from advocacy_desk.ui.widgets.pieces import button, clear, label
from advocacy_desk.usecases import browse_posts
from advocacy_desk.usecases.suggest_influencers import explain_clue, explain_kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.models.ids import Ids
    from advocacy_desk.usecases.suggest_influencers import Suggested, Suggestion

_COLUMNS: tuple[Column[PostRow], ...] = (
    Column(key="published", title=text("Date"), cell=lambda row, desk: desk.cells.day(row.published_at), width=11),
    Column(key="account", title=text("Author"), cell=lambda row, _desk: row.employee or row.account, width=15,
           optional=True),
    Column(key="text", title=text("Text"), cell=lambda row, _desk: row.excerpt, hint=lambda row, _desk: row.excerpt,
           stretch=True),
)  # fmt: skip


class SuggestionPanel(QWidget):
    """``show_suggestion(found, suggestion)``; ``accept`` is what its button does."""

    def __init__(self, desk: Desk, accept: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self._person: int | None = None
        self._title = label(desk, role="section", wrap=True)
        self._team = label(desk, role="muted", wrap=True)
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(GRID // 2)
        self._count = label(desk, role="caption", wrap=True)
        self.model: IdsModel[PostRow] = IdsModel(desk, _COLUMNS, self._fetch, lambda row: row.id)
        self.posts = IdTable(desk, self.model, "suggestion-posts", text("Posts that are the evidence"))
        self.posts.setSelectionMode(IdTable.SelectionMode.SingleSelection)
        self.posts.opened.connect(lambda post: desk.navigate("content", post=post))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(button(desk, text("Accept (A)"), accept, icon="check", primary=True))
        row.addWidget(button(desk, text("Open the person"), self._open, icon="people"))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self._title, self._team):
            column.addWidget(part)
        column.addLayout(self._reasons)
        column.addLayout(row)
        column.addWidget(self._count)
        column.addWidget(self.posts, 1)

    def _fetch(self, ids: Ids) -> tuple[PostRow, ...]:
        return browse_posts.post_rows(self._desk.workspace, ids.tolist())

    def _open(self) -> None:
        if self._person is not None:
            self._desk.navigate("people", employee=self._person)

    def show_suggestion(self, found: Suggested, suggestion: Suggestion) -> None:
        """Say every reason for which the person is suggested, and list the posts of this one."""
        import numpy as np  # noqa: PLC0415 - loads after the first paint

        self._person = suggestion.person
        self._desk.say(self._title, literal(found.names[suggestion.person][1]))
        self._desk.say(self._team, literal(found.teams.get(suggestion.person) or ""))
        clear(self._reasons)
        for one in found.of(suggestion.person):
            clues = ", ".join(self._desk.of(explain_clue(clue)) for clue in one.clues)
            said = text("{kind}: {clues}", kind=explain_kind(one.kind), clues=clues)
            self._reasons.addWidget(label(self._desk, said, wrap=True))
        self._desk.say(
            self._count, plural("{count} post as evidence", "{count} posts as evidence", len(suggestion.posts))
        )
        self.model.set_ids(np.array(suggestion.posts, dtype=np.int64))
