"""A private SQLite file that a bulk driver (ADBC) fills from frames, by column and without a Python object a cell."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import adbc_driver_manager
import adbc_driver_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

_APPEND = "adbc.ingest.mode.append"


class BulkFile:
    """A new file with the tables that ``commands`` make, readable by its owner only.

    The driver carries its own copy of SQLite, so nothing else may open the file before ``close``. Nobody needs it after
    a crash, so it need not survive one.
    """

    def __init__(self, path: Path, commands: Iterable[str]) -> None:
        self.path = path
        remove(path)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        self._database = adbc_driver_sqlite.connect(str(path))
        self._connection = adbc_driver_manager.AdbcConnection(self._database)
        for command in ("PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", *commands):
            with adbc_driver_manager.AdbcStatement(self._connection) as statement:
                statement.set_sql_query(command)
                statement.execute_query()

    def append(self, table: str, frame: pl.DataFrame) -> None:
        """Append the rows of a frame to a table that has its columns."""
        with adbc_driver_manager.AdbcStatement(self._connection) as statement:
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


def remove(path: Path) -> None:
    """Remove a database file and what SQLite keeps beside it."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
