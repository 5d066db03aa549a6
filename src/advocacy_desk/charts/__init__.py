"""Charts: metric frames in, a matplotlib Figure and the same numbers as a table out; never pyplot."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from advocacy_desk import discovery
from advocacy_desk.charts._contract import Chart


def all_charts() -> Mapping[str, Chart]:
    """Return every chart by its key."""
    return discovery.parts(sys.modules[__name__], "CHART", Chart)
