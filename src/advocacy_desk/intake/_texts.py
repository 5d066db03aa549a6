"""What is in a text: hashtags, mentions and links; its search form and its hash. By column, once for each text.

Search form: SQLite's tokenizer ``unicode61`` already ignores case and marks, and the index is given ss for ß, but it
does not know compatibility letters (mathematical bold on LinkedIn) or invisible joiners. Only texts with those get one.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable

HASH_BYTES = 16
_LETTERS = {"ß": "ss", "ẞ": "SS"} | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", "")
# The index is given ß as ss; the others stand between words before and after NFKC.
_AS_INDEXED = {ord("ß"): "ss", ord("…"): "...", 0xA0: " ", 0x202F: " ", 0x2009: " "}
# Letters and signs that NFKC leaves alone: most German and English texts hold nothing else.
_SURELY_NORMAL = (
    r"^[\x00-\x7FÀ-ÖØ-öø-ÿĀ-ıŁłŒœŠšŸŽž‘’‚“”„‹›–—†•€§°…\u{A0}«»→✅❤️\u{1F300}-\u{1F6FF}\u{1F900}-\u{1F9FF}]*$"
)
_URL = r"(?:https?://|www\.)[^\s<>\"„“”»«]+"
_URL_END = r"[.,;:!?)\]}'’…]+$"
# One pass: an address is consumed whole, so that what looks like a hashtag or mention in it is none. The sign's own
# neighbour is part of the match and must be no letter (that would be an e-mail address) and no ampersand (an entity).
_MARKED = (
    _URL + r"|(?:^|[^\w&/#＃])[#＃][\p{L}\p{N}_][\w]*"
    r"|(?:^|[^\w%+/@＠-])[@＠]\w+(?:\.\w+)*(?:@[\w-]+(?:\.[\w-]+)+)?"
)
_BEFORE_MARK = "^[^#＃@＠hw]"


@dataclass(frozen=True, slots=True)
class Marks:
    """What was found in a column of texts; ``row`` is the position of the text."""

    hashtags: pl.DataFrame  # row UInt32, tag String
    mentions: pl.DataFrame  # row UInt32, handle String
    links: pl.DataFrame  # row UInt32, url String, domain String


def fold(text: str) -> str:
    """Return the form in which a text is searched: NFKC, ß as ss, without invisible joiners. Case is kept."""
    for letter, replacement in _LETTERS.items():
        text = text.replace(letter, replacement)
    return unicodedata.normalize("NFKC", text)


def compared(word: str) -> str:
    """Return a handle or hashtag in the form in which two are compared: NFKC, case folded."""
    # Twice, because folding the case can undo the normal form; a third time changes nothing.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())


def folded(texts: pl.Series) -> pl.Series:
    """Return the search form of each text; null where the text itself, with ss for ß, gives the same words."""
    table = pl.DataFrame({"form": texts}).with_row_index("row")
    form = pl.col("form")
    rest = table.filter(form.str.len_bytes() != form.str.len_chars())
    unsure = rest.filter(~form.str.contains(_SURELY_NORMAL))
    forms = [_folded_if_other(text) for text in unsure["form"].to_list()]
    other = unsure.with_columns(form=pl.Series(forms, dtype=pl.String)).drop_nulls()
    column = pl.Series("folded", [None], dtype=pl.String).new_from_index(0, len(texts))
    return column.scatter(other["row"], other["form"])


def _folded_if_other(text: str) -> str | None:
    """Return the search form; None where it differs in nothing but ß and what stands between words."""
    form = fold(text)
    return None if form == text.translate(_AS_INDEXED) else form


def hashes(texts: pl.Series) -> pl.Series:
    """Return the BLAKE2b hash (16 bytes) of each text in UTF-8."""
    raw = texts.cast(pl.Binary).to_list()
    digests = [
        blake2b(words, digest_size=HASH_BYTES).digest() for words in raw
    ]  # a call of text_hash costs a fifth more
    return pl.Series("text_hash", digests, dtype=pl.Binary)


def text_hash(text: bytes) -> bytes:
    """Return the hash under which a text is known: 16 bytes of BLAKE2b over its UTF-8."""
    return blake2b(text, digest_size=HASH_BYTES).digest()


def search_marks(texts: pl.Series) -> Callable[[], Marks]:
    """Begin to search hashtags (NFKC, case folded, no ``#``, not only digits), mentions (as handle keys) and links.

    The search runs in polars while Python does something else; calling the result waits for it.
    """
    found = (
        pl.LazyFrame({"text": texts})
        .with_row_index("row")
        .select("row", mark=pl.col("text").str.extract_all(_MARKED))
        .explode("mark")
        .drop_nulls()
        .with_columns(pl.col("mark").str.replace(_BEFORE_MARK, ""))
        .with_columns(sign=pl.col("mark").str.slice(0, 1).replace({"＃": "#", "＠": "@", "w": "h"}))
    )
    words = found.filter(pl.col("sign") != "h").select("row", "sign", pl.col("mark").str.slice(1).str.to_lowercase())
    links = _links(found.filter(pl.col("sign") == "h")).select("row", "domain", mark="url", sign=pl.lit("h"))
    query = pl.concat([words, links], how="diagonal").collect(background=True)
    return lambda: _parted(query.fetch_blocking())


def _parted(found: pl.DataFrame) -> Marks:
    links = found.filter(pl.col("sign") == "h").select("row", "domain", url="mark")
    return Marks(
        hashtags=_keyed(found, "#", "tag").filter(~pl.col("tag").str.contains(r"^[\d_]+$")),
        mentions=_keyed(found, "@", "handle"),
        links=links.select("row", "url", "domain"),
    )


def _keyed(found: pl.DataFrame, sign: str, name: str) -> pl.DataFrame:
    """Return ``row`` and the words of one sign in the form in which they are compared, each once per text."""
    keyed = found.filter(pl.col("sign") == sign).select("row", pl.col("mark").alias(name))
    plain = pl.col(name).str.len_bytes() == pl.col(name).str.len_chars()
    if not keyed.select(plain.all()).item():
        keyed = keyed.with_columns(_normal_keys(keyed[name]))
    return keyed.filter(pl.struct("row", name).is_first_distinct())


def _normal_keys(words: pl.Series) -> pl.Series:
    """NFKC and case folding, worked out once for each distinct word."""
    distinct = words.unique().to_list()
    changed = {word: key for word in distinct if (key := compared(word)) != word}
    return words.replace(changed) if changed else words


def link_frame(found: pl.DataFrame) -> pl.DataFrame:
    """Turn ``row, mark`` with addresses into ``row, url, domain``; the domain is the host without ``www.``."""
    return _links(found.lazy()).collect()


def _links(found: pl.LazyFrame) -> pl.LazyFrame:
    url = pl.col("mark").str.replace(_URL_END, "").str.replace(r"^www\.", "http://www.")
    return (
        found.select("row", url=url)
        .with_columns(domain=pl.col("url").str.extract(r"(?i)://(?:[^/@]*@)?(?:www\.)?([^/:?#]+)").str.to_lowercase())
        .filter(pl.col("domain").str.contains(r"[^.]\.[^.]"))
        .unique(maintain_order=True)
    )
