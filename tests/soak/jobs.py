"""The jobs that are killed: each works on ``FOLDER/job.desk`` and says on stdout what is committed, as soon as it is.

Run as ``python -m tests.soak.jobs JOB FOLDER``.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from sqlalchemy import text as sql

from advocacy_desk.domain.review import CaseFilter, CaseState, Verdict
from advocacy_desk.progress import Progress
from advocacy_desk.store import Workspace, keys
from advocacy_desk.store._connection import sqlite_engine
from advocacy_desk.store._migrate import _config
from advocacy_desk.usecases import list_rules, review_cases
from advocacy_desk.usecases.back_up import back_up
from advocacy_desk.usecases.check_posts import check_posts
from advocacy_desk.usecases.decide_case import decide
from advocacy_desk.usecases.encrypt_workspace import encrypt_workspace
from advocacy_desk.usecases.import_posts import ImportOptions, import_paths
from tests.builders import a_post, a_table
from tests.review_scene import a_directory, people_imported

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = "drei nasse Möwen im Hafen"
NAME = "job.desk"
OLD_SCHEMA = "0001"
POSTS = 400
IMPORTED = 4_000


def prepare(folder: Path) -> None:
    """Make what the jobs work on: ``NAME`` with open cases, a file to import, and a workspace of the oldest schema."""
    workspace = Workspace.create(folder / NAME)
    people_imported(workspace, a_directory(folder / "people.csv", {"Personalnummer": "7", "Name": "Kim Muster"}))
    posts = [a_post(number, text=f"Sichere Rendite, garantiert! ({number})") for number in range(POSTS)]
    import_paths(workspace, [a_table(folder / "posts.csv", *posts)], ImportOptions(), Progress())
    check_posts(workspace, list_rules.policy(), Progress())
    workspace.close()
    a_table(folder / "more.csv", *(a_post(number) for number in range(POSTS, POSTS + IMPORTED)))
    engine = sqlite_engine(folder / "old.desk")
    with engine.connect() as connection:
        with connection.begin():
            command.upgrade(_config(connection), OLD_SCHEMA)
        with connection.begin():
            connection.execute(sql("INSERT INTO team (name) VALUES ('Hafen')"))
    engine.dispose()


def _decide(folder: Path) -> None:
    workspace = Workspace.open(folder / NAME)
    # A case that was left between approval and undo waits for a second person.
    wanted = CaseFilter(states=(CaseState.OPEN,))
    cases = [int(one) for one in review_cases.case_ids(workspace, wanted)]
    _say("ready")
    for case, verdict in itertools.product(cases, (Verdict.APPROVE, Verdict.UNDO)):
        _say(f"decision {decide(workspace, case, verdict, by='Alex').result.id}")


def _import(folder: Path) -> None:
    workspace = Workspace.open(folder / NAME)
    _say("ready")
    done = import_paths(workspace, [folder / "more.csv"], ImportOptions(), Progress()).result
    _say(f"import {done.reports[0].import_id}")


def _check(folder: Path) -> None:
    workspace = Workspace.open(folder / NAME)
    policy = list_rules.policy()
    _say("ready")
    check_posts(workspace, policy, Progress(), everything=True)


def _back_up(folder: Path) -> None:
    workspace = Workspace.open(folder / NAME)
    _say("ready")
    for number in range(20):
        back_up(workspace, folder / f"copy-{number}.desk", Progress())


def _encrypt(folder: Path) -> None:
    _say("ready")
    encrypt_workspace(folder / NAME, Progress(), by="Alex", passphrase=WORDS)


def _migrate(folder: Path) -> None:
    import advocacy_desk.store._migrate  # noqa: F401, PLC0415 - imported before the clock starts

    _say("ready")
    Workspace.open(folder / "old.desk").close()


JOBS: dict[str, Callable[[Path], None]] = {
    "decide": _decide,
    "import": _import,
    "check": _check,
    "back up": _back_up,
    "encrypt": _encrypt,
    "migrate": _migrate,
}


def opened(path: Path) -> Workspace:
    """Open a workspace that a job may have encrypted."""
    salt = keys.salt_of(path)
    return Workspace.open(path, None if salt is None else keys.from_passphrase(WORDS, salt))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    JOBS[sys.argv[1]](Path(sys.argv[2]))
