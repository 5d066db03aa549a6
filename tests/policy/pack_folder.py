"""A folder of small packs, so that a test states only what it is about."""

from __future__ import annotations

import textwrap
from pathlib import Path

from advocacy_desk.policy import Rule, load_policy

_HEAD = """\
schema: 1
id: test.rule
version: 1
status: active
category: test
severity: minor
action: note
title: {de: Titel, en: Title}
message: {de: Text, en: Text}
rationale: {de: Grund, en: Reason}
suggest: {de: Rat, en: Advice}
"""
_TESTS = """\
tests:
  match: [{text: yes}]
  no_match: [{text: no}]
"""
HEAD_LINES = _HEAD.count("\n")


class PackFolder:
    """A folder of packs that a test fills."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("pack/pack.yaml", "schema: 1\nversion: 1.0.0\ntitle: {de: Paket, en: Pack}\n")

    def write(self, name: str, content: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    def rule(self, body: str, *, name: str = "rule", head: str = _HEAD, tests: str = _TESTS) -> Path:
        """Write a rule whose ``body`` begins in the line after ``HEAD_LINES``."""
        return self.write(f"pack/rules/{name}.yaml", head + textwrap.dedent(body) + tests)

    def load(self) -> Rule:
        (rule,) = load_policy([self.folder]).rules
        return rule
