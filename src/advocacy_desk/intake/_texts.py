"""What is in a text: hashtags, mentions and links; its search form and its hash. By column, once for each text.

Search form: SQLite's tokenizer ``unicode61`` already ignores case and marks, but it keeps ß apart from ss and does not
know compatibility letters (mathematical bold on LinkedIn) or invisible joiners. Only texts with those get a form.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from hashlib import blake2b

import polars as pl

HASH_BYTES = 16
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_FOLDED_LETTERS = _INVISIBLE | {ord("ß"): "ss", ord("ẞ"): "SS"}
_ONLY_PARTS_WORDS = {ord("…"): "...", 0xA0: " ", 0x202F: " ", 0x2009: " "}  # between words before and after NFKC
_FOLDED_LETTER = "[ßẞ\u200b\u200c\u200d\u2060\ufeff\u00ad]"
# Letters and signs that NFKC leaves alone: most German and English texts hold nothing else.
_SURELY_NORMAL = r"^[\x00-\x7FÀ-ÖØ-Þà-öø-ÿĀ-ıŁłŒœŠšŸŽž‘’‚“”„‹›–—†•€§°…\u{A0}«»→✅❤️\u{1F300}-\u{1F6FF}\u{1F900}-\u{1F9FF}]*$"
_URL = r"(?:https?://|www\.)[^\s<>\"„“”»«]+"
_URL_END = r"[.,;:!?)\]}'’…]+$"
# One pass: an address is consumed whole, so that what looks like a hashtag or mention in it is none. The character
# before # and @ is part of the match and must not be a letter (e-mail addresses) or & (HTML entities).
_MARKED = (
    _URL + r"|(?:^|[^\w&/#＃])[#＃][\p{L}\p{N}_][\w]*"
    r"|(?:^|[^\w.%+/@＠-])[@＠]\w+(?:\.\w+)*(?:@[\w-]+(?:\.[\w-]+)+)?"
)
_HAS_MARK = ["#", "@", "://", "www.", "＃", "＠"]


@dataclass(frozen=True, slots=True)
class Marks:
    """What was found in a column of texts; ``row`` is the position of the text."""

    hashtags: pl.DataFrame  # row UInt32, tag String
    mentions: pl.DataFrame  # row UInt32, handle String
    links: pl.DataFrame  # row UInt32, url String, domain String


def fold(text: str) -> str:
    """Return the form in which a text is searched: NFKC, ß as ss, without invisible joiners. Case is kept."""
    return unicodedata.normalize("NFKC", text.translate(_FOLDED_LETTERS))


def folded(texts: pl.Series) -> pl.Series:
    """Return the search form of each text; null where searching the text itself finds the same words."""
    table = pl.DataFrame({"text": texts}).with_row_index("row")
    unsure = table.filter(
        pl.col("text").str.len_bytes() != pl.col("text").str.len_chars(),
    ).filter(pl.col("text").str.contains(_FOLDED_LETTER) | ~pl.col("text").str.contains(_SURELY_NORMAL))
    forms = [_fold_if_needed(text) for text in unsure["text"].to_list()]
    empty = pl.Series("folded", [None], dtype=pl.String).new_from_index(0, len(texts))
    return empty.scatter(unsure["row"], pl.Series(forms, dtype=pl.String)) if forms else empty


def _fold_if_needed(text: str) -> str | None:
    form = fold(text)
    return None if form == text.translate(_ONLY_PARTS_WORDS) else form


def hashes(texts: pl.Series) -> pl.Series:
    """Return the BLAKE2b hash (16 bytes) of each text in UTF-8."""
    return pl.Series("text_hash", [text_hash(raw) for raw in texts.cast(pl.Binary).to_list()], dtype=pl.Binary)


def text_hash(text: bytes) -> bytes:
    """Return the hash under which a text is known: 16 bytes of BLAKE2b over its UTF-8."""
    return blake2b(text, digest_size=HASH_BYTES).digest()


def find_marks(texts: pl.Series) -> Marks:
    """Find hashtags (NFKC, case folded, no ``#``, not only digits), mentions (as handle keys) and links."""
    table = pl.DataFrame({"text": texts}).with_row_index("row").filter(pl.col("text").str.contains_any(_HAS_MARK))
    found = (
        table.select("row", mark=pl.col("text").str.extract_all(_MARKED))
        .explode("mark")
        .drop_nulls()
        .with_columns(pl.col("mark").str.extract(r"(?s)((?:[#＃@＠]|https?://|www\.).*)$"))
    )
    sign = pl.col("mark").str.slice(0, 1)
    tags = found.filter(sign.is_in(["#", "＃"]))
    mentions = found.filter(sign.is_in(["@", "＠"]))
    links = found.filter(~sign.is_in(["#", "＃", "@", "＠"]))
    return Marks(hashtags=_hashtags(tags), mentions=_keyed(mentions, "handle"), links=link_frame(links))


def _hashtags(found: pl.DataFrame) -> pl.DataFrame:
    keyed = _keyed(found, "tag")
    return keyed.filter(~pl.col("tag").str.contains(r"^[\d_]+$"))


def _keyed(found: pl.DataFrame, name: str) -> pl.DataFrame:
    """Marks in the form in which they are compared, each once per text."""
    words = found["mark"].unique().to_list()
    keys = [unicodedata.normalize("NFKC", word[1:]).casefold() for word in words]
    table = pl.DataFrame({"mark": words, name: keys}, schema={"mark": pl.String, name: pl.String})
    joined = found.join(table, on="mark", how="left").select("row", name)
    return joined.unique(maintain_order=True)


def link_frame(found: pl.DataFrame) -> pl.DataFrame:
    """Turn ``row, mark`` with addresses into ``row, url, domain``; the domain is the host without ``www.``."""
    url = pl.col("mark").str.replace(_URL_END, "").str.replace(r"^www\.", "http://www.")
    return (
        found.select("row", url=url)
        .with_columns(domain=pl.col("url").str.extract(r"(?i)://(?:[^/@]*@)?(?:www\.)?([^/:?#]+)").str.to_lowercase())
        .filter(pl.col("domain").str.contains(r"[^.]\.[^.]"))
        .unique(maintain_order=True)
    )
