"""A small company with a policy of its own: two rules, a few posts, people and accounts."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from advocacy_desk.domain.consent import Purpose
from advocacy_desk.formats import ReadOptions
from advocacy_desk.policy import Policy, load_policy
from advocacy_desk.progress import Progress
from advocacy_desk.usecases import check_posts, consent, import_people, review_cases
from advocacy_desk.usecases.check_posts import CheckReport
from tests.builders import a_post, a_table, imported

if TYPE_CHECKING:
    from advocacy_desk.domain.posts import ImportReport
    from advocacy_desk.domain.review import CaseFilter
    from advocacy_desk.store import Workspace

_RULE = """\
schema: 1
id: test.{word}
version: {version}
status: {status}
category: test
severity: {severity}
action: note
title: {{de: "Wort {word}", en: "Word {word}"}}
message: {{de: "„{{mark}}“ steht da.", en: "“{{mark}}” is there."}}
rationale: {{de: Grund, en: Reason}}
suggest: {{de: Rat, en: Advice}}
when:
  terms: {{list: [{terms}], as: mark}}
tests:
  match: [{{text: "{word}"}}]
  no_match: [{{text: other}}]
"""


class Pack:
    """A folder with rules that look for one word each; ``load`` reads it as it is now."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "pack" / "rules").mkdir(parents=True)
        (folder / "pack" / "pack.yaml").write_text("schema: 1\nversion: 1.0.0\ntitle: {de: Paket, en: Pack}\n")

    def rule(
        self,
        word: str,
        severity: str = "major",
        *,
        version: int = 1,
        status: str = "active",
        also: str = "",
        more: str = "",
    ) -> None:
        """Write the rule ``test.<word>``; ``also`` is another term that it finds, ``more`` is added to its file."""
        terms = ", ".join(part for part in (word, also) if part)
        body = _RULE.format(word=word, severity=severity, version=version, status=status, terms=terms) + more
        (self._folder / "pack" / "rules" / f"{word}.yaml").write_text(body, encoding="utf-8")

    def remove(self, word: str) -> None:
        """Take a rule away."""
        (self._folder / "pack" / "rules" / f"{word}.yaml").unlink()

    def load(self) -> Policy:
        """Read the rules."""
        return load_policy([self._folder])


def a_directory(path: Path, *people: dict[str, str]) -> Path:
    """Write a directory as companies keep it: German headings, semicolons."""
    headers = (
        "Personalnummer",
        "Name",
        "E-Mail",
        "Abteilung",
        "Bereich",
        "Vorgesetzter",
        "Eintritt",
        "Austritt",
        "LinkedIn",
    )
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, headers, delimiter=";", restval="")
        writer.writeheader()
        writer.writerows(people)
    return path


def people_imported(workspace: Workspace, path: Path) -> ImportReport:
    """Import a directory and return its only report."""
    (report,) = import_people.import_directory(workspace, [path], ReadOptions(), Progress()).result
    return report


def posts_imported(workspace: Workspace, folder: Path, *texts: str, handle: str = "kim-nordlicht") -> None:
    """Import posts with these texts; the first is post p1, and importing again changes texts."""
    records = [a_post(number, text=words, author_handle=handle) for number, words in enumerate(texts, start=1)]
    imported(workspace, a_table(folder / "posts.csv", *records))


def checked(workspace: Workspace, under: Policy, *, everything: bool = False) -> CheckReport:
    """Check the posts and return the report."""
    return check_posts.check_posts(workspace, under, Progress(), everything=everything).result


def waiting(workspace: Workspace, wanted: CaseFilter) -> list[int]:
    """Return the ids of the cases that match, in the order of the queue."""
    return [int(one) for one in review_cases.case_ids(workspace, wanted)]


def everybody_agrees(workspace: Workspace, *purposes: Purpose) -> None:
    """Cover everybody by a works agreement, for these purposes or for all."""
    for purpose in purposes or tuple(Purpose):
        consent.set_basis(workspace, purpose, given=True, source="Works agreement", by="Test")
