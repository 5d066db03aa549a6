"""Erasing a person: nothing in the file tells of them any more, others and all totals of closed months stay."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Text, select
from sqlalchemy import text as sql

from advocacy_desk.domain.consent import Purpose
from advocacy_desk.domain.people import PeopleFilter, Strength
from advocacy_desk.domain.posts import PostFilter
from advocacy_desk.domain.review import CaseFilter, Verdict
from advocacy_desk.errors import Refused
from advocacy_desk.progress import Progress
from advocacy_desk.store import Workspace
from advocacy_desk.store.erasure_tables import erased_total
from advocacy_desk.store.schema import metadata
from advocacy_desk.usecases import browse_posts, consent, list_people, measure, tag_person
from advocacy_desk.usecases.decide_case import decide
from advocacy_desk.usecases.erase_person import erase_person
from advocacy_desk.usecases.keep_backups import keep_backup
from advocacy_desk.usecases.match_authors import match_authors
from advocacy_desk.usecases.verify_audit import entries, verify
from tests.builders import a_post, a_table, imported, whole_state
from tests.review_scene import Pack, a_directory, checked, people_imported, waiting

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.domain.erasure import Erased


NOW = datetime(2026, 5, 10, 12, tzinfo=UTC)
KIM = ("Kim Quittenbaum", "kim.quittenbaum@nordlicht.example", "kim-quitte", "Quittenmarmelade")


@pytest.fixture
def company(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Kim and Bo, employed since nobody knows when, with posts of three months.

    Kim is tagged, reviewed, quoted and mentioned, and reviews herself.
    """
    name, email, handle, word = KIM
    people = (
        {"Personalnummer": "7", "Name": name, "E-Mail": email, "Abteilung": "Vertrieb", "LinkedIn": handle},
        {"Personalnummer": "8", "Name": "Bo Lind", "Abteilung": "Betrieb", "LinkedIn": "bo-lind", "Vorgesetzter": "7"},
    )
    people_imported(workspace, a_directory(tmp_path / "people.csv", *people))
    consent.set_basis(workspace, Purpose.TAG, given=True, source="Works agreement", by="Alex")
    consent.say(workspace, [_kim(workspace)], Purpose.TAG, given=True, source=f"Mail of {name}", by=name)
    posts = [
        a_post(1, author_handle=handle, text=f"Rendite mit {word}", created_at="2026-03-02T09:00:00Z"),
        a_post(2, author_handle=handle, text=f"Mehr {word} #quitte", created_at="2026-04-02T09:00:00Z"),
        a_post(3, author_handle=handle, text=f"Heute {word}", created_at="2026-05-02T09:00:00Z"),
        a_post(4, author_handle="bo-lind", text="Rendite im Betrieb", created_at="2026-04-03T09:00:00Z"),
        a_post(5, author_handle="bo-lind", text=f"Danke @{handle}", created_at="2026-04-04T09:00:00Z"),
        a_post(6, author_handle=handle, text=f"Kaputt {word}", created_at="never"),
    ]
    imported(workspace, a_table(tmp_path / "posts.csv", *posts))
    imported(workspace, a_table(tmp_path / "newer.csv", {**posts[0], "likes": "99", "text": f"Rendite {word} neu"}))
    match_authors(workspace, Progress(), by="Alex", least=Strength.CERTAIN)
    pack = Pack(tmp_path)
    pack.rule("rendite")
    checked(workspace, pack.load())
    tag_person.tag(workspace, [_kim(workspace)], "ambassador", by="Alex", reason=f"{name} does well")
    tag_person.tag(workspace, [list_people.find_employee(workspace, "8")], "candidate", by="Alex")
    for case in waiting(workspace, CaseFilter()):
        decide(workspace, case, Verdict.APPROVE, by="Alex" if _author(workspace, case) == handle else name)
    return workspace


def _kim(workspace: Workspace) -> int:
    return list_people.find_employee(workspace, "7")


def _author(workspace: Workspace, case: int) -> str:
    query = "SELECT a.handle FROM review_case c JOIN post p ON p.id = c.post_id JOIN account a ON a.id = p.account_id"
    with workspace.reading() as connection:
        return str(connection.execute(sql(f"{query} WHERE c.id = :case"), {"case": case}).scalar_one())


def _erased(workspace: Workspace, who: str = "7") -> Erased:
    return erase_person(workspace, list_people.find_employee(workspace, who), Progress(), by="Alex", now=NOW).result


def test_the_fixture_tells_of_kim_in_many_places(company: Workspace) -> None:
    company.close()
    content = company.path.read_bytes()
    assert all(word.encode() in content for word in KIM)


def test_no_byte_of_the_file_tells_of_the_person_any_more(company: Workspace, tmp_path: Path) -> None:
    done = _erased(company)
    assert done.rewritten
    company.close()
    for path in tmp_path.glob("test.desk*"):
        content = path.read_bytes().lower()
        mentioned = content.count(b"kim-quitte")
        assert mentioned == content.count(b"danke @kim-quitte"), "Bo's own words are Bo's"
        for word in (*KIM[:2], KIM[3], "quittenbaum", "quittenmarmelade"):
            assert word.lower().encode() not in content, f"{word} stands in {path.name}"


def test_no_column_of_any_table_names_the_person_and_others_stay_whole(company: Workspace) -> None:
    done = _erased(company)
    with company.reading() as connection:
        for table in metadata.sorted_tables:
            for column in (one for one in table.c if isinstance(one.type, Text)):
                values = connection.execute(select(column).where(column.is_not(None))).scalars()
                found = [value for value in values if any(word.lower() in value.lower() for word in KIM)]
                assert found in ([], ["Danke @kim-quitte"]), f"{table.name}.{column.name}"
        assert connection.execute(sql("PRAGMA foreign_key_check")).all() == []
        search = sql("SELECT count(*) FROM post_fts WHERE post_fts MATCH :word")
        counts = [connection.execute(search, {"word": word}).scalar_one() for word in ("Quittenmarmelade", "Betrieb")]
    assert counts == [0, 1]
    assert (done.rows["post"], done.rows["employee"], done.rows["employee_tag"]) == (3, 1, 1)
    (bo,) = list_people.people(company, PeopleFilter())
    assert (bo.name, bo.posts) == ("Bo Lind", 2)
    assert len(browse_posts.post_ids(company, PostFilter())) == 2


def test_totals_of_closed_months_stay_as_numbers_over_everybody_who_was_erased(company: Workspace) -> None:
    first = _erased(company)
    assert (first.before.posts, first.after.posts, first.after.kept_posts) == (5, 2, 2)
    _erased(company, "8")
    with company.reading() as connection:
        kept = connection.execute(
            select(erased_total).where(erased_total.c.network_id.is_(None)).order_by(erased_total.c.month)
        ).all()
    assert [(row.people, row.participants, row.posts, row.reactions) for row in kept] == [(1, 1, 1, 99), (2, 2, 3, 21)]
    assert all(row.clicks is None for row in kept), "unknown is never zero"


def test_the_audit_trail_verifies_and_tells_only_that_somebody_was_erased(company: Workspace) -> None:
    told = len(entries(company))
    _erased(company)
    after = entries(company)
    assert (len(after), verify(company).ok) == (told + 1, True)
    assert (after[0].action, after[0].actor, after[0].details["posts"]) == ("person.erased", "Alex", 3)
    assert {"erased"} <= {entry.actor for entry in after}, "what Kim decided is still decided, by nobody"
    tag_person.tag(company, [list_people.find_employee(company, "8")], "spokesperson", by="Alex")
    assert verify(company).ok


@pytest.mark.parametrize("change", ["actor = 'Bo'", "subject = 'case:99'", 'details = \'{"verdict":"reject"}\''])
def test_tampering_with_what_is_left_still_shows(company: Workspace, change: str) -> None:
    _erased(company)
    untouched = next(entry.id for entry in entries(company) if entry.details.get("tag") == "candidate")
    with company.writing() as connection:
        connection.execute(sql(f"UPDATE audit_entry SET {change} WHERE id = :id"), {"id": untouched})  # noqa: S608 - a constant
    assert verify(company).first_broken == untouched


def test_a_decision_about_somebody_else_cannot_be_changed_under_cover_of_an_erasure(company: Workspace) -> None:
    with company.reading() as connection:
        [other] = connection.execute(sql("SELECT id FROM decision WHERE reviewer = 'Alex'")).scalars()
    _erased(company, "8")
    with company.writing() as connection:
        connection.execute(sql("UPDATE decision SET verdict = 'reject' WHERE id = :id"), {"id": other})
    assert not verify(company).ok


def test_backups_that_still_hold_the_person_are_named(company: Workspace) -> None:
    made = keep_backup(company, Progress(), now=NOW).made
    assert _erased(company).backups == (made.file,)


def test_charts_still_count_and_the_same_files_can_be_imported_again(company: Workspace, tmp_path: Path) -> None:
    _erased(company)
    found = measure.measure(company, measure.question(company, measure.Asked()), ["posts"])
    assert sum(found[0].frame["value"]) == 2
    before = whole_state(company)
    imported(company, tmp_path / "newer.csv")
    assert whole_state(company) != before
    assert verify(company).ok


def test_who_is_not_there_cannot_be_erased(workspace: Workspace) -> None:
    with pytest.raises(Refused, match="not in the directory"):
        erase_person(workspace, 77, Progress(), by="Alex")


def test_where_somebody_else_reads_the_rows_go_and_it_says_that_the_file_was_not_rewritten(
    company: Workspace,
) -> None:
    reader = Workspace.open(company.path)
    with reader.reading() as connection:
        connection.execute(sql("SELECT count(*) FROM post"))
        assert not _erased(company).rewritten
    reader.close()
    assert company.rewrite()
