"""Opens an address only after showing where it really leads."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from advocacy_desk.i18n import literal, text

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk


def real_domain(address: str) -> str | None:
    """Return the host that a web address leads to, as the browser would ask for it (punycode, no user name).

    None for what is no web address: ``javascript:``, ``file:``, nonsense.
    """
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return None


class LinkQuestion(QMessageBox):
    """Asks before an address is opened in the browser."""

    def __init__(self, desk: Desk, address: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._address = address
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setTextFormat(Qt.TextFormat.PlainText)
        desk.say(self, text("Open in the browser?"), "setWindowTitle")
        domain = real_domain(address)
        cancel = self.addButton(QMessageBox.StandardButton.Cancel)
        desk.say(cancel, text("Cancel"))
        if domain is None:
            desk.say(self, text("This is not a web address, so it is not opened."))
        else:
            desk.say(self, text("This leads to {domain}.", domain=domain))
            go = QPushButton()
            desk.say(go, text("Open {domain}", domain=domain))
            self.addButton(go, QMessageBox.ButtonRole.AcceptRole)
            go.clicked.connect(self._go)
        desk.say(self, literal(address), "setInformativeText")
        self.setDefaultButton(cancel)

    def _go(self) -> None:
        QDesktopServices.openUrl(QUrl(self._address.strip()))
