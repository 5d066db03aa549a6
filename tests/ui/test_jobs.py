"""Work beside the window: in order, cancellable, and never a signal from a thread."""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from advocacy_desk.i18n import text
from advocacy_desk.ui.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from advocacy_desk.progress import Progress

WORK = text("Importing files")


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()
    made.deleteLater()


def _refuse(_progress: Progress) -> None:
    raise ValueError("no")


def test_jobs_run_one_after_the_other_in_the_order_asked_for(jobs: Jobs, qtbot: QtBot) -> None:
    done: list[int] = []
    for number in range(5):
        jobs.run(WORK, lambda _progress, number=number: number, done=done.append)  # type: ignore[misc]  # binds the loop's value
    qtbot.waitUntil(lambda: len(done) == 5)
    assert done == [0, 1, 2, 3, 4]
    assert jobs.idle


def test_a_result_arrives_in_the_windows_thread_and_the_work_is_done_in_another(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[threading.Thread] = []
    jobs.run(
        WORK,
        lambda _progress: seen.append(threading.current_thread()),
        done=lambda _result: seen.append(threading.current_thread()),
    )
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[0] is not threading.main_thread()
    assert seen[1] is threading.main_thread()


def test_cancelling_stops_the_work_at_its_next_step_and_the_next_job_runs(jobs: Jobs, qtbot: QtBot) -> None:
    started = threading.Event()
    told: list[str] = []
    done: list[int] = []

    def endless(progress: Progress) -> None:
        while True:
            progress.at(WORK)
            started.set()

    job = jobs.run(WORK, endless, cancelled=lambda: told.append("cancelled"))
    jobs.run(WORK, lambda _progress: 1, done=done.append)
    qtbot.waitUntil(started.is_set)
    assert [known.title for known in jobs.running()] == [WORK, WORK]
    job.cancel()
    qtbot.waitUntil(lambda: done == [1])
    assert told == ["cancelled"]


def test_a_failure_that_nobody_takes_is_told(jobs: Jobs, qtbot: QtBot) -> None:
    with qtbot.waitSignal(jobs.went_wrong) as told:
        jobs.run(WORK, _refuse)
    assert isinstance(told.args[0], ValueError)


def test_a_failure_goes_to_whom_it_concerns(jobs: Jobs, qtbot: QtBot) -> None:
    errors: list[Exception] = []
    with qtbot.assertNotEmitted(jobs.went_wrong):
        jobs.run(WORK, _refuse, failed=errors.append)
        qtbot.waitUntil(lambda: len(errors) == 1)


def test_a_busy_button_cannot_be_pressed_twice(jobs: Jobs, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    released = threading.Event()
    jobs.run(WORK, lambda _progress: released.wait(5), busy=button)
    assert not button.isEnabled()
    released.set()
    qtbot.waitUntil(button.isEnabled)


def test_a_newer_question_replaces_an_older_one(jobs: Jobs, qtbot: QtBot) -> None:
    hold = threading.Event()
    answers: list[str] = []
    jobs.read("list", lambda _progress: (hold.wait(5), "old")[1], answers.append)
    jobs.read("list", lambda _progress: "newer", answers.append)
    jobs.read("list", lambda _progress: "newest", answers.append)
    hold.set()
    qtbot.waitUntil(lambda: jobs.idle)
    assert answers == ["newest"]


def test_reading_does_not_wait_for_long_work(jobs: Jobs, qtbot: QtBot) -> None:
    hold = threading.Event()
    answers: list[int] = []
    jobs.run(WORK, lambda _progress: hold.wait(5))
    jobs.read("list", lambda _progress: 1, answers.append)
    qtbot.waitUntil(lambda: answers == [1])
    assert not jobs.idle
    hold.set()


def test_a_result_for_a_widget_that_is_gone_is_dropped(jobs: Jobs, qtbot: QtBot) -> None:
    label = QLabel()
    hold = threading.Event()
    jobs.read("label", lambda _progress: (hold.wait(5), "words")[1], label.setText)
    label.deleteLater()
    hold.set()
    qtbot.waitUntil(lambda: jobs.idle)


def test_closing_cancels_what_runs_and_waits_until_it_let_go(qtbot: QtBot) -> None:
    jobs = Jobs()
    started, left = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        try:
            while True:
                progress.at(WORK)
                started.set()
        finally:
            left.set()

    jobs.run(WORK, work, done=lambda _result: pytest.fail("nobody is there any more"))
    qtbot.waitUntil(started.is_set)
    jobs.close()
    assert left.is_set()
    assert jobs.idle
    jobs.deleteLater()


def test_the_collector_is_off_while_there_are_workers() -> None:
    """In a worker it would destroy Qt objects, and the process dies."""
    jobs = Jobs()
    assert not gc.isenabled()
    jobs.close()
    assert gc.isenabled()


def test_what_was_imported_is_looked_through_no_more() -> None:
    jobs = Jobs()
    jobs.settle()
    assert gc.get_freeze_count() > 0
    jobs.close()
    assert gc.get_freeze_count() == 0
    jobs.deleteLater()


def test_at_once_hands_the_result_back_inside_the_call() -> None:
    jobs = Jobs(at_once=True)
    done: list[int] = []
    jobs.run(WORK, lambda _progress: 1, done=done.append)
    jobs.read("list", lambda _progress: 2, done.append)
    assert done == [1, 2]
    jobs.close()
