"""Personal data and secrets as they look in a text: a pattern, and a checksum where there is one."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import regex

from advocacy_desk.policy._contract import Needle, Trigger
from advocacy_desk.policy.patterns import MOST_MARKS, TIMEOUT

Place = tuple[int, int]
_LEAST_ENTROPY = 2.5  # bits a character; "changeme" has 2.75, "aaaaaaaa" 0
_LONGEST_PHONE_TEXT = 20_000  # the phone finder is slow; nobody writes numbers behind 20 000 characters


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Finds one type of entity in a plain text: candidates, each with a check of its form.

    ``trigger`` names what every candidate must contain; ``scan`` says the same of digits to RE2, for many texts at
    once. ``find`` raises TimeoutError.
    """

    trigger: Trigger
    find: Callable[[str, bool, str], Iterator[Place]]  # plain text, validate, region
    scan: str = ""


def _gate(pattern: str) -> Trigger:
    expression = re.compile(pattern)
    return Trigger(gates=(lambda plain: expression.search(plain) is not None,))


def _digits(pattern: str, find: Callable[[str, bool, str], Iterator[Place]]) -> Recogniser:
    return Recogniser(_gate(pattern), find, pattern.replace(r"\d", r"\p{Nd}"))


def _words(*literals: str) -> Trigger:
    return Trigger(frozenset(Needle(literal, left=False, right=False) for literal in literals))


def _matching(pattern: str, valid: Callable[[str], bool]) -> Callable[[str, bool, str], Iterator[Place]]:
    expression: Any = regex.compile(pattern)

    def find(plain: str, validate: bool, region: str) -> Iterator[Place]:  # noqa: ARG001, FBT001 - one shape for all
        for found in itertools.islice(expression.finditer(plain, timeout=TIMEOUT), MOST_MARKS):
            if not validate or valid(found.group()):
                yield found.span()

    return find


def _iban(value: str) -> bool:
    from stdnum import iban  # noqa: PLC0415 - needed only where something looks like one

    return bool(iban.is_valid(value))


def _card(value: str) -> bool:
    from stdnum import luhn  # noqa: PLC0415 - as above

    digits = "".join(filter(str.isdigit, value))
    return len(set(digits)) > 1 and bool(luhn.is_valid(digits))


def _german_tax_id(value: str) -> bool:
    from stdnum.de import idnr  # noqa: PLC0415 - as above

    return bool(idnr.is_valid(value))


def _german_pension_number(value: str) -> bool:
    """Whether the check digit of a number of the pension insurance fits; no library knows it.

    Digits (the letter as its place in the alphabet, 01 to 26) times 2 1 2 5 7 1 2 1 2 1 2 1, their digit sums added
    up, modulo 10: § 4 VKVV, Anlage 1.
    """
    signs = "".join(value.split()).upper()
    letter = signs[8]
    *digits, check = (int(sign) for sign in signs[:8] + f"{ord(letter) - 64:02}" + signs[9:])
    products = (digit * weight for digit, weight in zip(digits, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True))
    return sum(product // 10 + product % 10 for product in products) % 10 == check


def _german_health_number(value: str) -> bool:
    """Whether the check digit of a health insurance number fits: Luhn, the letter as its place in the alphabet."""
    from stdnum import luhn  # noqa: PLC0415 - as above

    return bool(luhn.is_valid(f"{ord(value[0].upper()) - 64:02}{''.join(filter(str.isdigit, value))}"))


def _email(value: str) -> bool:
    return ".." not in value


def _secret(value: str) -> bool:
    _, _, word = value.rpartition("=") if "=" in value else value.rpartition(":")
    word = word.strip(" \"'“”„`")
    if " " in value and "BEGIN" in value:
        return True
    counts = Counter(word or value)
    size = len(word or value)
    return -sum(n / size * math.log2(n / size) for n in counts.values()) >= _LEAST_ENTROPY


def _phones(plain: str, validate: bool, region: str) -> Iterator[Place]:  # noqa: FBT001 - one shape for all
    from phonenumbers import Leniency, PhoneNumberMatcher  # noqa: PLC0415 - its tables cost 50 ms

    leniency = Leniency.VALID if validate else Leniency.POSSIBLE
    for found in PhoneNumberMatcher(plain[:_LONGEST_PHONE_TEXT], region, leniency, max_tries=MOST_MARKS):
        yield found.start, found.end


_PREFIXED = (
    r"AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,}|glpat-[\w-]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}"
    r"|AIza[\w-]{35}|sk_live_[A-Za-z0-9]{16,}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}"
    r"|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"
)
# A password that is given away has a digit or a sign in it; "password: please" is none.
_SPOKEN = (
    r"(?:password|passwort|kennwort|passwd|pwd|api[ _-]?key|api[ _-]?schlüssel|secret[ _-]?key|access[ _-]?token)"
    r"(?: (?:ist|is|lautet))?\s?[:=]\s?[\"'„“`]?(?=\S{0,40}[\d!$%&*+#~^])[^\s\"'“”`<>,;]{6,64}"
)

_SECRET_WORDS = (
    "akia", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "aiza", "sk_live_", "eyj",
    "private key", "password", "passwort", "kennwort", "passwd", "pwd", "api key", "api_key", "api-key", "apikey",
    "api schlüssel", "api_schlüssel", "api-schlüssel", "apischlüssel", "secret", "access token", "access_token",
    "access-token", "accesstoken",
)  # fmt: skip

_LONG_NUMBER = r"\d{4}[ \-]?\d{2}"

RECOGNISERS = {
    "iban": _digits(
        _LONG_NUMBER,
        _matching(r"(?<!\w)[A-Za-z]{2}\d{2}(?:[ \-]?[A-Za-z0-9]{4}){2,7}(?:[ \-]?[A-Za-z0-9]{1,3})?(?!\w)", _iban),
    ),
    "credit_card": _digits(
        _LONG_NUMBER,
        _matching(r"(?<![\w/.\-])(?:[3-6]\d{3}(?:[ \-]?\d{4}){3}|3[47]\d{2}[ \-]?\d{6}[ \-]?\d{5})(?![\w/\-])", _card),
    ),
    "de_tax_id": _digits(r"\d{2} ?\d{3}", _matching(r"(?<!\w)[1-9]\d ?\d{3} ?\d{3} ?\d{3}(?!\w)", _german_tax_id)),
    "de_pension_number": _digits(
        r"\d{2} ?\d{4}",
        _matching(
            r"(?<!\w)[0-9]{2} ?[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{2} ?[A-Za-z] ?[0-9]{3}(?!\w)", _german_pension_number
        ),
    ),
    "de_health_number": _digits(
        r"\d{3} ?\d{3}", _matching(r"(?<!\w)[A-Za-z] ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}(?!\w)", _german_health_number)
    ),
    "email": Recogniser(
        _words("@"),
        _matching(r"(?<![\w.+%\-@])[\w.+%\-]{1,64}@(?:[\w\-]{1,63}\.)+\p{L}{2,24}(?![\w\-])", _email),
    ),
    "phone": _digits(r"\d[\d /().\-]{5}", _phones),
    "secret": Recogniser(
        _words(*_SECRET_WORDS),
        _matching(rf"{_PREFIXED}|(?i:{_SPOKEN})", _secret),
    ),
}
