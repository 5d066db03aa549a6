"""Our rules beside textlint with prh, and beside Presidio's pattern recognisers, on the same posts and the same rules.

``python -m benchmarks.rule_peers`` installs the peers into ``build/bench/peers`` where npm and pip can be asked; a peer
that cannot be had is said to be missing. Each is a process of its own; what a few posts cost (start, reading
the rules) is taken off, so that posts a second of processor time are compared.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import processes

if TYPE_CHECKING:
    from collections.abc import Callable

POSTS, FEW = 20_000, 20  # ours
PEERS = {"textlint": 500, "presidio": 10_000}  # the first of the same posts: they are slow
TARGET = 10.0
_FOLDER = processes.ROOT / "build" / "bench" / "peers"
_ENTITIES = ("iban", "credit_card", "email", "phone")
_PRESIDIO = """
import json, sys
import spacy
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer, EmailRecognizer, IbanRecognizer, PhoneRecognizer)

class Blank(SpacyNlpEngine):  # words alone: no language model
    def __init__(self):
        super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])
        self.nlp = {"en": spacy.blank("en")}

recognisers = [IbanRecognizer(), CreditCardRecognizer(), EmailRecognizer(), PhoneRecognizer(supported_regions=("DE",))]
texts = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
if sys.argv[1] == "alone":
    print(sum(len(one.analyze(words, one.supported_entities, None) or ()) for words in texts for one in recognisers))
else:
    registry = RecognizerRegistry(recognizers=recognisers, supported_languages=["en"])
    analyser = AnalyzerEngine(registry=registry, nlp_engine=Blank(), supported_languages=["en"])
    print(sum(len(analyser.analyze(words, language="en")) for words in texts))
"""


def measure() -> dict[str, float | str]:
    """Return posts a second of both sides for each peer, or why a peer is missing."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    processes.run(processes.python("-m", "benchmarks.rule_peers", "write"))
    found: dict[str, float | str] = {}
    found["ours, words"] = _speed(lambda posts: _ours("words", posts))
    found["textlint with prh, words"] = _textlint() if _has_textlint() else "not here: no node, or npm cannot be asked"
    found["ours, personal data"] = _speed(lambda posts: _ours("entities", posts))
    here = _has_presidio()
    for name, how in (("Presidio's recognisers alone", "alone"), ("Presidio as it is used, without a model", "engine")):
        found[f"{name}, personal data"] = _presidio(how) if here else "not here: pip cannot be asked"
    return found


def _speed(run: Callable[[int], float], posts: int = POSTS) -> float:
    """Return posts a second of processor time, without what a few posts cost."""
    many, few = run(posts), run(FEW)
    return (posts - FEW) / max(0.001, many - few)


def _ours(which: str, posts: int) -> float:
    return min(processes.run(processes.python("-m", "benchmarks.rule_peers", which, str(posts))).cpu for _ in range(3))


def _has_textlint() -> bool:
    folder = _FOLDER / "textlint"
    if shutil.which("node") is None or shutil.which("npm") is None:
        return False
    if not (folder / "node_modules" / ".bin" / "textlint").exists():
        folder.mkdir(exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "textlint", "textlint-rule-prh"]
        return subprocess.run(command, cwd=folder, check=False).returncode == 0
    return True


def _textlint() -> float:
    folder = _FOLDER / "textlint"

    def run(posts: int) -> float:
        # It exits with 1 where it finds something; its messages go to a file.
        command = f"cd '{folder}' && node_modules/.bin/textlint -f json posts-{posts}.txt > found-{posts}.json; true"
        return processes.run(("sh", "-c", command)).cpu

    return _speed(run, PEERS["textlint"])


def _has_presidio() -> bool:
    python = _FOLDER / "presidio" / "bin" / "python"
    if not python.exists():
        processes.run(processes.python("-m", "venv", _FOLDER / "presidio"))
    command = [str(python), "-m", "pip", "install", "--quiet", "presidio-analyzer"]
    known = subprocess.run([str(python), "-c", "import presidio_analyzer"], check=False, capture_output=True)
    return known.returncode == 0 or subprocess.run(command, check=False).returncode == 0


def _presidio(how: str) -> float:
    python = _FOLDER / "presidio" / "bin" / "python"

    def run(posts: int) -> float:
        return processes.run((python, "-c", _PRESIDIO, how, _FOLDER / f"posts-{posts}.jsonl")).cpu

    return _speed(run, PEERS["presidio"])


def main() -> None:
    """Write the input, or be our side; without a word, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rule_peers", description=__doc__)
    parser.add_argument("job", nargs="?", choices=("write", "words", "entities"))
    parser.add_argument("posts", nargs="?", type=int)
    asked = parser.parse_args()
    if asked.job is None:
        sys.stdout.write(json.dumps(measure(), indent=2) + "\n")
    elif asked.job == "write":
        _write()
    else:
        _evaluate(asked.job, asked.posts)


def _write() -> None:
    """Write the posts as both peers read them, the rules as a pack, and the same rules for prh."""
    from benchmarks import rules_input  # noqa: PLC0415 - numpy stays out of the process that measures

    lists = [rule for rule in rules_input.rules() if rule.terms]
    rules_input.write_pack(_FOLDER / "words", lists)
    entities = [rules_input.MadeRule(f"entity.{key.replace('_', '-')}", entity=key) for key in _ENTITIES]
    rules_input.write_pack(_FOLDER / "entities", entities)
    texts = [" ".join(words.split()) for words in rules_input.texts(POSTS)]
    (_FOLDER / "textlint").mkdir(exist_ok=True)
    for posts in (POSTS, FEW, *PEERS.values()):
        (_FOLDER / f"posts-{posts}.jsonl").write_text("".join(json.dumps(words) + "\n" for words in texts[:posts]))
        (_FOLDER / "textlint" / f"posts-{posts}.txt").write_text("\n\n".join(texts[:posts]))
    prh = "version: 1\nrules:\n" + "".join(_prh(rule.terms, number) for number, rule in enumerate(lists))
    (_FOLDER / "textlint" / "prh.yml").write_text(prh)
    (_FOLDER / "textlint" / ".textlintrc.json").write_text(json.dumps({"rules": {"prh": {"rulePaths": ["prh.yml"]}}}))


def _prh(terms: tuple[str, ...], number: int) -> str:
    parts = "|".join(term.rstrip("*") + ("" if term.endswith("*") else r"(?![\p{L}\d_])") for term in terms)
    pattern = json.dumps(f"/(?<![\\p{{L}}\\d_])(?:{parts})/i", ensure_ascii=False)
    return f"  - expected: '§{number}'\n    pattern: {pattern}\n"


def _evaluate(which: str, posts: int) -> None:
    from advocacy_desk import policy  # noqa: PLC0415 - as above

    with Path(_FOLDER / f"posts-{posts}.jsonl").open(encoding="utf-8") as lines:
        subjects = [policy.Subject(text=json.loads(line)) for line in lines]
    results = policy.load_policy([_FOLDER / which]).engine().evaluate(subjects)
    sys.stdout.write(str(sum(len(findings) for findings, _ in results)))


if __name__ == "__main__":
    main()
