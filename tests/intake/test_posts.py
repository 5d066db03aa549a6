"""Raw posts become clean ones: who, where, when, what; the rest is counted or explained."""

from __future__ import annotations

import polars as pl
import pytest

from advocacy_desk.formats._contract import Batch, Hints
from advocacy_desk.intake import CLEAN_COLUMNS, CleanBatch, Cleaner
from advocacy_desk.intake._networks import handle_in_url, network_key, network_of_url, networks

DATE = "2026-01-05T08:00:00Z"


def _batch(*records: dict[str, str | None], hints: Hints | None = None) -> Batch:
    columns = {name: pl.String for record in records for name in record}
    usual: list[dict[str, str | None]] = [{"published": DATE, "text": f"Text {n + 1}"} for n in range(len(records))]
    rows = [{**default, **record} for default, record in zip(usual, records, strict=True)]
    frame = pl.DataFrame(rows, schema={"published": pl.String, "text": pl.String} | columns)
    return Batch(frame.with_row_index("record", offset=1), hints=hints or Hints())


def _clean(*records: dict[str, str | None], cleaner: Cleaner | None = None, hints: Hints | None = None) -> CleanBatch:
    return (cleaner or Cleaner(file="posts.csv")).clean(_batch(*records, hints=hints))


def _one(record: dict[str, str | None], column: str, cleaner: Cleaner | None = None) -> object:
    return _clean(record, cleaner=cleaner).posts[column][0]


def test_the_columns_are_those_of_the_contract_also_without_records() -> None:
    for batch in (_batch({}), Batch(_batch({}).frame.clear()), Batch(pl.DataFrame(schema={"record": pl.UInt32}))):
        clean = Cleaner().clean(batch)
        assert dict(clean.posts.schema) == dict(CLEAN_COLUMNS)
        assert clean.hashtags.columns == ["row", "tag"]
        assert clean.mentions.columns == ["row", "handle"]
        assert clean.links.columns == ["row", "url", "domain"]


def test_rows_count_on_without_gaps_and_records_keep_their_numbers() -> None:
    clean = _clean({"external_id": "1"}, {"published": "never"}, {"external_id": "3", "text": "#x"})
    assert clean.posts["row"].to_list() == [0, 1]
    assert clean.posts["record"].to_list() == [1, 3]
    assert clean.hashtags.rows() == [(1, "x")]


def test_records_that_say_neither_when_nor_what_are_problems() -> None:
    clean = _clean({"published": "soon"}, {"published": None}, {"text": None}, {"text": None, "url": "https://x.com/a"})
    assert clean.posts.height == 1
    assert [(problem.record, problem.field, problem.fields) for problem in clean.problems] == [
        (1, "published", {"value": "soon"}),
        (2, "published", {}),
        (3, "text", {}),
    ]
    assert {problem.file for problem in clean.problems} == {"posts.csv"}
    assert clean.problems[0].raw == "soon | Text 1"


def test_every_record_is_accounted_for() -> None:
    records: list[dict[str, str | None]] = [
        {"external_id": "1"}, {"external_id": "1"}, {"visibility": "private"}, {"published": None}, {"external_id": "5"}
    ]  # fmt: skip
    clean = _clean(*records)
    assert clean.left_out == {"not_public": 1, "repeated": 1}
    assert clean.posts.height + len(clean.problems) + sum(clean.left_out.values()) == len(records)


def test_of_repeated_records_the_last_one_holds() -> None:
    clean = _clean({"external_id": "1", "reactions": "3"}, {"external_id": "2"}, {"external_id": "1", "reactions": "4"})
    assert clean.posts.select("external_id", "reactions").rows() == [("2", None), ("1", 4)]


@pytest.mark.parametrize(("written", "kept"), [("Privat", 0), ("only me", 0), ("Öffentlich", 1), ("???", 1), (None, 1)])
def test_posts_that_are_not_public_are_left_out(written: str | None, kept: int) -> None:
    assert _clean({"visibility": written}).posts.height == kept
    assert _clean({"visibility": written}, cleaner=Cleaner(include_private=True)).posts.height == 1


@pytest.mark.parametrize(
    ("record", "network"),
    [
        ({"network": "Twitter"}, "x"),
        ({"network": " LinkedIn "}, "linkedin"),
        ({"network": "Intranet 2"}, "intranet-2"),
        ({"url": "https://www.linkedin.com/feed/update/urn:li:share:7100000000000000001"}, "linkedin"),
        ({"author_handle": "@jo@beispiel.social"}, "mastodon"),
        ({}, "other"),
    ],
)
def test_the_network_is_what_the_record_says(record: dict[str, str | None], network: str) -> None:
    assert _one(record, "network") == network


def test_the_network_that_was_named_fills_the_gaps() -> None:
    cleaner = Cleaner("mastodon")
    assert _one({}, "network", cleaner) == "mastodon"
    assert _one({"network": "x"}, "network", cleaner) == "x"


@pytest.mark.parametrize(
    ("record", "handle", "key"),
    [
        ({"author_handle": "@Mira_Falk"}, "Mira_Falk", "mira_falk"),
        ({"author_handle": "https://x.com/Mira_Falk?s=20", "network": "x"}, "Mira_Falk", "mira_falk"),
        ({"url": "https://twitter.com/Mira_Falk/status/123456"}, "Mira_Falk", "mira_falk"),
        ({"url": "https://x.com/i/status/123456"}, None, None),
        ({"author_handle": "  "}, None, None),
        ({}, None, None),
    ],
)
def test_handles_are_shown_as_written_and_compared_folded(
    record: dict[str, str | None], handle: str | None, key: str | None
) -> None:
    assert _one(record, "handle") == handle
    assert _one(record, "handle_key") == key


def test_the_author_that_was_named_fills_the_gaps() -> None:
    assert _one({}, "handle", Cleaner(author="@jo")) == "jo"
    assert _one({"author_handle": "tilda"}, "handle", Cleaner(author="@jo")) == "tilda"


@pytest.mark.parametrize(
    ("record", "identity"),
    [
        ({"external_id": "007"}, "007"),
        ({"external_id": "urn:li:share:7100000000000000001", "network": "linkedin"}, "share:7100000000000000001"),
        ({"external_id": "6.49E+17", "url": "https://x.com/jo/status/649000000000000001"}, "649000000000000001"),
        ({"url": "https://x.com/jo/status/649000000000000001"}, "649000000000000001"),
        ({"url": "https://www.linkedin.com/posts/jo_tag-activity-7100000000000-AbCd"}, "activity:7100000000000"),
    ],
)  # fmt: skip
def test_a_post_has_the_id_of_its_network(record: dict[str, str | None], identity: str) -> None:
    assert _one(record, "external_id") == identity


def test_without_an_id_the_content_is_the_key() -> None:
    posts = _clean({"text": "Straße"}, {"text": "Strasse", "author_handle": None}, {"text": "Other"}).posts
    keys = posts["external_id"].to_list()
    assert all(key.startswith("c:") and len(key) == 34 for key in keys)
    assert len(keys) == 2  # the first two are the same post, told by two tools
    assert _one({"text": "Straße", "author_handle": "jo"}, "external_id") not in keys


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        ({"kind": "Retweet"}, "repost"),
        ({"kind": "Artikel"}, "article"),
        ({"kind": "nonsense"}, "post"),
        ({"network": "x", "text": "RT @jo: hello"}, "repost"),
        ({"network": "x", "text": "@jo hello"}, "reply"),
        ({"network": "x", "text": ".@jo hello"}, "post"),
        ({"network": "linkedin", "text": "@jo hello"}, "post"),
        ({"network": "x", "text": "@jo hello", "kind": "post"}, "post"),
    ],
)
def test_kinds(record: dict[str, str | None], kind: str) -> None:
    assert _one(record, "kind") == kind


@pytest.mark.parametrize(
    ("record", "media"),
    [
        ({"media": "Foto"}, "image"),
        ({"media": "IG reel"}, "video"),
        ({"text": "see https://nordwind.example"}, "link"),
        ({"link": "https://nordwind.example"}, "link"),
        ({"text": "nothing"}, "unknown"),
    ],
)
def test_media(record: dict[str, str | None], media: str) -> None:
    assert _one(record, "media") == media


@pytest.mark.parametrize(
    ("written", "code"),
    [("Deutsch", "de"), ("de-DE", "de"), ("en_US", "en"), ("EN", "en"), ("pt", "pt"), ("und", None), ("qme", None),
     ("Klingonisch", None), (None, None)],
)  # fmt: skip
def test_languages(written: str | None, code: str | None) -> None:
    assert _one({"language": written}, "language") == code


def test_shared_addresses_are_links_too() -> None:
    clean = _clean({"text": "#a", "link": "https://www.nordwind.example/x"})
    assert clean.links.rows() == [(0, "https://www.nordwind.example/x", "nordwind.example")]


def test_texts_are_kept_to_the_letter() -> None:
    text = '  Zeile 1\r\n\t"Zeile 2"  \u200b🎉 '
    assert _one({"text": text}, "text") == text
    assert _one({"text": None, "url": "https://x.com/jo/status/1"}, "text") == ""


def test_metrics_follow_the_decimal_sign_of_their_file() -> None:
    cleaner = Cleaner()
    first = _clean({"reactions": "1.234", "impressions": "2.000,5"}, cleaner=cleaner)
    assert first.posts.select("reactions", "impressions", "shares").row(0) == (1234, 2000, None)
    second = _clean({"reactions": "1.5", "impressions": "3.000"}, cleaner=cleaner)
    assert second.posts["impressions"][0] == 3000
    assert _clean({"reactions": "1.500"}, hints=Hints(decimal_comma=False)).posts["reactions"][0] == 2


def test_what_one_batch_settles_about_dates_holds_for_the_next() -> None:
    cleaner = Cleaner()
    _clean({"published": "31/12/2025"}, cleaner=cleaner)
    assert _clean({"published": "03/04/2026"}, cleaner=cleaner).posts["published_at"][0] == 1775217600  # 3 April, noon


def test_problems_and_omissions_of_the_format_are_passed_on() -> None:
    batch = _batch({"published": None})
    problem = Cleaner().clean(batch).problems[0]
    clean = Cleaner().clean(Batch(_batch({}).frame, problems=(problem,), left_out={"not_own": 2}))
    assert clean.problems == (problem,)
    assert clean.left_out == {"not_own": 2}


@pytest.mark.parametrize("key", networks())
def test_every_network_knows_itself(key: str) -> None:
    network = networks()[key]
    assert network_key(network.name) == key
    assert all(network_key(name) == key for name in network.also)
    assert all(network_of_url(f"https://www.{host}/x") == key for host in network.hosts)


@pytest.mark.parametrize(
    ("url", "handle"),
    [
        ("https://www.linkedin.com/in/mira-falk-0a1/", "mira-falk-0a1"),
        ("de.linkedin.com/in/j%C3%B6rg", "jörg"),
        ("https://mastodon.social/@jo", "jo@mastodon.social"),
        ("https://bsky.app/profile/jo.bsky.social", "jo.bsky.social"),
        ("https://www.instagram.com/p/Abc/", None),
        ("https://www.instagram.com/tilda.n/", "tilda.n"),
        ("https://www.youtube.com/@nordwind", "nordwind"),
        ("https://www.tiktok.com/@tilda/video/1", "tilda"),
        ("https://nordwind.example/jo", None),
    ],
)
def test_profiles_name_their_account(url: str, handle: str | None) -> None:
    assert handle_in_url(url) == handle
