"""PySide6 6.12.0 on Python 3.11 loses a reference to True with every signal, until the process aborts."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal

EMISSIONS = 200


class _Bell(QObject):
    rang = Signal()


def test_a_signal_loses_no_reference_to_true() -> None:
    bell = _Bell()
    before = sys.getrefcount(True)
    for _ in range(EMISSIONS):
        bell.rang.emit()
    assert abs(sys.getrefcount(True) - before) < EMISSIONS // 2
