"""A column profile goes to a colleague as a file and is the same there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocacy_desk.errors import FileProblem
from advocacy_desk.formats import POST_COLUMNS, ColumnMapping, Hints
from advocacy_desk.usecases import list_imports
from advocacy_desk.usecases.share_profiles import add_profile, export_profile, read_profile, write_profile

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.store import Workspace

MAPPING = ColumnMapping(
    columns={"Wann": "published", "Was": "text", "Konto": "accounts:linkedin:2"},
    network="linkedin",
    hints=Hints(day_first=True),
)


def test_a_profile_is_the_same_in_another_workspace(workspace: Workspace, tmp_path: Path) -> None:
    list_imports.save_profile(workspace, "Hausmittel", MAPPING)
    path = tmp_path / "hausmittel.profile.json"
    export_profile(workspace, "Hausmittel", path)
    list_imports.save_profile(workspace, "Hausmittel", ColumnMapping(columns={}))
    assert add_profile(workspace, path).result == "Hausmittel"
    assert list_imports.profiles(workspace) == {"Hausmittel": MAPPING}


@given(
    mapping=st.builds(
        ColumnMapping,
        columns=st.dictionaries(st.text(), st.sampled_from(sorted(POST_COLUMNS)), max_size=6),
        network=st.none() | st.sampled_from(["linkedin", "x"]),
        hints=st.builds(Hints, day_first=st.none() | st.booleans(), decimal_comma=st.none() | st.booleans()),
    ),
    name=st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).filter(lambda words: bool(words.strip())),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_mapping_comes_back_as_it_went(tmp_path: Path, mapping: ColumnMapping, name: str) -> None:
    write_profile(name, mapping, tmp_path / "p.json")
    assert read_profile(tmp_path / "p.json") == (name.strip(), mapping)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b'{"advocacy_desk_profile": 2, "name": "x", "mapping": {"columns": {}}}',
        b'{"advocacy_desk_profile": 1, "name": " ", "mapping": {"columns": {}}}',
        b'{"advocacy_desk_profile": 1, "name": "x", "mapping": {"columns": {"A": "password"}}}',
        b'{"advocacy_desk_profile": 1, "name": "x", "mapping": {"columns": {}}, "run": "rm"}',
    ],
)
def test_what_is_no_profile_of_ours_is_refused_in_words(workspace: Workspace, tmp_path: Path, body: bytes) -> None:
    (tmp_path / "p.json").write_bytes(body)
    with pytest.raises(FileProblem):
        add_profile(workspace, tmp_path / "p.json")
    assert list_imports.profiles(workspace) == {}


def test_a_missing_profile_or_place_is_named(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="Hausmittel"):
        export_profile(workspace, "Hausmittel", tmp_path / "p.json")
    with pytest.raises(FileProblem, match="cannot be written"):
        write_profile("x", MAPPING, tmp_path / "nowhere" / "p.json")
