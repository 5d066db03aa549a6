"""Whose LinkedIn member export it is: ``Profile.csv`` of the archive, of which only the name is read."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from advocacy_desk.formats import _encodings
from advocacy_desk.formats._headings import plain

if TYPE_CHECKING:
    from advocacy_desk.formats._contract import Source

_PROFILE = re.compile(r"profile(_\d+)?\.csv", re.IGNORECASE)


def profile(source: Source) -> tuple[Source, ...]:
    """Return the profile beside a file of the export, or elsewhere in its archive; empty where there is none."""
    for files in (source.siblings().values(), source.bundle()):
        found = next((other for other in files if _PROFILE.fullmatch(other.base_name)), None)
        if found is not None:
            return (found,)
    return ()


def name(profiles: tuple[Source, ...]) -> str | None:
    """Return ``First Last``; everything else in that file (birth date, address) is not looked at."""
    for file in profiles:
        head = file.head()
        encoding = _encodings.detect(head)
        rows = list(csv.reader(io.StringIO(_encodings.decoded(head, encoding), newline=""))) if encoding else []
        if len(rows) > 1:
            cells = {plain(heading): cell.strip() for heading, cell in zip(rows[0], rows[1], strict=False)}
            return " ".join(filter(None, (cells.get("firstname"), cells.get("lastname")))) or None
    return None
