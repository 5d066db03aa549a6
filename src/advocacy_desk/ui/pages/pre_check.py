"""The pre-check: a draft, or the posts of a campaign, looked at by the rules while one types. Nothing is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QTextEdit, QVBoxLayout

from advocacy_desk.domain.changes import Changes
from advocacy_desk.i18n import Text, text, text_in
from advocacy_desk.ui.names import NETWORKS
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.draft_findings import DraftFindings
from advocacy_desk.ui.widgets.filter_bar import Choice
from advocacy_desk.ui.widgets.flow import Flow
from advocacy_desk.ui.widgets.page import Page, Shortcut
from advocacy_desk.ui.widgets.passages import PassageView, to_utf16
from advocacy_desk.ui.widgets.pieces import Card, button, label
from advocacy_desk.ui.widgets.split import Split
from advocacy_desk.usecases import list_rules
from advocacy_desk.usecases.pre_check import Draft, pre_check

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from advocacy_desk.domain.findings import Span
    from advocacy_desk.policy import Policy
    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.usecases.pre_check import PreCheck

PAUSE_MS = 30
AUTHORS: dict[str, tuple[Text, Mapping[str, str]]] = {
    "company": (text("The company’s own account"), {"account": "corporate"}),
    "spokesperson": (text("Spokesperson"), {"role": "spokesperson"}),
    "press": (text("Press office"), {"role": "press"}),
    "investor": (text("Investor relations"), {"role": "investor relations"}),
    "service": (text("Customer service"), {"role": "customer service"}),
    "management": (text_in("role", "Management"), {"role": "management"}),
}
COUNTRIES: dict[str, Text] = {
    "Germany": text("Germany"),
    "United Kingdom": text("United Kingdom"),
    "United States": text("United States"),
}
LANGUAGES = (("de", text("German")), ("en", text("English")))


class PreCheckPage(Page):
    """A field for the draft at the left, what the rules say at the right."""

    cares_about: ClassVar[Changes] = Changes.RULES
    shortcuts: ClassVar[tuple[Shortcut, ...]] = (
        Shortcut("Ctrl+F", text("Go to the draft")),
        Shortcut("F8", text("Show the next passage")),
    )

    def __init__(self, desk: Desk) -> None:
        lead = text("What the rules would say about a text before it is posted. Nothing that you type here is kept.")
        super().__init__(desk, text("Pre-check"), lead)
        self._policy: Policy | None = None
        self._looked_at = ""
        self._passages: list[tuple[int, int]] = []
        self.network, self.language, self.country, self.author = self._choices()
        self.field = self._build_field()
        self.clear = button(desk, text("Clear"), self._clear, icon="close")
        self.findings = DraftFindings(desk)
        self.findings.wanted.connect(self._show_passage)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self._lay_out()
        QShortcut(QKeySequence("F8"), self, self._next_passage)
        self.setFocusProxy(self.field)

    def _choices(self) -> tuple[Choice, Choice, Choice, Choice]:
        return (
            self._choice(text("Network"), list(NETWORKS.items())),
            self._choice(text("Language"), LANGUAGES),
            self._choice(text("Country of the author"), list(COUNTRIES.items())),
            self._choice(text("Who posts"), [(key, words) for key, (words, _facts) in AUTHORS.items()]),
        )

    def _choice(self, name: Text, options: Sequence[tuple[str, Text | str]]) -> Choice:
        made = Choice(self.desk, name, many=False)
        made.set_options(options)
        made.changed.connect(self.look)
        return made

    def _build_field(self) -> PassageView:
        field = PassageView(self.desk, text("Draft"))
        field.setReadOnly(False)
        field.setProperty("role", "field")
        field.setAcceptRichText(False)
        field.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        self.desk.say(field, text("Type or paste what is to be posted …"), "setPlaceholderText")
        field.textChanged.connect(self._on_typing)
        return field

    def _lay_out(self) -> None:
        row = Flow()
        for part in (self.network, self.language, self.country, self.author, self.clear):
            row.addWidget(part)
        left = Card(self.desk)
        left.column.addLayout(row)
        left.column.addWidget(self.field, 1)
        several = text("Several posts, such as those of a campaign: put a line with --- between them.")
        left.column.addWidget(label(self.desk, several, "caption", wrap=True))
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(Split(self.desk, "pre_check", (left, self.findings), (55, 45)), 1)

    # --- what is asked and answered

    def refresh(self) -> None:
        """Take the rules in force."""
        workspace = self.desk.workspace
        self.desk.jobs.read("pre_check/rules", lambda _progress: list_rules.policy(workspace), self._use)
        self.field.setFocus()

    def _use(self, policy: Policy) -> None:
        self._policy = policy
        self.look()

    def _on_typing(self) -> None:
        if self.field.toPlainText() != self._looked_at:
            self._pause.start()

    def look(self) -> None:
        """Ask the rules, beside the window's thread; a question that is overtaken is not answered."""
        if self._policy is None:
            return
        self._looked_at = self.field.toPlainText()
        draft = Draft(
            words=self._looked_at,
            posted=self.desk.now().date(),
            network=_said(self.network),
            language=_said(self.language),
            author=self._author(),
        )
        self.desk.jobs.read("pre_check/look", partial(_check, self._policy, draft), self._show)

    def _author(self) -> dict[str, str]:
        who, country = _said(self.author), _said(self.country)
        return {**(AUTHORS[who][1] if who else {}), **({"location": country} if country else {})}

    def _show(self, said: PreCheck) -> None:
        if self.field.toPlainText() != self._looked_at:
            return
        marks = [(span, one.explained.finding.severity) for one in said.findings for span in one.spans]
        self.field.mark(self._looked_at, marks)
        self._passages = sorted(set(to_utf16(self._looked_at, [span for span, _severity in marks])))
        self.findings.show_findings(said)

    # --- what the person does

    def _clear(self) -> None:
        cursor = self.field.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()  # unlike clear(), it can be undone
        self.field.setFocus()

    def _show_passage(self, span: Span) -> None:
        ((start, end),) = to_utf16(self._looked_at, [span])
        self._select(start, end)

    def _next_passage(self) -> None:
        if not self._passages:
            return
        after = self.field.textCursor().selectionEnd()
        self._select(*next((one for one in self._passages if one[0] >= after), self._passages[0]))

    def _select(self, start: int, end: int) -> None:
        cursor = self.field.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.field.setTextCursor(cursor)
        self.field.ensureCursorVisible()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_search(self) -> None:
        """Put the keyboard into the draft."""
        self.field.setFocus()


def _said(choice: Choice) -> str | None:
    value = choice.value()
    return None if value is None else str(value)


def _check(under: Policy, draft: Draft, progress: Progress) -> PreCheck:
    return pre_check(under, draft, progress)
