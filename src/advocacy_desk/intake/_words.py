"""The few words in which exports say what a post is, who sees it and in which language it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from advocacy_desk.domain.posts import Kind, Media, Visibility

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_KINDS = {
    Kind.POST: "post, beitrag, status, tweet, original, update, original post, posting, toot, note, feed, timeline",
    Kind.REPLY: "reply, antwort, replied to, replies",
    Kind.REPOST: "repost, retweet, share, reshare, geteilt, weiterleitung, boost, quote, geteilter beitrag, "
    "shared post",
    Kind.COMMENT: "comment, kommentar",
    Kind.ARTICLE: "article, artikel, blog, blogbeitrag, blog post, newsletter",
}
_MEDIA = {
    Media.STATUS: "status, text, text only, nur text, nur-text, texts, statusupdate, status update",
    Media.IMAGE: "image, images, photo, photos, foto, fotos, bild, bilder, picture, carousel, karussell, ig image, "
    "ig carousel, gallery, galerie, gif, multi_photo, multiphoto, document, dokument, pdf",
    Media.VIDEO: "video, videos, reel, reels, ig reel, short, shorts, live, story, ig story, animated_gif, clip, "
    "video (native)",
    Media.AUDIO: "audio, podcast, voice, sprachnachricht",
    Media.ARTICLE: "article, artikel, newsletter, blog, blogbeitrag",
    Media.LINK: "link, links, url, external link, externer link, shared link",
}
_VISIBILITY = {
    Visibility.PUBLIC: "public, öffentlich, everyone, alle, anyone, jeder, world, connections|public",
    Visibility.NOT_PUBLIC: "not_public, private, privat, nur ich, only me, connections, kontakte, followers only, "
    "followers_only, nur follower, friends, freunde, direct, internal, intern, mutual, limited, eingeschränkt, draft, "
    "entwurf",
}
_LANGUAGES = {
    "de": "de, deutsch, german, ger, deu, allemand, tedesco",
    "en": "en, englisch, english, eng, anglais",
    "fr": "fr, französisch, french, fra, fre, français",
    "es": "es, spanisch, spanish, spa, español",
    "it": "it, italienisch, italian, ita, italiano",
    "nl": "nl, niederländisch, dutch, nld, dut",
    "pl": "pl, polnisch, polish, pol",
}


def _table(
    listed: Mapping[Kind, str] | Mapping[Media, str] | Mapping[Visibility, str] | Mapping[str, str],
) -> dict[str, str]:
    return {word.strip(): str(key) for key, words in listed.items() for word in words.split(",")}


_KIND_OF, _MEDIA_OF, _VISIBILITY_OF = _table(_KINDS), _table(_MEDIA), _table(_VISIBILITY)
_LANGUAGE_OF = _table(_LANGUAGES)


def kind(written: str) -> str | None:
    """Return the kind of a record, None where the word says none."""
    return _KIND_OF.get(_plain(written))


def media(written: str) -> str | None:
    """Return the form of a post, None where the word says none."""
    return _MEDIA_OF.get(_plain(written))


def visibility(written: str) -> str:
    """Return who sees a post; an unknown word is unknown and never private."""
    return _VISIBILITY_OF.get(_plain(written), str(Visibility.UNKNOWN))


def language(written: str) -> str | None:
    """Return a language code without its region; None for X's special codes and words that name no language."""
    plain = _plain(written)
    if plain in _LANGUAGE_OF:
        return _LANGUAGE_OF[plain]
    code = plain.replace("_", "-").partition("-")[0]
    known = len(code) in {2, 3} and code.isascii() and code.isalpha() and code not in _NO_LANGUAGE
    return _LANGUAGE_OF.get(code, code) if known else None


_NO_LANGUAGE = {"und", "zxx", "qme", "qam", "qct", "qht", "qst", "art", "mis", "mul", "n-a", "na"}


def _plain(written: str) -> str:
    return " ".join(written.split()).casefold()


def mapped(column: pl.Series, meaning: Callable[[str], str | None]) -> pl.Series:
    """Apply ``meaning`` to a column of text, once for each distinct value."""
    distinct = column.drop_nulls().unique()
    if not len(distinct):
        return column.cast(pl.String)
    values = pl.Series([meaning(word) for word in distinct.to_list()], dtype=pl.String)
    return column.replace_strict(distinct, values, default=None, return_dtype=pl.String)
