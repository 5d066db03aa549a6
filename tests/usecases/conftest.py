"""What the tests of people, checks and reviews share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.review_scene import Pack

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Two rules: ``alarm`` is major, ``whisper`` is a hint."""
    made = Pack(tmp_path / "policies")
    made.rule("alarm", "major")
    made.rule("whisper", "info")
    return made
