"""Three hundred made-up rules and any number of made-up posts, the same on every machine, for the speed of the engine.

210 lists of words with about 7 000 terms (whole words, beginnings, phrases) and 90 patterns of the sorts that companies
write: distances between words, figures, claims, secrets, codes, links, capitals, hashtags. Half of the posts are short
(about 100 characters), half long (about 390); half are German. About every third breaks a rule.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.posts_file import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LEXICONS, TERMS_IN_EACH = 210, 33
_SEED = 4
_COMMON, _RARE = 6_000, 90_000  # ranks of the words of which terms are made: none is as common as "und"

_SENTENCES = (
    "Heute war ein guter Tag im Büro, und morgen geht es mit dem {w} weiter.",
    "Wir haben mit dem ganzen Team über {w} gesprochen und viel gelernt.",
    "Danke an alle, die bei {w} dabei waren, es hat großen Spaß gemacht!",
    "In {n} Tagen ist es soweit: unser Stand auf der Messe wartet auf euch.",
    "Ich freue mich, dass die neue {w} jetzt auch bei uns in der Straße zu sehen ist.",
    "Unser Umsatz mit {w} hängt nicht nur von der Werbung ab, sondern von den Menschen.",
    "Ein Rückblick auf das Jahr, in dem nichts so war wie vorher.",
    "Wie macht ihr das mit {w}? Schreibt es gern in die Kommentare.",
    "Great to see so many people at our {w} meetup in the city yesterday.",
    "We are proud of the team that made {w} happen within {n} weeks.",
    "Thanks for having me, it was the best day of the week.",
    "If you ask me, {w} is no rocket science, but it needs time and care.",
    "Looking forward to the next conference, see you in hall {n}.",
    "My new colleague from {w} told me why she likes to work here.",
    "There is no better way to start a Monday than with coffee and {w}.",
    "Reading about {w} on the train; what do you think about it?",
)  # fmt: skip
_TELLING = (  # what the patterns find
    "Unser Umsatz ist im letzten Quartal um {n} % gewachsen.",
    "We expect revenue of {n} million by the end of the year.",
    "Mit dem Code SAVE{n} gibt es {n} % Rabatt!",
    "Mein Passwort: hunter{n}!x und fertig.",
    "Wir sind die Nr. 1 in Europa, garantiert mit der besten Rendite.",
    "Guaranteed returns of {n}% with zero risk for everybody.",
    "Ruf mich an: 0171 23456{n}",
    "Schreib an max.muster{n}@nordlicht.example",
    "DAS IST JETZT WIRKLICH WICHTIG FÜR ALLE",
    "Our client Globex will cancel the project, Globex products are bad.",
    "https://bit.ly/x{n}y und https://intranet.nordlicht.example/wiki/{n}",
    "#eins #zwei #drei #vier #fuenf #sechs #sieben #acht #neun",
    "Die Kollegin ist seit Mai wegen Burnout krankgeschrieben.",
)
_TELLING_SHARE = 0.12
_EMOJI = ("🚀", "💙", "🙌", "👏", "✨")

_SIDES = (
    ("umsatz|gewinn|ergebnis|marge", "wachsen|gewachsen|steigt|gestiegen"), ("revenue|profit|earnings", "grow|grew|up"),
    ("garantiert|sicher|zugesichert", "rendite|zinsen|ertrag"), ("guaranteed?|promised?", "returns?|yields?|profits?"),
    ("kunde|kundin|mandant", "kündigt|verliert|verlässt"), ("client|customer", "cancel|cancels|leaves"),
    ("globex|initech", "schrott|mist|schlecht"), ("globex|initech", "bad|worse|awful|junk"),
    ("kollegin|kollege", "krank|krankgeschrieben|burnout"), ("colleague|coworker", "sick|pregnant|burnout"),
    ("übernahme|fusion|verkauf", "werk|standort|tochter"), ("merger|acquisition", "plant|site|subsidiary"),
    ("heilt|lindert|hilft gegen", "krebs|schmerz|angst"), ("cures?|heals?|treats?", "cancer|pain|anxiety"),
    ("klage|prozess|anwalt", "firma|konzern|nordlicht"), ("lawsuit|litigation", "company|nordlicht|group"),
    ("klimaneutral|umweltfreundlich", "produkt|verpackung|cloud"), ("carbon neutral|eco friendly", "product|packaging"),
    ("entlassung|stellenabbau", "werk|standort|abteilung"), ("layoffs?|redundanc(?:y|ies)", "plant|site|department"),
)  # fmt: skip
_UNITS = ("%", "prozent", "percent", "mio", "mrd", "million", "billion", "euro", "€", "usd", r"\$", "tonnen", "grad")
_PREFIXES = ("ghp_", "AKIA", "glpat-", "xox[bp]-", "sk_live_", "AIza", "eyJ")
_KEYWORDS = ("passwort", "password", "kennwort", "api[ _-]?key", "token", "zugang")
_CODES = ("code", "rabattcode", "gutschein", "voucher", "coupon", "promo")
_HOSTS = (
    r"bit\.ly",
    r"tinyurl\.com",
    r"intranet\.[\w.-]+",
    r"sharepoint\.com",
    r"jira\.[\w.-]+",
    r"drive\.google\.com",
)
_OTHERS = (
    r"(?:no\.?|nr\.?|nummer) ?1 (?:in|der|of)\b", r"\b(?:best|beste[nrs]?|leading|führende[nrs]?) (?:in|of|der)\b",
    r"[\w.+-]+@[\w.-]+\.[a-z]{2,}", r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}\b", r"\+?\d[\d /-]{7,}\d",
    r"(?:#\w+\s+){8}", r"!{3,}", r"\b(?:kostenlos|gratis|free)\b[^.!?]{0,40}\b(?:heute|today|jetzt|now)\b",
    r"\bprojekt [a-z]{4,12}\b[^.!?]{0,30}\bstart", r"\bproject [a-z]{4,12}\b[^.!?]{0,30}\blaunch",
)  # fmt: skip
_CAPITALS = (r"\b[A-ZÄÖÜ]{3,}(?:\s+[A-ZÄÖÜ]{2,20}){4}\b", r"\b(?:URGENT|WICHTIG|ACHTUNG)\b")


@dataclass(frozen=True, slots=True)
class MadeRule:
    """A rule as plain data: terms (``word``, ``word*``, phrases), one pattern, or one kind of personal data."""

    key: str
    terms: tuple[str, ...] = ()
    pattern: str = ""
    exact: bool = False
    entity: str = ""


@cache
def rules() -> tuple[MadeRule, ...]:
    """Return the 300 rules."""
    made = (*_lexicons(), *_patterns())
    if len(made) != LEXICONS + 90:
        raise RuntimeError(f"{len(made)} rules")
    return made


def _lexicons() -> Iterable[MadeRule]:
    random = np.random.default_rng(_SEED)
    words = vocabulary()
    for number in range(LEXICONS):
        picks = [words[rank] for rank in random.integers(_COMMON, _RARE, TERMS_IN_EACH * 2).tolist()]
        terms = [
            f"{first}*"
            if kind < 0.2 and len(first) > 5
            else f"{first} {second}"
            if kind < 0.45 or len(first) < 4
            else first
            for first, second, kind in zip(picks[::2], picks[1::2], random.random(TERMS_IN_EACH).tolist(), strict=True)
        ]
        yield MadeRule(f"words.list-{number:03}", terms=tuple(dict.fromkeys(terms)))


def _patterns() -> Iterable[MadeRule]:
    patterns = [rf"\b(?:{a})\W+(?:\w+\W+){{0,{d}}}(?:{b})\b" for a, b in _SIDES for d in (3, 8)]
    patterns += [rf"\d+(?:[.,]\d+)? ?{unit}" for unit in _UNITS]
    patterns += [rf"{prefix}[A-Za-z0-9_-]{{16,}}" for prefix in _PREFIXES]
    patterns += [rf"\b{word}\s*[:=]\s*\S{{6,40}}" for word in _KEYWORDS]
    patterns += [rf"\b{word} [A-Z]+\d+\b" for word in _CODES]
    patterns += [rf"https?://{host}/\S+" for host in _HOSTS]
    patterns += _OTHERS
    for number, pattern in enumerate(patterns):
        yield MadeRule(f"pattern.fold-{number:03}", pattern=pattern)
    for number, pattern in enumerate(_CAPITALS):
        yield MadeRule(f"pattern.exact-{number:03}", pattern=pattern, exact=True)


def texts(posts: int, seed: int = 1) -> list[str]:
    """Return so many different texts."""
    random = np.random.default_rng(seed)
    words = vocabulary()
    shares = 1 / (np.arange(len(words)) + 2.7)
    german = [words[rank] for rank in random.choice(len(words), 400_000, p=shares / shares.sum()).tolist()]
    stocks = (german, [word for word in german if word.isascii()])
    made: dict[str, None] = {}
    while len(made) < posts:
        made.update(dict.fromkeys(_text(random, stocks) for _ in range(min(20_000, posts - len(made)))))
    return list(made)


def _text(random: np.random.Generator, stocks: tuple[list[str], list[str]]) -> str:
    dice = random.random(5).tolist()
    wanted = 20 + 90 * dice[0] if dice[1] < 0.5 else 180 + 320 * dice[0]
    stock, first = (stocks[0], 0) if dice[2] < 0.5 else (stocks[1], 8)  # German or English
    parts, length = [], 0
    picks = iter(random.integers(0, len(stock) - 12, 40).tolist())
    while length < wanted:
        place = next(picks)
        if place % 5 < 2:
            part = _SENTENCES[first + place % 8].format(w=stock[place].capitalize(), n=place % 97)
        else:
            part = " ".join(stock[place : place + 5 + place % 7]).capitalize() + "."
        parts.append(part)
        length += len(part) + 1
    if dice[3] < _TELLING_SHARE:
        place = next(picks)
        parts.insert(place % len(parts), _TELLING[place % len(_TELLING)].format(n=10 + place % 89))
    tail = f" #{stock[next(picks)]} #{stock[next(picks)]}" if dice[4] < 0.4 else _EMOJI[int(dice[4] * 5)]
    return " ".join(parts) + (tail if dice[4] < 0.6 else "")


def write_pack(folder: Path, chosen: Iterable[MadeRule]) -> None:
    """Write the rules as a pack that ``load_policy`` reads."""
    (folder / "rules").mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text("schema: 1\nversion: 1.0.0\ntitle: {de: Tempo, en: Speed}\n", encoding="utf-8")
    for rule in chosen:
        (folder / "rules" / f"{rule.key}.yaml").write_text(_yaml(rule), encoding="utf-8")


def _yaml(rule: MadeRule) -> str:
    """Return the rule's file; JSON is YAML."""
    both = {"de": "Gemessen", "en": "Measured"}
    pattern = {"pattern": rule.pattern} | ({"case": "exact"} if rule.exact else {})
    when = {"entity": {"type": rule.entity}} if rule.entity else {"regex": pattern}
    content = {
        "schema": 1, "id": rule.key, "version": 1, "status": "active", "category": "style", "severity": "info",
        "action": "note", "title": both, "message": both, "rationale": both, "suggest": both,
        "when": {"terms": list(rule.terms)} if rule.terms else when,
        "tests": {"match": [{"text": "x"}], "no_match": [{"text": "x"}]},
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False)
