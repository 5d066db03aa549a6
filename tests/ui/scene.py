"""A window on a small company with three cases and an unmatched account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from advocacy_desk.usecases import list_rules
from tests.builders import a_post, a_table, imported
from tests.review_scene import a_directory, checked, everybody_agrees, people_imported

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from advocacy_desk.store import Workspace

PROMISE = "😀 Sichere Rendite, garantiert!"  # critical, and two people decide
CHEAP = "😀 Polaris Cloud ist konkurrenzlos günstig!"  # minor, and one person is enough
KIM = {"Personalnummer": "7", "Name": "Kim Muster", "Abteilung": "Vertrieb", "LinkedIn": "kim-nordlicht"}
BO = {"Personalnummer": "8", "Name": "Bo Lind", "Abteilung": "Betrieb"}


def fill(workspace: Workspace, folder: Path, words: str = PROMISE) -> None:
    """Import two people and six posts, in three of which the shipped rules find something, and check them."""
    people_imported(workspace, a_directory(folder / "people.csv", KIM, BO))
    everybody_agrees(workspace)
    records = [a_post(number, text=f"{words} ({number})") for number in (1, 2, 3)]
    records += [a_post(4), a_post(5, author_handle="bo.lind"), a_post(6, author_handle="stranger99")]
    imported(workspace, a_table(folder / "posts.csv", *records))
    checked(workspace, list_rules.policy())


def press(widget: QWidget, keys: str) -> None:
    """Press letter keys one after the other, as a person would; capitals hold Shift."""
    for letter in keys:
        QTest.keyClick(widget, getattr(Qt.Key, f"Key_{letter.upper()}"))
