"""Nordlicht Werke, the fictional sample company: people, posts and exports from a seeded generator.

Everything is invented. Importing what ``write`` leaves in a folder is how a sample workspace is filled, so the sample
goes the way of real files. The same seed gives the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from random import Random
from typing import TYPE_CHECKING

from advocacy_desk.sample import accounts, planting, rows
from advocacy_desk.sample.company import FIRST_DAY, LAST_DAY, Account, Campaign, Company, Employee
from advocacy_desk.sample.drafts import Planner, read_campaigns
from advocacy_desk.sample.exports import write
from advocacy_desk.sample.roster import read_roster

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from advocacy_desk.sample.drafts import Draft

__all__ = ["FIRST_DAY", "LAST_DAY", "Account", "Campaign", "Company", "Employee", "company", "write"]

_PLANTED = 8  # at most one post in eight is planted


def company(seed: int = 2026, posts: int = 6000) -> Company:
    """Return the company with exactly ``posts`` posts (at least one)."""
    roster = read_roster(Random(f"{seed}:roster"))
    on_networks = accounts.open_accounts(roster, Random(f"{seed}:accounts"))
    planner = Planner(roster, on_networks, seed)
    drafts = [*planting.plant(planner, on_networks, seed, posts // _PLANTED)]
    drafts += list(planner.welcomes())[: (posts - len(drafts)) // 2]
    drafts += planner.everyday(posts - len(drafts))
    drafts.sort(key=lambda draft: (draft.at, draft.account.network, draft.account.handle, draft.text))
    return Company(
        employees=roster.employees,
        accounts=on_networks,
        campaigns=read_campaigns(),
        posts=rows.as_frame(drafts, seed),
        hidden_influencers=roster.roles["hidden_influencers"],
        hosts=roster.roles["hosts"],
        newcomers=roster.roles["newcomers"],
        breaking=_planted(drafts, "breaking"),
        near_misses=_planted(drafts, "near"),
    )


def _planted(drafts: Sequence[Draft], kind: str) -> Mapping[str, tuple[int, ...]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for position, draft in enumerate(drafts):
        if draft.planted is not None and draft.planted[0] == kind:
            found[draft.planted[1]].append(position)
    return {rule: tuple(positions) for rule, positions in sorted(found.items())}
