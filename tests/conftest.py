"""What every test stands on: own folders, English, no network, and warnings, leaks and stray windows as failures."""

from __future__ import annotations

import gc
import logging
import os
import re
import shutil
import socket
import subprocess
import tempfile
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from tests import secret_service as secret_service_of_tests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

    from advocacy_desk.store import Workspace

REPOSITORY = Path(__file__).resolve().parents[1]
SAMPLES = REPOSITORY.parent / "shared" / "samples"
SAMPLE_POSTS = 600  # a tenth of the sample company: every team and network, in two seconds

settings.register_profile("dev", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("dev"), max_examples=150, derandomize=True, print_blob=True)


def pytest_configure(config: pytest.Config) -> None:
    """Point everything that a person owns at a throw-away folder before anything of ours is imported."""
    home = Path(tempfile.mkdtemp(prefix="advocacy-desk-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    for name in ("CONFIG", "CACHE", "DATA", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(home / name.lower())
    os.environ["ADVOCACY_DESK_CONFIG"] = str(home / "config")
    # No keyring of the person who runs the tests is ever asked: ``secret_service`` starts one of their own.
    for name in (
        "ADVOCACY_DESK_WORKSPACE",
        "ADVOCACY_DESK_PASSPHRASE_FILE",
        "DBUS_SESSION_BUS_ADDRESS",
        "XDG_RUNTIME_DIR",
        "LANGUAGE",
        "LC_ALL",
    ):
        os.environ.pop(name, None)
    os.environ["LANG"] = "en_GB.UTF-8"
    # The font list outlives the run: building it takes seconds and logs a warning.
    fonts = REPOSITORY / ".pytest_cache" / "matplotlib"
    fonts.mkdir(parents=True, exist_ok=True)
    os.environ["MPLCONFIGDIR"] = str(fonts)
    if not any(fonts.glob("fontlist-*.json")):
        import matplotlib.font_manager  # noqa: F401, PLC0415 - imported for what it writes
    _choose_screen(config)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


def _choose_screen(config: pytest.Config) -> None:
    """Show windows on a virtual screen of this process where ``make test`` asks for real ones, else on none.

    Two workers on one screen would take the keyboard from each other.
    """
    if os.environ.get("TEST_SCREEN") != "xvfb":
        if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    elif hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"]
        server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        config.add_cleanup(partial(_stop, server))
        os.close(writing)
        with os.fdopen(reading) as answer:
            os.environ["DISPLAY"] = f":{answer.readline().strip()}"
        os.environ["QT_QPA_PLATFORM"] = "xcb"


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    server.wait()


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCACY_DESK_CONFIG", str(tmp_path / "config"))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:  # noqa: ANN401 - whatever the socket's family takes
        if self.family != getattr(socket, "AF_UNIX", None):
            pytest.fail(f"this test wanted to reach {address!r}: nothing here needs the network")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _no_unexpected_warning(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A logged warning fails the test unless it carries ``@pytest.mark.logs("pattern")``."""
    yield
    marker = request.node.get_closest_marker("logs")
    wanted = marker.args[0] if marker else None
    found = [r.getMessage() for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    stray = [message for message in found if wanted is None or not re.search(wanted, message)]
    assert not stray, f"unexpected log lines: {stray}"


@pytest.fixture(autouse=True)
def _no_leaked_thread() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    leaked = [thread.name for thread in threading.enumerate() if thread not in before and not thread.daemon]
    assert not leaked, f"still running after the test: {leaked}"


@pytest.fixture(autouse=True)
def _no_leaked_window(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test with ``qtbot`` no window of it is left and no timer of it still runs."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    application = request.getfixturevalue("qapp")
    windows, timers = _windows(application), set(map(id, _running_timers()))
    yield
    if _windows(application) - windows or any(id(timer) not in timers for timer in _running_timers()):
        gc.collect()  # what hangs in a reference cycle is garbage, not a leak
    names = sorted(f"{type(widget).__name__} {widget.objectName()}" for widget in _windows(application) - windows)
    assert not names, f"windows left after the test: {names}"
    running = [timer for timer in _running_timers() if id(timer) not in timers]
    assert not running, f"timers still running after the test: {running}"


def _windows(application: QApplication) -> set[Any]:
    from PySide6.QtCore import QCoreApplication, QEvent  # noqa: PLC0415 - most tests need no Qt

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return {widget for widget in application.topLevelWidgets() if widget.parent() is None}


def _running_timers() -> list[Any]:
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - as above
    from shiboken6 import getAllValidWrappers  # noqa: PLC0415 - as above

    timers = [thing for thing in getAllValidWrappers() if type(thing) is QTimer]
    return [timer for timer in timers if timer.isActive() and not timer.isSingleShot()]


@pytest.fixture(scope="session")
def real_samples() -> Path:
    """Real exports beside the checkout; they are nobody's to copy, so elsewhere these tests are skipped."""
    if not SAMPLES.is_dir():
        pytest.skip("no real exports beside this checkout")
    return SAMPLES


@pytest.fixture(scope="session")
def _secret_service_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not secret_service_of_tests.is_there():
        pytest.skip("no gnome-keyring on this machine")
    with secret_service_of_tests.running(tmp_path_factory.mktemp("keyring")) as address:
        yield address


@pytest.fixture
def secret_service(_secret_service_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real, unlocked keyring for this test."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", _secret_service_address)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def empty_workspace_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace as ``init`` makes it; to be copied, never opened."""
    from advocacy_desk.store import Workspace  # noqa: PLC0415 - most tests need no database

    path = tmp_path_factory.mktemp("template") / "empty.desk"
    Workspace.create(path).close()
    return path


@pytest.fixture
def workspace(empty_workspace_file: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A fresh workspace; migrated once a session and copied."""
    yield from _opened_copy(empty_workspace_file, tmp_path / "test.desk")


def _opened_copy(template: Path, path: Path) -> Iterator[Workspace]:
    from advocacy_desk.store import Workspace  # noqa: PLC0415 - as above

    shutil.copy(template, path)
    opened = Workspace.open(path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def _sample_workspace_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from advocacy_desk.domain.people import Strength  # noqa: PLC0415 - as above
    from advocacy_desk.progress import Progress  # noqa: PLC0415 - as above
    from advocacy_desk.store import Workspace  # noqa: PLC0415 - as above
    from advocacy_desk.usecases.check_posts import check_posts  # noqa: PLC0415 - as above
    from advocacy_desk.usecases.list_rules import policy  # noqa: PLC0415 - as above
    from advocacy_desk.usecases.make_sample import make_sample  # noqa: PLC0415 - as above
    from advocacy_desk.usecases.match_authors import match_authors  # noqa: PLC0415 - as above

    path = tmp_path_factory.mktemp("template") / "sample.desk"
    made = Workspace.create(path)
    make_sample(made, Progress(), posts=SAMPLE_POSTS)
    match_authors(made, Progress(), by="Test", least=Strength.CERTAIN)
    check_posts(made, policy(), Progress())
    made.close()
    return path


@pytest.fixture
def sample_workspace(_sample_workspace_file: Path, tmp_path: Path) -> Iterator[Workspace]:
    """The sample company with its first posts: imported, matched and checked once a session, and copied."""
    yield from _opened_copy(_sample_workspace_file, tmp_path / "sample.desk")
