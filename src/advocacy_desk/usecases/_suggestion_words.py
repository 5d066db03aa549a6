"""How suggestions and their reasons are put into words, in the window and in the terminal alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis.suggestions import SuggestionKind
from advocacy_desk.i18n import Text, plural, text

if TYPE_CHECKING:
    from advocacy_desk.analysis.suggestions import Clue

_KINDS = {
    SuggestionKind.HIDDEN: text("Hidden influencer"),
    SuggestionKind.CREATOR: text("Creator outside marketing"),
    SuggestionKind.UNPROMPTED: text("Writes about us unprompted"),
    SuggestionKind.HOST: text("Welcomes newcomers"),
    SuggestionKind.EXPERT: text("Listened to elsewhere"),
}


def explain_kind(kind: SuggestionKind) -> Text:
    """Return what a person is suggested as."""
    return _KINDS[kind]


def explain_clue(clue: Clue) -> Text:
    """Return one reason as words."""
    count = round(clue.count)
    if clue.key == "named_by":
        return plural("named by {count} person", "named by {count} people", count)
    if clue.key == "helped":
        return plural("helped once", "helped {count} times", count)
    if clue.key == "posts":
        return plural("{count} post", "{count} posts", count)
    if clue.key == "about":
        return plural("{count} post about us", "{count} posts about us", count)
    if clue.key == "weeks":
        return plural("in {count} week", "in {count} weeks", count)
    if clue.key == "newcomers":
        return plural("welcomed {count} newcomer", "welcomed {count} newcomers", count)
    if clue.key == "authority":
        return plural("{count} sign of authority elsewhere", "{count} signs of authority elsewhere", count)
    if clue.key == "average_posts":
        return text("others write {count} posts on average", count=round(clue.count, 1))
    return text("{count} reactions as a rule", count=clue.count)
