"""A list with its details at the right: a splitter that remembers itself and closes the details on Escape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QSplitter, QWidget

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk


class Split(QSplitter):
    """Panes side by side (or one above the other); ``key`` names it for its remembered position.

    ``shares`` are the first proportions of the panes.
    """

    def __init__(
        self,
        desk: Desk,
        key: str,
        panes: tuple[QWidget, ...],
        shares: tuple[int, ...],
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
    ) -> None:
        super().__init__(orientation)
        self._desk = desk
        self._key = f"split/{key}"
        self.setChildrenCollapsible(False)
        for number, pane in enumerate(panes):
            self.addWidget(pane)
            self.setStretchFactor(number, shares[number])
        self.setSizes([share * 100 for share in shares])
        kept = desk.recall(self._key)
        if kept is not None:
            self.restoreState(QByteArray.fromBase64(kept.encode()))
            self.setOrientation(orientation)
        self.splitterMoved.connect(self._keep)

    def _keep(self) -> None:
        self._desk.remember(self._key, bytes(self.saveState().toBase64().data()).decode())
