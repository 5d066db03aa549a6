"""How products in the field count participation: cited, in ``resources/definitions/products.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from advocacy_desk import resources

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """``numerator`` is posted, engaged or unknown; ``denominator`` employed, current, enrolled or invited."""

    key: str
    name: str
    numerator: str
    denominator: str
    source: str


@lru_cache(maxsize=1)
def products() -> Mapping[str, Product]:
    """Return the products by key, our own first."""
    raw = tomllib.loads((resources.folder("definitions") / "products.toml").read_text(encoding="utf-8"))
    return {key: Product(key=key, **one) for key, one in raw.items()}
