"""Encrypted workspaces: nothing readable on the disk, everything as in a plain one, and no way in without the key."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text as sql

from advocacy_desk.errors import KeyNeeded, Refused, WorkspaceProblem
from advocacy_desk.progress import Cancelled, Progress
from advocacy_desk.store import Workspace, encrypt, keys
from advocacy_desk.store._migrate import drift
from advocacy_desk.store.staging import MEMORY, Staging
from advocacy_desk.usecases import undo_import
from advocacy_desk.usecases.back_up import back_up, look
from advocacy_desk.usecases.encrypt_workspace import encrypt_workspace
from advocacy_desk.usecases.open_workspace import create, open_existing
from advocacy_desk.usecases.restore import restore
from advocacy_desk.usecases.verify_audit import entries, verify
from tests.builders import a_post, a_table, imported, whole_state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from advocacy_desk.i18n import Text

WORDS = "drei nasse Möwen im Hafen"
RARE_WORD = "Schneeeule"


@pytest.fixture
def encrypted(tmp_path: Path) -> Iterator[Workspace]:
    """An encrypted workspace with forty posts, one of which holds a word that nobody may read on the disk."""
    made = create(tmp_path / "safe.desk", passphrase=WORDS).workspace
    _fill(made, tmp_path)
    yield made
    made.close()


def _fill(workspace: Workspace, folder: Path) -> None:
    posts = [a_post(number) for number in range(40)]
    imported(workspace, a_table(folder / "posts.csv", a_post(99, text=f"Die {RARE_WORD} im Beitrag."), *posts))


def test_nothing_of_it_can_be_read_on_the_disk(encrypted: Workspace, tmp_path: Path) -> None:
    (tmp_path / "posts.csv").unlink()
    back_up(encrypted, tmp_path / "copy.desk", Progress())
    files = [path for path in tmp_path.iterdir() if path.is_file()]
    assert {path.name for path in files} >= {"safe.desk", "safe.desk-wal", "copy.desk"}
    for path in files:
        content = path.read_bytes()
        for word in (RARE_WORD.encode(), b"kim-nordlicht", b"CREATE TABLE", keys.PLAIN):
            assert word not in content, f"{word!r} stands in {path.name}"


@pytest.mark.skipif(not MEMORY.is_dir(), reason="no memory is mounted as a folder here")
def test_an_import_puts_nothing_readable_beside_it(encrypted: Workspace, tmp_path: Path) -> None:
    with Staging(encrypted.path, encrypted=True) as staging:
        assert staging.path.is_relative_to(MEMORY)
        assert stat.S_IMODE(staging.path.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    assert not staging.path.exists()
    left = MEMORY / f"{encrypted.path.name}.staging-{_a_process_that_is_gone()}"
    left.write_bytes(b"left by a killed import")
    with Staging(encrypted.path, encrypted=True):
        assert not left.exists()


def _a_process_that_is_gone() -> int:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    return gone.pid


def test_it_holds_and_does_what_a_plain_one_does(encrypted: Workspace, workspace: Workspace, tmp_path: Path) -> None:
    _fill(workspace, tmp_path)
    assert whole_state(encrypted) == whole_state(workspace)
    with encrypted.reading() as connection:
        assert drift(connection) == []
    for one in (encrypted, workspace):
        imported(one, a_table(tmp_path / "again.csv", *(a_post(number, likes="9") for number in range(9))))
        for number in (2, 1):
            undo_import.undo_import(one, number, by="Alex")
    assert whole_state(encrypted) == whole_state(workspace)


def test_it_opens_with_its_passphrase_or_its_recovery_phrase_and_with_nothing_else(tmp_path: Path) -> None:
    made = create(tmp_path / "new.desk", passphrase=WORDS)
    path, identity = made.workspace.path, made.workspace.identity()
    made.workspace.close()
    assert made.recovery_phrase is not None
    for secret in (WORDS, made.recovery_phrase):
        opened = open_existing(path, secret)
        assert opened.identity() == identity
        opened.close()
    before = path.read_bytes()
    with pytest.raises(KeyNeeded, match="Enter its passphrase"):
        open_existing(path)
    with pytest.raises(KeyNeeded, match="does not open the file"):
        open_existing(path, "drei nasse Möwen im Haven")
    assert path.read_bytes() == before


def test_a_short_passphrase_is_refused_before_a_file_is_made(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceProblem, match="at least 12"):
        create(tmp_path / "new.desk", passphrase=WORDS[:11])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("secret_service")
def test_with_a_keyring_it_opens_by_itself_wherever_it_is_moved(tmp_path: Path) -> None:
    made = create(tmp_path / "new").workspace
    identity = made.identity()
    made.close()
    moved = tmp_path / "moved.desk"
    (tmp_path / "new.desk").rename(moved)
    opened = open_existing(moved)
    assert opened.identity() == identity
    opened.close()


@pytest.mark.usefixtures("secret_service")
def test_a_key_is_remembered_when_asked(encrypted: Workspace) -> None:
    with pytest.raises(KeyNeeded):
        open_existing(encrypted.path)
    open_existing(encrypted.path, WORDS, remember=True).close()
    open_existing(encrypted.path).close()


def test_a_backup_opens_with_the_same_words_and_restores_the_same(encrypted: Workspace, tmp_path: Path) -> None:
    before = whole_state(encrypted)
    made = back_up(encrypted, tmp_path / "copy.desk", Progress())
    assert look(tmp_path / "copy.desk", WORDS) == made
    with pytest.raises(KeyNeeded):
        look(tmp_path / "copy.desk")
    imported(encrypted, a_table(tmp_path / "more.csv", a_post(500)))
    encrypted.close()
    done = restore(encrypted.path, tmp_path / "copy.desk", Progress(), by="Alex", secret=WORDS)
    assert done.kept is not None
    assert look(done.kept, WORDS).contents.posts == 42
    opened = open_existing(encrypted.path, WORDS)
    assert (whole_state(opened), verify(opened).ok) == (before, True)
    opened.close()


def test_an_encrypted_backup_replaces_a_workspace_that_nobody_can_open(encrypted: Workspace, tmp_path: Path) -> None:
    made = back_up(encrypted, tmp_path / "copy.desk", Progress())
    place = tmp_path / "lost.desk"
    place.write_bytes(b"\7" * 8192)
    done = restore(place, made.file, Progress(), by="Alex", secret=WORDS)
    assert done.kept is not None
    assert done.kept.read_bytes() == b"\7" * 8192
    assert look(place, WORDS).contents.posts == 41


def test_a_plain_workspace_is_encrypted_in_its_place(workspace: Workspace, tmp_path: Path) -> None:
    _fill(workspace, tmp_path)
    before, identity = whole_state(workspace), workspace.identity()
    older = tmp_path / "test.desk.before-0001"
    shutil.copy(workspace.path, older)
    workspace.close()
    done = encrypt_workspace(workspace.path, Progress(), by="Alex", passphrase=WORDS)
    assert done.plain_copies == (older,)
    assert RARE_WORD.encode() not in workspace.path.read_bytes()
    for secret in (WORDS, done.recovery_phrase):
        opened = open_existing(workspace.path, secret)
        assert (whole_state(opened), opened.identity(), verify(opened).ok) == (before, identity, True)
        assert entries(opened)[-1].action == "workspace.encrypted"
        with opened.reading() as connection:
            assert drift(connection) == []
            assert connection.execute(sql("PRAGMA integrity_check")).scalar_one() == "ok"
        opened.close()
    with pytest.raises(Refused, match="already"):
        encrypt_workspace(workspace.path, Progress(), by="Alex", passphrase=WORDS)


def test_a_workspace_that_is_open_or_damaged_is_not_encrypted(workspace: Workspace, tmp_path: Path) -> None:
    _fill(workspace, tmp_path)
    state = whole_state(workspace)
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(workspace.path)], stdout=subprocess.PIPE, stdin=subprocess.PIPE
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    workspace.close()
    with pytest.raises(WorkspaceProblem, match="is open in a window"):
        encrypt_workspace(workspace.path, Progress(), by="Alex", passphrase=WORDS)
    holder.communicate()
    assert whole_state(workspace) == state
    workspace.close()
    content = workspace.path.read_bytes()
    workspace.path.write_bytes(content[:-8192] + b"\xff" * 8192)
    with pytest.raises(WorkspaceProblem, match="damaged"):
        encrypt_workspace(workspace.path, Progress(), by="Alex", passphrase=WORDS)
    assert workspace.path.read_bytes()[:16] == keys.PLAIN


_HOLDS = """
import sys, sqlite3
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN"); connection.execute("SELECT count(*) FROM post").fetchall()
print("holding", flush=True); sys.stdin.read()
"""


class _Cancels(Progress):
    """Cancels at one of the moments at which work reports."""

    def __init__(self, moment: int) -> None:
        super().__init__()
        self.moments = 0
        self._moment = moment

    def at(self, stage: Text, done: int = 0, total: int | None = None) -> None:
        if self.moments == self._moment:
            self.cancel()
        self.moments += 1
        super().at(stage, done, total)


def test_cancelling_the_encryption_leaves_the_plain_workspace(workspace: Workspace, tmp_path: Path) -> None:
    _fill(workspace, tmp_path)
    state = whole_state(workspace)
    workspace.close()
    for moment in range(4):
        with pytest.raises(Cancelled):
            encrypt.encrypt(workspace.path, keys.random_key(), _Cancels(moment))
    assert whole_state(workspace) == state
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith("unfinished-")]


_KILLED = """
import os, signal, sys
from pathlib import Path
from advocacy_desk.progress import Progress
from advocacy_desk.store import encrypt, keys

class Dies(Progress):
    def __init__(self, moment):
        super().__init__()
        self.moment, self.moments = moment, 0
    def at(self, *told):
        if self.moments == self.moment:
            os.kill(os.getpid(), signal.SIGKILL)
        self.moments += 1

encrypt.encrypt(Path(sys.argv[1]), keys.from_passphrase(sys.argv[2], bytes(16)), Dies(int(sys.argv[3])))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed")
@pytest.mark.parametrize("moment", range(5))
def test_a_killed_encryption_leaves_one_whole_workspace(workspace: Workspace, tmp_path: Path, moment: int) -> None:
    _fill(workspace, tmp_path)
    state = whole_state(workspace)
    workspace.close()
    subprocess.run([sys.executable, "-c", _KILLED, str(workspace.path), WORDS, str(moment)], check=False)
    plain = keys.salt_of(workspace.path) is None
    opened = Workspace.open(workspace.path, None if plain else keys.from_passphrase(WORDS, bytes(16)))
    assert whole_state(opened) == state
    opened.close()
    assert plain == (moment < 4)
    if plain:
        encrypt_workspace(workspace.path, Progress(), by="Alex", passphrase=WORDS)
