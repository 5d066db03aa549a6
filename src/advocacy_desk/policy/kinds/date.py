"""``date``: the day of the post; a post without a date never fits."""

from __future__ import annotations

from advocacy_desk.i18n import text
from advocacy_desk.policy._contract import Condition, Library, RuleKind
from advocacy_desk.policy.conditions import Fact
from advocacy_desk.policy.lexicons import Period
from advocacy_desk.policy.nodes import Node
from advocacy_desk.policy.reading import Reading

_WEEKDAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}


def _read(node: Node, library: Library) -> Condition:
    found = node.fields(OPTIONS)
    if not found:
        raise node.problem(text("Please give “from”, “until”, “calendar” or “weekday”."))
    window = Period(
        found["from"].day() if "from" in found else None,
        found["until"].day() if "until" in found else None,
    )
    calendar = library.calendar(found["calendar"]) if "calendar" in found else None
    weekdays = frozenset(item.choice(_WEEKDAYS) for item in found["weekday"].items()) if "weekday" in found else None

    def holds(reading: Reading) -> bool:
        day = reading.subject.posted
        if day is None or not window.holds(day):
            return False
        if calendar is not None and not any(period.holds(day) for period in calendar):
            return False
        return weekdays is None or day.weekday() in weekdays

    return Fact(holds)


OPTIONS = {
    "from": "the first day",
    "until": "the first day after it",
    "calendar": "the name of a calendar in calendars/",
    "weekday": "a list of mon, tue, wed, thu, fri, sat, sun",
}

KIND = RuleKind(key="date", options=OPTIONS, example="date: {from: 2026-09-27, weekday: [sat, sun]}", read=_read)
