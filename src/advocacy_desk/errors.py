"""The exceptions of Advocacy Desk.

AdvocacyDeskError
├── Explained            the world is not as hoped; the person is told what happened, what was kept, what to do
│   ├── FileProblem      a file from outside cannot be used (names file and, where known, record)
│   ├── WorkspaceProblem the workspace cannot be opened, is too new, locked, full, read-only
│   │   ├── KeyNeeded    it is encrypted and what is at hand does not open it: ask for a passphrase
│   │   └── KeyringProblem   there is no usable keyring: offer a passphrase
│   ├── Refused          a rule of the house forbids it (stale decision, own post, rule with a failing example)
│   └── PackProblem      a rule pack is wrong (names file and line)
└── Fault                our own bug; carries no advice, goes to the log without personal data
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advocacy_desk.i18n import Text


class AdvocacyDeskError(Exception):
    """Everything that this program raises on purpose."""


class Explained(AdvocacyDeskError):
    """A failure that can be told to a person: ``message`` says what happened, what was kept and what to do.

    ``kind`` is the stable key that the terminal prints as ``error.kind``; ``file`` and ``record`` say where.
    """

    kind = "explained"

    def __init__(self, message: Text, *, file: str | None = None, record: int | None = None) -> None:
        super().__init__(message.message)
        self.message = message
        self.file = file
        self.record = record

    def __reduce__(self) -> tuple[object, ...]:
        """Go through a pipe to another process and be the same there."""
        return _again, (type(self), self.message, self.file, self.record)

    def __str__(self) -> str:
        """Return the English text with its fields filled in, for logs and test output."""
        where = "".join(f"{part}: " for part in (self.file, self.record) if part is not None)
        return where + self.message.in_english()


class FileProblem(Explained):
    """A file from outside cannot be read as what it should be."""

    kind = "file"


class WorkspaceProblem(Explained):
    """The workspace cannot be opened or written."""

    kind = "workspace"


class KeyNeeded(WorkspaceProblem):
    """The workspace is encrypted, and neither the keyring nor what the person said opens it."""

    kind = "key"


class KeyringProblem(WorkspaceProblem):
    """The system has no keyring that may hold a key, or it stayed locked."""

    kind = "keyring"


class Refused(Explained):
    """A rule of the house forbids what was asked; nothing was changed."""

    kind = "refused"


class PackProblem(Explained):
    """A rule pack is wrong; ``file`` and ``record`` (the line) say where."""

    kind = "pack"


class Fault(AdvocacyDeskError):
    """Our own bug: a state that the code promises never to reach."""


def _again(kind: type[Explained], message: Text, file: str | None, record: int | None) -> Explained:
    return kind(message, file=file, record=record)
