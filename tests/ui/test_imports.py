"""Bringing files in by the window: drop, look, correct, import, and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QMessageBox, QTabWidget

from advocacy_desk.domain.posts import PostFilter
from advocacy_desk.formats import ColumnMapping
from advocacy_desk.progress import Cancelled, Progress
from advocacy_desk.ui.pages.imports import ImportsPage
from advocacy_desk.ui.widgets.import_dialog import ImportDialog
from advocacy_desk.ui.widgets.mapping_form import MappingForm
from advocacy_desk.ui.widgets.profile_row import ProfileRow
from advocacy_desk.usecases import browse_posts, list_imports, share_profiles
from advocacy_desk.usecases.import_orders import ImportOrder, import_orders
from advocacy_desk.usecases.import_posts import ImportOptions

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from advocacy_desk.ui.desk import Announcement
    from advocacy_desk.ui.window import MainWindow

_ACCEPT = QMessageBox.ButtonRole.AcceptRole
POSTS = """Datum;Text;Reaktionen;Konto
31.12.2025;Ein schöner Tag 😀;1.234;@lena
01.02.2026;Zweiter Beitrag;12;@lena
kein Datum;Dritter Beitrag;3;@lena
"""
CONNECTIONS = """Notes:
"When exporting your connection data"

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Jonas,Erfunden,https://www.linkedin.com/in/x,j@x.example,Nord,Chef,05 Mar 2026
"""
PEOPLE = """Personalnummer;Name;E-Mail;Team
0001;Lena Falk;lena@example.com;Werkstatt
"""


@pytest.fixture
def posts_file(tmp_path: Path) -> Path:
    path = tmp_path / "beiträge.csv"
    path.write_text(POSTS, encoding="utf-8")
    return path


@pytest.fixture
def people_file(tmp_path: Path) -> Path:
    path = tmp_path / "personen.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def _drop(widget: QWidget, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, data, left, none)
    widget.dragEnterEvent(enter)
    assert enter.isAccepted()
    widget.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))


def _page(window: MainWindow) -> ImportsPage:
    window.desk.navigate("imports")
    assert isinstance(window.page, ImportsPage)
    return window.page


def _dialog(window: MainWindow) -> ImportDialog:
    [dialog] = window.findChildren(ImportDialog)
    return dialog


def test_dropped_files_are_shown_before_anything_is_written(window: MainWindow, posts_file: Path) -> None:
    page = _page(window)
    _drop(page.drop, [posts_file])
    dialog = _dialog(window)
    assert dialog._files.count() == 1
    assert browse_posts.count_posts(window.desk.workspace, PostFilter()) == 0
    dialog.reject()
    assert list_imports.imports(window.desk.workspace) == ()


def test_files_dropped_anywhere_reach_the_imports_screen(window: MainWindow, posts_file: Path) -> None:
    _drop(window, [posts_file])
    assert window.current == "imports"
    _dialog(window).reject()


def test_people_come_before_posts_and_the_report_says_what_happened(
    window: MainWindow, posts_file: Path, people_file: Path
) -> None:
    page = _page(window)
    page.ask([posts_file, people_file])
    dialog = _dialog(window)
    assert [order.carries_people for order in dialog.orders()] == [True, False]
    dialog._confirm()
    past = list_imports.imports(window.desk.workspace)
    assert {(one.report.file, one.report.new, one.report.problems) for one in past} == {
        ("beiträge.csv", 2, 1),
        ("personen.csv", 1, 0),
    }
    assert page.report.isVisible()
    page.table.go_to(next(one.report.import_id for one in past if one.report.problems))
    assert page.report._problems.rowCount() == 1


def test_the_same_file_again_changes_nothing(window: MainWindow, posts_file: Path) -> None:
    page = _page(window)
    for _time in range(2):
        page.ask([posts_file])
        _dialog(window)._confirm()
        window.findChildren(ImportDialog)[0].setParent(None)
    newest = list_imports.imports(window.desk.workspace)[0].report
    assert (newest.new, newest.updated, newest.unchanged) == (0, 0, 2)


def test_a_column_can_be_corrected_and_kept_as_a_profile(window: MainWindow, posts_file: Path) -> None:
    page = _page(window)
    page.ask([posts_file])
    dialog = _dialog(window)
    tabs = dialog.findChild(QTabWidget)
    assert tabs is not None
    tabs.setCurrentIndex(1)
    [form] = dialog.findChildren(MappingForm)
    assert form.mapping().columns["Reaktionen"] == "reactions"
    box = form._boxes["Reaktionen"]
    box.setCurrentIndex(box.findData("shares"))
    box.activated.emit(box.currentIndex())
    said = dialog._said[posts_file]
    assert said.mapping is not None
    assert said.mapping.columns["Reaktionen"] == "shares"
    said.save_as = "Werkstatt"
    dialog._confirm()
    workspace = window.desk.workspace
    post = browse_posts.post(workspace, int(browse_posts.post_ids(workspace, PostFilter())[-1]))
    assert post is not None
    assert (post.metrics.shares, post.metrics.reactions) == (1_234, None)
    assert list_imports.profiles(workspace)["Werkstatt"].columns["Reaktionen"] == "shares"


def test_a_file_that_nobody_knows_cannot_be_imported(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("nothing of ours", encoding="utf-8")
    page = _page(window)
    page.ask([path])
    dialog = _dialog(window)
    assert not dialog._go.isEnabled()
    assert dialog.orders() == ()
    dialog.reject()


def test_private_files_are_named_as_left_out_and_never_read(
    window: MainWindow, tmp_path: Path, posts_file: Path
) -> None:
    said: list[Announcement] = []
    window.desk.announced.connect(said.append)
    export = tmp_path / "export"
    export.mkdir()
    posts_file.rename(export / posts_file.name)
    (export / "Connections.csv").write_text(CONNECTIONS, encoding="utf-8")
    (export / "notes.txt").write_text("nothing of ours", encoding="utf-8")
    page = _page(window)
    page.ask([export])
    dialog = _dialog(window)
    assert dialog._state.text() == (
        "1 file was recognised. 1 with private things such as messages or contacts is left out. "
        "1 is not known and is left out."
    )
    (place,) = (n for n in range(dialog._files.count()) if dialog._files.item(n).text() == "Connections.csv")
    dialog._files.setCurrentRow(place)
    shown = dialog._details.currentWidget()
    assert shown is not None
    words = [label.text() for label in shown.findChildren(QLabel)]
    assert any("nothing of it is read" in said for said in words)
    page.bring_in(dialog.orders())
    (imported, *_) = [one.message for one in said]
    assert "1 file with private things such as messages or contacts was not read." in window.desk.of(imported)
    assert "1 file is not known" in window.desk.of(imported)
    dialog.reject()


def test_a_file_that_disappears_is_explained(window: MainWindow, tmp_path: Path) -> None:
    told: list[Exception] = []
    window.desk.jobs.went_wrong.disconnect(window.tell)
    window.desk.jobs.went_wrong.connect(told.append)
    _page(window).ask([tmp_path / "gone.csv"])
    assert len(told) == 1


def test_import_shows_its_posts(window: MainWindow, posts_file: Path) -> None:
    page = _page(window)
    page.ask([posts_file])
    _dialog(window)._confirm()
    page.report._open_posts()
    assert window.current == "content"


def test_whose_export_it_is_is_asked_where_the_file_does_not_say(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("date;text\n2026-01-02;A fine day\n", encoding="utf-8")
    _page(window).ask([path])
    dialog = _dialog(window)
    [line] = [field for field in dialog.findChildren(QLineEdit) if field.accessibleName() == "Whose posts are these?"]
    QTest.keyClicks(line, "@lena")
    dialog._confirm()
    workspace = window.desk.workspace
    [row] = browse_posts.post_rows(workspace, browse_posts.post_ids(workspace, PostFilter()).tolist())
    assert row.account == "lena"


def test_a_saved_profile_is_used_for_the_next_file(window: MainWindow, tmp_path: Path) -> None:
    mapping = ColumnMapping(columns={"A": "published", "B": "text", "C": "shares"}, network="mastodon")
    list_imports.save_profile(window.desk.workspace, "Short", mapping)
    path = tmp_path / "short.csv"
    path.write_text("A;B;C;date;text\n2026-01-02;A fine day;7;2020-01-01;other\n", encoding="utf-8")
    _page(window).ask([path])
    dialog = _dialog(window)
    [row_of_profiles] = dialog.findChildren(ProfileRow)
    [box] = row_of_profiles.findChildren(QComboBox)
    assert box.itemText(1) == "Short"
    box.activated.emit(1)
    dialog._confirm()
    workspace = window.desk.workspace
    [row] = browse_posts.post_rows(workspace, browse_posts.post_ids(workspace, PostFilter()).tolist())
    assert (row.network, row.excerpt, row.metrics.shares) == ("mastodon", "A fine day", 7)


def test_a_profile_goes_to_a_colleague_as_a_file(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "short.csv"
    path.write_text("A;B;C;date;text\n2026-01-02;A fine day;7;2020-01-01;other\n", encoding="utf-8")
    mapping = ColumnMapping(columns={"A": "published", "B": "text", "C": "shares"}, network="mastodon")
    shared, target = tmp_path / "theirs.json", tmp_path / "ours.json"
    share_profiles.write_profile("Short", mapping, shared)
    _page(window).ask([path])
    dialog = _dialog(window)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(shared), ""))
    dialog.findChildren(ProfileRow)[-1].choose_file()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    dialog.findChildren(ProfileRow)[-1].choose_place()
    assert share_profiles.read_profile(target)[0] == "Short"
    dialog._confirm()
    workspace = window.desk.workspace
    assert list_imports.profiles(workspace)["Short"].columns == mapping.columns
    [row] = browse_posts.post_rows(workspace, browse_posts.post_ids(workspace, PostFilter()).tolist())
    assert (row.network, row.excerpt) == ("mastodon", "A fine day")


def test_a_strange_file_is_no_profile(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, strange = tmp_path / "short.csv", tmp_path / "strange.json"
    path.write_text("date;text\n2020-01-01;other\n", encoding="utf-8")
    strange.write_text("{}", encoding="utf-8")
    _page(window).ask([path])
    told: list[Exception] = []
    window.desk.jobs.went_wrong.connect(told.append)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(strange), ""))
    _dialog(window).findChildren(ProfileRow)[-1].choose_file()
    assert "no column profile" in str(told[0])
    _dialog(window).reject()


def test_what_could_not_be_read_is_written_out_to_be_mended(
    window: MainWindow, posts_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _page(window)
    page.bring_in((ImportOrder((posts_file,), ImportOptions()),))
    assert page.report._mend.isVisibleTo(page.report)
    target = tmp_path / "problems.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    page.report._mend.click()
    assert target.read_bytes()[:2] == b"PK"


def test_a_directory_maps_its_accounts_by_hand(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Personalnummer;Name;Team;Kanal\n7;Lena Falk;Werkstatt;@lena\n", encoding="utf-8")
    _page(window).ask([path])
    dialog = _dialog(window)
    [form] = dialog.findChildren(MappingForm)
    box = form._boxes["Kanal"]
    box.setCurrentIndex(box.findData("accounts:mastodon"))
    assert form.mapping().columns["Kanal"] == "accounts:mastodon:3"
    dialog.reject()


def test_files_and_folders_can_be_chosen(window: MainWindow, posts_file: Path) -> None:
    page = _page(window)
    page.choose_folder()
    page.open_at(choose=True)
    folders, files = window.findChildren(QFileDialog)
    assert folders.fileMode() is QFileDialog.FileMode.Directory
    assert files.fileMode() is QFileDialog.FileMode.ExistingFiles
    folders.reject()
    files.filesSelected.emit([str(posts_file)])
    files.reject()
    _dialog(window).reject()


def test_the_run_with_problems_can_be_asked_for(window: MainWindow, posts_file: Path, people_file: Path) -> None:
    page = _page(window)
    for path in (posts_file, people_file):
        page.bring_in([ImportOrder((path,), ImportOptions())])
    page.open_at(problems=True)
    assert page.report._report is not None
    assert page.report._report.file == "beiträge.csv"


def test_an_order_that_fails_is_told_and_the_others_are_imported(window: MainWindow, posts_file: Path) -> None:
    told: list[Exception] = []
    window.desk.jobs.went_wrong.disconnect(window.tell)
    window.desk.jobs.went_wrong.connect(told.append)
    nothing = posts_file.with_name("notes.txt")
    nothing.write_text("nothing of ours", encoding="utf-8")
    _page(window).bring_in([ImportOrder((path,), ImportOptions()) for path in (nothing, posts_file)])
    assert [type(error).__name__ for error in told] == ["FileProblem"]
    assert len(list_imports.imports(window.desk.workspace)) == 1


def test_cancelling_leaves_nothing_half_done(window: MainWindow, posts_file: Path) -> None:
    page = _page(window)
    window.desk.jobs.shown.connect(lambda: pytest.fail("jobs run at once here"))
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        import_orders(window.desk.workspace, [ImportOrder((posts_file,), ImportOptions())], progress)
    page._cancelled()
    assert list_imports.imports(window.desk.workspace) == ()


def test_an_import_is_undone_after_asking(window: MainWindow, posts_file: Path) -> None:
    page = _page(window)
    page.ask([posts_file])
    _dialog(window)._confirm()
    assert page.report.undo_button.isVisible()
    page.report.undo_button.click()
    [question] = window.findChildren(QMessageBox)
    assert browse_posts.count_posts(window.desk.workspace, PostFilter()) == 2
    next(button for button in question.buttons() if question.buttonRole(button) is _ACCEPT).click()
    assert browse_posts.count_posts(window.desk.workspace, PostFilter()) == 0
    assert not page.report.undo_button.isVisible()
    assert list_imports.imports(window.desk.workspace)[0].undone is not None


def test_undoing_can_be_declined(window: MainWindow, posts_file: Path) -> None:
    page = _page(window)
    page.ask([posts_file])
    _dialog(window)._confirm()
    page.report.undo_button.click()
    [question] = window.findChildren(QMessageBox)
    question.reject()
    assert browse_posts.count_posts(window.desk.workspace, PostFilter()) == 2
