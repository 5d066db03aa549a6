"""Texts that are translated late, and numbers, dates and plurals in the language's form. No Qt.

A ``Text`` is an English message with named fields; it crosses rooms and threads untranslated and becomes a string
where it is shown: ``language.of(text("{n} posts", n=3))``. Catalogues are gettext files, one a room, in
``resources/locale/<language>/*.po``; they are merged and compiled once into the user's cache folder.
"""

from __future__ import annotations

import gettext
import hashlib
import io
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import platformdirs

from advocacy_desk import resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

LANGUAGES = {"de": "Deutsch", "en": "English"}


@dataclass(frozen=True, slots=True)
class Text:
    """An English message with ``{named}`` fields, not yet translated.

    ``plural`` and ``count`` are set where the wording depends on a number, ``context`` where one English word
    has several translations. ``ready`` holds texts by language that were written elsewhere (rule packs).
    """

    message: str
    fields: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None
    count: int = 0
    context: str | None = None
    ready: Mapping[str, str] | None = None

    def in_english(self) -> str:
        """Return the untranslated text with its fields filled in."""
        return Language("en").of(self)


def text(message: str, **fields: object) -> Text:
    """Return a translatable text; extracted into the catalogues by its literal."""
    return Text(message, fields)


def text_in(context: str, message: str, **fields: object) -> Text:
    """Return a translatable text whose English wording means different things in different places."""
    return Text(message, fields, context=context)


def plural(one: str, many: str, count: int, **fields: object) -> Text:
    """Return a text that depends on a number; ``{count}`` is filled in."""
    return Text(one, {"count": count, **fields}, plural=many, count=count)


def verbatim(by_language: Mapping[str, str]) -> Text:
    """Return a text that somebody else wrote in several languages, such as a rule's message."""
    english = by_language.get("en") or next(iter(by_language.values()), "")
    return Text(english, ready=dict(by_language))


def literal(words: str) -> Text:
    """Return a text that is the same in every language: a name, a file, a figure."""
    return Text("{words}", {"words": words}, ready={"en": "{words}"})


class Language:
    """One interface language: translates texts and formats numbers, dates and lists in its form."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._catalogue = _catalogue(code)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Language) and other.code == self.code

    def __hash__(self) -> int:
        return hash(self.code)

    def of(self, words: Text) -> str:
        """Translate a text and fill its fields in, formatted for this language."""
        template = self._template(words)
        if not words.fields:
            return template
        return template.format(**{key: self.value(value) for key, value in words.fields.items()})

    def _template(self, words: Text) -> str:
        if words.ready is not None:
            return words.ready.get(self.code) or words.message
        if words.plural is not None:
            return self._catalogue.ngettext(words.message, words.plural, words.count)
        if words.context is not None:
            return self._catalogue.pgettext(words.context, words.message)
        return self._catalogue.gettext(words.message) if words.message else ""

    def value(self, value: object) -> str:
        """Format one field: numbers with the language's separators, dates in its form, None as a dash."""
        if isinstance(value, str):
            return value
        if isinstance(value, Text):
            return self.of(value)
        if value is None:
            return "–"
        if isinstance(value, bool):
            return self.of(text("yes") if value else text("no"))
        if isinstance(value, int | float):
            return self.number(value)
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.day(value)
        return str(value)

    def number(self, value: float, decimals: int = 1) -> str:
        """Format a number: ``12.345`` / ``12,345``; floats with at most ``decimals`` decimals."""
        from babel.numbers import format_decimal  # noqa: PLC0415 - Babel costs 40 ms; the first window paints before it

        pattern = "#,##0" if isinstance(value, int) else "#,##0." + "#" * decimals
        return format_decimal(value, format=pattern, locale=self.code)

    def share(self, value: float | None, decimals: int = 1) -> str:
        """Format a share of one as per cent: 0.123 is ``12,3 %`` in German; None is a dash, never zero."""
        if value is None:
            return "–"
        from babel.numbers import format_percent  # noqa: PLC0415 - as above

        return format_percent(
            value, format="#,##0." + "#" * decimals + ("\u00a0%" if self.code == "de" else "%"), locale=self.code
        )

    def day(self, value: date) -> str:
        """Format a date without its time: ``22.11.2026`` / ``22 Nov 2026``."""
        from babel.dates import format_date  # noqa: PLC0415 - as above

        return format_date(value, format="dd.MM.yyyy" if self.code == "de" else "d MMM yyyy", locale=self.code)

    def moment(self, value: datetime) -> str:
        """Format a date with its time to the minute, in the zone that the value carries."""
        from babel.dates import format_datetime  # noqa: PLC0415 - as above

        pattern = "dd.MM.yyyy HH:mm" if self.code == "de" else "d MMM yyyy HH:mm"
        return format_datetime(value, format=pattern, tzinfo=value.tzinfo, locale=self.code)

    def month(self, value: date) -> str:
        """Format the month of a date: ``Nov. 2026`` / ``Nov 2026``."""
        from babel.dates import format_date  # noqa: PLC0415 - as above

        return format_date(value, format="MMM yyyy", locale=self.code)

    def ago(self, value: datetime, now: datetime) -> str:
        """Say how long ago something was: ``vor 3 Stunden`` / ``3 hours ago``."""
        from babel.dates import format_timedelta  # noqa: PLC0415 - as above

        return format_timedelta(value - now, add_direction=True, locale=self.code)

    def listing(self, items: Iterable[Text | str]) -> str:
        """Join items as a sentence would: ``a, b und c`` / ``a, b and c``."""
        from babel.lists import format_list  # noqa: PLC0415 - as above

        return format_list([self.value(item) for item in items], locale=self.code)


@lru_cache(maxsize=8)
def _catalogue(code: str) -> gettext.NullTranslations:
    """Return the compiled catalogue of a language; English is the language of the messages themselves."""
    sources = sorted((resources.folder("locale") / code).glob("*.po"))
    if not sources:
        return gettext.NullTranslations()
    stamp = "|".join(f"{path.name}:{path.stat().st_size}:{path.stat().st_mtime_ns}" for path in sources)
    name = hashlib.sha256(stamp.encode()).hexdigest()[:16]
    compiled = platformdirs.user_cache_path("advocacy-desk") / f"locale-{code}-{name}.mo"
    try:
        return gettext.GNUTranslations(io.BytesIO(compiled.read_bytes()))
    except OSError:
        pass
    binary = _compile(code, sources)
    try:
        compiled.parent.mkdir(parents=True, exist_ok=True)
        compiled.write_bytes(binary)
    except OSError:
        pass  # a read-only home costs a slower start, nothing else
    return gettext.GNUTranslations(io.BytesIO(binary))


def _compile(code: str, sources: Iterable[Path]) -> bytes:
    from babel.messages.catalog import Catalog  # noqa: PLC0415 - needed once after an update
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - as above
    from babel.messages.pofile import read_po  # noqa: PLC0415 - as above

    merged = Catalog(locale=code)
    for path in sources:
        with path.open("rb") as stream:
            for message in read_po(stream, locale=code):
                if message.id:
                    merged.add(message.id, message.string, context=message.context)
    target = io.BytesIO()
    write_mo(target, merged)
    return target.getvalue()
