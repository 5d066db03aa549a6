"""Private SQLite files into which a bulk driver writes cleaned batches before the workspace sees any of them.

The driver (ADBC) carries its own copy of SQLite. Two copies in one process must never open the same file, because
closing one drops the locks of the other; so the driver only ever sees these files, and they are closed before the
workspace attaches them. Reading and cleaning happen without any lock on the workspace.

Texts lie in a file of their own: the merge writes to the other one, and the index is built from them meanwhile.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Self

import polars as pl

from advocacy_desk.store._bulk_file import BulkFile, remove

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from advocacy_desk.intake import CleanBatch

MEMORY = Path("/dev/shm")  # noqa: S108 - the file is made anew, for its owner alone
STAGE, TEXTS = "stage", "texts"  # names under which the workspace attaches the two files
_MORE_FILES = ("-texts", "-texts-index")
# Rows are numbered over the whole file, and the merge finds them by that number. What it reads again and again is
# apart from the texts, which it reads twice; an author's names are written once and not with each of his posts.
_REPEATED = "CREATE TABLE repeated (row INTEGER PRIMARY KEY)"
_TABLES = (
    """CREATE TABLE post (row INTEGER PRIMARY KEY, record INTEGER, network TEXT, external_id TEXT, author INTEGER,
    published_at INTEGER, day INTEGER, kind TEXT, media TEXT, language TEXT, followers INTEGER, impressions INTEGER,
    reach INTEGER, reactions INTEGER, comments INTEGER, shares INTEGER, clicks INTEGER, text_hash BLOB,
    has_text INTEGER)""",
    """CREATE TABLE author (id INTEGER PRIMARY KEY, network TEXT, handle_key TEXT, handle TEXT, author_name TEXT,
    author_email TEXT, followers INTEGER, published_at INTEGER)""",
    "CREATE TABLE hashtags (row INTEGER, tag TEXT)",
    "CREATE TABLE mentions (row INTEGER, handle TEXT)",
    "CREATE TABLE links (row INTEGER, url TEXT, domain TEXT)",
    _REPEATED,
)
_TEXT_TABLES = ("CREATE TABLE words (row INTEGER PRIMARY KEY, url TEXT, text TEXT, folded TEXT)", _REPEATED)
_WORDS = ("row", "url", "text", "folded")
_OF_AUTHOR = ("handle", "handle_key", "author_name", "author_email")
_AUTHOR = {"network": pl.String, "handle_key": pl.String, "id": pl.Int64}


class Staging:
    """The staging files of one import; a context manager that removes them in every case.

    They lie beside the workspace (same disk, same privacy), readable by their owner only. They cannot be encrypted, so
    those of an encrypted workspace lie in memory where the system mounts some as a folder. What a killed process left
    behind is removed when the next import begins.
    """

    def __init__(self, workspace: Path, *, encrypted: bool = False) -> None:
        folder = MEMORY if encrypted and MEMORY.is_dir() else workspace.parent
        self.path = folder / f"{workspace.name}.staging-{os.getpid()}"
        self.rows = 0
        self._workspace = workspace
        self._keys: list[pl.Series] = []
        self._authors: list[pl.DataFrame] = []
        self._numbers = pl.DataFrame(schema=_AUTHOR)
        self._files: dict[str, BulkFile] = {}

    def __enter__(self) -> Self:
        remove_leftovers(self._workspace)
        self._files[STAGE] = BulkFile(self.path, _TABLES)
        self._files[TEXTS] = BulkFile(self.path.with_name(f"{self.path.name}-texts"), _TEXT_TABLES)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        _remove_all(self.path)

    def _close(self) -> None:
        for file in self._files.values():
            file.close()

    def add(self, batch: CleanBatch) -> None:
        """Append a cleaned batch; ``row`` becomes unique over the whole file."""
        stage = self._files[STAGE]
        posts = _shifted(batch.posts, self.rows)
        self._authors.append(_by_author(posts))
        self._number_authors(self._authors[-1])
        numbered = posts.drop("url", "text", "folded").join(
            self._numbers.rename({"id": "author"}), on=("network", "handle_key"), how="left", maintain_order="left"
        )
        has_text = (posts["text"] != "").cast(pl.Int8).alias("has_text")
        stage.append("post", numbered.drop(_OF_AUTHOR).with_columns(has_text))
        self._files[TEXTS].append("words", posts.select(_WORDS))
        stage.append("hashtags", _shifted(batch.hashtags, self.rows))
        stage.append("mentions", _shifted(batch.mentions, self.rows))
        stage.append("links", _shifted(batch.links, self.rows))
        self._keys.append(posts.select(pl.concat_str("network", "external_id", separator=" ").hash()).to_series())
        self.rows += posts.height

    def _number_authors(self, authors: pl.DataFrame) -> None:
        """Give the authors that are new in the file the next numbers."""
        new = authors.select("network", "handle_key").join(self._numbers, on=("network", "handle_key"), how="anti")
        numbered = new.with_row_index("id", offset=self._numbers.height + 1).select(
            pl.col(name).cast(kind) for name, kind in _AUTHOR.items()
        )
        self._numbers = pl.concat([self._numbers, numbered])

    def finish(self) -> Mapping[str, Path]:
        """Write down the authors and which rows a later row of the file repeats; close the files.

        Returns them by the name under which the merge expects each.
        """
        for file in self._files.values():
            file.append("repeated", self._repeated())
        if self._authors:
            authors = _by_author(pl.concat(self._authors))
            self._files[STAGE].append("author", authors.join(self._numbers, on=("network", "handle_key")))
        self._close()
        return {name: file.path for name, file in self._files.items()}

    def _repeated(self) -> pl.DataFrame:
        if not self._keys:
            return pl.DataFrame(schema={"row": pl.Int64})
        keys = pl.concat(self._keys).alias("key").to_frame().with_row_index("row")
        return keys.filter(~pl.col("key").is_last_distinct()).select(pl.col("row").cast(pl.Int64))


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
    for folder in (workspace.parent, MEMORY):
        for path in folder.glob(f"{workspace.name}.staging-*"):
            owner = path.name.rpartition(".staging-")[2].partition("-")[0]
            if owner.isdigit() and int(owner) != os.getpid() and not _runs(int(owner)):
                remove(path)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _remove_all(path: Path) -> None:
    for suffix in ("", *_MORE_FILES):
        remove(path.with_name(path.name + suffix))
