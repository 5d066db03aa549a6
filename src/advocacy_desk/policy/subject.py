"""What is evaluated: a post as the rules see it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

TEXT, HASHTAGS, ALT_TEXT, LINK_TITLE = "text", "hashtags", "alt_text", "link_title"
PARTS = (TEXT, HASHTAGS, ALT_TEXT, LINK_TITLE)
_HASHTAG = re.compile(r"(?<!\w)#\w+")


def _only_hashtags(words: str) -> str:
    kept = [" "] * len(words)
    for found in _HASHTAG.finditer(words):
        kept[found.start() : found.end()] = found.group()
    return "".join(kept)


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

    def parts(self, wanted: Collection[str]) -> Iterator[tuple[str, str]]:
        """Yield the wanted texts beside the text, each with the part that it belongs to.

        Hashtags stand where they stand in the text, with spaces for everything else, so that places stay what they are.
        """
        if HASHTAGS in wanted and "#" in self.text:
            yield HASHTAGS, _only_hashtags(self.text)
        for attachment in self.attachments:
            for part in (ALT_TEXT, LINK_TITLE):
                words = attachment.get(part)
                if part in wanted and isinstance(words, str) and words.strip():
                    yield part, words

    def known_language(self) -> str | None:
        """Return the two-letter language; None where nobody knows it (X writes ``und``, ``qme``, ``zxx``)."""
        code = (self.language or "").lower().replace("_", "-").split("-")[0]
        return None if code in {"", "und", "zxx", "mul"} or code.startswith("q") else code
