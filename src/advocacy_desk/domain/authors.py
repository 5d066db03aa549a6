"""What rules may ask about the author behind a post: fixed facts, and what was paid at the time of the post."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Authors:
    """Facts by account (attribute -> value), and by account the days, inclusive, with a compensation."""

    facts: Mapping[int, Mapping[str, str]]
    paid: Mapping[int, tuple[tuple[date, date, str], ...]] = field(default_factory=dict)

    def of(self, account_id: int | None, day: date | None) -> Mapping[str, str]:
        """Return what is known about the author of a post of a day: ``compensation`` only where there is one."""
        if account_id is None:
            return {}
        known = self.facts.get(account_id, {})
        if day is not None:
            for first, last, kind in self.paid.get(account_id, ()):
                if first <= day <= last:
                    return {**known, "compensation": kind}
        return known
