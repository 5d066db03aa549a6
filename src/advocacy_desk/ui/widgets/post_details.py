"""One post in full: its text with marked findings, its metrics, and where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from advocacy_desk.domain.findings import ExplainedFinding
from advocacy_desk.domain.posts import Media, Post, why_joined
from advocacy_desk.i18n import Text, literal, text
from advocacy_desk.ui.cells import DASH
from advocacy_desk.ui.names import KINDS, MEDIA, METRICS, SEVERITIES, network_name
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.flow import Flow
from advocacy_desk.ui.widgets.links import LinkQuestion, real_domain
from advocacy_desk.ui.widgets.passages import PassageView
from advocacy_desk.ui.widgets.pieces import Badge, Card, FactList, clear, label, scrolled, tool_button

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk

METRIC_CHARACTERS = 11
TEXT_LINES = 12


class PostDetails(Card):
    """Shows one post; ``show_post(None)`` asks to choose one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._post: Post | None = None
        self.column.setContentsMargins(0, 0, 0, 0)
        self._hint = label(desk, text("Choose a post to read it here."), "muted", wrap=True)
        self._hint.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self.column.addWidget(self._hint)
        self._inner = QWidget()
        self._build()
        self._area = scrolled(self._inner)
        self.column.addWidget(self._area, 1)
        self.column.addStretch()
        self.show_post(None)

    def _build(self) -> None:
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        self._author = label(self._desk, role="section", wrap=True)
        self._byline = label(self._desk, role="muted", wrap=True)
        self._badges = QHBoxLayout()
        self._badges.setSpacing(GRID // 2)
        self._text = PassageView(self._desk, text("Text of the post"))
        self._text.fit_lines(TEXT_LINES)
        column.addLayout(self._build_head())
        column.addWidget(self._byline)
        column.addLayout(self._badges)
        column.addWidget(self._text)
        self._findings = QVBoxLayout()
        column.addLayout(self._findings)
        column.addWidget(label(self._desk, text("Metrics"), "section"))
        self._metrics = Flow(2 * GRID)
        column.addLayout(self._metrics)
        column.addWidget(label(self._desk, text("About the post"), "section"))
        self._facts = FactList(self._desk)
        column.addWidget(self._facts)
        column.addWidget(label(self._desk, text("Where it comes from"), "section"))
        self._origin = FactList(self._desk)
        column.addWidget(self._origin)
        column.addStretch(1)

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        row.addWidget(self._author, 1)
        self._open = tool_button(self._desk, text("Open the link …"), "link", self.open_link)
        row.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        copy = tool_button(self._desk, text("Copy the text"), "copy", self.copy_text)
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        return row

    # --- what it shows

    def show_post(self, post: Post | None, findings: Sequence[ExplainedFinding] = ()) -> None:
        """Show a post with its findings; None: nothing is chosen."""
        self._post = post
        self._area.setVisible(post is not None)
        self._hint.setVisible(post is None)
        if post is None:
            return
        self._show_head(post)
        marks = [(span, found.finding.severity) for found in findings for span in found.finding.spans]
        self._text.show_text(post.text, marks)
        self._open.setEnabled(post.url is not None)
        self._show_findings(findings)
        self._show_metrics(post)
        self._facts.set_facts(self._about(post))
        self._show_origin(post)

    def _show_head(self, post: Post) -> None:
        author = post.employee or post.account
        self._desk.say(self._author, literal(author) if author else text("Author unknown"))
        parts = [network_name(post.network), *((f"@{post.account}",) if post.account else ())]
        parts += [part for part in (post.team, self._desk.cells.moment(post.published_at)) if part]
        self._desk.say(self._byline, literal(" · ".join(parts)))
        clear(self._badges)
        self._badges.addWidget(Badge(self._desk, KINDS[post.kind]))
        if post.media is not Media.UNKNOWN:
            self._badges.addWidget(Badge(self._desk, MEDIA[post.media]))
        self._badges.addStretch(1)

    def _show_findings(self, findings: Sequence[ExplainedFinding]) -> None:
        clear(self._findings)
        if not findings:
            return
        self._findings.addWidget(label(self._desk, text("What to look at"), "section"))
        for found in findings:
            name, tone = SEVERITIES[found.finding.severity]
            row = QHBoxLayout()
            row.setSpacing(GRID)
            row.addWidget(Badge(self._desk, name, tone))
            row.addWidget(label(self._desk, found.title, wrap=True), 1)
            self._findings.addLayout(row)
            self._findings.addWidget(label(self._desk, found.message, "muted", wrap=True))

    def _show_metrics(self, post: Post) -> None:
        clear(self._metrics)
        for key, name in METRICS.items():
            value = getattr(post.metrics, key)
            figure = QLabel(self._desk.cells.number(value))
            figure.setProperty("role", "section")
            caption = label(self._desk, name, "caption")
            if value is None:
                for part in (figure, caption):
                    self._desk.say(part, _why_unknown(post), "setToolTip")
            cell = QWidget()
            cell.setMinimumWidth(METRIC_CHARACTERS * self.fontMetrics().averageCharWidth())
            inner = QVBoxLayout(cell)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(0)
            inner.addWidget(figure)
            inner.addWidget(caption)
            self._metrics.addWidget(cell)

    def _about(self, post: Post) -> list[tuple[Text, str] | tuple[Text, str, Text]]:
        return [
            (
                text("Language"),
                {"de": self._desk.of(text("German")), "en": self._desk.of(text("English"))}.get(
                    post.language or "", post.language or DASH
                ),
            ),
            (text("Hashtags"), " ".join(f"#{tag}" for tag in post.hashtags) or DASH),
            (text("Mentions"), " ".join(f"@{name}" for name in post.mentions) or DASH),
            (text("Links"), ", ".join(_domain(link) for link in post.links) or DASH, literal("\n".join(post.links))),
            (text("Address"), _domain(post.url), literal(post.url or "")),
        ]

    def _show_origin(self, post: Post) -> None:
        origin = post.origin
        self._origin.set_facts(
            [
                (text("File"), origin.file),
                (text("Record"), self._desk.cells.number(origin.record)),
                (text("Imported"), self._desk.cells.moment(origin.imported_at)),
                (
                    text("Fingerprint"),
                    origin.sha256[:16] + "…",
                    text("SHA-256 of the file: {hash}", hash=origin.sha256),
                ),
                *(
                    (
                        text("Other id"),
                        self._desk.of(
                            text("{id} in {file} ({why})", id=other.external_id, file=other.file, why=why_joined(other))
                        ),
                    )
                    for other in post.other_ids
                ),
            ]
        )

    # --- what it does

    def open_link(self) -> None:
        """Ask, showing the real domain, then open the post in the browser."""
        if self._post is not None and self._post.url is not None:
            LinkQuestion(self._desk, self._post.url, self).open()

    def copy_text(self) -> None:
        """Put the text of the post on the clipboard."""
        if self._post is not None:
            QGuiApplication.clipboard().setText(self._post.text)
            self._desk.announce(text("The text was copied."))


def _domain(address: str | None) -> str:
    return DASH if address is None else real_domain(address) or address


def _why_unknown(post: Post) -> Text:
    return text("{file} does not carry this figure. Unknown is not zero.", file=post.origin.file)
