"""What the pages on rules and kinds describe works as they say."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from types import ModuleType

from advocacy_desk.policy import RuleKind, Subject, load_policy, run_examples, shipped_packs
from advocacy_desk.policy.engine import Engine
from advocacy_desk.policy.nodes import parse
from advocacy_desk.policy.reading import Reading
from advocacy_desk.policy.sources import ConditionReader, SharedFiles
from advocacy_desk.policy.vocabulary import Words

DOCS = Path(__file__).resolve().parents[2] / "docs"


def _block(page: str, language: str) -> str:
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)
    return found[0]


def test_the_rule_that_is_described_proves_itself(tmp_path: Path) -> None:
    shutil.copytree(shipped_packs(), tmp_path / "policies")
    (tmp_path / "policies/claims/rules/market-leader.yaml").write_text(
        _block("adding-a-rule.md", "yaml"), encoding="utf-8"
    )
    rule = load_policy([tmp_path / "policies"]).by_id["claims.market-leader"]
    assert run_examples(rule) == ()
    ((findings, _),) = Engine([rule]).evaluate([Subject(text="Nordlicht ist Marktführer!")])
    assert findings[0].fields == {"claim": "Marktführer"}


def test_the_kind_that_is_described_marks_questions() -> None:
    module = ModuleType("kind_in_the_page")
    sys.modules[module.__name__] = module  # where dataclasses look their annotations up
    exec(compile(_block("adding-a-rule-kind.md", "python"), "page", "exec"), module.__dict__)  # noqa: S102 - our own page
    kind: RuleKind = module.__dict__["KIND"]
    options = parse(kind.example, "example").pairs()[kind.key]
    bound = kind.read(options, ConditionReader(SharedFiles(()))).bind(Words())
    assert [span.start for span in bound.match(Reading(Subject(text="Wer? 🚀 Was?"))) or ()] == [3, 10]
    assert bound.match(Reading(Subject(text="Wer?"))) is None


def test_every_shipped_rule_is_listed_with_its_measured_share() -> None:
    page = (DOCS / "rule-packs.md").read_text(encoding="utf-8")
    assert [rule.id for rule in load_policy([shipped_packs()]).rules if f"`{rule.id}`" not in page] == []
