"""The official exports of LinkedIn and X and company directories, on fictional files made like the real ones."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from advocacy_desk import formats
from advocacy_desk.formats import ReadOptions
from tests.formats.reading import clean, read, written, zipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advocacy_desk.domain.posts import Problem

SAMPLES = Path(__file__).parent / "samples"


def _read(path: Path, author: str | None = None) -> tuple[list[dict[str, str | None]], list[Problem]]:
    """Read what ``plan`` finds in a path: its records in order, and the problems."""
    batches = [b for form, source in formats.plan(path).found for b in form.read(source, ReadOptions(author=author))]
    records = [record for batch in batches for record in batch.frame.iter_rows(named=True)]
    return records, [problem for batch in batches for problem in batch.problems]


def _column(records: list[dict[str, str | None]], name: str) -> list[str | None]:
    return [record[name] for record in records]


def test_linkedin_line_breaks_are_undone_once() -> None:
    records, _ = _read(SAMPLES / "linkedin_shares" / "Shares.csv")
    assert records[0]["text"] == 'Ein guter Tag.\n\nZweiter Absatz mit "Zitat".'


def test_a_true_quote_break_quote_survives_linkedins_artefact(tmp_path: Path) -> None:
    cell = (
        'He said ""done""""\n"" ""\n""""she"" too'  # a real quote at a line end, an artefact, a quote at a line start
    )
    head = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
    link = "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7300000000000000001"
    (tmp_path / "Shares.csv").write_text(f'{head}2026-03-02 08:15:44,{link},"{cell}","","",PUBLIC\n', encoding="utf-8")
    records, _ = _read(tmp_path / "Shares.csv")
    assert records[0]["text"] == 'He said "done"\n \n"she" too'


def test_linkedin_keys_are_type_and_id() -> None:
    records, _ = _read(SAMPLES / "linkedin_shares" / "Shares.csv")
    assert _column(records, "external_id") == [
        "share:7300000000000000001", "ugcPost:7299000000000000002", "groupPost:7298000000000000003"
    ]  # fmt: skip


def test_linkedin_without_commentary_is_a_bare_repost() -> None:
    records, _ = _read(SAMPLES / "linkedin_shares" / "Shares.csv")
    assert _column(records, "kind") == ["post", "post", "repost"]
    assert records[2]["text"] is None


def test_linkedins_member_network_is_not_read_as_private() -> None:
    records, _ = _read(SAMPLES / "linkedin_shares" / "Shares.csv")
    assert _column(records, "visibility") == ["unknown", "unknown", "not_public"]


def test_linkedins_author_comes_from_the_profile_and_nothing_else_of_it() -> None:
    records, _ = _read(SAMPLES / "linkedin_shares" / "Shares.csv", author="mira-falk-0a1")
    assert set(_column(records, "author_name")) == {"Mira Falk"}
    assert set(_column(records, "author_handle")) == {"mira-falk-0a1"}
    assert "Secret" not in str(records)


def test_linkedins_export_of_2018_is_read() -> None:
    records, _ = _read(SAMPLES / "linkedin_shares" / "shares_2018.csv")
    assert records[0]["text"] == "Größe zählt"
    assert records[0]["external_id"] == "activity:6278000000000000004"
    assert records[0]["visibility"] == "public"


def test_x_archive_is_read_by_its_manifest_with_all_parts() -> None:
    records, problems = _read(SAMPLES / "x_archive")
    assert problems == []
    assert _column(records, "external_id") == [f"185500000000000000{number}" for number in range(1, 6)]
    assert set(_column(records, "author_handle")) == {"nordwind_demo"}
    assert records[0]["url"] == "https://x.com/nordwind_demo/status/1855000000000000001"


def test_x_texts_are_unescaped_and_counts_stay_text() -> None:
    records, _ = _read(SAMPLES / "x_archive")
    assert records[0]["text"] == "Wind & Wetter <3 https://t.co/abc"
    assert (records[0]["reactions"], records[0]["shares"]) == ("35", "6")
    assert (records[0]["media"], records[0]["link"]) == ("image", "https://nordwind.example/wind")


def test_a_long_post_gets_its_whole_text_from_the_right_note() -> None:
    records, _ = _read(SAMPLES / "x_archive")
    text = records[1]["text"] or ""
    assert text.count("lange Geschichte") == 8
    assert "…" not in text


def test_x_kinds_tell_reposts_replies_and_own_threads_apart() -> None:
    records, _ = _read(SAMPLES / "x_archive")
    assert _column(records, "kind") == ["post", "post", "repost", "reply", "post"]


def test_x_codes_that_name_no_language_are_unknown() -> None:
    records, _ = _read(SAMPLES / "x_archive")
    assert _column(records, "language") == ["de", "de", None, "de", "de"]


def test_the_address_in_account_js_is_never_read() -> None:
    assert "private@" not in str(_read(SAMPLES / "x_archive"))


def test_a_cut_off_archive_keeps_its_good_posts(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "x_archive", tmp_path / "x")
    path = tmp_path / "x" / "data" / "tweets.js"
    path.write_bytes(path.read_bytes()[:-300])
    records, problems = _read(tmp_path / "x")
    assert len(records) == 4  # three of tweets.js, one of the other part
    assert [(problem.file, problem.record) for problem in problems] == [("data/tweets.js", 4)]


def test_posts_that_the_manifest_promises_and_the_file_lacks_are_a_problem(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "x_archive", tmp_path / "x")
    (tmp_path / "x" / "data" / "tweets-part1.js").write_text("window.YTD.tweets.part1 = [ ]", encoding="utf-8")
    records, problems = _read(tmp_path / "x")
    assert len(records) == 4
    assert problems[0].fields == {"expected": "1", "found": "0"}


def test_one_broken_post_costs_only_itself(tmp_path: Path) -> None:
    posts = [{"tweet": {"id_str": "1", "full_text": "a"}}, {"tweet": "nonsense"}, {"id_str": "3", "full_text": "c"}]
    path = tmp_path / "tweets.js"
    path.write_text(f"window.YTD.tweets.part0 = {json.dumps(posts)};", encoding="utf-8")
    records, problems = _read(path, author="jo")
    assert _column(records, "text") == ["a", "c"]  # the last one unwrapped, as the earliest archives are
    assert [problem.record for problem in problems] == [2]
    assert records[0]["author_handle"] == "jo"


def test_an_archive_without_posts_is_no_archive_of_posts(tmp_path: Path) -> None:
    (tmp_path / "manifest.js").write_text('window.__THAR_CONFIG = {"dataTypes": {}}', encoding="utf-8")
    assert formats.plan(tmp_path).found == ()


def test_x_analytics_take_account_and_whole_id_from_the_permalink() -> None:
    records, _ = _read(SAMPLES / "x_analytics" / "tweet_activity_metrics_nordwind.csv")
    assert _column(records, "external_id") == ["1900000000000000001", "1900000000000000002"]
    assert set(_column(records, "author_handle")) == {"nordwind_demo"}
    assert records[0]["text"] == "R&D rocks\n#wind"
    assert records[0]["impressions"] == "1938.0"
    assert _column(records, "kind") == ["post", "reply"]


def test_x_analytics_of_2026_are_read_although_their_headings_changed() -> None:
    records, _ = _read(SAMPLES / "x_analytics" / "account_analytics_content_2026.csv")
    assert records[0]["published"] == "Tue, Jul 14, 2026"
    counts = [records[0][name] for name in ("impressions", "reactions", "comments", "shares", "clicks")]
    assert counts == ["70", "3", "2", "4", "6"]  # reposts are the shares, not the column called Shares


def test_a_german_directory_is_read_with_its_accounts() -> None:
    records, _ = _read(SAMPLES / "directory" / "verzeichnis.csv")
    assert records[0]["number"] == "00012"
    assert records[0]["accounts"] == "linkedin=https://www.linkedin.com/in/mira-falk-0a1\nx=@mirafalk"
    assert records[1]["last_name"] == "Öztürk"
    assert records[1]["accounts"] is None
    assert records[0]["manager"] == "00099"


def test_a_directory_of_nothing_but_numbers_and_handles_is_one(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("Personalnummer;X-Konto;Abteilung\n00001;@jo;Nord\n", encoding="utf-8")
    ((form, source),) = formats.plan(tmp_path).found
    assert form.key == "directory"
    frame = pl.concat([batch.frame for batch in form.read(source, ReadOptions())])
    assert frame.row(0, named=True) == {"record": 1, "number": "00001", "team": "Nord", "accounts": "x=@jo"}
    layout = form.layout(source, ReadOptions())
    assert layout is not None
    assert layout.headers == ("Personalnummer", "X-Konto", "Abteilung")


def _archive(path: Path, *posts: Mapping[str, object], name: str = "tweets") -> Path:
    body = json.dumps([{"tweet": post} for post in posts])
    return written(path / f"{name}.js", f"window.YTD.{name.replace('-', '_')}.part0 = {body}")


def test_of_an_edited_post_only_the_newest_version_is_read(tmp_path: Path) -> None:
    versions = {"editTweetIds": ["11", "9", "10"]}
    first = {"id_str": "9", "full_text": "a", "edit_info": {"initial": versions}}
    second = {"id_str": "10", "full_text": "b", "edit_info": {"edit": {"editControlInitial": versions}}}
    third = {"id_str": "11", "full_text": "c", "edit_info": {"edit": {"editControlInitial": versions}}}
    other = {"id_str": "12", "full_text": "d", "edit_info": {"initial": {"editTweetIds": ["12"]}}}
    found = read(_archive(tmp_path, first, third, second, other), "x_archive")
    assert found.column("text") == ["c", "d"]
    assert found.left_out == {"edited": 2}


def test_where_the_newest_version_is_missing_the_last_one_there_is_counts(tmp_path: Path) -> None:
    versions = {"initial": {"editTweetIds": ["9", "10", "11"]}}
    older = [{"id_str": number, "full_text": number, "edit_info": versions} for number in ("10", "9")]
    found = read(_archive(tmp_path, *older), "x_archive")
    assert found.column("text") == ["10"]
    assert found.left_out == {"edited": 1}


def test_posts_in_communities_are_read_alone_and_with_their_archive(tmp_path: Path) -> None:
    alone = _archive(tmp_path / "a", {"id_str": "1", "full_text": "Moin"}, name="community-tweet")
    assert read(alone, "x_archive").column("text") == ["Moin"]
    whole = tmp_path / "x"
    shutil.copytree(SAMPLES / "x_archive" / "data", whole)
    _archive(whole, {"id_str": "1", "full_text": "Moin"}, name="community-tweet")
    manifest = (whole / "manifest.js").read_text(encoding="utf-8")
    entry = '"communityTweet": {"files": [{"fileName": "data/community-tweet.js", "count": "1"}]}, "tweets" :'
    (whole / "manifest.js").write_text(manifest.replace('"tweets" :', entry, 1), encoding="utf-8")
    assert "Moin" in read(whole, "x_archive").column("text")


def test_x_analytics_of_any_language_are_read_by_the_places_of_their_columns(tmp_path: Path) -> None:
    headings = ("ID do post,Data,Texto do post,Link do post,Impressões,Curtidas,Engajamentos,Itens salvos,"
                "Compartilhamentos,Novos seguidores,Respostas,Reposts,Visitas ao perfil,Expansões,Cliques no URL,"
                "Cliques em hashtags,Cliques em permalink")  # fmt: skip
    link = "https://x.com/nordwind_demo/status/2028000000000000003"
    row = f'2028000000000000003,"ter., 3 de mar. de 2026",Olá,{link},70,3,9,1,5,0,2,4,0,0,6,0,0'
    posts = clean(written(tmp_path / "a.csv", f"{headings}\n{row}\n"), "x_analytics")
    post = posts.row(0, named=True)
    assert [post[name] for name in ("impressions", "reactions", "comments", "shares", "clicks")] == [70, 3, 2, 4, 6]
    assert (post["external_id"], post["handle"], post["published_at"]) == (
        "2028000000000000003", "nordwind_demo", 1_772_347_853
    )  # fmt: skip


def test_x_analytics_that_excel_damaged_keep_their_ids(tmp_path: Path) -> None:
    headings = "Tweet id;Tweet permalink;Tweet text;time;impressions;engagements;engagement rate;retweets;replies;likes"
    link = "https://twitter.com/nordwind_demo/status/649000000000000123"
    row = f"6,49E+17;{link};Größe;2015-09-30 21:56:23;12;1;0,1;1;0;2"
    posts = clean(written(tmp_path / "a.csv", f"{headings}\n{row}\n".encode("latin-1")), "x_analytics")
    assert (posts["external_id"][0], posts["text"][0]) == ("649000000000000123", "Größe")


def test_linkedins_archive_of_2018_mixes_encodings_and_is_read_whole(tmp_path: Path) -> None:
    shares = (SAMPLES / "linkedin_shares" / "shares_2018.csv").read_bytes()
    assert shares[:2] in {b"\xff\xfe", b"\xfe\xff"}
    files: dict[str, str | bytes] = {
        "Shares.csv": shares,
        "Profile.csv": "First Name,Last Name,Birth Date\nMira,Falk,Jan 1\n",
        "Comments.csv": "Date,Link,Message\n2018-01-02 10:00:00,https://www.linkedin.com/feed/update/urn:li:activity:"
        "6278000000000000009,Schön gesagt!\n",
        "Connections.csv": "First Name,Last Name,Email Address,Company,Position,Connected On\n"
        'Jo,Lind,,N,Lead,"1/11/18, 8:06 PM"\n',
        "Account Status History.csv": "Time\tEvent\n2018/01/02 10:00:00 UTC\tCreated\n".encode("utf-16"),
    }
    for name, content in files.items():
        written(tmp_path / "export" / name, content)
    plan = formats.plan(zipped(tmp_path / "Basic_LinkedInDataExport_06-14-2018.zip", tmp_path / "export"))
    assert {source.name: form.key for form, source in plan.found} == {
        "Shares.csv": "linkedin_shares", "Comments.csv": "linkedin_comments"
    }  # fmt: skip
    assert plan.passed_over == ("Connections.csv",)
    assert plan.unknown == ("Account Status History.csv",)
    for form, source in plan.found:
        (frame,) = [batch.frame for batch in form.read(source, ReadOptions())]
        assert set(frame["author_name"]) == {"Mira Falk"}
