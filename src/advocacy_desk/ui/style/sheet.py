"""The little style sheet on top of Fusion and our palette.

Every rule for ``::item`` comes with its ``:selected``: a sheet that styles items silently drops the selection colour.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advocacy_desk.ui.style.theme import Theme

_SHEET = Template("""
QWidget#canvas, QMainWindow, QDialog { background: $canvas; }
QToolTip { background: $surface; color: $text; border: 1px solid $line_strong; padding: 4px 6px; }

QLabel#pageTitle { font-size: ${title}pt; font-weight: 600; color: $text; }
QLabel#pageLead, QLabel[role="muted"] { color: $muted; }
QLabel[role="section"] { font-size: ${section}pt; font-weight: 600; color: $text; }
QLabel[role="caption"] { font-size: ${caption}pt; color: $muted; }
QLabel[role="figure"] { font-size: ${figure}pt; font-weight: 600; color: $text; }

QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[role="drop"] { background: $surface; border: 2px dashed $line_strong; border-radius: 8px; }
QFrame[role="drop"][over="true"] { border-color: $accent; background: $accent_soft; }
QFrame[role="toast"] { background: $surface; border: 1px solid $line_strong; border-radius: 8px; }
QFrame[role="strip"] { background: $rail; border-top: 1px solid $line; }
QFrame[role="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QScrollArea, QScrollArea > QWidget > QWidget#scrolled { background: transparent; border: none; }

QWidget#rail { background: $rail; border-right: 1px solid $line; }
QToolButton[role="entry"] {
  border: none; border-radius: 6px; padding: 7px 10px; text-align: left; color: $text; background: transparent;
}
QToolButton[role="entry"]:hover { background: $line; }
QToolButton[role="entry"]:checked { background: $accent_soft; color: $accent; font-weight: 600; }
QToolButton[role="entry"]:focus { border: 1px solid $accent; padding: 6px 9px; }

QPushButton, QToolButton[role="choice"] {
  background: $surface; color: $text; border: 1px solid $line_strong; border-radius: 6px; padding: 5px 12px;
}
QPushButton:hover, QToolButton[role="choice"]:hover { background: $rail; }
QPushButton:pressed, QToolButton[role="choice"]:pressed { background: $line; }
QPushButton:focus, QToolButton[role="choice"]:focus { border-color: $accent; }
QPushButton:disabled, QToolButton[role="choice"]:disabled { color: $faint; border-color: $line; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[role="primary"]:hover { background: $accent_hover; }
QPushButton[role="primary"]:focus { border: 2px solid $text; padding: 4px 11px; }
QPushButton[role="primary"]:disabled { background: $line; color: $faint; border-color: $line; }
QPushButton[role="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; padding: 0; }
QPushButton[role="card"]:hover { border-color: $line_strong; }
QPushButton[role="card"]:focus { border-color: $accent; }
QPushButton[role="quiet"] { border-color: transparent; background: transparent; color: $accent; padding: 5px 8px; }
QPushButton[role="quiet"]:hover { background: $accent_soft; }
QPushButton[role="quiet"]:focus { border-color: $accent; }
QToolButton[role="choice"][active="true"] { background: $accent_soft; color: $accent; border-color: $accent; }
QToolButton[role="choice"]::menu-indicator { width: 0px; }
QToolButton[role="tool"] { border: 1px solid transparent; border-radius: 6px; padding: 4px; background: transparent; }
QToolButton[role="tool"]:hover { background: $line; }
QToolButton[role="tool"]:focus { border-color: $accent; }

QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QSpinBox, QDateEdit {
  background: $surface; color: $text; border: 1px solid $line_strong; border-radius: 6px; padding: 4px 8px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus {
  border-color: $accent;
}
QTextEdit[role="passages"] { background: $canvas; border: 1px solid $canvas; }
QTextEdit[role="passages"]:focus { border-color: $accent; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url("$chevron"); width: 14px; height: 14px; }
QComboBox QAbstractItemView {
  background: $surface; color: $text; border: 1px solid $line_strong;
  selection-background-color: $accent_soft; selection-color: $text;
}

QTableView, QListView, QTreeView {
  background: $surface; color: $text; border: 1px solid $line; border-radius: 8px; gridline-color: $line;
  selection-background-color: $accent_soft; selection-color: $text; outline: none;
}
QTableView::item { padding: 0 8px; border: none; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QListView::item { padding: 6px 8px; border-radius: 6px; }
QListView::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
  background: $surface; color: $muted; border: none; border-bottom: 1px solid $line_strong; padding: 7px 11px;
  font-weight: 600;
}
QHeaderView::section:hover { color: $text; }
QTableCornerButton::section { background: $surface; border: none; }

QMenuBar { background: $rail; color: $text; }
QMenuBar::item { padding: 4px 10px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: $line; }
QMenu { background: $surface; color: $text; border: 1px solid $line_strong; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QCheckBox::indicator, QRadioButton::indicator {
  background: $surface; border: 1px solid $faint; width: 14px; height: 14px; border-radius: 4px;
}
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QCheckBox::indicator:focus, QRadioButton::indicator:focus {
  border-color: $accent;
}
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QRadioButton::indicator:checked { background: $surface; border: 5px solid $accent; width: 6px; height: 6px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; }

QTabWidget::pane { border: none; }
QTabBar::tab {
  background: transparent; color: $muted; padding: 7px 12px; border: none; border-bottom: 2px solid transparent;
}
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { color: $accent; }
QSplitter::handle { background: transparent; }
QSplitter::handle:horizontal { width: 8px; }
QSplitter::handle:vertical { height: 8px; }
QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar::handle { background: $line_strong; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def sheet(theme: Theme, point_size: float, *, chevron: str, tick: str) -> str:
    """Return the style sheet of a theme.

    ``point_size`` is the size of plain text, from which the type scale follows; ``chevron`` and ``tick`` are the files
    of the small arrow in combo boxes and the tick in boxes (a style sheet cannot recolour an SVG).
    """
    colours = {name: getattr(theme, name) for name in theme.__dataclass_fields__ if name not in {"name", "series"}}
    sizes = {"title": 1.7, "figure": 1.9, "section": 1.15, "caption": 0.9}
    points = {name: round(point_size * factor, 1) for name, factor in sizes.items()}
    return _SHEET.substitute(colours, **points, chevron=chevron, tick=tick)
