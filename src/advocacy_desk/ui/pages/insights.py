"""Charts over time with the table under them and the definitions beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from advocacy_desk.domain.changes import Changes
from advocacy_desk.i18n import Language, literal, text
from advocacy_desk.ui.models.chart_table import ChartTable
from advocacy_desk.ui.pages._insights_question import QuestionBar
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.chart_canvas import ChartView
from advocacy_desk.ui.widgets.empty import EmptyState
from advocacy_desk.ui.widgets.page import Page, Shortcut
from advocacy_desk.ui.widgets.pieces import button, clear, label, scrolled
from advocacy_desk.ui.widgets.split import Split
from advocacy_desk.usecases import measure
from advocacy_desk.usecases.draw_chart import (
    Drawn,
    Picture,
    charts,
    draw_chart,
    draw_or_explain,
    explained_metrics,
    file_style,
    paint,
)
from advocacy_desk.usecases.export_chart import export_chart

if TYPE_CHECKING:
    from advocacy_desk.domain.questions import Question
    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.usecases.measure import Choices

POINTS = 10.0


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a worker hands back: a drawing and its pixels, in the language in which it was drawn."""

    drawn: Drawn
    picture: Picture
    language: Language


class InsightsPage(Page):
    """``open_at``: ``chart=KEY``."""

    cares_about: ClassVar[Changes] = Changes.POSTS | Changes.PEOPLE | Changes.MATCHES | Changes.IMPORTS
    shortcuts: ClassVar[tuple[Shortcut, ...]] = (Shortcut("Ctrl+S", text("Save the chart as a file")),)

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, text("Insights"), text("How many take part, and what their posts reach. Unknown is never zero.")
        )
        self._charts = list(charts())
        self._shown: _Shown | None = None  # what the window shows now
        self.choice = QComboBox()  # there are more charts than tabs have room
        self.choice.setMaxVisibleItems(len(self._charts))
        desk.say(self.choice, text("Chart"), "setAccessibleName")
        for chart in self._charts:
            self.choice.addItem(desk.of(chart.title))
        self.bar = QuestionBar(desk)
        self.view = ChartView(desk)
        self.model = ChartTable(desk)
        self.table = _table(desk, self.model)
        self._counted = QWidget()
        self._definitions = QVBoxLayout(self._counted)
        self._arrange()
        self._save = button(desk, text("Save as …"), self.save, icon="download")
        self.add_action(self._save)
        self._connect()
        self._allow()

    def _arrange(self) -> None:
        panel = scrolled(self._counted)
        self.desk.say(panel, text("How this was counted"), "setAccessibleName")
        below = Split(self.desk, "insights-below", (self.table, panel), (3, 2))
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        asking = QHBoxLayout()
        asking.setSpacing(GRID)
        asking.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignTop)
        asking.addWidget(self.bar, 1)
        column.addLayout(asking)
        column.addWidget(Split(self.desk, "insights", (self.view, below), (5, 3), Qt.Orientation.Vertical), 1)

    def _connect(self) -> None:
        self.choice.currentIndexChanged.connect(self._on_chart)
        self.bar.changed.connect(self._draw)
        self.view.resized.connect(self._repaint)
        self.desk.theme_changed.connect(self._on_theme)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save)
        QShortcut(QKeySequence.StandardKey.Copy, self.table, self.copy)

    # --- asking

    def refresh(self) -> None:
        """Ask what there is to ask about, then draw."""
        for place, chart in enumerate(self._charts):
            self.choice.setItemText(place, self.desk.of(chart.title))
        workspace = self.desk.workspace
        self.desk.jobs.read("insights-choices", lambda _progress: measure.choices(workspace), self._offer)

    def open_at(self, **target: object) -> None:
        """Open the chart that was asked for."""
        keys = [chart.key for chart in self._charts]
        if target.get("chart") in keys:
            self.choice.setCurrentIndex(keys.index(str(target["chart"])))

    def _offer(self, choices: Choices) -> None:
        if choices.extent is None:
            self.show_empty(
                EmptyState(
                    self.desk,
                    "insights",
                    text("No posts yet"),
                    text("Charts appear as soon as there are posts. Import an export of a network first."),
                    (text("Import files"), lambda: self.desk.navigate("imports")),
                )
            )
            return
        self.show_body()
        self.bar.offer(choices)
        self._draw()

    def _on_chart(self) -> None:
        self._allow()
        self._draw()

    def _allow(self) -> None:
        chart = self._charts[self.choice.currentIndex()]
        self.bar.allow(chart.by, stepped=not chart.whole and chart.step is None)

    def _on_theme(self) -> None:
        if self._shown is not None and self.isVisible():
            self._draw()

    # --- drawing, beside the window

    def question(self) -> Question:
        """Return what is asked now."""
        return self.bar.question(self.desk.now().date())

    def _draw(self) -> None:
        workspace, language = self.desk.workspace, self.desk.language
        key, question = self._charts[self.choice.currentIndex()].key, self.question()
        style = self.desk.theme.chart_style(POINTS * self.desk.settings.text_size / 100)
        size = self.view.ask_size()

        def work(progress: Progress) -> _Shown:
            drawn = draw_or_explain(workspace, key, question, style, language)
            progress.at(text("Drawing the chart"))
            return _Shown(drawn, paint(drawn, *size), language)

        self.desk.jobs.read("insights", work, self._show)

    def _repaint(self) -> None:
        """Paint the same drawing in the new size; the numbers are not read again."""
        shown = self._shown
        if shown is None:
            return
        size = self.view.ask_size()
        self.desk.jobs.read(
            "insights", lambda _progress: _Shown(shown.drawn, paint(shown.drawn, *size), shown.language), self._show
        )

    def _show(self, shown: _Shown) -> None:
        fresh = self._shown is None or self._shown.drawn is not shown.drawn
        self._shown = shown
        self.view.canvas.setAccessibleName(shown.language.of(shown.drawn.chart.title))
        self.view.show_picture(shown.picture)
        if fresh:
            self.model.show_table(shown.drawn.table)
            self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.table.resizeColumnsToContents()
            for column in range(self.model.columnCount()):
                self.table.setColumnWidth(column, self.table.columnWidth(column) + 2 * GRID)  # for the sorting arrow
            self._define(shown)

    def _define(self, shown: _Shown) -> None:
        clear(self._definitions)
        self._definitions.addWidget(label(self.desk, text("How this was counted"), "section", wrap=True))
        for note in shown.drawn.table.notes:
            self._definitions.addWidget(label(self.desk, note, "muted", wrap=True))
        for metric in explained_metrics(shown.drawn, shown.language):
            self._definitions.addSpacing(GRID)
            self._definitions.addWidget(
                label(self.desk, literal(f"{metric.title} ({metric.version})"), "section", wrap=True)
            )
            for part, words in metric.pairs:
                self._definitions.addWidget(label(self.desk, literal(part), "muted"))
                self._definitions.addWidget(label(self.desk, literal(words), wrap=True))
        self._definitions.addStretch(1)

    # --- taking it along

    def copy(self) -> None:
        """Copy the selected rows, or all, with their headers."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedIndexes()})
        QGuiApplication.clipboard().setText(self.model.copied(rows or range(self.model.rowCount())))

    def save(self) -> None:
        """Ask for a file and save the chart with its numbers and their definitions beside it."""
        if self._shown is None:
            return
        kinds = "PNG (*.png);;SVG (*.svg);;PDF (*.pdf);;CSV (*.csv)"
        proposal = f"{self._shown.drawn.chart.key}.png"
        name, kind = QFileDialog.getSaveFileName(self, self.desk.of(text("Save the chart")), proposal, kinds)
        if name:
            path = Path(name)
            self.save_as(path if path.suffix else path.with_suffix(f".{kind[:3].lower()}"))

    def save_as(self, path: Path) -> None:
        """Draw the chart once more, light and in its own size, and write the files."""
        if self._shown is None:
            return
        workspace, language = self.desk.workspace, self.desk.language
        key, question = self._shown.drawn.chart.key, self._shown.drawn.question

        def work(_progress: Progress) -> tuple[Path, ...]:
            drawn = draw_chart(workspace, key, question, file_style(), language)
            return export_chart(workspace, drawn, path, language)

        self.desk.jobs.run(text("Saving the chart"), work, done=self._saved, busy=self._save)

    def _saved(self, files: tuple[Path, ...]) -> None:
        names = self.desk.language.listing([path.name for path in files])
        self.desk.announce(text("Saved: {names}. They can be checked later against this workspace.", names=names))


def _table(desk: Desk, model: ChartTable) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setSortingEnabled(True)
    table.setShowGrid(False)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.horizontalHeader().setHighlightSections(False)
    desk.say(table, text("The numbers of the chart"), "setAccessibleName")
    return table
