"""Everything that a workspace knows about one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Value = None | bool | int | float | str | Sequence[object] | Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """The person's rows of one table: times and days as ISO text, None where nothing is known."""

    key: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MyData:
    """All tables with a path to a person, empty ones included, so that it shows what there is not."""

    employee: int
    tables: tuple[DataTable, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return table -> rows."""
        return {table.key: len(table.rows) for table in self.tables}
