"""Everything about one person, found by following the schema: no list of tables that somebody must keep in mind.

A table belongs to a person where its foreign keys lead to an employee, over however many tables. What leads there
without a key is asked for by itself: the audit trail, unreadable records, and mentions by others.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, String, and_, false, func, literal, or_, select

from advocacy_desk.domain.my_data import DataTable, MyData, Value
from advocacy_desk.store.import_tables import import_problem
from advocacy_desk.store.review_tables import review_case
from advocacy_desk.store.schema import (
    account,
    audit_entry,
    employee,
    hashtag,
    import_run,
    metadata,
    network,
    post,
    post_mention,
    post_text,
    team,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Column, Connection, Select, Table

Condition = ColumnElement[bool]

DAYS = frozenset({"day", "valid_from", "valid_to", "until"})
EPOCH = date(1970, 1, 1).toordinal()

# What a reader wants to see instead of the number of a row.
_LABELS = {network: network.c.key, team: team.c.name, hashtag: hashtag.c.tag, import_run: import_run.c.file}
# A proposal is about the person, but the account and its posts may be somebody else's.
_ONLY_PROPOSED = frozenset({account.c.proposed_id})


def my_data(connection: Connection, employee_id: int) -> MyData:
    """Return all rows about an employee: the tables in the order of the schema, then what has no key."""
    owned = owned_rows(employee_id)
    known = known_words(connection, employee_id)
    queries = {
        **{table.name: _readable(table).where(theirs) for table, theirs in owned.items()},
        "proposed_account": _readable(account).where(_proposed(employee_id)),
        "import_problem": _readable(import_problem).where(quoting(import_problem.c.raw, known)),
        "audit_entry": _readable(audit_entry).where(told_of(owned, employee_id)),
        "own_act": select(audit_entry.c.at, audit_entry.c.action).where(audit_entry.c.actor.in_(known)),
        "mention_by_others": _mentions(owned),
    }
    return MyData(employee=employee_id, tables=tuple(_table(connection, *query) for query in queries.items()))


def owned_rows(employee_id: int) -> dict[Table, Condition]:
    """Return each table with a path to an employee, and which of its rows are the person's."""
    found: dict[Table, Condition] = {employee: employee.c.id == employee_id}
    for table in metadata.sorted_tables:  # what a key leads to comes first
        ways = [
            key.parent.in_(select(key.column).where(found[key.column.table]))
            for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
            if key.column.table in found and key.column.table is not table and key.parent not in _ONLY_PROPOSED
        ]
        if ways:
            found[table] = or_(*ways)
    return found


def _readable(table: Table) -> Select[*tuple[Any, ...]]:
    """Select a table with names in place of the numbers that lead to networks, teams, hashtags and imports."""
    shown: list[ColumnElement[Any]] = []
    for column in table.c:
        label = next((_LABELS[key.column.table] for key in column.foreign_keys if key.column.table in _LABELS), None)
        if label is None:
            shown.append(column)
            continue
        named = label.table.alias()
        words = select(named.c[label.name]).where(named.c.id == column).scalar_subquery()
        shown.append(words.label(column.name.removesuffix("_id")))
    return select(*shown).order_by(*table.primary_key.columns)


def known_words(connection: Connection, employee_id: int) -> list[str]:
    """Return what else tells of the person: name and e-mail, as they stand in texts without a key."""
    row = connection.execute(select(employee.c.name, employee.c.email).where(employee.c.id == employee_id)).one()
    return [words for words in row if words]


def _proposed(employee_id: int) -> Condition:
    return and_(account.c.proposed_id == employee_id, account.c.employee_id.is_distinct_from(employee_id))


def quoting(column: Column[str], known: Sequence[str]) -> Condition:
    """Return the rows in whose text one of these words stands, whatever its case."""
    return or_(false(), *(func.lower(column).contains(words.lower(), autoescape=True) for words in known))


def told_of(owned: Mapping[Table, Condition], employee_id: int) -> Condition:
    """Entries of the audit trail about the person, their accounts, and the cases of their posts."""
    subjects = [
        select(literal(f"{word}:") + table.c.id.cast(String)).where(owned[table])
        for word, table in (("account", account), ("case", review_case), ("post", post))
    ]
    return or_(
        audit_entry.c.subject == f"employee:{employee_id}", *(audit_entry.c.subject.in_(one) for one in subjects)
    )


def _mentions(owned: Mapping[Table, Condition]) -> Select[*tuple[Any, ...]]:
    """Posts of others that name one of the person's accounts: when and where, without what else they say."""
    named = and_(post_mention.c.handle_key == account.c.handle_key, post.c.network_id == account.c.network_id)
    others = or_(post.c.account_id.is_(None), post.c.account_id.not_in(select(account.c.id).where(owned[account])))
    return (
        select(post.c.published_at, account.c.handle, post_text.c.url)
        .select_from(
            post_mention.join(post, post.c.id == post_mention.c.post_id)
            .join(post_text, post_text.c.post_id == post.c.id)
            .join(account, named)
        )
        .where(owned[account], others)
        .order_by(post.c.published_at, post.c.id)
    )


def _table(connection: Connection, key: str, query: Select[*tuple[Any, ...]]) -> DataTable:
    readers = [_reader(column) for column in query.selected_columns]
    rows = connection.execute(query)
    return DataTable(
        key=key,
        columns=tuple(rows.keys()),
        rows=tuple(tuple(read(value) for read, value in zip(readers, row, strict=True)) for row in rows),
    )


def _reader(column: ColumnElement[Any]) -> Callable[[Any], Value]:
    """Return how the values of a column become text: times and days in ISO form, JSON as what it holds."""
    name, comment = str(getattr(column, "name", "")), str(getattr(column, "comment", None) or "")
    if "JSON" in comment:
        return lambda value: None if value is None else json.loads(value)
    if name == "at" or name.endswith("_at"):
        return lambda value: None if value is None else datetime.fromtimestamp(value, tz=UTC).isoformat()
    if name in DAYS:
        return _day
    return lambda value: value.hex() if isinstance(value, bytes) else value


def _day(value: int | None) -> str | None:
    """Return a day in ISO form; None for the smallest day there is, which stands for an unknown one."""
    if value is None or value + EPOCH <= 1:
        return None
    return date.fromordinal(value + EPOCH).isoformat()
