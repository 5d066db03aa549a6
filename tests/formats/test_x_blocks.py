"""X's archive is read some megabytes at a time; where the cuts fall changes nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocacy_desk.formats import _x_json, open_path

if TYPE_CHECKING:
    from pathlib import Path

_TEXTS = ("kurz", "Zeile\n  },\n  {", '"]', "🚀" * 9, "\n]", "a },\n  b")


def _archive(texts: list[str], *, indent: int | None = 2) -> bytes:
    tweets = [{"tweet": {"id_str": str(place), "full_text": text}} for place, text in enumerate(texts)]
    return b"window.YTD.tweets.part0 = " + json.dumps(tweets, indent=indent, ensure_ascii=False).encode()


def _read(path: Path, content: bytes) -> list[str | None]:
    path.write_bytes(content)
    (source,) = open_path(path)
    return ["damaged" if isinstance(tweet, _x_json.Broken) else tweet.full_text for tweet in _x_json.tweets(source)]


@pytest.fixture
def tiny_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_x_json, "_BLOCK_BYTES", 64)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts=st.lists(st.sampled_from(_TEXTS), max_size=8), indent=st.sampled_from([2, 4, None]))
def test_every_post_is_read_wherever_the_file_is_cut(
    tiny_blocks: None, tmp_path: Path, texts: list[str], indent: int | None
) -> None:
    assert _read(tmp_path / "tweets.js", _archive(texts, indent=indent)) == texts


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts=st.lists(st.sampled_from(_TEXTS), min_size=1, max_size=8), data=st.data())
def test_a_file_that_ends_too_early_gives_its_whole_posts(
    tiny_blocks: None, tmp_path: Path, texts: list[str], data: st.DataObject
) -> None:
    content = _archive(texts)
    cut = content[: data.draw(st.integers(len("window.YTD.tweets.part0 = ["), len(content)))]
    found = _read(tmp_path / "tweets.js", cut)
    whole = [text for text in found if text != "damaged"]
    assert whole == texts[: len(whole)]
    assert found.count("damaged") <= 1
    assert "damaged" not in found[:-1]


def test_a_damaged_byte_costs_its_own_post_alone(tiny_blocks: None, tmp_path: Path) -> None:
    content = _archive(["eins", "zwei", "drei"]).replace(b"zwei", b"z\xffei")
    assert _read(tmp_path / "tweets.js", content) == ["eins", "damaged", "drei"]


def test_nothing_is_read_after_damage_that_hides_where_posts_begin(tiny_blocks: None, tmp_path: Path) -> None:
    content = _archive(["eins", "zwei", "drei" * 30]).replace(b'"zwei"', b'zwei"')
    assert _read(tmp_path / "tweets.js", content) == ["eins", "damaged"]
