"""What the workspace knows of each rule besides decisions: when it was first seen, and which posts it passed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import exists, select

from advocacy_desk.store.review import OPENS_FROM
from advocacy_desk.store.schema import finding, policy_version, post

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy.typing as npt
    from sqlalchemy import Connection


def first_seen(connection: Connection) -> dict[str, datetime]:
    """Return when each rule, in the version that is newest here, was first applied."""
    seen: dict[str, tuple[int, int]] = {}
    query = select(policy_version.c.rules, policy_version.c.seen_at).order_by(policy_version.c.seen_at)
    for kept, at in connection.execute(query):
        for rule_id, (version, *_) in json.loads(kept).items():
            if rule_id not in seen or version > seen[rule_id][0]:
                seen[rule_id] = (version, at)
    return {rule_id: datetime.fromtimestamp(at, tz=UTC) for rule_id, (_, at) in seen.items()}


def checked_posts(
    connection: Connection, active: Collection[str]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the checked posts with, and without, a finding that opens a case by an active rule."""
    found = exists().where(
        finding.c.post_id == post.c.id, finding.c.severity >= OPENS_FROM.rank, finding.c.rule_id.in_(list(active))
    )
    checked = select(post.c.id).where(post.c.policy_id.is_not(None)).order_by(post.c.id)
    flagged = connection.execute(checked.where(found)).scalars().all()
    passed = connection.execute(checked.where(~found)).scalars().all()
    return np.array(flagged, dtype=np.int64), np.array(passed, dtype=np.int64)
