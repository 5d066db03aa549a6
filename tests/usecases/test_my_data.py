"""What a person gets about themselves is complete, theirs alone, readable, and written down as given."""

from __future__ import annotations

import json
import stat
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Boolean, Integer, LargeBinary, Table, insert

from advocacy_desk.errors import FileProblem, Refused
from advocacy_desk.i18n import Language
from advocacy_desk.store import audit
from advocacy_desk.store.schema import metadata
from advocacy_desk.usecases._my_data_page import TITLES
from advocacy_desk.usecases.my_data import my_data
from advocacy_desk.usecases.verify_audit import entries

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.domain.my_data import MyData
    from advocacy_desk.store import Workspace

ENGLISH = Language("en")
EVIL = "</script><script>alert(1)</script><img src=https://example.org/x>"
CHECKED = {
    "job_scope": "none",
    "state": "open",
    "status": "draft",
    "answer": "taken",
    "purpose": "import",
    "agreement": "asked",
    "compensation": "none",
    "trait": "expertise",
    "kind": "blog",
}


def _reachable() -> set[str]:
    """Return the tables from which foreign keys lead to an employee, however far."""
    found, size = {"employee"}, 0
    while size < len(found):
        size = len(found)
        for table in metadata.tables.values():
            if any(key.column.table.name in found for key in table.foreign_keys):
                found.add(table.name)
    return found


def _row(table: Table, person: int) -> dict[str, object]:
    """Return a row in which every value tells whose it is."""
    row: dict[str, object] = {}
    for column in table.c:
        words = f"{table.name}.{column.name} of person {person}"
        keys = [key.column.table for key in column.foreign_keys]
        if keys:
            row[column.name] = None if table in keys else person
        elif column.name in CHECKED:
            row[column.name] = CHECKED[column.name]
        elif isinstance(column.type, Boolean):
            row[column.name] = False
        elif isinstance(column.type, Integer):
            row[column.name] = person
        elif isinstance(column.type, LargeBinary):
            row[column.name] = words.encode()
        else:
            row[column.name] = json.dumps([words]) if "JSON" in (column.comment or "") else words
    return row


@pytest.fixture
def two_people(workspace: Workspace) -> Workspace:
    """A workspace in which each of two people has a row in every table."""
    with workspace.writing() as connection:
        for table in metadata.sorted_tables:
            if table.name not in {"workspace_meta", "audit_entry"}:
                connection.execute(insert(table), [_row(table, person) for person in (1, 2)])
    return workspace


def _given(workspace: Workspace, out: Path, language: Language = ENGLISH) -> MyData:
    return my_data(workspace, 1, out, language, by="Alex").result


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_every_table_with_a_path_to_an_employee_is_in_it_and_has_a_title(two_people: Workspace, tmp_path: Path) -> None:
    given = _given(two_people, tmp_path / "kim.json")
    tables = _read(tmp_path / "kim.json")["tables"]
    assert {name for name in _reachable() if not tables.get(name)} == set()
    assert {name: len(rows) for name, rows in tables.items()} == given.counts
    assert set(tables) - set(TITLES) == set()


def test_no_table_names_a_person_without_a_key_that_leads_there() -> None:
    personal = {"employee_id", "account_id", "post_id", "case_id", "handle_key", "email"}
    named = {table.name for table in metadata.tables.values() if personal & set(table.c.keys())}
    assert named - _reachable() == set()


def test_every_value_of_the_person_is_in_it_and_none_of_anybody_else(two_people: Workspace, tmp_path: Path) -> None:
    _given(two_people, tmp_path / "kim.json")
    told = (tmp_path / "kim.json").read_text(encoding="utf-8")
    for name in _reachable():
        for column in metadata.tables[name].c:
            if isinstance(column.type, LargeBinary):
                assert f"{name}.{column.name} of person 1".encode().hex() in told
            elif not column.foreign_keys and not isinstance(column.type, Integer | Boolean):
                assert column.name in CHECKED or f"{name}.{column.name} of person 1" in told
    assert "person 2" not in told
    assert b"person 2".hex() not in told


def test_numbers_of_rows_become_names_and_times_become_dates(two_people: Workspace, tmp_path: Path) -> None:
    _given(two_people, tmp_path / "kim.json")
    tables = _read(tmp_path / "kim.json")["tables"]
    assert tables["post"][0]["network"] == "network.key of person 1"
    assert tables["post"][0]["published_at"] == "1970-01-01T00:00:01+00:00"
    assert tables["membership"][0]["team"] == "team.name of person 1"
    assert tables["membership"][0]["valid_from"] == "1970-01-02"
    assert tables["finding"][0]["spans"] == ["finding.spans of person 1"]


def test_what_names_the_person_without_a_key_is_in_it_too(two_people: Workspace, tmp_path: Path) -> None:
    proposed = {"id": 3, "network_id": 2, "handle": "kim?", "handle_key": "kim?", "proposed_id": 1, "employee_id": 2}
    problem = {**_row(metadata.tables["import_problem"], 2), "id": 3, "raw": "x;EMPLOYEE.EMAIL of person 1;y"}
    mention = {"post_id": 2, "handle_key": "account.handle_key of person 1"}
    with two_people.writing() as connection:
        connection.execute(insert(metadata.tables["account"]).values(proposed))
        connection.execute(insert(metadata.tables["import_problem"]).values(problem))
        connection.execute(insert(metadata.tables["post_mention"]).values(mention))
        connection.execute(metadata.tables["post"].update().values(network_id=1))
    given = _given(two_people, tmp_path / "kim.json")
    counts = {key: given.counts[key] for key in ("proposed_account", "import_problem", "mention_by_others", "account")}
    assert counts == {"proposed_account": 1, "import_problem": 1, "mention_by_others": 1, "account": 1}
    (by_others,) = _read(tmp_path / "kim.json")["tables"]["mention_by_others"]
    assert set(by_others) == {"published_at", "handle", "url"}


def test_the_audit_trail_says_that_it_was_given_without_a_name(two_people: Workspace, tmp_path: Path) -> None:
    given = _given(two_people, tmp_path / "kim.json")
    (entry,) = entries(two_people)
    assert (entry.action, entry.subject, entry.actor) == ("person.data_given", "employee:1", "Alex")
    assert entry.details == {"form": ".json", "rows": sum(given.counts.values())}
    with two_people.reading() as connection:
        assert audit.verify(connection).ok
    assert _given(two_people, tmp_path / "again.json").counts["audit_entry"] == 1


@pytest.mark.parametrize("code", ["en", "de"])
def test_the_page_is_harmless_and_holds_the_same_data(two_people: Workspace, tmp_path: Path, code: str) -> None:
    with two_people.writing() as connection:
        texts = metadata.tables["post_text"]
        connection.execute(texts.update().where(texts.c.post_id == 1).values(text=EVIL))
    _given(two_people, tmp_path / "kim.zip", Language(code))
    with zipfile.ZipFile(tmp_path / "kim.zip") as archive:
        assert archive.namelist() == ["my-data.html", "my-data.json"]
        page, data = (archive.read(name).decode() for name in archive.namelist())
    assert json.loads(data)["tables"]["post_text"][0]["text"] == EVIL
    assert "<img" not in page
    assert page.count("<script") == 1
    inside = page.partition('id="data">')[2].partition("</script>")[0]
    assert json.loads(inside) == json.loads(data)
    assert ("Ihre Beiträge" in page) == (code == "de")


def test_the_file_is_private_and_whole_or_absent(two_people: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "kim.html"
    _given(two_people, out)
    assert stat.S_IMODE(out.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    with pytest.raises(Refused, match="save"):
        _given(two_people, tmp_path / "kim.docx")
    with pytest.raises(FileProblem, match="could not be written"):
        _given(two_people, tmp_path / "nowhere" / "kim.zip")
    with pytest.raises(Refused, match="not in the directory"):
        my_data(two_people, 9, tmp_path / "nobody.json", ENGLISH, by="Alex")
    assert [path.name for path in tmp_path.iterdir() if path.suffix in {".html", ".json", ".docx", ".zip"}] == [
        out.name
    ]
    assert len(entries(two_people)) == 1
