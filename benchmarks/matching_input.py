"""Authors and employees whose matches are known: typing errors, marriages, swaps, namesakes, nicknames, strangers.

Everything is drawn from lists of names with a seed. Most of the nicknames here also stand in the matching's own table,
which was written at the same time: what they add to the recall flatters it. Former handles and employers do not occur.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from advocacy_desk.matching import AuthorClues, EmployeeClues

_GIVEN = """
Anna Anja Andreas Alexander Ayşe Ali Barbara Birgit Benjamin Björn Christian Christine Claudia Daniel Dirk
Elisabeth Emre Eva Fatma Felix Florian Franziska Friederike Georg Gülşen Günther Hanna Hans Heike Helga Igor
Ines Ivana Jakob Jan Jana Johannes Jürgen Jörg Karin Katharina Klaus Konstantin Lars Lea Leonie Łukasz
Magdalena Manuela Margarete Maria Markus Martin Matthias Mehmet Michael Mohammed Monika Nadine Nicole Nikolas
Olaf Oleksandr Paul Peter Petra Philipp Rainer Rebecca Renate Robert Sabine Sandra Sebastian Silke Simone
Søren Stefan Stephanie Susanne Sven Tanja Theresa Thomas Thorsten Tim Ulrike Ursula Uwe Valentina Viktor
Volker Walter Wolfgang Yasemin Yusuf Zoë Zbigniew
"""
_START = """
Alt Bach Berg Birk Blum Brand Buch Dorn Eber Eich Erl Fal Feld Fisch Förs Frei Gold Grün Hart Haus Heide Herr
Hoch Holz Hörn Kais Kalt Kirch Klein König Kraft Krä Küh Lang Lieb Lind Löw Mai Mark Mei Mohr Mühl Neu Nord
Ober Ost Pfeif Quast Reich Rein Ros Roth Sand Schäf Schmid Schön Schu Schwarz Seid Stein Stern Strauß Süd Tann
Thal Traut Uhl Vogt Wag Wald Web Weiß Wiese Wind Wolf Zeh Zim
"""
_END = """
ner er mann stein berger hofer huber bach feld haus meyer maier mayer loh brink kamp beck ke ler ling ert ig
el ow ski kopf wald rath winkel horst hauer hardt macher schmidt bauer dorf
"""
_OTHER = """
Yıldırım Öztürk Kowalczyk Wiśniewski Nguyen Al-Hariri El-Masri García López Dubois Lefèvre Sørensen Kjær
Oleksenko Shevchenko Popović Jovanović Håkansson Ó'Brien O'Neill
"""
_PARTICLES = ("von", "von der", "van", "de", "zu")
_NICKNAMES = {
    "Alexander": "Alex", "Benjamin": "Ben", "Christine": "Tine", "Daniel": "Dani", "Elisabeth": "Lisa",
    "Franziska": "Franzi", "Friederike": "Rike", "Johannes": "Hannes", "Katharina": "Kathi", "Konstantin":
    "Kosta", "Magdalena": "Magda", "Margarete": "Grete", "Matthias": "Matze", "Michael": "Micha", "Nikolas":
    "Niko", "Philipp": "Phil", "Rebecca": "Becky", "Robert": "Rob", "Sebastian": "Basti", "Stefan": "Steff",
    "Stephanie": "Steffi", "Susanne": "Susi", "Theresa": "Resi", "Thomas": "Tom", "Thorsten": "Totti", "Ulrike":
    "Uli", "Valentina": "Vale", "Wolfgang": "Wolf",
}  # fmt: skip
_LATIN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ş": "s", "ı": "i", "ł": "l", "ś": "s", "ø": "o", "å": "a", "æ": "ae",
     "ć": "c", "è": "e", "í": "i", "ó": "o", "ğ": "g", "ë": "e", "Ö": "Oe", "Ü": "Ue", "Ä": "Ae", "Ł": "L", "Ó": "O"}
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """An author, who it really is (None: nobody here), and what makes it hard."""

    author: AuthorClues
    employee: int | None
    trouble: str


def generate(count: int = 5_000, seed: int = 5) -> tuple[list[EmployeeClues], list[Case]]:
    """Return so many employees, and as many authors, a tenth of whom are strangers."""
    rng = random.Random(seed)
    employees = [_employee(number, rng) for number in range(1, count + 1)]
    employees = _with_namesakes(employees, rng)
    chosen = rng.sample(employees, count * 9 // 10)
    cases = [_case(number, one, rng) for number, one in enumerate(chosen)]
    cases += [_stranger(len(cases) + number, rng) for number in range(count - len(cases))]
    rng.shuffle(cases)
    return employees, cases


def _last(rng: random.Random) -> str:
    plain = rng.choice(_OTHER.split()) if rng.random() < 0.1 else rng.choice(_START.split()) + rng.choice(_END.split())
    if rng.random() < 0.05:
        return f"{plain}-{rng.choice(_START.split())}{rng.choice(_END.split())}"
    return f"{rng.choice(_PARTICLES)} {plain}" if rng.random() < 0.04 else plain


def _employee(number: int, rng: random.Random) -> EmployeeClues:
    first = rng.choice(_GIVEN.split())
    if rng.random() < 0.1:
        first += rng.choice((" ", "-")) + rng.choice(_GIVEN.split())
    last = _last(rng)
    title = rng.choice(("Dr. ", "Prof. Dr. ", "Dipl.-Ing. ")) if rng.random() < 0.05 else ""
    local = f"{first.split()[0]}.{last.split()[-1]}".lower().translate(_LATIN).replace("'", "")
    return EmployeeClues(
        employee_id=number,
        name=f"{title}{first} {last}",
        first_name=first,
        last_name=last,
        email=f"{local}{number if rng.random() < 0.3 else ''}@werke.example",
        accounts=(("linkedin", f"{local.replace('.', '-')}-{number}"),) if rng.random() < 0.4 else (),
    )


def _with_namesakes(employees: list[EmployeeClues], rng: random.Random) -> list[EmployeeClues]:
    """Give one person in fifty the name of another."""
    made = list(employees)
    for place in rng.sample(range(len(made)), len(made) // 50):
        other = rng.choice(employees)
        made[place] = replace(
            made[place], name=other.name, first_name=other.first_name, last_name=other.last_name, accounts=()
        )
    return made


def _case(number: int, one: EmployeeClues, rng: random.Random) -> Case:
    trouble = rng.choices([*_TROUBLES], [weight for weight, _ in _TROUBLES.values()])[0]
    author = AuthorClues(account_id=number, network="x", handle=f"user{rng.randrange(10**9)}", name=_plain(one))
    return Case(_TROUBLES[trouble][1](author, one, rng), one.employee_id, trouble)


def _stranger(number: int, rng: random.Random) -> Case:
    name = f"{rng.choice(_GIVEN.split())} {rng.choice(_START.split())}{rng.choice(_END.split())}s"
    handle = name.lower().translate(_LATIN).replace(" ", rng.choice(("", "_", "."))) + str(rng.randrange(100))
    return Case(AuthorClues(account_id=number, network="x", handle=handle, name=name), None, "stranger")


def _plain(one: EmployeeClues) -> str:
    return f"{one.first_name} {one.last_name}"


_Change = Callable[[AuthorClues, EmployeeClues, random.Random], AuthorClues]


def _account(author: AuthorClues, one: EmployeeClues, rng: random.Random) -> AuthorClues:
    if not one.accounts:
        return _email(author, one, rng)
    network, handle = one.accounts[0]
    return replace(author, network=network, handle=handle, name=rng.choice((author.name, None)))


def _email(author: AuthorClues, one: EmployeeClues, _rng: random.Random) -> AuthorClues:
    return replace(author, email=one.email)


def _typo(author: AuthorClues, one: EmployeeClues, rng: random.Random) -> AuthorClues:
    letters = list(_plain(one))
    at = rng.randrange(1, len(letters) - 1)
    kind = rng.randrange(3)
    if kind == 0:
        del letters[at]
    elif kind == 1:
        letters.insert(at, letters[at])
    else:
        letters[at - 1], letters[at] = letters[at], letters[at - 1]
    return replace(author, name="".join(letters))


def _marriage(author: AuthorClues, one: EmployeeClues, rng: random.Random) -> AuthorClues:
    """Another last name, or both; the handle still tells the old one, as handles do."""
    new = rng.choice(_START.split()) + rng.choice(_END.split())
    shown = rng.choice((f"{one.first_name} {new}", f"{one.first_name} {one.last_name}-{new}"))
    return replace(author, name=shown, handle=_handle(one, rng))


def _handle(one: EmployeeClues, rng: random.Random) -> str:
    first = str(one.first_name).split()[0].split("-")[0]
    spelled = f"{first}{rng.choice(('', '.', '_'))}{str(one.last_name).replace(' ', '')}"
    return spelled.lower().translate(_LATIN).replace("'", "") + (str(rng.randrange(100)) if rng.random() < 0.5 else "")


def _nickname(author: AuthorClues, one: EmployeeClues, rng: random.Random) -> AuthorClues:
    first = str(one.first_name).split()[0].split("-")[0]
    if first not in _NICKNAMES:
        return _typo(author, one, rng)
    return replace(author, name=f"{_NICKNAMES[first]} {one.last_name}")


_TROUBLES: dict[str, tuple[int, _Change]] = {
    "account": (15, _account),
    "email": (15, _email),
    "name": (20, lambda author, _one, _rng: author),
    "swapped": (6, lambda author, one, _rng: replace(author, name=f"{one.last_name} {one.first_name}")),
    "comma": (4, lambda author, one, _rng: replace(author, name=f"{one.last_name}, {one.first_name}")),
    "transliterated": (8, lambda author, one, _rng: replace(author, name=_plain(one).translate(_LATIN))),
    "decorated": (5, lambda author, one, _rng: replace(author, name=f"{one.name} | Werke 🚀")),
    "typing error": (10, _typo),
    "handle": (6, lambda author, one, rng: replace(author, name=None, handle=_handle(one, rng))),
    "initial": (3, lambda author, one, _rng: replace(author, name=f"{str(one.first_name)[0]}. {one.last_name}")),
    "marriage": (4, _marriage),
    "nickname": (4, _nickname),
}  # fmt: skip
