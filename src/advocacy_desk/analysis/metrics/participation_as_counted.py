"""Participation as other products count it, on the same data: their numerators and denominators differ."""

from __future__ import annotations

import pandas as pd

from advocacy_desk.analysis._contract import BASES, HEARD, Definition, Facts, Metric
from advocacy_desk.analysis._frames import FIGURES, ratio, result, with_headcount
from advocacy_desk.analysis._intervals import wilson
from advocacy_desk.analysis._wording import LAST_DAY, PERSON_ONCE
from advocacy_desk.domain.products import products
from advocacy_desk.i18n import text


def compute(facts: Facts) -> pd.DataFrame:
    """Return one row a step and product; NaN where the product counts what no export carries."""
    people = with_headcount(facts)
    if facts.bases is not None:
        people = people.merge(facts.bases, on="period", how="left")
    unknown = pd.Series(float("nan"), index=people.index)
    heard = people[HEARD].where(people["engagements_posts"] > 0)
    parts = {"posted": people["participants"], "engaged": heard}
    wholes = {"employed": people["headcount"], "current": people.get("current"), "enrolled": people.get("enrolled")}
    frames = []
    for product in products().values():
        part = parts.get(product.numerator, unknown).astype("float64")
        found = wholes.get(product.denominator)
        whole = (unknown if found is None else found).astype("float64").where(part.notna())
        # Somebody may have left since: today's employees can be fewer than those who posted then.
        low, high = wilson(part.where(part <= whole), whole.where(part <= whole))
        counted = result(people, value=ratio(part, whole), low=low, high=high, n=whole)
        frames.append(counted.assign(group=product.key))
    return pd.concat(frames).sort_values("period", kind="stable").reset_index(drop=True)[["period", "group", *FIGURES]]


METRIC = Metric(
    key="participation_as_counted",
    version=1,
    title=text("Participation as others count it"),
    unit="share",
    groups=("all",),
    definition=Definition(
        numerator=text("Employees who posted, or whose posts drew an answer, as the product defines it"),
        denominator=text(
            "Those employed that day, employed today, or with a matched account, as the product defines it"
        ),
        window=LAST_DAY,
        deduplication=PERSON_ONCE,
        source_fields=("account", "day", "membership"),
        caveat=text(
            "Logins, views and invitations are in no export: products that count them are unknown here. "
            "Who has a matched account stands for who is enrolled."
        ),
        reference="Published help pages, quoted with each product in resources/definitions/products.toml.",
    ),
    compute=compute,
    needs=(HEARD, BASES),
    for_managers=False,
)
