"""How long work reports its progress and learns that it was cancelled. No Qt, no threads started here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advocacy_desk.errors import AdvocacyDeskError

if TYPE_CHECKING:
    from advocacy_desk.i18n import Text


class Cancelled(AdvocacyDeskError):
    """The person cancelled; raised out of ``Progress.at`` so that transactions roll back on their way out."""


@dataclass(frozen=True, slots=True)
class Step:
    """One state of a running job: what it does now, and how much of it is done (``total`` None: unknown)."""

    stage: Text
    done: int
    total: int | None


class Progress:
    """Shared between the worker, which calls ``at``, and the watcher, which reads ``latest`` and calls ``cancel``.

    Attribute reads and writes are atomic in CPython, so no lock is needed.
    """

    def __init__(self) -> None:
        self.latest: Step | None = None
        self._cancelled = False

    def at(self, stage: Text, done: int = 0, total: int | None = None) -> None:
        """Say what is being done; every call is also a point where cancelling takes effect.

        Raises Cancelled once ``cancel`` was called.
        """
        self.latest = Step(stage, done, total)
        if self._cancelled:
            raise Cancelled

    def cancel(self) -> None:
        """Ask the worker to stop at its next ``at``."""
        self._cancelled = True

    @property
    def is_cancelled(self) -> bool:
        """Whether cancelling was asked for."""
        return self._cancelled
