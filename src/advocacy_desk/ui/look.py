"""Puts theme, text size and Qt's own translations onto the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator

from advocacy_desk import resources
from advocacy_desk.ui.style.sheet import sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from advocacy_desk.ui.desk import Desk


class Look(QObject):
    """Follows the desk: palette, style sheet and font after a theme change, Qt's dialogs after a language change."""

    def __init__(self, application: QApplication, desk: Desk) -> None:
        super().__init__(desk)
        self._application = application
        self._desk = desk
        self._plain_size = application.property("plainSize") or application.font().pointSizeF()
        application.setProperty("plainSize", self._plain_size)
        self._translator = QTranslator(self)
        self._wearing: tuple[str, int] | None = None
        application.setStyle("Fusion")
        self._dress()
        self._translate()
        desk.theme_changed.connect(self._dress)
        desk.language_changed.connect(self._translate)
        application.styleHints().colorSchemeChanged.connect(self._on_system)

    def _dress(self) -> None:
        theme, size = self._desk.theme, self._desk.settings.text_size
        if self._wearing == (theme.name, size):
            return
        self._wearing = (theme.name, size)
        points = float(self._plain_size) * size / 100
        # Taking the old sheet off first is more than twice as fast as replacing it: 0.14 s with all screens open.
        self._application.setStyleSheet("")
        font = self._application.font()
        font.setPointSizeF(points)
        self._application.setFont(font)
        self._application.setPalette(theme.palette())
        chevron, tick = (
            (resources.folder("style") / f"{one}-{theme.name}.svg").as_posix() for one in ("chevron", "tick")
        )
        self._application.setStyleSheet(sheet(theme, points, chevron=chevron, tick=tick))

    def _translate(self) -> None:
        self._application.removeTranslator(self._translator)
        where = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._desk.language.code != "en" and self._translator.load(
            QLocale(self._desk.language.code), "qtbase", "_", where
        ):
            self._application.installTranslator(self._translator)

    def _on_system(self) -> None:
        if self._desk.settings.theme == "system":
            self._desk.refresh_theme()
