"""How well and how fast authors are matched, on a set whose answers are known: ``python -m benchmarks.matching``.

Precision is that of what is called certain; recall is the share of authors from the company whose first proposal, of
whatever strength, is the right person. Prints one JSON object; ``--errors N`` lists wrong and missed ones.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter

from advocacy_desk.domain.people import Strength
from advocacy_desk.matching import match
from benchmarks.matching_input import Case, generate

TARGETS = {"precision at certain": 0.99, "recall": 0.95, "seconds": 0.5}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    parser.add_argument("--errors", type=int, default=0, help="how many errors to list")
    wanted = parser.parse_args()
    employees, cases = generate()
    authors = [case.author for case in cases]
    match(authors[:10], employees[:10])
    begin = time.process_time()
    found = match(authors, employees)
    seconds = time.process_time() - begin
    named = {one.employee_id: one.name for one in employees}
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    certain = [0, 0]
    errors = []
    for case, proposal in zip(cases, found, strict=True):
        total[case.trouble] += 1
        hit = proposal.employee_id == case.employee
        right[case.trouble] += hit
        if proposal.strength is Strength.CERTAIN:
            certain[hit] += 1
        if not hit:
            errors.append(_told(case, proposal.strength, named.get(proposal.employee_id), named.get(case.employee)))
    ours = [trouble for trouble in total if trouble != "stranger"]
    answer = {
        "precision at certain": certain[1] / max(1, sum(certain)),
        "recall": sum(right[one] for one in ours) / sum(total[one] for one in ours),
        "seconds": round(seconds, 3),
        "by trouble": {trouble: round(right[trouble] / total[trouble], 3) for trouble in sorted(total)},
        "errors": len(errors),
    }
    sys.stdout.write(json.dumps(answer, indent=1) + "\n")
    sys.stdout.writelines(f"{line}\n" for line in errors[: wanted.errors])


def _told(case: Case, strength: Strength, proposed: str | None, truth: str | None) -> str:
    shown = f"{case.author.name or '-'} @{case.author.handle}"
    return f"{case.trouble}: {shown} is {truth or 'a stranger'}, proposed {proposed or 'nobody'} ({strength})"


if __name__ == "__main__":
    main()
