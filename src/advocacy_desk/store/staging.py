"""A private SQLite file into which a bulk driver writes cleaned batches before the workspace sees any of them.

The driver (ADBC) carries its own copy of SQLite. Two copies in one process must never open the same file, because
closing one drops the locks of the other; so the driver only ever sees this file, and it is closed before the
workspace attaches it. Reading and cleaning happen without any lock on the workspace.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Self

import adbc_driver_manager
import adbc_driver_sqlite
import polars as pl

if TYPE_CHECKING:
    from types import TracebackType

    from advocacy_desk.intake import CleanBatch

MEMORY = Path("/dev/shm")  # noqa: S108 - the file is made anew, for its owner alone
_APPEND = "adbc.ingest.mode.append"
# Rows are numbered over the whole file, and the merge finds them by that number. What it reads again and again is
# apart from the texts, which it reads twice; an author's names are written once and not with each of his posts.
_TABLES = (
    """CREATE TABLE post (row INTEGER PRIMARY KEY, record INTEGER, network TEXT, external_id TEXT, author INTEGER,
    published_at INTEGER, day INTEGER, kind TEXT, media TEXT, language TEXT, followers INTEGER, impressions INTEGER,
    reach INTEGER, reactions INTEGER, comments INTEGER, shares INTEGER, clicks INTEGER, text_hash BLOB,
    has_text INTEGER)""",
    "CREATE TABLE words (row INTEGER PRIMARY KEY, url TEXT, text TEXT, folded TEXT)",
    """CREATE TABLE author (id INTEGER PRIMARY KEY, network TEXT, handle_key TEXT, handle TEXT, author_name TEXT,
    author_email TEXT, followers INTEGER, published_at INTEGER)""",
    "CREATE TABLE hashtags (row INTEGER, tag TEXT)",
    "CREATE TABLE mentions (row INTEGER, handle TEXT)",
    "CREATE TABLE links (row INTEGER, url TEXT, domain TEXT)",
    "CREATE TABLE repeated (row INTEGER PRIMARY KEY)",
)
_WORDS = ("row", "url", "text", "folded")
_OF_AUTHOR = ("handle", "handle_key", "author_name", "author_email")
_AUTHOR = {"network": pl.String, "handle_key": pl.String, "id": pl.Int64}


class Staging:
    """The staging file of one import; a context manager that removes it in every case.

    It lies beside the workspace (same disk, same privacy), readable by its owner only. It cannot be encrypted, so that
    of an encrypted workspace lies in memory where the system mounts some as a folder. What a killed process left behind
    is removed when the next import begins.
    """

    def __init__(self, workspace: Path, *, encrypted: bool = False) -> None:
        folder = MEMORY if encrypted and MEMORY.is_dir() else workspace.parent
        self.path = folder / f"{workspace.name}.staging-{os.getpid()}"
        self.rows = 0
        self._workspace = workspace
        self._keys: list[pl.Series] = []
        self._authors: list[pl.DataFrame] = []
        self._numbers = pl.DataFrame(schema=_AUTHOR)
        self._database: adbc_driver_manager.AdbcDatabase | None = None
        self._connection: adbc_driver_manager.AdbcConnection | None = None

    def __enter__(self) -> Self:
        remove_leftovers(self._workspace)
        _remove(self.path)
        os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        self._database = adbc_driver_sqlite.connect(str(self.path))
        self._connection = adbc_driver_manager.AdbcConnection(self._database)
        # Nobody needs this file after a crash, so it need not survive one.
        for command in ("PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", *_TABLES):
            with adbc_driver_manager.AdbcStatement(self._connection) as statement:
                statement.set_sql_query(command)
                statement.execute_query()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        _remove(self.path)

    def _close(self) -> None:
        for handle in (self._connection, self._database):
            if handle is not None:
                handle.close()
        self._connection = self._database = None

    def add(self, batch: CleanBatch) -> None:
        """Append a cleaned batch; ``row`` becomes unique over the whole file."""
        posts = _shifted(batch.posts, self.rows)
        self._authors.append(_by_author(posts))
        self._number_authors(self._authors[-1])
        numbered = posts.drop("url", "text", "folded").join(
            self._numbers.rename({"id": "author"}), on=("network", "handle_key"), how="left", maintain_order="left"
        )
        has_text = (posts["text"] != "").cast(pl.Int8).alias("has_text")
        self._ingest("post", numbered.drop(_OF_AUTHOR).with_columns(has_text))
        self._ingest("words", posts.select(_WORDS))
        self._ingest("hashtags", _shifted(batch.hashtags, self.rows))
        self._ingest("mentions", _shifted(batch.mentions, self.rows))
        self._ingest("links", _shifted(batch.links, self.rows))
        self._keys.append(posts.select(pl.concat_str("network", "external_id", separator=" ").hash()).to_series())
        self.rows += posts.height

    def _number_authors(self, authors: pl.DataFrame) -> None:
        """Give the authors that are new in the file the next numbers."""
        new = authors.select("network", "handle_key").join(self._numbers, on=("network", "handle_key"), how="anti")
        numbered = new.with_row_index("id", offset=self._numbers.height + 1).select(
            pl.col(name).cast(kind) for name, kind in _AUTHOR.items()
        )
        self._numbers = pl.concat([self._numbers, numbered])

    def finish(self) -> Path:
        """Write down the authors and which rows a later row of the file repeats; close the file, return its path."""
        self._ingest("repeated", self._repeated())
        if self._authors:
            authors = _by_author(pl.concat(self._authors))
            self._ingest("author", authors.join(self._numbers, on=("network", "handle_key")))
        self._close()
        return self.path

    def _repeated(self) -> pl.DataFrame:
        if not self._keys:
            return pl.DataFrame(schema={"row": pl.Int64})
        keys = pl.concat(self._keys).alias("key").to_frame().with_row_index("row")
        return keys.filter(~pl.col("key").is_last_distinct()).select(pl.col("row").cast(pl.Int64))

    def _ingest(self, table: str, frame: pl.DataFrame) -> None:
        with adbc_driver_manager.AdbcStatement(self._connection) as statement:
            statement.set_options(
                **{
                    adbc_driver_manager.INGEST_OPTION_TARGET_TABLE: table,
                    adbc_driver_manager.INGEST_OPTION_MODE: _APPEND,
                }
            )
            statement.bind_stream(frame)
            statement.execute_update()


def _by_author(posts: pl.DataFrame) -> pl.DataFrame:
    """Return one row an author: names as written last, followers as of the newest post that tells them."""
    told = pl.col("followers").is_not_null() & pl.col("published_at").is_not_null()
    newest = pl.col("published_at").filter(told)
    return (
        posts.filter(pl.col("handle_key").is_not_null())
        .group_by("network", "handle_key")
        .agg(
            pl.col("handle").last(),
            pl.col("author_name").drop_nulls().last(),
            pl.col("author_email").drop_nulls().last(),
            pl.col("followers").filter(told).sort_by(newest).last(),
            newest.max().alias("published_at"),
        )
    )


def _shifted(frame: pl.DataFrame, by: int) -> pl.DataFrame:
    return frame.with_columns((pl.col("row").cast(pl.Int64) + by).alias("row"))


def remove_leftovers(workspace: Path) -> None:
    """Remove the staging files of processes that are gone."""
    left = (path for folder in (workspace.parent, MEMORY) for path in folder.glob(f"{workspace.name}.staging-*"))
    for path in left:
        owner = path.name.rpartition("-")[2]
        if owner.isdigit() and int(owner) != os.getpid() and not _runs(int(owner)):
            _remove(path)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _remove(path: Path) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
