"""The ids of the content list come in the order that SQL itself would give, for every order and every filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text as sql

from advocacy_desk.domain.posts import PostFilter, PostOrder
from advocacy_desk.store import posts

if TYPE_CHECKING:
    from advocacy_desk.store import Workspace

COLUMNS = {
    PostOrder.PUBLISHED: "p.published_at",
    PostOrder.IMPRESSIONS: "p.impressions",
    PostOrder.REACTIONS: "p.reactions",
    PostOrder.NETWORK: "p.network_id",
    PostOrder.ACCOUNT: "(SELECT a.handle_key FROM account a WHERE a.id = p.account_id)",
}


def _by_sql(workspace: Workspace, wanted: PostFilter) -> list[int]:
    way = "DESC" if wanted.descending else "ASC"
    where = "WHERE p.id IN (SELECT rowid FROM post_fts WHERE post_fts MATCH :words)" if wanted.words else ""
    query = f"SELECT p.id FROM post p {where} ORDER BY {COLUMNS[wanted.order]} {way} NULLS LAST, p.id {way}"  # noqa: S608 - ours
    with workspace.reading() as connection:
        bound = {"words": posts.match_query(wanted.words)} if wanted.words else {}
        return [int(one) for one in connection.execute(sql(query), bound).scalars()]


@pytest.mark.parametrize("order", list(PostOrder))
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("words", ["", "nord", "nobody wrote this"])
@pytest.mark.parametrize("many", [1, 1_000_000])
def test_ids_come_in_order_by_either_way(
    sample_workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    order: PostOrder,
    words: str,
    many: int,
    *,
    descending: bool,
) -> None:
    monkeypatch.setattr(posts, "MANY_HITS", many)
    wanted = PostFilter(words=words, order=order, descending=descending)
    with sample_workspace.reading() as connection:
        found = posts.ids(connection, wanted).tolist()
    expected = _by_sql(sample_workspace, wanted)
    if order is PostOrder.ACCOUNT:
        assert sorted(found) == sorted(expected)
        assert _handles(sample_workspace, found) == _handles(sample_workspace, expected)
    else:
        assert found == expected


def _handles(workspace: Workspace, ids: list[int]) -> list[str]:
    with workspace.reading() as connection:
        return [row.account.casefold() for row in posts.rows(connection, ids)]


def test_an_empty_workspace_has_no_ids(workspace: Workspace) -> None:
    with workspace.reading() as connection:
        assert [len(posts.ids(connection, PostFilter(order=order))) for order in PostOrder] == [0] * len(PostOrder)
