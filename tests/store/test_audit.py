"""The audit chain holds, and shows every kind of tampering."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy import text as sql

from advocacy_desk.domain.audit import Head
from advocacy_desk.store import Workspace, audit
from advocacy_desk.usecases import verify_audit

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def fill(connection: Connection, number: int) -> None:
    """Append some entries with details that need care: umlauts, quotes, nothing."""
    connection.execute(sql("DELETE FROM audit_entry"))
    connection.execute(sql("DELETE FROM workspace_meta WHERE key = 'audit_end'"))
    for one in range(number):
        details = {"b": one, "a": '„Grüße“ "ß" 😀', "none": None}
        audit.append(connection, actor=f"P{one}", action="tested", subject=f"thing:{one}", details=details, at=NOW)


def _append(workspace: Workspace, number: int, actor: str = "Alex") -> None:
    with workspace.writing() as connection:
        for one in range(number):
            audit.append(connection, actor=actor, action="tested", subject=f"thing:{one}", details={}, at=NOW)


def test_an_empty_trail_is_whole(workspace: Workspace) -> None:
    with workspace.reading() as connection:
        found = audit.verify(connection)
    assert (found.entries, found.ok, found.first_broken) == (0, True, None)


def test_an_untouched_trail_is_whole_and_reads_back(workspace: Workspace) -> None:
    with workspace.writing() as connection:
        fill(connection, 5)
    with workspace.reading() as connection:
        assert audit.verify(connection).ok
        newest, *_rest = audit.entries(connection)
        assert (newest.actor, newest.at, newest.details["a"]) == ("P4", NOW, '„Grüße“ "ß" 😀')
        assert [one.actor for one in audit.entries(connection, subject="thing:2")] == ["P2"]


def test_an_entry_goes_with_the_transaction_that_it_tells_of(workspace: Workspace) -> None:
    def write_and_fail() -> None:
        with workspace.writing() as connection:
            fill(connection, 2)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    with workspace.reading() as connection:
        assert audit.verify(connection).entries == 0


def change(field: str) -> Callable[[Connection, int], None]:
    def tamper(connection: Connection, entry: int) -> None:
        changed = "at = at + 1" if field == "at" else f"{field} = {field} || ' '"
        connection.execute(sql(f"UPDATE audit_entry SET {changed} WHERE id = :id"), {"id": entry})  # noqa: S608 - constants

    tamper.__name__ = f"change_{field}"
    return tamper


def remove(connection: Connection, entry: int) -> None:
    connection.execute(sql("DELETE FROM audit_entry WHERE id = :id"), {"id": entry})


def swap_with_next(connection: Connection, entry: int) -> None:
    """Swap two neighbours whole, hashes and all."""
    for old, new in ((entry, -1), (entry + 1, entry), (-1, entry + 1)):
        connection.execute(sql("UPDATE audit_entry SET id = :new WHERE id = :old"), {"new": new, "old": old})


def repeat(connection: Connection, entry: int) -> None:
    """Write an entry a second time at the end, with a hash that fits nothing."""
    columns = "at, actor, action, subject, details, previous"
    connection.execute(
        sql(f"INSERT INTO audit_entry ({columns}, hash) SELECT {columns}, 'x' FROM audit_entry WHERE id = :id"),  # noqa: S608 - constants
        {"id": entry},
    )


TAMPERINGS = [
    *map(change, ("at", "actor", "action", "subject", "details", "previous", "hash")),
    remove,
    swap_with_next,
    repeat,
]


@given(number=st.integers(2, 7), data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_tampering_shows_and_is_placed(workspace: Workspace, number: int, data: st.DataObject) -> None:
    tamper = data.draw(st.sampled_from(TAMPERINGS))
    with workspace.writing() as connection:
        fill(connection, number)
        first = connection.execute(sql("SELECT min(id) FROM audit_entry")).scalar_one()
        last_place = number - 2 if tamper is swap_with_next else number - 1
        entry = first + data.draw(st.integers(0, last_place))
        tamper(connection, entry)
        found = audit.verify(connection)
    assert found.ok is False
    assert found.first_broken is not None
    if found.first_broken and tamper is not repeat:
        assert found.first_broken in {entry, entry + 1}


def test_cutting_off_the_end_shows(workspace: Workspace) -> None:
    with workspace.writing() as connection:
        fill(connection, 4)
        connection.execute(sql("DELETE FROM audit_entry WHERE id = (SELECT max(id) FROM audit_entry)"))
        found = audit.verify(connection)
    assert (found.entries, found.ok, found.first_broken) == (3, False, 0)


def test_a_head_that_was_written_down_shows_a_chain_that_was_written_anew(workspace: Workspace) -> None:
    _append(workspace, 3)
    known = verify_audit.head(workspace)
    assert Head.parsed(f" {str(known).upper()}\n") == known
    _append(workspace, 2)
    assert verify_audit.verify(workspace, known).ok
    with workspace.writing() as connection:
        connection.execute(sql("DELETE FROM audit_entry"))
        connection.execute(sql("DELETE FROM workspace_meta WHERE key = 'audit_end'"))
    _append(workspace, 6, actor="Forger")
    assert verify_audit.verify(workspace).ok, "by itself it is a perfect chain"
    assert not verify_audit.verify(workspace, known).ok
    assert not verify_audit.verify(workspace, Head(entries=99, hash=known.hash)).ok


def test_the_head_of_an_empty_trail_holds_for_ever(workspace: Workspace) -> None:
    known = verify_audit.head(workspace)
    assert known.entries == 0
    _append(workspace, 1)
    assert verify_audit.verify(workspace, known).ok


@pytest.mark.parametrize("words", ["", "12", "12-abc", "x-" + "0" * 64, "3-" + "g" * 64])
def test_what_is_no_head_is_not_taken_for_one(words: str) -> None:
    assert Head.parsed(words) is None
