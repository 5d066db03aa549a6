"""What the rules found in one post, explained, for views beside the review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.store import Workspace, rules
from advocacy_desk.usecases.review_cases import explained

if TYPE_CHECKING:
    from advocacy_desk.domain.findings import ExplainedFinding
    from advocacy_desk.policy import Policy


def post_findings(workspace: Workspace, under: Policy, post_id: int) -> tuple[ExplainedFinding, ...]:
    """Return the findings of active rules in a post; empty where there are none or it was not checked yet."""
    with workspace.reading() as connection:
        found = rules.findings_of(connection, post_id)
    return explained(under, found)
