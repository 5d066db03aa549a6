"""Accounts and whose they are: clues for matching, proposals with their reasons, and what a person decided."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, delete, func, insert, select, update

from advocacy_desk.domain.people import Account, Match, MatchCounts, MatchState, Proposal, Reason, Strength
from advocacy_desk.matching import AuthorClues, EmployeeClues
from advocacy_desk.store.audit import canonical
from advocacy_desk.store.match_tables import match_refusal
from advocacy_desk.store.schema import account, employee, membership, network, post, team

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row


def author_clues(connection: Connection) -> tuple[AuthorClues, ...]:
    """Return what is known of the authors of all accounts that nobody has decided about."""
    wanted = (
        select(account.c.id, network.c.key, account.c.handle, account.c.name, account.c.email)
        .join(network)
        .where(account.c.state == MatchState.OPEN)
        .order_by(account.c.id)
    )
    refused: dict[int, set[int]] = {}
    for row in connection.execute(select(match_refusal.c.account_id, match_refusal.c.employee_id)):
        refused.setdefault(row.account_id, set()).add(row.employee_id)
    return tuple(
        AuthorClues(
            account_id=row.id,
            network=row.key,
            handle=row.handle,
            name=row.name,
            email=row.email,
            refused=frozenset(refused.get(row.id, ())),
        )
        for row in connection.execute(wanted)
    )


def employee_clues(connection: Connection) -> tuple[EmployeeClues, ...]:
    """Return what the directory knows of every employee, with the accounts that are known to be theirs."""
    owned = (
        select(account.c.employee_id, network.c.key, account.c.handle)
        .join(network)
        .where(account.c.state == MatchState.ACCEPTED)
        .order_by(account.c.id)
    )
    accounts: dict[int, list[tuple[str, str]]] = {}
    for row in connection.execute(owned):
        accounts.setdefault(row.employee_id, []).append((row.key, row.handle))
    return tuple(
        EmployeeClues(
            employee_id=row.id,
            name=row.name,
            first_name=row.first_name,
            last_name=row.last_name,
            email=row.email,
            accounts=tuple(accounts.get(row.id, ())),
        )
        for row in connection.execute(select(employee).order_by(employee.c.id))
    )


def save_proposals(connection: Connection, matches: Iterable[Match]) -> None:
    """Keep the proposals for open accounts, replacing older ones."""
    rows = [
        {
            "account": match.account_id,
            "strength": match.strength,
            "reasons": reasons_json(match),
            "proposed_id": match.employee_id,
        }
        for match in matches
    ]
    if rows:
        still_open = (account.c.id == bindparam("account")) & (account.c.state == MatchState.OPEN)
        connection.execute(update(account).where(still_open), rows)


def accept(connection: Connection, matches: Iterable[Match], by: str, at: datetime) -> list[int]:
    """Accept proposals; return the ids of the accounts. Their posts are checked again: rules may ask who wrote them."""
    rows = [
        {
            "account": match.account_id,
            "employee_id": match.employee_id,
            "decided_by": by,
            "decided_at": int(at.timestamp()),
        }
        for match in matches
        if match.employee_id is not None
    ]
    ids = [int(str(row["account"])) for row in rows]
    if rows:
        accepted = {"state": MatchState.ACCEPTED, "proposed_id": None}
        connection.execute(update(account).where(account.c.id == bindparam("account")).values(accepted), rows)
        check_again(connection, ids)
    return ids


def decide(
    connection: Connection, account_id: int, *, state: MatchState, employee_id: int | None, by: str | None, at: datetime
) -> None:
    """Write down what a person said about one account; OPEN takes it back and keeps no decider."""
    is_open = state is MatchState.OPEN
    values = {
        "state": state,
        "employee_id": employee_id if state is MatchState.ACCEPTED else None,
        "decided_by": None if is_open else by,
        "decided_at": None if is_open else int(at.timestamp()),
    }
    if is_open and employee_id is not None:
        values["proposed_id"] = employee_id
    connection.execute(update(account).where(account.c.id == account_id).values(values))
    check_again(connection, [account_id])


def refuse(connection: Connection, account_id: int, employee_id: int, by: str, at: datetime) -> None:
    """Keep that an account is not this employee's."""
    take_refusal_back(connection, account_id, employee_id)
    values = {"account_id": account_id, "employee_id": employee_id, "said_by": by, "said_at": int(at.timestamp())}
    connection.execute(insert(match_refusal).values(values))


def take_refusal_back(connection: Connection, account_id: int, employee_id: int) -> None:
    """Forget that an account is not this employee's."""
    here = (match_refusal.c.account_id == account_id) & (match_refusal.c.employee_id == employee_id)
    connection.execute(delete(match_refusal).where(here))


def check_again(connection: Connection, account_ids: Sequence[int]) -> None:
    """Have the posts of these accounts evaluated again at the next check."""
    rows = [{"account": one} for one in account_ids]
    checked = (post.c.account_id == bindparam("account")) & post.c.policy_id.is_not(None)
    connection.execute(update(post).where(checked).values(policy_id=None), rows)


def counts(connection: Connection) -> MatchCounts:
    """Return how many accounts there are and how sure their matches are."""

    def number(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    involved = account.c.state != MatchState.NOT_EMPLOYEE
    known = [
        involved & (account.c.strength == strength) for strength in (Strength.CERTAIN, Strength.LIKELY, Strength.WEAK)
    ]
    row = connection.execute(
        select(
            func.count(), *(number(one) for one in known), number(account.c.state == MatchState.ACCEPTED)
        ).select_from(account)
    ).one()
    total, certain, likely, weak, accepted = (int(value) for value in row)
    unmatched = connection.execute(
        select(func.count()).where(involved & func.coalesce(account.c.strength, "none").in_(["none", ""]))
    ).scalar_one()
    return MatchCounts(
        accounts=total, certain=certain, likely=likely, weak=weak, unmatched=int(unmatched), accepted=accepted
    )


_POSTS = select(func.count()).where(post.c.account_id == account.c.id).scalar_subquery()
_COLUMNS = (
    account.c.id,
    network.c.key.label("network"),
    account.c.handle,
    account.c.name,
    account.c.email,
    account.c.employee_id,
    account.c.state,
    account.c.strength,
    account.c.reasons,
    account.c.proposed_id,
    account.c.followers,
    account.c.decided_by,
    account.c.decided_at,
    _POSTS.label("posts"),
)


def read(row: Row[*tuple[Any, ...]]) -> Account:
    """Return an account from a row of the columns that this module selects."""
    return Account(
        id=row.id,
        network=row.network,
        handle=row.handle,
        name=row.name,
        employee_id=row.employee_id,
        state=MatchState(row.state),
        posts=row.posts,
        followers=row.followers,
        match=_match(row),
        decided_by=row.decided_by,
    )


def owned(connection: Connection, employees: Collection[int] | None = None) -> dict[int, list[Account]]:
    """Return the accepted accounts by employee, of some employees or of all."""
    wanted = select(*_COLUMNS).join(network).where(account.c.state == MatchState.ACCEPTED)
    if employees is not None:
        wanted = wanted.where(account.c.employee_id.in_(employees))
    found: dict[int, list[Account]] = {}
    for row in connection.execute(wanted.order_by(network.c.key, account.c.handle_key)):
        found.setdefault(row.employee_id, []).append(read(row))
    return found


def one(connection: Connection, account_id: int) -> Account | None:
    """Return one account, None where it is gone."""
    row = connection.execute(select(*_COLUMNS).join(network).where(account.c.id == account_id)).first()
    return None if row is None else read(row)


def proposals(connection: Connection, today: int) -> tuple[Proposal, ...]:
    """Return the accounts that nobody has decided about: sure proposals first, then those with the most posts."""
    rank = case(
        {Strength.CERTAIN.value: 0, Strength.LIKELY.value: 1, Strength.WEAK.value: 2}, value=account.c.strength, else_=3
    )
    member = (membership.c.employee_id == employee.c.id) & _valid_on(today)
    wanted = (
        select(*_COLUMNS, employee.c.name.label("employee"), team.c.name.label("team"))
        .select_from(
            account.join(network)
            .outerjoin(employee, employee.c.id == account.c.proposed_id)
            .outerjoin(membership, member)
            .outerjoin(team, team.c.id == membership.c.team_id)
        )
        .where(account.c.state == MatchState.OPEN)
        .order_by(rank, _POSTS.desc(), account.c.id)
    )
    return tuple(
        Proposal(account=read(row), email=row.email, employee=row.employee, team=row.team, match=_match(row))
        for row in connection.execute(wanted)
    )


def _valid_on(day: int) -> ColumnElement[bool]:
    return (membership.c.valid_from <= day) & (membership.c.valid_to.is_(None) | (membership.c.valid_to > day))


def _match(row: Row[*tuple[Any, ...]]) -> Match:
    kept = json.loads(row.reasons or "{}")
    return Match(
        account_id=row.id,
        employee_id=row.employee_id or row.proposed_id,
        strength=Strength(row.strength or Strength.NONE),
        score=kept.get("score", 0.0),
        reasons=tuple(Reason(**reason) for reason in kept.get("reasons", ())),
        others=tuple((int(other), float(score)) for other, score in kept.get("others", ())),
    )


def reasons_json(match: Match) -> str:
    """Return what is kept of a match beside its account: score, reasons and runners-up."""
    return canonical(
        {"score": match.score, "reasons": [asdict(reason) for reason in match.reasons], "others": match.others}
    )
