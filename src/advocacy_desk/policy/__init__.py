"""Social media policy as data: rule packs in YAML, one compiled engine, findings that explain themselves."""

from __future__ import annotations

from advocacy_desk.policy._contract import CostClass, RuleKind, Subject
from advocacy_desk.policy.engine import Engine
from advocacy_desk.policy.example_file import subject_of
from advocacy_desk.policy.examples import Failure, run_examples, run_guard_examples
from advocacy_desk.policy.explain import Tried, explain, try_texts
from advocacy_desk.policy.index_words import IndexWord, index_words
from advocacy_desk.policy.pack import Policy, load_policy, shipped_packs
from advocacy_desk.policy.rule import Action, Example, Pack, Rule, Status
from advocacy_desk.policy.rule_file import Guard
from advocacy_desk.policy.sources import all_kinds

__all__ = [
    "Action",
    "CostClass",
    "Engine",
    "Example",
    "Failure",
    "Guard",
    "IndexWord",
    "Pack",
    "Policy",
    "Rule",
    "RuleKind",
    "Status",
    "Subject",
    "Tried",
    "all_kinds",
    "explain",
    "index_words",
    "load_policy",
    "run_examples",
    "run_guard_examples",
    "shipped_packs",
    "subject_of",
    "try_texts",
]
