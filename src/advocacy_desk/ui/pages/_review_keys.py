"""Every key of the review, and the menu of what else can be done with a case."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut

from advocacy_desk.domain.review import Case, Verdict
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.pages._review_actions import CaseActions
    from advocacy_desk.ui.pages._review_decisions import Decisions
    from advocacy_desk.ui.widgets.case_post import CasePost
    from advocacy_desk.ui.widgets.case_verdict import CaseVerdict

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """What the keys work on; ``shown_case`` returns None where no case is open."""

    verdict: CaseVerdict
    decisions: Decisions
    post: CasePost
    actions: CaseActions
    step: Callable[[int], object]
    ask_view: Callable[[], object]
    shown_case: Callable[[], Case | None]


def build_keys(desk: Desk, page: QWidget, on: Keyed) -> None:
    """Give a page its keys, and its menu the actions that have one."""
    verdict = on.verdict
    keys: dict[str, Callable[[], object]] = {
        "J": partial(on.step, 1),
        "K": partial(on.step, -1),
        "U": on.decisions.undo,
        "Ctrl+Z": on.decisions.undo,
        "N": partial(verdict.ask, Verdict.APPROVE, with_note=True),
        "B": verdict.alike.toggle,
        "V": on.ask_view,
    }
    keys |= {str(number + 1): partial(verdict.ask_dismissal, number) for number in range(FINDINGS_WITH_A_KEY)}
    keys |= {key: partial(verdict.ask, one) for key, (one, _words) in VERDICT_KEYS.items()}
    for key, work in _actions(on.actions).items():
        keys[key] = partial(_with_case, on, work)
        action = QAction(on.post.more)
        desk.say(action, text("{verdict} ({key})", verdict=OTHER_KEYS[key], key=key))
        action.triggered.connect(keys[key])
        on.post.more.menu().addAction(action)
    for key, work_now in keys.items():
        shortcut = QShortcut(QKeySequence(key), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(work_now)


def _actions(do: CaseActions) -> dict[str, Callable[[Case], object]]:
    """Return what can be done with a case besides deciding it, by key."""
    return {
        "M": do.claim,
        "S": do.assign,
        "T": do.message,
        "W": partial(do.hear, Verdict.ANSWER),
        "P": partial(do.hear, Verdict.APPEAL),
        "O": do.open_author,
    }


def _with_case(on: Keyed, work: Callable[[Case], object], *_checked: bool) -> None:
    case = on.shown_case()
    if case is not None and on.verdict.has_name():
        work(case)
