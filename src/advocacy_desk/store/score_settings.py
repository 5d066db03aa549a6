"""What a company decided about its score: the weights of the parts, and how the employer is called in posts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from advocacy_desk.store import _meta

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

_WEIGHTS = "score_weights"
_EMPLOYER = "employer_names"


def weights(reading: Connection) -> dict[str, float]:
    """Return the weights that differ from the usual ones, by part."""
    kept = _meta.value(reading, _WEIGHTS)
    return {key: float(weight) for key, weight in json.loads(kept).items()} if kept else {}


def set_weights(writing: Connection, changed: Mapping[str, float]) -> None:
    """Keep the weights that differ; none: the usual ones."""
    _meta.keep(writing, _WEIGHTS, json.dumps(dict(sorted(changed.items()))) if changed else None)


def employer(reading: Connection) -> tuple[str, ...]:
    """Return the names under which posts speak of the employer; empty: nobody said."""
    kept = _meta.value(reading, _EMPLOYER)
    return tuple(json.loads(kept)) if kept else ()


def set_employer(writing: Connection, names: Sequence[str]) -> None:
    """Keep the names of the employer."""
    _meta.keep(writing, _EMPLOYER, json.dumps(list(names), ensure_ascii=False) if names else None)
