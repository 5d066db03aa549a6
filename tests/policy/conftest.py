"""Fixtures that write small packs."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from advocacy_desk.policy import Rule
from tests.policy.pack_folder import PackFolder


@pytest.fixture
def packs(tmp_path: Path) -> PackFolder:
    return PackFolder(tmp_path / "policies")


RuleMaker = Callable[..., Rule]


@pytest.fixture
def rule_with(packs: PackFolder) -> RuleMaker:
    """Return a function that makes a rule from the YAML of its ``when`` and whatever stands behind it."""

    def make(when: str, rest: str = "") -> Rule:
        packs.rule(f"when:\n{textwrap.indent(textwrap.dedent(when).strip(), '  ')}\n{textwrap.dedent(rest)}")
        return packs.load()

    return make
