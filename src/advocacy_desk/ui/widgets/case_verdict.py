"""The findings of a case, each with what, why and a better wording, and below them the note and the verdicts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from advocacy_desk.domain.findings import ExplainedFinding
from advocacy_desk.domain.review import CLOSED, NEEDS_NOTE, Case, CaseState, Verdict
from advocacy_desk.i18n import Text, literal, plural, text
from advocacy_desk.ui.names import SEVERITIES
from advocacy_desk.ui.review_names import VERDICTS
from advocacy_desk.ui.style.theme import GRID, Tone
from advocacy_desk.ui.widgets.flow import Flow
from advocacy_desk.ui.widgets.pieces import Badge, Card, button, clear, label, scrolled

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk

NOTE_LINES = 3
_KEYS = {Verdict.APPROVE: "A", Verdict.REQUEST_CHANGES: "C", Verdict.REJECT: "R", Verdict.ESCALATE: "E"}
_ICONS = {
    Verdict.APPROVE: "check",
    Verdict.REQUEST_CHANGES: "edit",
    Verdict.REJECT: "close",
    Verdict.ESCALATE: "escalate",
}


def _first_hint(case: Case | None) -> Text:
    if case is not None and case.blind:
        return text("Second opinion: you do not see what was decided, and the case stays as it is.")
    if case is not None and case.state is CaseState.AWAITING_SECOND:
        return text("Somebody has decided; it takes effect when a second person says the same.")
    if case is not None and case.needs_second:
        return text("Approval and rejection need a second person here. Note for the author:")
    return text("Note for the author")


class NoteField(QPlainTextEdit):
    """A few lines for the author. Ctrl+Enter sends the verdict that waits, Escape leaves the field."""

    sent = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Ctrl+Enter and Escape."""
        if (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class NameField(QLineEdit):
    """The reviewer's name. Enter goes on with the verdict that waits, Escape leaves the field."""

    sent = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and Escape."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class CaseVerdict(Card):
    """Emits ``decided(verdict, note)`` once a verdict has all it needs, ``undo_asked()``, and ``left()`` on Escape.

    ``dismissed(rule id, reason)`` is about one finding. ``alike`` says whether a verdict is meant for every waiting
    case with the same text.
    """

    decided = Signal(object, str)
    dismissed = Signal(str, str)
    undo_asked = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._case: Case | None = None
        self._waiting: Callable[[], None] | None = None
        self._findings = QVBoxLayout()
        self._findings.setSpacing(GRID)
        inner = QWidget()
        inner_column = QVBoxLayout(inner)
        inner_column.setContentsMargins(0, 0, GRID, 0)
        inner_column.addLayout(self._findings)
        inner_column.addStretch(1)
        self.column.addWidget(scrolled(inner), 1)
        self._bottom = QWidget()
        bottom = QVBoxLayout(self._bottom)
        bottom.setContentsMargins(0, 0, 0, 0)
        bottom.setSpacing(GRID)
        self._build_note(bottom)
        self.alike = QCheckBox()
        bottom.addWidget(self.alike)
        self._buttons = self._build_buttons(bottom)
        self._undo = button(desk, text("Take the decision back (U)"), self.undo_asked.emit, icon="undo")
        bottom.addWidget(self._undo)
        self.column.addWidget(self._bottom)
        self.show_case(None)

    def _build_note(self, column: QVBoxLayout) -> None:
        self.name = NameField()
        self._desk.say(self.name, text("Your name, kept with every decision"), "setPlaceholderText")
        self._desk.say(self.name, text("Your name"), "setAccessibleName")
        self.name.editingFinished.connect(self._keep_name)
        self.name.sent.connect(self._send_waiting)
        self.name.left.connect(self.left)
        column.addWidget(self.name)
        self._hint = label(self._desk, text("Note for the author"), "muted", wrap=True)
        column.addWidget(self._hint)
        self.note = NoteField()
        self.note.setFixedHeight(NOTE_LINES * self.fontMetrics().lineSpacing() + 2 * GRID)
        self.note.setTabChangesFocus(True)
        self._desk.say(self.note, text("What should the author do next?"), "setPlaceholderText")
        self._desk.say(self.note, text("Note for the author"), "setAccessibleName")
        self.note.sent.connect(self._send_waiting)
        self.note.left.connect(self.left)
        column.addWidget(self.note)
        self._suggest = button(self._desk, text("Insert the better wording"), self._insert, quiet=True)
        column.addWidget(self._suggest, 0, Qt.AlignmentFlag.AlignLeft)

    def _build_buttons(self, column: QVBoxLayout) -> dict[Verdict, QPushButton]:
        row = Flow()  # the longer language at the largest size has no room for two beside each other
        made: dict[Verdict, QPushButton] = {}
        for verdict, key in _KEYS.items():
            words = text("{verdict} ({key})", verdict=VERDICTS[verdict], key=key)
            primary = verdict is Verdict.APPROVE
            made[verdict] = button(self._desk, words, partial(self.ask, verdict), icon=_ICONS[verdict], primary=primary)
            row.addWidget(made[verdict])
        column.addLayout(row)
        return made

    # --- what it shows

    def show_case(self, case: Case | None) -> None:
        """Show the findings of a case and the verdicts that its state allows."""
        self._case = case
        self._waiting = None
        self.note.setPlainText("")
        self._desk.say(self._hint, _first_hint(case))
        self.name.setVisible(not self._desk.settings.reviewer)
        clear(self._findings)
        self._bottom.setVisible(case is not None)
        if case is None:
            return
        closed = case.state in CLOSED
        for verdict, one in self._buttons.items():
            one.setVisible(not closed)
            one.setEnabled(not (verdict is Verdict.ESCALATE and case.state is CaseState.ESCALATED))
        for part in (self._hint, self.note):
            part.setVisible(not closed)
        self._suggest.setVisible(not closed and any(self._desk.of(one.suggestion) for one in case.findings))
        self._undo.setVisible((case.state is not CaseState.OPEN and bool(case.history)) or bool(case.dismissed))
        self.alike.setChecked(False)
        self.alike.setVisible(not closed and case.alike > 0)
        words = plural(
            "Also {count} case with the same text (B)", "Also {count} cases with the same text (B)", case.alike
        )
        self._desk.say(self.alike, words)
        if not case.findings:
            gone = text("The rules find nothing in the present text any more.")
            self._findings.addWidget(label(self._desk, gone, "muted", wrap=True))
        for number, found in enumerate(case.findings):
            if number:
                self._findings.addSpacing(GRID)
            self._add_finding(case, number, found)

    def _add_finding(self, case: Case, number: int, found: ExplainedFinding) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        gone = case.dismissed.get(found.finding.rule_id)
        row.addWidget(label(self._desk, found.title, "section", wrap=True), 1)
        badge = SEVERITIES[found.finding.severity] if gone is None else (text("Dismissed"), Tone.QUIET)
        row.addWidget(Badge(self._desk, *badge), 0, Qt.AlignmentFlag.AlignTop)
        self._findings.addLayout(row)
        if gone is not None:
            why = text("{who}: {reason}", who=gone.reviewer, reason=gone.note)
            self._findings.addWidget(label(self._desk, why, "muted", wrap=True))
            return
        self._findings.addWidget(label(self._desk, found.message, wrap=True))
        for heading, words in ((text("Why"), found.why), (text("Better wording"), found.suggestion)):
            if self._desk.of(words):
                self._findings.addWidget(label(self._desk, heading, "caption"))
                said = label(self._desk, words, wrap=True)
                said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._findings.addWidget(said)
        about = " · ".join([found.finding.rule_id, *found.references])
        self._findings.addWidget(label(self._desk, literal(about), "caption", wrap=True))
        if case.state not in CLOSED and not case.blind:
            words = text("Does not apply ({key})", key=str(number + 1))
            dismiss = button(self._desk, words, partial(self.ask_dismissal, number), quiet=True)
            self._findings.addWidget(dismiss, 0, Qt.AlignmentFlag.AlignLeft)

    # --- what the person does

    def ask(self, verdict: Verdict, *, with_note: bool = False) -> None:
        """Decide, or ask first for what the verdict still needs: a name, a note."""
        if self._case is None or not self._buttons[verdict].isVisibleTo(self) or not self._buttons[verdict].isEnabled():
            return
        needs = with_note or (verdict in NEEDS_NOTE and not self._case.blind)
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        missing = text("{verdict}: please add a note, then press {keys}.", verdict=VERDICTS[verdict], keys=keys)
        if self._has_all(partial(self.ask, verdict), missing if needs else None):
            self.decided.emit(verdict, self.note.toPlainText().strip())

    def ask_dismissal(self, number: int) -> None:
        """Dismiss one finding, counted from 0, or ask first for the reason."""
        case = self._case
        if case is None or case.state in CLOSED or case.blind or number >= len(case.findings):
            return
        rule_id = case.findings[number].finding.rule_id
        if rule_id in case.dismissed:
            return
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        missing = text("Why does it not apply? Please write it down, then press {keys}.", keys=keys)
        if self._has_all(partial(self.ask_dismissal, number), missing):
            self.dismissed.emit(rule_id, self.note.toPlainText().strip())

    def _has_all(self, again: Callable[[], None], missing_note: Text | None) -> bool:
        """Whether name and note are there; else ask for the first that is not, and go on with ``again`` from there."""
        self._waiting = again
        if not self.has_name():
            return False
        if missing_note is not None and not self.note.toPlainText().strip():
            self._need(missing_note, self.note)
            return False
        self._waiting = None
        return True

    def has_name(self) -> bool:
        """Whether it is known who works here; asks for the name otherwise."""
        self._keep_name()
        if not self._desk.settings.reviewer:
            self._need(text("Please enter your name first: a decision is kept with its reviewer."), self.name)
        return bool(self._desk.settings.reviewer)

    def _need(self, words: Text, field: QWidget) -> None:
        self._desk.say(self._hint, words)
        field.setVisible(True)
        field.setFocus()

    def _send_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting()
        else:
            self.left.emit()

    def _keep_name(self) -> None:
        name = " ".join(self.name.text().split())
        if name and name != self._desk.settings.reviewer and self.name.isVisibleTo(self):
            self._desk.update_settings(reviewer=name)

    def _insert(self) -> None:
        """Put the rules' better wordings into the note, to be edited."""
        if self._case is not None:
            words = [self._desk.of(one.suggestion) for one in self._case.findings]
            said = [self.note.toPlainText().strip(), *(one for one in words if one)]
            self.note.setPlainText("\n".join(part for part in said if part))
            self.note.setFocus()
