"""Which days an import speaks for, author by author."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What one import knows of one account. A day without posts between ``first`` and ``last`` is known to be quiet.

    Outside them the import says nothing: unknown is not zero. ``handle`` is None for posts whose author the file does
    not name; ``employee`` where the account is matched to nobody.
    """

    account_id: int | None
    network: str
    handle: str | None
    employee: str | None
    import_id: int
    file: str
    format: str
    first: date
    last: date
    posts: int
    days: int  # on which there are posts
    longest_silence: int  # days without a post between two posts; a long one may be a file that is missing
