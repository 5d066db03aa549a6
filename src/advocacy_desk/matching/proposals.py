"""Proposes an employee for every author, with reasons, largest first.

The shape is that of beets' ``autotag/distance.py``: named clues with weights that add up and read back as reasons.
Clues of one family (the name, the handle) do not add up among themselves; clues of different families do, as
independent evidence: 1 - (1 - a)(1 - b). Only an account or an e-mail that the directory names is certain.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from advocacy_desk.domain.people import Match, Reason, Strength
from advocacy_desk.matching.names import Spelling, fold, handle_letters, handles_that_spell, spellings
from advocacy_desk.matching.nicknames import formal_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_RUNNERS_UP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorClues:
    """What is known about the author behind an account; ``refused`` are employees who somebody said it is not."""

    account_id: int
    network: str
    handle: str
    name: str | None = None
    email: str | None = None
    refused: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployeeClues:
    """What the directory knows about an employee; ``accounts`` are (network, handle) that are known to be theirs."""

    employee_id: int
    name: str
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    accounts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Points of 100 for each clue, and the scores from which a match counts as certain, likely or weak."""

    account: float = 100.0
    email: float = 98.0
    name: float = 80.0
    name_order: float = 78.0
    name_part: float = 60.0
    name_nickname: float = 58.0
    name_initial: float = 45.0
    name_similar: float = 55.0  # at full similarity; times the similarity
    same_handle: float = 75.0
    email_handle: float = 72.0
    handle_name: float = 72.0
    handle_initial: float = 45.0
    certain: float = 95.0
    likely: float = 70.0
    weak: float = 40.0
    similar_from: float = 85.0  # rapidfuzz ratio, 0..100


# Clues of one family say the same thing in different ways: only the strongest counts.
_FAMILY = {
    "account": "account",
    "email": "email",
    "name": "name",
    "name_order": "name",
    "name_part": "name",
    "name_nickname": "name",
    "name_initial": "name",
    "name_similar": "name",
    "same_handle": "handle",
    "email_handle": "handle",
    "handle_name": "handle",
    "handle_initial": "handle",
}
_NO_HANDLE = re.compile(r"[\s@,]")
_PROOF = frozenset({"account", "email"})
_Key = tuple[str, str]


class _Directory:
    """The employees by every key under which an author can name them."""

    def __init__(self, directory: Sequence[EmployeeClues]) -> None:
        self._employees: dict[_Key, list[int]] = defaultdict(list)
        self.named: dict[str, list[int]] = defaultdict(list)  # by the words of a name in any order
        self.near: dict[str, set[str]] = defaultdict(set)  # such names by their block, and by each of their words
        self.shown: dict[int, str] = {}
        for employee in directory:
            self.shown[employee.employee_id] = employee.name
            for key in set(_employee_keys(employee)):
                self._employees[key].append(employee.employee_id)
            for spelling in spellings(employee.name, employee.last_name):
                self.named[spelling.any_order].append(employee.employee_id)
                for near in (spelling.block, *spelling.any_order.split(" ")):
                    self.near[near].add(spelling.any_order)

    def find(self, clue: str, key: str) -> list[int]:
        """Return the employees with a key under a clue; a short form may stand on either side."""
        found = self._employees.get((clue, key), [])
        return found + self._employees.get(("name_part", key), []) if clue == "name_nickname" else found


def _employee_keys(employee: EmployeeClues) -> Iterable[_Key]:
    for network, handle in employee.accounts:
        yield "account", f"{network}\n{fold(handle)}"
        yield "same_handle", fold(handle)
    if employee.email:
        yield "email", fold(employee.email)
        for letters in handle_letters(employee.email.partition("@")[0]):
            yield "email_handle", letters
    for spelling in spellings(employee.name, employee.last_name):
        yield from _name_keys(spelling)
        whole, short = handles_that_spell(spelling)
        yield from (("name_nickname", key) for key in _formal_keys(spelling))
        yield from (("handle_name", key) for key in whole)
        yield from (("handle_initial", key) for key in short)


def _name_keys(spelling: Spelling) -> Iterable[_Key]:
    yield "name", spelling.full
    yield "name_order", spelling.any_order
    yield from (("name_part", key) for key in spelling.parts)
    yield from (("name_initial", key) for key in spelling.initials)


def _formal_keys(spelling: Spelling) -> Iterable[str]:
    """Give the formal names that a given name may be short for, each with the parts of the last name."""
    if spelling.parts and (formal := formal_names(spelling.parts[0].partition(" ")[0])):
        for part in spelling.parts:
            yield from (f"{name} {part.partition(' ')[2]}" for name in formal)


def _author_keys(author: AuthorClues) -> Iterable[tuple[str, str, str]]:
    """Yield (clue, key, what the author shows) for everything that an author can be found by."""
    handle = fold(author.handle)
    yield "account", f"{author.network}\n{handle}", author.handle
    if author.email:
        yield "email", fold(author.email), author.email
    # Where an export knows no handle, a name or an e-mail stands in its place: no evidence of its own.
    if not _NO_HANDLE.search(author.handle):
        yield "same_handle", handle, author.handle
        for letters in handle_letters(author.handle):
            for clue in ("email_handle", "handle_name", "handle_initial"):
                yield clue, letters, author.handle
    for spelling in spellings(author.name or ""):
        for clue, key in _name_keys(spelling):
            # "A. Müller" may be Anna; "Anna Müller" is no Achim.
            if clue != "name_initial" or len(spelling.words[0]) == 1:
                yield clue, key, author.name or ""
        for key in (*spelling.parts, *_formal_keys(spelling)):
            yield "name_nickname", key, author.name or ""


def match(
    authors: Sequence[AuthorClues], directory: Sequence[EmployeeClues], weights: Weights | None = None
) -> tuple[Match, ...]:
    """Return one proposal an author, in the order of the authors; without any clue its strength is ``none``.

    A name that several employees share gives at most a weak match, whatever else only repeats the name.
    The result does not depend on the order of the directory: equal scores go to the smaller employee id.
    """
    known = _Directory(directory)
    scale = weights or Weights()
    return tuple(_best(author, known, scale) for author in authors)


def _best(author: AuthorClues, known: _Directory, weights: Weights) -> Match:
    found: dict[int, dict[str, Reason]] = defaultdict(dict)
    for clue, key, shown in _author_keys(author):
        for employee in known.find(clue, key):
            _keep_largest(found[employee], Reason(clue=clue, detail=shown, points=getattr(weights, clue)))
    if author.name and not any("name" in families for families in found.values()):
        for employee, similarity in _similar(author.name, known, weights):
            points = round(weights.name_similar * similarity / 100, 1)
            _keep_largest(found[employee], Reason(clue="name_similar", detail=known.shown[employee], points=points))
    for employee in author.refused:
        found.pop(employee, None)
    scores = {employee: _score(families.values()) for employee, families in found.items()}
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    ranked = [pair for pair in ranked if pair[1] >= weights.weak]
    if not ranked:
        return Match(account_id=author.account_id, employee_id=None, strength=Strength.NONE, score=0.0, reasons=())
    return _judged(author, ranked, found, weights)


def _keep_largest(families: dict[str, Reason], reason: Reason) -> None:
    family = _FAMILY[reason.clue]
    if family not in families or families[family].points < reason.points:
        families[family] = reason


def _similar(name: str, known: _Directory, weights: Weights) -> Iterable[tuple[int, float]]:
    """Compare letters among names with the same first letters, then among those that share a whole word.

    The second finds ``Susanne eBrghauer``, whose first letters are wrong.
    """
    for spelling in spellings(name):
        if len(spelling.words) < 2:
            continue
        for near in (spelling.block, *spelling.any_order.split(" ")):
            found = _alike(spelling.any_order, known, near, weights.similar_from)
            if found:
                yield from found
                break


def _alike(name: str, known: _Directory, near: str, least: float) -> list[tuple[int, float]]:
    names = sorted(known.near.get(near, ()))
    shown = process.extract(name, names, scorer=fuzz.ratio, score_cutoff=least, limit=MOST_RUNNERS_UP + 1)
    return [(employee, similarity) for other, similarity, _ in shown for employee in sorted(set(known.named[other]))]


def _score(reasons: Iterable[Reason]) -> float:
    doubt = 1.0
    for reason in sorted(reasons, key=lambda reason: reason.points):
        doubt *= 1 - reason.points / 100
    return round(100 * (1 - doubt), 1)


def _judged(
    author: AuthorClues, ranked: list[tuple[int, float]], found: dict[int, dict[str, Reason]], weights: Weights
) -> Match:
    best, score = ranked[0]
    reasons = sorted(found[best].values(), key=lambda reason: -reason.points)
    rivals = [employee for employee, points in ranked[1:] if _no_worse(found[employee], found[best], points, score)]
    if _PROOF.intersection(reason.clue for reason in reasons):
        rivals = [employee for employee in rivals if _PROOF.intersection(found[employee])]
        ceiling = 100.0
    else:
        ceiling = weights.certain - 1
    if rivals:
        ceiling = min(ceiling, weights.likely - 1)
        reasons.append(Reason(clue="namesake", detail=str(len(rivals)), points=round(min(0.0, ceiling - score), 1)))
    score = min(score, ceiling)
    return Match(
        account_id=author.account_id,
        employee_id=best,
        strength=_strength(score, weights),
        score=score,
        reasons=tuple(reasons),
        others=tuple(ranked[1 : MOST_RUNNERS_UP + 1]),
    )


def _no_worse(rival: dict[str, Reason], best: dict[str, Reason], points: float, score: float) -> bool:
    """Whether another employee fits the name as well, so that the name decides nothing between them."""
    if points >= score:
        return True
    same_name = "name" in rival and "name" in best and rival["name"].points >= best["name"].points
    handle_repeats_name = best.get("handle") is None or best["handle"].clue in {"handle_name", "handle_initial"}
    return same_name and handle_repeats_name


def _strength(score: float, weights: Weights) -> Strength:
    if score >= weights.certain:
        return Strength.CERTAIN
    if score >= weights.likely:
        return Strength.LIKELY
    return Strength.WEAK if score >= weights.weak else Strength.NONE
