"""Slack's export: what people write in channels, as they see it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from advocacy_desk import formats
from advocacy_desk.formats import _slack_markup
from tests.formats.reading import clean, read, written, zipped

KEY = "slack_export"
SAMPLE = Path(__file__).parent / "samples" / KEY


def test_messages_read_as_people_see_them() -> None:
    texts = read(SAMPLE, KEY).column("text")
    assert texts[0] == "Danke @jonas! Mehr unter Stellen (https://nordwind.example/jobs) & in #werkstatt"
    assert texts[1] == "@here Gern geschehen https://nordwind.example"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<@U1|mira> ja", "@mira ja"),
        ("<@U404> ja", "@U404 ja"),
        ("<!subteam^S1|@team> hin", "@team hin"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<https://a.example/|a.example>", "https://a.example/"),
        ("1 &lt; 2 &amp;amp; 3", "1 < 2 &amp; 3"),
        ("  ", None),
    ],
)
def test_markup(markup: str, words: str | None) -> None:
    assert _slack_markup.shown(markup, {}) == words


def test_members_are_known_by_handle_name_and_e_mail() -> None:
    first, second, *_, last = read(SAMPLE, KEY).rows
    assert (first["author_handle"], first["author_name"]) == ("mira", "Mira Fiktiv")
    assert first["author_email"] == "mira.fiktiv@nordwind.example"
    assert second["author_name"] == "Jonas Erfunden"
    assert (last["author_handle"], last["author_email"]) == ("U09", None)


def test_notices_and_programs_are_left_out() -> None:
    assert read(SAMPLE, KEY).left_out == {"not_own": 2}


def test_answers_reactions_and_the_key_within_the_channel() -> None:
    first, second, *_ = read(SAMPLE, KEY).rows
    assert (first["kind"], first["reactions"], first["comments"]) == ("post", "3", "1")
    assert (second["kind"], second["reactions"], second["comments"]) == ("reply", "0", None)
    assert first["external_id"] == "C01:1772613060.000002"


def test_private_channels_are_not_public() -> None:
    visibility = {row["text"]: row["visibility"] for row in read(SAMPLE, KEY).rows}
    assert visibility["Intern"] == "not_public"
    assert visibility["Foto vom Prüfstand"] == "public"
    assert "Intern" not in clean(SAMPLE, KEY)["text"].to_list()


def test_direct_messages_are_never_opened(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "export")
    message = [{"type": "message", "user": "U01", "text": "geheim", "ts": "1772613000.000001"}]
    for folder in ("D0123ABCD", "mpdm-mira--jonas-1", "unbekannt"):
        written(tmp_path / "export" / folder / "2026-03-04.json", json.dumps(message))
    plan = formats.plan(tmp_path / "export")
    assert "geheim" not in str(read(tmp_path / "export", KEY).rows)
    assert set(plan.passed_over) == {"D0123ABCD/2026-03-04.json", "mpdm-mira--jonas-1/2026-03-04.json"}


def test_an_export_is_one_import_also_zipped_in_a_folder(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "all" / "nordwind export")
    path = zipped(tmp_path / "nordwind.zip", tmp_path / "all")
    plan = formats.plan(path)
    assert [source.name for _, source in plan.found] == ["nordwind export/channels.json"]
    assert read(path, KEY).rows == read(SAMPLE, KEY).rows


def test_a_damaged_day_costs_that_day(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "export")
    written(tmp_path / "export" / "werkstatt" / "2026-03-05.json", '[{"type":"mess')
    found = read(tmp_path / "export", KEY)
    assert [problem.file for problem in found.problems] == ["werkstatt/2026-03-05.json"]
    assert len(found.rows) == 3
