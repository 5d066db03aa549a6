"""Finds the parts of the program by where they lie: a file in a folder that defines one named constant.

Adding a format, rule kind, metric, chart, screen or connector is adding a file; no list is kept by hand.
The PyInstaller recipe uses ``module_names`` for its hidden imports, so a frozen program finds the same parts.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Protocol, TypeVar

from advocacy_desk.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType


class Part(Protocol):
    """What every part has: the key under which it is stored and addressed, never renamed."""

    @property
    def key(self) -> str:
        """The stable key."""


PartType = TypeVar("PartType", bound=Part)


def module_names(package: ModuleType) -> Iterator[str]:
    """Yield the full names of the package's own modules that do not start with an underscore, sorted."""
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
        if not module.name.startswith("_"):
            yield f"{package.__name__}.{module.name}"


def parts(package: ModuleType, constant: str, kind: type[PartType]) -> Mapping[str, PartType]:
    """Return the parts of a package by their ``key``, in the order of their file names.

    Raises Fault where a module lacks the constant, has one of another type, or repeats a key.
    """
    found: dict[str, PartType] = {}
    for name in module_names(package):
        part = getattr(importlib.import_module(name), constant, None)
        if not isinstance(part, kind):
            message = f"{name} defines no {constant} of type {kind.__name__}"
            raise Fault(message)
        if part.key in found:
            message = f"{name} repeats the key {part.key!r}"
            raise Fault(message)
        found[part.key] = part
    return found
