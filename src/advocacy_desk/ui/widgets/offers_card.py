"""What is new in the watched folder, offered and never imported by itself."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout

from advocacy_desk.domain.changes import Changes
from advocacy_desk.i18n import literal, plural, text
from advocacy_desk.ui.folder_watch import FolderWatch
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import Card, button, clear, label
from advocacy_desk.usecases import offer_files

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.usecases.offer_files import Hashes, Offer, Offers

SHOWN = 4  # the screen belongs to past imports


class OffersCard(Card):
    """Emits ``wanted([path])`` for a file that the person wants to look at."""

    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._hashes: Hashes = {}
        self._watch = FolderWatch(self)
        self._watch.stirred.connect(self.refresh)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        self.about = label(desk, role="muted", wrap=True)
        line.addWidget(self.about, 1)
        self.choose = button(desk, text("Watch a folder …"), self.choose_folder, quiet=True)
        self.stop = button(desk, text("Stop watching"), self.stop_watching, quiet=True)
        line.addWidget(self.choose)
        line.addWidget(self.stop)
        self.column.addLayout(line)
        self._list = QGridLayout()
        self._list.setHorizontalSpacing(2 * GRID)
        self._list.setColumnStretch(1, 1)
        self.column.addLayout(self._list)
        self.column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)

    @property
    def folder(self) -> Path | None:
        """The watched folder, None where there is none."""
        place = self._desk.settings.watched_folder
        return Path(place) if place else None

    def refresh(self) -> None:
        """Look into the folder again, beside the window."""
        folder = self.folder
        self._watch.watch(folder)
        self.stop.setVisible(folder is not None)
        self.choose.setVisible(folder is None)
        self._desk.say(self.about, literal(str(folder or "")), "setToolTip")
        if folder is None:
            self.show_offers(None)
            return
        workspace, hashes = self._desk.workspace, self._hashes
        self._desk.jobs.read(
            "offers", lambda progress: offer_files.offers(workspace, folder, hashes, progress), self.show_offers
        )

    def show_offers(self, found: Offers | None) -> None:
        """Show what is new; None: no folder is watched."""
        clear(self._list)
        offers = found.files if found is not None else ()
        if found is not None and found.unsettled:
            self._watch.look_again()
        folder = self.folder.name if self.folder is not None else ""
        about = text("A folder can be watched: what appears in it is offered here and never imported by itself.")
        if found is not None and offers:
            about = plural("{count} new file in {folder}", "{count} new files in {folder}", len(offers), folder=folder)
        elif found is not None:
            about = text("Nothing new in {folder}", folder=folder)
        self._desk.say(self.about, about)
        for row, offer in enumerate(offers[:SHOWN]):
            self._add(row, offer)

    def _add(self, row: int, offer: Offer) -> None:
        what = offer.label if not offer.more else text("{format} and more", format=offer.label)
        self._list.addWidget(label(self._desk, literal(offer.path.name)), row, 0)
        self._list.addWidget(label(self._desk, what, "muted"), row, 1)
        look = button(self._desk, text("Look at it …"), partial(self.wanted.emit, [offer.path]))
        self._list.addWidget(look, row, 2)
        refuse = button(self._desk, text("Not this one"), partial(self.decline, offer), quiet=True)
        self._list.addWidget(refuse, row, 3, Qt.AlignmentFlag.AlignRight)
        for widget, words in (
            (look, text("Look at {file}", file=offer.path.name)),
            (refuse, text("Do not offer {file} again", file=offer.path.name)),
        ):
            self._desk.say(widget, words, "setAccessibleName")

    def decline(self, offer: Offer) -> None:
        """Never offer this content again."""
        workspace = self._desk.workspace
        self._desk.write(
            None, lambda _progress: offer_files.decline(workspace, offer), done=lambda _nothing: self.refresh()
        )

    def taken(self, paths: list[Path]) -> None:
        """Remember which files of the folder were imported, in whatever way they came to it."""
        mine = [path for path in paths if path.parent == self.folder]
        workspace = self._desk.workspace
        if mine:
            self._desk.write(
                None, lambda _progress: offer_files.take(workspace, mine), done=lambda _nothing: self.refresh()
            )

    def choose_folder(self) -> None:
        """Ask which folder to watch."""
        title = self._desk.of(text("Watch a folder …"))
        name = QFileDialog.getExistingDirectory(self, title, str(self.folder or ""))
        if name:
            self._set(name)

    def stop_watching(self) -> None:
        """Watch nothing."""
        self._set("")

    def _set(self, folder: str) -> None:
        self._desk.update_settings(watched_folder=folder)
        self._desk.changed.emit(Changes.SETTINGS)
