"""A person's data as one page that any browser shows, and as JSON inside and beside it."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advocacy_desk.domain.my_data import DataTable, MyData, Value
    from advocacy_desk.i18n import Language, Text

TITLES: Mapping[str, Text] = {
    "employee": text("You in the directory"),
    "membership": text("Your teams"),
    "account": text("Your accounts"),
    "proposed_account": text("Accounts that may be yours"),
    "match_refusal": text("Accounts that are not yours"),
    "account_before": text("Earlier values of your accounts"),
    "employee_tag": text("Your tags"),
    "consent_entry": text("What you agreed to, and what not"),
    "activation": text("What you were offered or asked for"),
    "trait_rating": text("How you were rated"),
    "authority": text("Where else you are listened to"),
    "former_handle": text("Former names of your accounts"),
    "post": text("Your posts"),
    "post_text": text("Texts of your posts"),
    "post_before": text("Earlier values of your posts"),
    "post_alias": text("Other ids of your posts"),
    "post_hashtag": text("Hashtags in your posts"),
    "post_mention": text("Mentions in your posts"),
    "post_link": text("Links in your posts"),
    "finding": text("Findings in your posts"),
    "not_evaluated": text("Rules that ran out of time on your posts"),
    "review_case": text("Review cases of your posts"),
    "decision": text("Decisions on your posts"),
    "second_opinion": text("Second opinions on your posts"),
    "import_problem": text("Records that could not be read and name you"),
    "audit_entry": text("Entries of the audit trail about you"),
    "own_act": text("What was done under your name"),
    "mention_by_others": text("Posts of others that mention you"),
}

_STYLE = """body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}
div{overflow-x:auto}table{border-collapse:collapse;font-size:.85rem}
th,td{border:1px solid #bbb;padding:.2rem .5rem;text-align:left;vertical-align:top}
td{min-width:4rem;max-width:30rem;overflow-wrap:anywhere}"""


def as_json(data: MyData, about: Mapping[str, str]) -> str:
    """Return everything as JSON: ``about`` (when, which workspace), then a list of objects for each table."""
    tables = {table.key: [dict(zip(table.columns, row, strict=True)) for row in table.rows] for table in data.tables}
    return json.dumps({**about, "tables": tables}, ensure_ascii=False, indent=2) + "\n"


def as_page(data: MyData, about: Mapping[str, str], language: Language) -> str:
    """Return everything as one HTML page that loads nothing and runs nothing; the JSON lies inside as well."""
    title = escape(language.of(text("Everything stored about you")))
    told = escape(
        language.of(
            text(
                "As of {moment} (UTC). The names of the columns are those in the data; – is unknown. "
                "Columns in which nothing is known are left out here. The same data lies in this page as JSON.",
                moment=about["made_at"],
            )
        )
    )
    inside = as_json(data, about).replace("<", "\\u003c")
    return "\n".join(
        (
            f'<!DOCTYPE html><html lang="{language.code}"><head><meta charset="utf-8"><title>{title}</title>',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<style>{_STYLE}</style></head><body><h1>{title}</h1><p>{told}</p>",
            *(_section(table, language) for table in data.tables),
            f'<script type="application/json" id="data">{inside}</script></body></html>\n',
        )
    )


def _section(table: DataTable, language: Language) -> str:
    known = TITLES.get(table.key)
    heading = f"<h2>{escape(table.key if known is None else language.of(known))}</h2>"
    if not table.rows:
        return f"{heading}<p>{escape(language.of(text('Nothing is stored.')))}</p>"
    shown = [place for place in range(len(table.columns)) if any(row[place] is not None for row in table.rows)]
    head = "".join(f"<th>{escape(table.columns[place])}</th>" for place in shown)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(_cell(row[place]))}</td>' for place in shown)}</tr>" for row in table.rows
    )
    return f"{heading}<div><table><tr>{head}</tr>{body}</table></div>"


def _cell(value: Value) -> str:
    if value is None:
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
