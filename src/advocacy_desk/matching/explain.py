"""Says a reason for a match in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.i18n import Text, text

if TYPE_CHECKING:
    from advocacy_desk.domain.people import Reason

_WORDS = {
    "account": text("The directory names this account"),
    "email": text("Same e-mail address"),
    "name": text("Same name: “{detail}”"),
    "name_order": text("Same name in another order: “{detail}”"),
    "name_part": text("Same given name and part of the last name: “{detail}”"),
    "name_nickname": text("Short form of the given name, and the last name: “{detail}”"),
    "name_initial": text("Initial and last name fit: “{detail}”"),
    "name_similar": text("Similar name: “{detail}”"),
    "same_handle": text("Has the same handle on another network: {detail}"),
    "email_handle": text("The handle reads like the e-mail address: {detail}"),
    "handle_name": text("The handle spells the name: {detail}"),
    "handle_initial": text("The handle is an initial and the last name: {detail}"),
    "namesake": text("{detail} other people fit just as well, please decide yourself"),
    "person": text("Decided by hand"),
}


def explain_reason(reason: Reason) -> Text:
    """Return the sentence that a person reads for a reason; unknown clues of later versions show their detail."""
    template = _WORDS.get(reason.clue, text("{detail}"))
    return Text(template.message, {"detail": reason.detail})
