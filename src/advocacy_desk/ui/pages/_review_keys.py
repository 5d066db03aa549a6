"""Every key of the review, and the menu of what else can be done with a case."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut

from advocacy_desk.domain.review import Case, Verdict
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from advocacy_desk.ui.pages.review import ReviewPage

VERDICT_KEYS = {
    "A": (Verdict.APPROVE, text("Approve")),
    "C": (Verdict.REQUEST_CHANGES, text("Request changes")),
    "R": (Verdict.REJECT, text("Reject")),
    "E": (Verdict.ESCALATE, text("Escalate")),
}
OTHER_KEYS = {
    "N": text("Approve with a note"),
    "1": text("Dismiss the first finding, 2 the second, up to 9"),
    "B": text("The verdict is meant for all cases with the same text"),
    "M": text("Work on it: keep others from deciding, or let it go"),
    "S": text("Say whose task it is"),
    "T": text("Message to the author"),
    "W": text("Enter the author’s answer"),
    "P": text("Enter an appeal of the author"),
    "O": text("Show the author"),
}
FINDINGS_WITH_A_KEY = 9


def build_keys(page: ReviewPage) -> None:
    """Give the page its keys, and its menu the actions that have one."""
    verdict = page.verdict
    keys: dict[str, Callable[[], object]] = {
        "J": partial(page.step, 1),
        "K": partial(page.step, -1),
        "U": page.decisions.undo,
        "Ctrl+Z": page.decisions.undo,
        "N": partial(verdict.ask, Verdict.APPROVE, with_note=True),
        "B": verdict.alike.toggle,
        "V": page.ask_view,
    }
    keys |= {str(number + 1): partial(verdict.ask_dismissal, number) for number in range(FINDINGS_WITH_A_KEY)}
    keys |= {key: partial(verdict.ask, one) for key, (one, _words) in VERDICT_KEYS.items()}
    for key, work in _actions(page).items():
        keys[key] = partial(_with_case, page, work)
        action = QAction(page.post.more)
        page.desk.say(action, text("{verdict} ({key})", verdict=OTHER_KEYS[key], key=key))
        action.triggered.connect(keys[key])
        page.post.more.menu().addAction(action)
    for key, work_now in keys.items():
        shortcut = QShortcut(QKeySequence(key), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(work_now)


def _actions(page: ReviewPage) -> dict[str, Callable[[Case], object]]:
    """Return what can be done with a case besides deciding it, by key."""
    do = page.case_actions
    return {
        "M": do.claim,
        "S": do.assign,
        "T": do.message,
        "W": partial(do.hear, Verdict.ANSWER),
        "P": partial(do.hear, Verdict.APPEAL),
        "O": do.open_author,
    }


def _with_case(page: ReviewPage, work: Callable[[Case], object], *_checked: bool) -> None:
    case = page.shown_case()
    if case is not None and page.verdict.has_name():
        work(case)
