"""Tables of unknown make: encodings, delimiters, damage, preambles, Excel."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk import formats
from advocacy_desk.formats import ColumnMapping, ReadOptions, _encodings, _headings, _tables
from advocacy_desk.formats.generic_table import FORMAT

if TYPE_CHECKING:
    from advocacy_desk.formats import Batch, Source

SAMPLES = Path(__file__).parent / "samples"
HEADER = "Datum;Text;Gefällt mir"
ROWS = "01.02.2026;Größe zählt für uns alle in Köln, und darüber hinaus;3\n02.02.2026;Zweiter;1.204\n"


def _open(path: Path) -> Source:
    return formats.open_path(path)[0]


def _write(tmp_path: Path, data: bytes, name: str = "posts.csv") -> Source:
    path = tmp_path / name
    path.write_bytes(data)
    return _open(path)


def _read(source: Source, options: ReadOptions | None = None) -> tuple[pl.DataFrame, list[tuple[int, str]]]:
    batches: list[Batch] = list(FORMAT.read(source, options or ReadOptions()))
    problems = [(problem.record, problem.raw) for batch in batches for problem in batch.problems]
    return pl.concat([batch.frame for batch in batches]) if batches else pl.DataFrame(), problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_german_tables_are_read_in_every_encoding_and_line_end(encoding: str, end: str, tmp_path: Path) -> None:
    data = f"{HEADER}\n{ROWS}".replace("\n", end).encode(encoding)
    frame, problems = _read(_write(tmp_path, data))
    assert problems == []
    assert frame["text"].to_list() == ["Größe zählt für uns alle in Köln, und darüber hinaus", "Zweiter"]
    assert frame["reactions"].to_list() == ["3", "1.204"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str, tmp_path: Path) -> None:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter)
    writer.writerows([["Date", "Text"], ["2026-01-01", "a, b; c | d"], ["2026-01-02", "e\nf"]])
    frame, _ = _read(_write(tmp_path, target.getvalue().encode()))
    assert frame["text"].to_list() == ["a, b; c | d", "e\nf"]


def test_an_umlaut_far_down_does_not_change_what_was_read_before(tmp_path: Path) -> None:
    data = b"Date,Text\n" + b"2026-01-01,plain words\n" * 5000 + "2026-01-02,Köln\n".encode("cp1252")
    frame, problems = _read(_write(tmp_path, data))
    assert problems == []
    assert frame["text"][-1] == "Köln"
    assert frame.height == 5001


def test_lines_about_the_report_before_the_header_are_passed_over() -> None:
    frame, _ = _read(_open(SAMPLES / "table" / "with_preamble.csv"))
    assert frame["text"].to_list() == ["First, day", "Second"]
    assert frame["record"].to_list() == [1, 2]


def test_a_record_of_words_that_could_be_headings_is_no_header(tmp_path: Path) -> None:
    data = b"sep=;\nDatum;Beitragstext;Bereich X;Art Y;Feld Z\n2026-01-01;Text;Post;Link;Name\n"
    frame, _ = _read(_write(tmp_path, data))
    assert frame["text"].to_list() == ["Text"]


def test_a_bad_line_is_a_problem_and_all_good_ones_are_kept(tmp_path: Path) -> None:
    lines = ["Date,Text,Likes", "2026-01-01,good,1", "2026-01-02,too,many,cells,2", '2026-01-03,"never closed,3',
             '2026-01-04,"good, too",4', '2026-01-05,"two\nlines",5', '2026-01-06,5" screen,6', ""]  # fmt: skip
    frame, problems = _read(_write(tmp_path, "\n".join(lines).encode()))
    assert problems == [(2, lines[2]), (3, lines[3])]
    assert frame["text"].to_list() == ["good", "good, too", "two\nlines", '5" screen']
    assert frame["record"].to_list() == [1, 4, 5, 6]


def test_short_lines_are_filled_with_nothing(tmp_path: Path) -> None:
    frame, problems = _read(_write(tmp_path, b"Date,Text,Likes\n2026-01-01,one\n2026-01-02,two,2,\n"))
    assert problems == []
    assert frame["reactions"].to_list() == [None, "2"]


def test_empty_and_quoted_empty_are_both_nothing(tmp_path: Path) -> None:
    frame, _ = _read(_write(tmp_path, b'Date,Text,Likes\n2026-01-01,"",\n2026-01-02,x,""\n\n'))
    assert frame["text"].to_list() == [None, "x"]
    assert frame["reactions"].to_list() == [None, None]


def test_ids_keep_their_leading_zeros_and_numbers_their_form(tmp_path: Path) -> None:
    frame, _ = _read(_write(tmp_path, b"Post ID;Date;Text;Likes\n007;2026-01-01;x;1.234\n"))
    assert frame.row(0, named=True) | {"record": 1} == {
        "record": 1, "external_id": "007", "published": "2026-01-01", "text": "x", "reactions": "1.234"
    }  # fmt: skip


def test_a_table_larger_than_a_block_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_encodings, "BLOCK_BYTES", 1000)
    rows = [f'2026-01-01,"text {n}\n""with"" breaks, ö"' for n in range(2000)]
    source = _write(tmp_path, ("Date,Text\n" + "\n".join(rows)).encode())
    batches = list(FORMAT.read(source, ReadOptions()))
    assert len(batches) > 10
    assert pl.concat([batch.frame for batch in batches])["record"].to_list() == list(range(1, 2001))


def test_damage_in_one_block_costs_the_others_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_encodings, "BLOCK_BYTES", 1000)
    rows = [f'2026-01-01,"text {n}\nsecond, line"' for n in range(300)]
    rows[7] = '2026-01-01,"never closed'
    rows[150] = "2026-01-01,three,cells"
    frame, problems = _read(_write(tmp_path, ("Date,Text\n" + "\n".join(rows)).encode()))
    assert problems == [(8, rows[7]), (151, rows[150])]
    assert frame["record"].to_list() == [n + 1 for n in range(300) if n not in {7, 150}]


def test_a_workbook_is_read_with_its_types(tmp_path: Path) -> None:
    path = tmp_path / "posts.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        book.add_worksheet("Notes").write(0, 0, "Nothing of interest")
        sheet = book.add_worksheet("Beiträge")
        for column, heading in enumerate(["Beitrags-ID", "Veröffentlicht am", "Text", "Likes"]):
            sheet.write(2, column, heading)
        for row, value in ((3, 17), (4, 1.5), (5, 7_345_821_826_846_990_338)):
            sheet.write_number(row, 0, value)
            sheet.write_datetime(row, 1, datetime(2026, 1, 2, 8, 30, tzinfo=UTC).replace(tzinfo=None))
            sheet.write_string(row, 2, "Grüße\naus Köln")
            sheet.write_number(row, 3, 12)
    frame, problems = _read(_open(path))
    assert problems == []
    assert frame["external_id"].to_list() == ["17", "1.5", "7.345822E+18"]  # Excel had already lost the last digits
    assert frame["published"].to_list() == ["2026-01-02 08:30:00"] * 3
    assert frame["text"][0] == "Grüße\naus Köln"
    assert frame["reactions"].to_list() == ["12"] * 3


def test_two_tables_side_by_side_are_not_mixed_up(tmp_path: Path) -> None:
    data = (
        b"Post URL,Post publish date,Engagements,,Post URL,Post publish date,Impressions\nu,1/2/2024,3,,v,1/3/2024,9\n"
    )
    assert formats.recognise(_write(tmp_path, data)) == ()


def test_daily_figures_of_an_account_are_no_posts(tmp_path: Path) -> None:
    data = b'Date,Impressions,Likes,Create Post\n"Tue, Feb 18, 2025",62,0,0\n'
    assert formats.recognise(_write(tmp_path, data)) == ()


@pytest.mark.parametrize("words", [b"Just a letter.\nWith two lines, and a comma.\n", b"{}", b"<html><p>x</p></html>"])
def test_other_texts_are_nobodys(words: bytes, tmp_path: Path) -> None:
    assert formats.recognise(_write(tmp_path, words)) == ()


def test_columns_without_telling_headings_are_recognised_by_their_values() -> None:
    headers = ["A", "B", "C", "D", "E"]
    row = [
        "2026-01-01 08:00",
        "https://x.com/jo/status/1",
        "@jo",
        "A text that is long enough to be a post of ours",
        "7",
    ]
    assert _headings.post_columns(headers, [row]) == {"A": "published", "B": "url", "C": "author_handle", "D": "text"}


def test_a_table_without_a_header_is_read_by_its_values(tmp_path: Path) -> None:
    data = "2026-01-01;Ein Text, der lang genug für einen Beitrag von uns ist.\n" * 2
    frame, _ = _read(_write(tmp_path, data.encode()))
    assert frame.height == 2
    assert frame["published"][0] == "2026-01-01"


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (["Beitrags-ID", "Veröffentlicht am", "Gefällt mir"], ["external_id", "published", "reactions"]),
        (["beitrags_id", "VEROEFFENTLICHT AM", "„Gefällt mir“-Angaben"], ["external_id", "published", "reactions"]),
        (["status_id", "twitter_handle", "full_text"], ["external_id", "author_handle", "text"]),
        (["Impressions (total)", "Link Clicks", "Reposts"], ["impressions", "clicks", "shares"]),
        (["Date", "Publish time", "Permalink"], [None, "published", "url"]),
        (["Aufrufe", "Reichweite", "Kommentare", "Geteilte Inhalte"], ["impressions", "reach", "comments", "shares"]),
    ],
)
def test_headings_are_known_in_both_languages(headings: list[str], columns: list[str | None]) -> None:
    found = _headings.post_columns(headings, [])
    assert [found.get(heading) for heading in headings] == columns


def test_a_mapping_by_hand_wins() -> None:
    source = _open(SAMPLES / "table" / "with_preamble.csv")
    mapping = ColumnMapping(columns={"Handle": "author_name", "Text": "text", "Date": "published"}, network="mastodon")
    frame, _ = _read(source, ReadOptions(mapping=mapping))
    assert set(frame.columns) == {"record", "author_name", "text", "published", "network"}
    layout = FORMAT.layout(source, ReadOptions(mapping=mapping))
    assert layout is not None
    assert layout.guess == mapping
    assert layout.headers == ("Date", "Handle", "Text", "Likes")
    assert layout.rows[0] == ("2026-01-05T08:00:00+01:00", "@jo", "First, day", "3")


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n",;\t🎉'), max_size=30)


@given(rows=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8), end=st.sampled_from(["\n", "\r\n"]))
def test_whatever_a_tool_writes_is_read_to_the_letter(
    rows: list[tuple[str, str]], end: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = io.StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator=end)
    writer.writerow(["Published at", "Text", "Author name"])
    writer.writerows([f"2026-01-{number + 1:02}", *row] for number, row in enumerate(rows))
    source = _write(tmp_path_factory.mktemp("csv"), target.getvalue().encode())
    table = _tables.look(source)
    assert table is not None
    columns = {"Published at": "published", "Text": "text", "Author name": "author_name"}
    batches = list(_tables.frames(source, table, columns))
    found = pl.concat([batch.frame for batch in batches]).select("text", "author_name").rows()
    assert found == [tuple(cell or None for cell in row) for row in rows]
    assert not any(batch.problems for batch in batches)


def test_a_mapping_to_nothing_reads_nothing(tmp_path: Path) -> None:
    path = tmp_path / "posts.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_row(0, 0, ["Date", "Text"])
    for source in (_open(path), _open(SAMPLES / "table" / "with_preamble.csv")):
        frame, problems = _read(source, ReadOptions(mapping=ColumnMapping(columns={})))
        assert frame.height == 0
        assert problems == []
