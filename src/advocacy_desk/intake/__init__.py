"""Raw batches to clean ones: dates, numbers, search forms, hashtags, mentions, links, identity keys. Pure, by column.

``Cleaner`` for posts, ``clean_people`` for a directory; ``fold`` and ``handle_key`` for what a person types.
"""

from __future__ import annotations

from advocacy_desk.intake._networks import Network, handle_key, network_key, network_label, networks, other_ids
from advocacy_desk.intake._people import PEOPLE, CleanPeople, clean_people
from advocacy_desk.intake._posts import CLEAN_COLUMNS, CleanBatch, Cleaner
from advocacy_desk.intake._texts import fold, text_hash

__all__ = [
    "CLEAN_COLUMNS",
    "PEOPLE",
    "CleanBatch",
    "CleanPeople",
    "Cleaner",
    "Network",
    "clean_people",
    "fold",
    "handle_key",
    "network_key",
    "network_label",
    "networks",
    "other_ids",
    "text_hash",
]
