"""Whose post it is, where the file names no handle."""

from __future__ import annotations

import polars as pl
import pytest

from advocacy_desk.formats import Batch
from advocacy_desk.intake import Cleaner


@pytest.mark.parametrize(
    ("handle", "email", "name", "shown", "key"),
    [
        ("@Kim.Nord", "kim@nordlicht.example", "Kim Nord", "Kim.Nord", "kim.nord"),
        (None, "Kim@Nordlicht.example", "Kim Nord", "Kim Nord", "kim@nordlicht.example"),
        (None, None, "Kim  Nord", "Kim  Nord", "kim  nord"),
        (None, None, None, None, None),
    ],
)
def test_an_author_without_a_handle_is_known_by_e_mail_then_by_name(
    handle: str | None, email: str | None, name: str | None, shown: str | None, key: str | None
) -> None:
    frame = pl.DataFrame(
        {
            "record": [1],
            "author_handle": [handle],
            "author_email": [email],
            "author_name": [name],
            "published": ["2026-03-01"],
            "text": ["Guten Morgen"],
        },
        schema={
            "record": pl.UInt32,
            **dict.fromkeys(("author_handle", "author_email", "author_name", "published", "text"), pl.String),
        },
    )
    posts = Cleaner("linkedin").clean(Batch(frame)).posts
    assert posts.select("handle", "handle_key").row(0) == (shown, key)
