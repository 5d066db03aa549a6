"""What is found in a text, its search form and its hash."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from hashlib import blake2b

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.intake import fold, handle_key
from advocacy_desk.intake._texts import folded, hashes, search_marks


def _marks(text: str) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    marks = search_marks(pl.Series([text]))()
    return (
        marks.hashtags["tag"].to_list(),
        marks.mentions["handle"].to_list(),
        marks.links.select("url", "domain").rows(),
    )


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#WirSind #Nordwind!", ["wirsind", "nordwind"]),
        ("(#Größe) „#Straße“", ["grösse", "strasse"]),
        ("#𝗪𝗛𝗬 ＃ｆｕｌｌ", ["why", "full"]),
        ("#a #A #b", ["a", "b"]),
        ("#2026 #1 #_ #2026er", ["2026er"]),
        ("it&#39;s a#b C#", []),
        ("https://x.example/#anchor www.x.example/a#b #real", ["real"]),
        ("#Corona-Regeln", ["corona"]),
        ("##double", []),
        ("#️⃣ keycap", []),
        ("Zeile\n#neu", ["neu"]),
    ],
)
def test_hashtags(text: str, tags: list[str]) -> None:
    assert _marks(text)[0] == tags


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("@Mira_Falk danke @jo.", ["mira_falk", "jo"]),
        ("(@jo), .@tilda", ["jo", "tilda"]),
        ("mail an jo@nordwind.example", []),
        ("@jo@beispiel.social hallo", ["jo@beispiel.social"]),
        ("@jo.bsky.social @jo", ["jo.bsky.social", "jo"]),
        ("https://medium.example/@jo/x", []),
        ("@jo @JO", ["jo"]),
        ("@Nordwind-Team", ["nordwind"]),
        ("@ allein", []),
    ],
)
def test_mentions(text: str, handles: list[str]) -> None:
    assert _marks(text)[1] == handles


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://www.Nordwind.example/a?b=c#d.", [("https://www.Nordwind.example/a?b=c#d", "nordwind.example")]),
        ("www.nordwind.example, und mehr", [("http://www.nordwind.example", "nordwind.example")]),
        ("(https://nordwind.example:8080/x)", [("https://nordwind.example:8080/x", "nordwind.example")]),
        ("„https://nordwind.example“", [("https://nordwind.example", "nordwind.example")]),
        ("https://nowhere", []),
    ],
)
def test_links(text: str, links: list[tuple[str, str]]) -> None:
    assert _marks(text)[2] == links


def test_marks_name_the_row_of_their_text() -> None:
    marks = search_marks(pl.Series(["", "#a", "x", "@b #c https://d.example"]))()
    assert marks.hashtags.rows() == [(1, "a"), (3, "c")]
    assert marks.mentions.rows() == [(3, "b")]
    assert marks.links.rows() == [(3, "https://d.example", "d.example")]


@given(
    words=st.lists(
        st.text(min_size=1, max_size=12) | st.sampled_from(["#tag", "@name", "https://a.example"]), max_size=12
    )
)
def test_hashtags_are_clean_whatever_the_text(words: list[str]) -> None:
    tags, handles, _ = _marks(" ".join(words))
    assert len(set(tags)) == len(tags)
    for word in (*tags, *handles):
        assert word
        assert not re.search(r"[#\s]", word)
    assert all(handle_key(handle) == handle for handle in handles)
    assert not any(re.fullmatch(r"\d+", tag, re.ASCII) for tag in tags)


@given(tags=st.lists(st.from_regex(r"[a-zäöü][a-z0-9äöü_]{0,10}", fullmatch=True), unique=True, max_size=6))
def test_hashtags_come_back(tags: list[str]) -> None:
    assert _marks(" und ".join(f"#{tag}" for tag in tags))[0] == [unicodedata.normalize("NFKC", tag) for tag in tags]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("plain", None),
        ("Köln für alle – „ja“ … 🎉", None),
        ("Straße", None),
        ("Straße … weiß", None),
        ("GROẞ", "GROSS"),
        ("𝗕𝗼𝗹𝗱 text", "Bold text"),
        ("zero\u200bwidth", "zerowidth"),
        ("a\u0308", "ä"),
        ("ﬁnden", "finden"),
        ("Straße 𝗕𝗼𝗹𝗱 \u200b", "Strasse Bold "),
        ("", None),
    ],
)
def test_a_search_form_exists_only_where_it_finds_more(text: str, form: str | None) -> None:
    assert folded(pl.Series([text])).to_list() == [form]
    assert fold(text) == form or form is None


def _as_indexed(text: str) -> str:
    """What the view ``post_search`` gives the index of a text without a form."""
    return text.replace("ß", "ss")


def _finds(stored: str, word: str) -> bool:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(w, tokenize = 'unicode61 remove_diacritics 2')")
        connection.execute("INSERT INTO t VALUES (?)", (stored,))
        found = connection.execute("SELECT count(*) FROM t WHERE t MATCH ?", (f'"{fold(word)}"',)).fetchone()[0]
    connection.close()
    return bool(found)


@given(text=st.text(st.sampled_from("aäößẞ 𝗕ﬁ\u200b…é–A1.,™"), min_size=1, max_size=12))
def test_a_text_is_found_by_each_of_its_words(text: str) -> None:
    form = folded(pl.Series([text])).to_list()[0]
    words = re.findall(r"[^\W_]+", fold(text))
    assert all(_finds(_as_indexed(text) if form is None else form, word) for word in words)


@given(texts=st.lists(st.text(max_size=40), max_size=8))
def test_hashes_are_those_of_the_text_to_the_letter(texts: list[str]) -> None:
    expected = [blake2b(text.encode(), digest_size=16).digest() for text in texts]
    assert hashes(pl.Series(texts, dtype=pl.String)).to_list() == expected


@given(handle=st.text(max_size=20))
def test_a_handle_key_is_its_own_key(handle: str) -> None:
    assert handle_key(handle_key(handle)) == handle_key(handle)
    assert handle_key("@" + handle.strip()) == handle_key(handle)
