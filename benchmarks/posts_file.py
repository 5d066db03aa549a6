"""A CSV of N posts that is the same on every machine: ``python -m benchmarks.posts_file FILE POSTS``.

Thirteen columns as tools export them. Ids repeat in 2 % of the rows with newer counts; texts are 20 to 620 characters
long, some with line breaks, quotes and emoji, over a vocabulary with the long tail of real language; 2 % of them break
a shipped rule; times carry four different offsets; authors follow Zipf's law.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = (
    "platform", "post_id", "url", "author_handle", "author_name", "published_at", "text", "language",
    "followers", "impressions", "likes", "comments", "shares",
)  # fmt: skip
_PLATFORMS = ("linkedin", "x", "instagram", "mastodon", "facebook")
_OFFSETS = ("+01:00", "+02:00", "Z", "-05:00")
_TAGS = ("#TeamNordlicht", "#Energiewende", "#Ausbildung", "#WeAreHiring", "#SmartHome", "#Montag", "#Innovation2026")
_EMOJI = ("🚀", "💙", "🙌", "👏", "✨")
_TELLING = (  # what the shipped rules find; in 2 % of the texts
    "Streng vertraulich: unser Fahrplan.",
    "Projekt Falke läuft.",
    "Ruft mich an: Handy 0171 2345678.",
    "Globex ist einfach Schrott.",
    "Gewinnspiel! Kommentiert und gewinnt.",
    "Read more: https://bit.ly/3xYzAbC",
)
_SYLLABLES = [
    *(
        "an",
        "be",
        "der",
        "die",
        "ein",
        "en",
        "er",
        "for",
        "ge",
        "in",
        "ka",
        "le",
        "mi",
        "pro",
        "ro",
        "st",
        "tan",
        "ver",
    ),
    *("bund", "fü", "grö", "haus", "heit", "hö", "jekt", "keit", "kon", "kraft", "kunde", "ler", "licht", "lich", "mä"),
    *("markt", "men", "netz", "re", "schaft", "spe", "strom", "stra", "ße", "team", "ter", "tion", "ung", "wer", "zi"),
]
_VOCABULARY = 220_000
_FRAGMENTS = 150_000
_REPEATED = 0.02
_SPAN = 730 * 86_400  # two years of seconds
_EPOCH = np.datetime64("2024-11-01T00:00:00")
_CHUNK = 20_000


def write(path: Path, posts: int, seed: int = 1) -> None:
    """Write the file in chunks; memory does not grow with the number of posts."""
    random = np.random.default_rng(seed)
    fragments = _fragments(random)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for start in range(0, posts, _CHUNK):
            writer.writerows(_rows(start, min(_CHUNK, posts - start), fragments, random))


def _fragments(random: np.random.Generator) -> list[str]:
    """Return parts of sentences, five to eleven words each, common words far more often than rare ones."""
    words = _words(random)
    shares = 1 / (np.arange(len(words)) + 2.7)  # Zipf and Mandelbrot: short words are the common ones
    chosen = [words[rank] for rank in random.choice(len(words), _FRAGMENTS * 11, p=shares / shares.sum()).tolist()]
    counts = random.integers(5, 12, _FRAGMENTS).tolist()
    return [" ".join(chosen[place * 11 : place * 11 + count]) for place, count in enumerate(counts)]


def vocabulary() -> list[str]:
    """Return the words of the posts, the commonest first."""
    return _words(np.random.default_rng(1))


def _words(random: np.random.Generator) -> list[str]:
    parts = random.choice(_SYLLABLES, (_VOCABULARY, 5)).tolist()
    lengths = random.integers(1, 6, _VOCABULARY).tolist()
    return sorted(
        {"".join(row[:length]) for row, length in zip(parts, lengths, strict=True)}, key=lambda w: (len(w), w)
    )


def _rows(start: int, count: int, fragments: list[str], random: np.random.Generator) -> Iterator[tuple[object, ...]]:
    numbers = np.arange(start, start + count)
    again = (random.random(count) < _REPEATED) & (numbers > 0)
    ids = np.where(again, (random.random(count) * np.maximum(numbers, 1)).astype(np.int64), numbers).tolist()
    people = (random.zipf(1.4, count) % 5_000).tolist()
    followers = random.integers(50, 30_000, 5_000).tolist()
    moments = np.datetime_as_string(_EPOCH + random.integers(0, _SPAN, count).astype("timedelta64[s]")).tolist()
    offsets = random.choice(_OFFSETS, count).tolist()
    counts = random.lognormal(6, 1.4, (count, 1)) * random.random((count, 4)) * (1, 0.05, 0.008, 0.004)
    texts = _texts(count, fragments, random)
    metrics = counts.astype(np.int64).tolist()
    for row in range(count):
        number, person = ids[row], people[row]
        # The network belongs to the id, so that a repeated id really is the same post.
        platform = _PLATFORMS[number * 7 % 5]
        url = f"https://{platform}.example/{person}/{number}"
        name = f"Person {person:04} Muster-Süß"
        language = "de" if number % 3 else "en"
        head = (platform, f"id{number:09}", url, f"person{person:04}", name, moments[row] + offsets[row], texts[row])
        yield (*head, language, followers[person], *metrics[row])


def _texts(count: int, fragments: list[str], random: np.random.Generator) -> list[str]:
    pieces = random.integers(0, len(fragments), (count, 7)).tolist()
    lengths = random.integers(1, 8, count).tolist()
    dice = random.random((count, 4)).tolist()
    choices = random.integers(0, 5_000, (count, 2)).tolist()
    return [
        _text([fragments[piece] for piece in pieces[row][: lengths[row]]], dice[row], choices[row])
        for row in range(count)
    ]


def _text(parts: list[str], dice: list[float], choice: list[int]) -> str:
    """Join fragments; some texts get a line break, a quotation, a mention, hashtags or a link."""
    text = (".\n\n" if dice[0] < 0.12 else ". ").join(parts).capitalize()
    if dice[0] > 0.95:
        text = f'"{text}" {_EMOJI[choice[0] % 5]}'
    if dice[1] < 0.38:
        text += f" @person{choice[1]:04}"
    if 0.5 < dice[1] < 0.52:
        text += f" {_TELLING[choice[1] % len(_TELLING)]}"
    if dice[2] < 0.6:
        text += f" {_TAGS[choice[0] % 7]} {_TAGS[choice[1] % 7]}"
    return f"{text} https://nordlicht.example/a/{choice[0]}" if dice[3] < 0.24 else text


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
