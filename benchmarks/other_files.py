"""Reading an Excel workbook beside python-calamine alone, and the memory that X's archive takes.

``python -m benchmarks.other_files make FOLDER`` writes both files; ``read FILE`` reads one as an import does, up to the
batches that would be cleaned, and ``calamine FILE`` reads the rows of a workbook and nothing else.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import processes

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS = 100_000
ARCHIVE_BYTES = 300_000_000
WORKBOOK, ARCHIVE = "posts.xlsx", "tweets.js"
MOST_TIMES = 2.0  # as long as calamine alone
MOST_MIB = 200.0


def measure(folder: Path, rounds: int) -> Sequence[Sequence[str]]:
    """Return rows of a table: what was measured, the figure, its target."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / ARCHIVE).exists():
        processes.run(processes.python("-m", "benchmarks.other_files", "make", folder))
    ratios = [_run("read", folder / WORKBOOK).cpu / _run("calamine", folder / WORKBOOK).cpu for _ in range(rounds)]
    archive = _run("read", folder / ARCHIVE)
    return (
        (f"XLSX of {ROWS:,} rows, read / python-calamine alone (cpu)", f"{min(ratios):.2f}", f"≤ {MOST_TIMES:.2f}"),
        ("X archive of 300 MB, read: peak memory", f"{archive.peak:.0f} MiB", f"≤ {MOST_MIB:.0f} MiB"),
        ("X archive of 300 MB, read: time (cpu)", f"{archive.cpu:.2f} s", ""),
    )


def _run(what: str, file: Path) -> processes.Cost:
    return processes.run(processes.python("-m", "benchmarks.other_files", what, file))


def _make(folder: Path) -> None:
    from benchmarks import posts_file  # noqa: PLC0415 - numpy is for the children alone

    table = folder / "posts.csv"
    posts_file.write(table, ROWS)
    _write_workbook(table, folder / WORKBOOK)
    _write_archive(table, folder / ARCHIVE)
    table.unlink()


def _write_workbook(table: Path, path: Path) -> None:
    import csv  # noqa: PLC0415 - as above

    import xlsxwriter  # noqa: PLC0415 - as above

    with (
        xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook,
        table.open(newline="", encoding="utf-8") as file,
    ):
        sheet = workbook.add_worksheet()
        for number, row in enumerate(csv.reader(file)):
            for column, cell in enumerate(row):
                if number and column > 7:
                    sheet.write_number(number, column, int(cell))
                else:
                    sheet.write_string(number, column, cell)


def _write_archive(table: Path, path: Path) -> None:
    """Write the posts as X does, again and again until the file is large enough; every post has an id of its own."""
    import csv  # noqa: PLC0415 - as above

    number, written = 0, 0
    with path.open("w", encoding="utf-8") as archive:
        archive.write("window.YTD.tweets.part0 = [\n  ")
        while written < ARCHIVE_BYTES:
            with table.open(newline="", encoding="utf-8") as file:
                for row in csv.DictReader(file):
                    between = ",\n  " if number else ""
                    number += 1
                    written += archive.write(between + _tweet(number, row["text"]))
                    if written >= ARCHIVE_BYTES:
                        break
        archive.write("\n]\n")


def _tweet(number: int, text: str) -> str:
    tweet = {
        "edit_info": {"initial": {"editTweetIds": [str(number)], "editableUntil": "", "editsRemaining": "5"}},
        "retweeted": False,
        "source": '<a href="https://mobile.x.example" rel="nofollow">Web App</a>',
        "entities": {"hashtags": [], "symbols": [], "user_mentions": [], "urls": []},
        "display_text_range": ["0", str(len(text))],
        "favorite_count": str(number % 90),
        "id_str": str(10**18 + number),
        "truncated": False,
        "retweet_count": str(number % 7),
        "id": str(10**18 + number),
        "created_at": "Sat Nov 09 12:14:18 +0000 2024",
        "favorited": False,
        "full_text": text,
        "lang": "de",
    }
    return json.dumps({"tweet": tweet}, indent=2, ensure_ascii=False).replace("\n", "\n  ")


def _read(path: Path) -> int:
    from advocacy_desk import formats  # noqa: PLC0415 - as above

    ((form, source),) = formats.plan(path).found
    return sum(batch.frame.height for batch in form.read(source, formats.ReadOptions()))


def _calamine(path: Path) -> int:
    import python_calamine  # noqa: PLC0415 - as above

    workbook = python_calamine.CalamineWorkbook.from_path(str(path))
    return sum(1 for _ in workbook.get_sheet_by_index(0).iter_rows())


if __name__ == "__main__":
    done = {"make": _make, "read": _read, "calamine": _calamine}[sys.argv[1]](Path(sys.argv[2]))
    sys.stdout.write(f"{done}\n")
