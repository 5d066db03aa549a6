"""What is evaluated: a post as the rules see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A post as the rules see it. Unknown is None or empty; a rule that needs the unknown does not fire on it."""

    text: str
    language: str | None = None
    network: str | None = None
    kind: str = "post"
    posted: date | None = None
    author: Mapping[str, str] = field(default_factory=dict)  # attribute -> value: team, position, role, account, ...
    attachments: tuple[Mapping[str, str | bool | None], ...] = ()  # {"type": "image", "alt_text": ..., ...}

    def known_language(self) -> str | None:
        """Return the two-letter language; None where nobody knows it (X writes ``und``, ``qme``, ``zxx``)."""
        code = (self.language or "").lower().replace("_", "-").split("-")[0]
        return None if code in {"", "und", "zxx", "mul"} or code.startswith("q") else code
