"""Sentences that several definitions share."""

from __future__ import annotations

from advocacy_desk.i18n import text

ONCE = text("A post counts once: same network and same post number. A newer import replaces its figures.")
PERSON_ONCE = text("A person counts once in a step, however many posts, accounts or networks.")
DAYS_OF_STEP = text("Posts published on the days of the step (time zone Europe/Berlin).")
LAST_DAY = text("Posts published in the step; employees as of its last day (time zone Europe/Berlin).")
WITH_FIGURE = text("Posts published in the step whose source carries the figure, as last imported.")
EMPLOYED = text(
    "Counts people whose account is matched and who were employed on the day of the post. "
    "Unmatched accounts can hide more."
)
PARTLY_KNOWN = text(
    "Only posts whose source carries the figure are counted. Where none does, the value is unknown, which is not zero."
)
EVERY_POST = text("Every imported post, except those of accounts that were marked as not an employee's.")
