"""Saved views of the review queue: loaded, named and kept in the workspace."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from advocacy_desk.i18n import text
from advocacy_desk.ui.widgets.words_dialog import NameDialog
from advocacy_desk.usecases import review_settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from advocacy_desk.domain.changes import Outcome
    from advocacy_desk.domain.review import CaseFilter
    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk


class SavedViews(QObject):
    """Emits ``loaded({name: CaseFilter})``."""

    loaded = Signal(object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page

    def load(self) -> None:
        """Read the saved views."""
        workspace = self._desk.workspace
        self._desk.jobs.read("review/views", lambda _progress: review_settings.views(workspace), self.loaded.emit)

    def ask_name(self, wanted: CaseFilter) -> None:
        """Ask under which name the filters are kept; a known name is replaced."""
        workspace = self._desk.workspace
        known = list(review_settings.views(workspace))
        words = text("The filters are kept under this name for everybody who opens this workspace.")
        dialog = NameDialog(self._desk, text("Save view"), words, known, self._page)
        dialog.given.connect(partial(self._save, wanted))
        dialog.open()

    def _save(self, wanted: CaseFilter, name: str) -> None:
        workspace, by = self._desk.workspace, self._desk.settings.reviewer

        def work(_progress: Progress) -> Outcome[None]:
            return review_settings.save_view(workspace, name, wanted, by=by)

        self._desk.write(None, work, done=lambda _none: self._on_saved(name))

    def _on_saved(self, name: str) -> None:
        self._desk.announce(text("View “{name}” saved.", name=name))
        self.load()
