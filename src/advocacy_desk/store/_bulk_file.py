"""A private SQLite file that a bulk driver (ADBC) fills from frames, by column and without a Python object a cell."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import adbc_driver_manager
import adbc_driver_sqlite

from advocacy_desk.errors import WorkspaceProblem
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import polars as pl

    from advocacy_desk.i18n import Text

_APPEND = "adbc.ingest.mode.append"
NEARLY_FULL = 8 << 20  # bytes: a batch that did not fit leaves about as much free as it would have taken
FULL = text(
    "The disk is full. Nothing of this step was saved, everything from before is unharmed. "
    "Free some space and try again."
)
READ_ONLY = text("The workspace cannot be written: the file or its folder is read-only. Nothing was changed.")
NOT_WRITTEN = text(
    "The import could not write its intermediate file beside the workspace. Nothing was changed; please try again."
)


class BulkFile:
    """A new file with the tables that ``commands`` make, readable by its owner only.

    The driver carries its own copy of SQLite, so nothing else may open the file before ``close``. Nobody needs it after
    a crash, so it need not survive one.
    """

    def __init__(self, path: Path, commands: Iterable[str]) -> None:
        self.path = path
        with _explained(path):
            remove(path)
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        self._database = adbc_driver_sqlite.connect(str(path))
        self._connection = adbc_driver_manager.AdbcConnection(self._database)
        for command in ("PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", *commands):
            with _explained(path), adbc_driver_manager.AdbcStatement(self._connection) as statement:
                statement.set_sql_query(command)
                statement.execute_query()

    def append(self, table: str, frame: pl.DataFrame) -> None:
        """Append the rows of a frame to a table that has its columns.

        Raises WorkspaceProblem where the disk is full.
        """
        with _explained(self.path), adbc_driver_manager.AdbcStatement(self._connection) as statement:
            statement.set_options(
                **{
                    adbc_driver_manager.INGEST_OPTION_TARGET_TABLE: table,
                    adbc_driver_manager.INGEST_OPTION_MODE: _APPEND,
                }
            )
            statement.bind_stream(frame)
            statement.execute_update()

    def close(self) -> None:
        """Let the file go; a second call does nothing."""
        self._connection.close()
        self._database.close()


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Say what the world refused. The driver calls a full disk a transaction that is gone, so the disk is asked."""
    try:
        yield
    except PermissionError as error:
        raise _problem(READ_ONLY, path) from error
    except (OSError, adbc_driver_manager.Error) as error:
        if isinstance(error, OSError) and error.errno == errno.EROFS:
            raise _problem(READ_ONLY, path) from error
        full = shutil.disk_usage(path.parent).free < NEARLY_FULL
        raise _problem(FULL if full else NOT_WRITTEN, path) from error


def _problem(message: Text, path: Path) -> WorkspaceProblem:
    return WorkspaceProblem(message, file=str(path.parent))


def remove(path: Path) -> None:
    """Remove a database file and what SQLite keeps beside it."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
