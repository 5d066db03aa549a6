"""Reads names and handles into keys under which the same person is found again.

``Dr. Anna-Lena Müller-Lüdenscheidt``, ``Mueller-Luedenscheidt, Anna Lena`` and ``@annalena.mueller`` are written by
the same person. A key is folded text without spaces: casefolded, titles and decoration dropped, and in two spellings,
because an umlaut is written out by some (``mueller``) and dropped by others (``muller``).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

MIN_HANDLE_LETTERS = 4
MIN_LAST_NAME_IN_HANDLE = 3

_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe"})
_DROPPED = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
# Titles that are safe without a dot; the dotted ones could be names ("Ma", "Ing") and need theirs.
_PLAIN_TITLE = r"(?:dr|prof|dipl|univ|habil|phd|mba|msc|bsc|llm|priv\.?-?doz)\b\.?"
_DOTTED_TITLE = (
    r"(?:ing|mag|med|phil|rer|nat|jur|pol|oec|vet|theol|h\.?\s?c|m\.?\s?a|b\.?\s?a|m\.?\s?sc|b\.?\s?sc|ph\.?\s?d)\."
)
_TITLES = re.compile(rf"(?:^|(?<=[\s\-,.]))(?:{_PLAIN_TITLE}|{_DOTTED_TITLE})(?=[\s\-,]|$)[\s\-]*")
_DECORATION = re.compile(r"[|(\[@•·✨]|//|\s[-–—]\s")
_WORDS = re.compile(r"[^\W\d_]+")
_PARTICLES = frozenset(
    {"von", "vom", "van", "der", "den", "dem", "de", "del", "della", "di", "da", "dos", "du", "la", "le"}
    | {"zu", "zum", "zur", "ter", "ten", "el", "al", "bin", "ibn", "af", "av", "und"}
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name in one spelling, as keys.

    ``full`` holds all words in order (finds ``Anna Lena`` and ``Annalena``), ``any_order`` the words without
    particles, sorted (``Müller Anna``, ``Anna von Müller``), ``parts`` the given name with each part of the last name
    (people who drop a second name), ``initials`` the same with the initial alone. ``block`` is the first letters,
    sorted: only names of one block are compared letter by letter.
    """

    words: tuple[str, ...]
    last: tuple[str, ...]
    full: str
    any_order: str
    parts: tuple[str, ...]
    initials: tuple[str, ...]
    block: str

    @classmethod
    def of(cls, words: tuple[str, ...], last: tuple[str, ...]) -> Spelling:
        """Return the keys of a name from its words, given name first, and the words of its last name."""
        core = _core(words)
        given = core[0]
        parts = tuple(dict.fromkeys(part for part in (*_core(last), core[-1]) if part != given))
        return cls(
            words=words,
            last=last,
            full="".join(words),
            any_order=" ".join(sorted(core)),
            parts=tuple(f"{given} {part}" for part in parts),
            initials=tuple(f"{given[0]} {part}" for part in parts),
            block="".join(sorted({given[0], core[-1][0]})),
        )


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    if _PARTICLES.isdisjoint(words):
        return words
    kept = tuple(word for word in words if word not in _PARTICLES)
    return kept if len(kept) > 1 else words


def fold(words: str) -> str:
    """Casefold and undo compatibility forms; umlauts and ß become composed letters and ss."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", words).casefold())


def _bare(words: str) -> str:
    if words.isascii():
        return words
    decomposed = unicodedata.normalize("NFKD", words.translate(_DROPPED))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _written_out(words: str) -> str:
    return words if words.isascii() else _bare(words.translate(_WRITTEN_OUT))


def _both_ways(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((_written_out(words), _bare(words))))


@lru_cache(maxsize=65_536)
def spellings(name: str, last_name: str | None = None) -> tuple[Spelling, ...]:
    """Return a display name in one or two spellings; empty where it holds no letters.

    ``last_name`` says where the last name begins, where the directory knows it; otherwise it is the last word and
    whatever is joined to it by hyphens. ``Last, First`` is turned round; titles and decoration behind ``|`` go.
    """
    plain = fold(name).strip()
    head = _DECORATION.split(plain, maxsplit=1)[0]
    plain = head if _WORDS.search(head) else plain
    pieces = [
        piece for piece in (_TITLES.sub(" ", part).strip(" ,") for part in plain.split(",")) if _WORDS.search(piece)
    ]
    if not pieces:
        return ()
    last = fold(last_name) if last_name else pieces[0] if len(pieces) > 1 else pieces[0].split()[-1]
    turned = " ".join([*pieces[1:], pieces[0]])
    ways = (_written_out, _bare) if not turned.isascii() else (_bare,)
    found = (Spelling.of(tuple(_WORDS.findall(way(turned))), tuple(_WORDS.findall(way(last)))) for way in ways)
    return tuple(dict.fromkeys(found))


def handle_letters(handle: str) -> tuple[str, ...]:
    """Return the letters of a handle in one or two spellings; empty where too few are left to mean anything."""
    letters = "".join(_WORDS.findall(fold(handle)))
    return _both_ways(letters) if len(letters) >= MIN_HANDLE_LETTERS else ()


def handles_that_spell(spelling: Spelling) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the handles that a name suggests: those of the whole name, and those of an initial and the last name."""
    core = _core(spelling.words)
    if len(core) < 2:
        return (), ()
    whole: set[str] = {spelling.full, "".join(core)}
    short: set[str] = set()
    last_names = {*spelling.last, "".join(spelling.last), core[-1]}
    for last in last_names - _PARTICLES:
        if len(last) < MIN_LAST_NAME_IN_HANDLE or last == core[0]:
            continue
        whole.update((core[0] + last, last + core[0]))
        short.update((core[0][0] + last, last + core[0][0]))
    long_enough = tuple(sorted(word for word in short if len(word) >= MIN_HANDLE_LETTERS))
    return tuple(sorted(word for word in whole if len(word) >= MIN_HANDLE_LETTERS)), long_enough


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same however they are written: case, umlauts, titles, order, particles."""
    keys = {spelling.any_order for spelling in spellings(one)}
    return any(spelling.any_order in keys for spelling in spellings(other))
