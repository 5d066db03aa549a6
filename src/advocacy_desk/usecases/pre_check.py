"""Look at a draft before anything is posted: one text, or the posts of a campaign together. Nothing is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from advocacy_desk.domain.findings import ExplainedFinding, Span
from advocacy_desk.i18n import text
from advocacy_desk.intake import languages
from advocacy_desk.policy import Subject
from advocacy_desk.usecases import list_rules

if TYPE_CHECKING:
    from datetime import date

    from advocacy_desk.policy import Policy
    from advocacy_desk.progress import Progress

_LINE_BETWEEN = re.compile(r"^[ \t]*-{3,}[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody is about to post; a line of three or more hyphens stands between posts.

    ``language`` is recognised where it is None, and stays unknown in a short text. ``author`` says what rules may ask:
    attribute -> value.
    """

    words: str
    posted: date
    network: str | None = None
    language: str | None = None
    author: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftPost:
    """One post of a draft and where it begins in it, in code points."""

    start: int
    words: str


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """What a rule says about one post (counted from 1); ``spans`` count in the whole draft."""

    post: int
    explained: ExplainedFinding
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PreCheck:
    """What the rules say about a draft; ``not_evaluated`` counts pairs of post and rule that ran out of time."""

    posts: int
    findings: tuple[DraftFinding, ...]
    not_evaluated: int


def posts_of(words: str) -> tuple[DraftPost, ...]:
    """Return the posts of a draft without the space around them; what is blank is none."""
    edges = [(found.start(), found.end()) for found in _LINE_BETWEEN.finditer(words)]
    starts = [0, *(end for _start, end in edges)]
    ends = [*(start for start, _end in edges), len(words)]
    pieces = ((start, words[start:end]) for start, end in zip(starts, ends, strict=True))
    return tuple(
        DraftPost(start + len(piece) - len(piece.lstrip()), piece.strip()) for start, piece in pieces if piece.strip()
    )


def pre_check(under: Policy, draft: Draft, progress: Progress) -> PreCheck:
    """Return what the active rules say about a draft, post by post, most severe first; shadow rules stay unseen.

    Raises Cancelled.
    """
    posts = posts_of(draft.words)
    spoken = languages.recognise([post.words for post in posts]) if draft.language is None else []
    progress.at(text("Trying texts"), 0, len(posts))
    subjects = [
        Subject(
            text=post.words,
            language=draft.language or spoken[place],
            network=draft.network,
            posted=draft.posted,
            author=draft.author,
        )
        for place, post in enumerate(posts)
    ]
    tried, active = list_rules.try_texts(under, subjects), list_rules.active_rules(under)
    findings = [
        DraftFinding(number, one, _moved(one.finding.spans, post.start))
        for number, (post, said) in enumerate(zip(posts, tried, strict=True), start=1)
        for one in said.findings
        if one.finding.rule_id in active
    ]
    open_questions = sum(one.rule_id in active for said in tried for one in said.not_evaluated)
    return PreCheck(len(posts), tuple(findings), open_questions)


def _moved(spans: tuple[Span, ...], by: int) -> tuple[Span, ...]:
    return tuple(Span(span.start + by, span.end + by, span.label) for span in spans)
