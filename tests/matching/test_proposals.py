"""What an author is matched by, and how sure that is."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.domain.people import Match, Strength
from advocacy_desk.i18n import Language
from advocacy_desk.matching import AuthorClues, EmployeeClues, Weights, explain_reason, match

ANNA = EmployeeClues(
    employee_id=1,
    name="Dr. Anna-Lena Müller-Groß",
    last_name="Müller-Groß",
    email="a.mueller@nordlicht.example",
    accounts=(("x", "annalena_mg"),),
)
BERND = EmployeeClues(
    employee_id=2, name="Bernd von Stromberg", last_name="von Stromberg", email="bs@nordlicht.example"
)
SOREN = EmployeeClues(employee_id=3, name="Søren Kjær", last_name="Kjær")
PEOPLE = (ANNA, BERND, SOREN)


def matched(
    name: str | None = None, handle: str = "zz9", *, network: str = "linkedin", email: str | None = None
) -> Match:
    return match([AuthorClues(account_id=7, network=network, handle=handle, name=name, email=email)], PEOPLE)[0]


def test_the_account_that_the_directory_names_is_certain() -> None:
    found = matched(handle="AnnaLena_MG", network="x")
    assert (found.account_id, found.employee_id, found.strength, found.score) == (7, 1, Strength.CERTAIN, 100.0)
    assert found.reasons[0].clue == "account"


def test_the_same_email_is_certain_in_any_case() -> None:
    found = matched("Somebody Else", email="A.Mueller@Nordlicht.Example")
    assert (found.employee_id, found.strength) == (1, Strength.CERTAIN)


@pytest.mark.parametrize(
    "written",
    [
        "Anna-Lena Müller-Groß",
        "Anna Lena Müller-Groß",
        "ANNA-LENA MUELLER-GROSS",
        "Annalena Muller Gross",
        "Müller-Groß, Anna-Lena",
        "Müller-Groß, Dr. Anna-Lena",
        "Prof. Dr.-Ing. Anna-Lena Müller-Groß, M.Sc.",
        "Anna-Lena Müller-Groß | Nordlicht Werke 🚀",
        "Anna-Lena Müller-Groß (she/her)",
        "Mueller-Gross Anna-Lena",
    ],
)
def test_a_name_is_found_however_it_is_written(written: str) -> None:
    found = matched(written)
    assert (found.employee_id, found.strength) == (1, Strength.LIKELY)


@pytest.mark.parametrize("written", ["Bernd Stromberg", "Stromberg, Bernd", "Stromberg Bernd", "Bernd v. Stromberg"])
def test_particles_may_be_missing(written: str) -> None:
    assert matched(written).employee_id == BERND.employee_id


@pytest.mark.parametrize("written", ["Soren Kjaer", "Soeren Kjaer", "SØREN KJÆR"])
def test_other_alphabets_are_read_in_both_spellings(written: str) -> None:
    assert matched(written).employee_id == SOREN.employee_id


@pytest.mark.parametrize("written", ["Anna Müller", "Anna Groß", "A. Müller-Groß", "Bernd von Stromburg"])
def test_half_a_name_or_a_typing_error_is_a_weak_match(written: str) -> None:
    assert matched(written).strength is Strength.WEAK


@pytest.mark.parametrize("handle", ["bernd.stromberg", "StrombergBernd", "bernd_stromberg_89", "berndvonstromberg"])
def test_a_handle_that_spells_the_name_is_likely(handle: str) -> None:
    found = matched(handle=handle)
    assert (found.employee_id, found.strength) == (2, Strength.LIKELY)


def test_a_handle_with_an_initial_is_weak_and_adds_to_the_name() -> None:
    assert matched(handle="bstromberg").strength is Strength.WEAK
    both = matched("Bernd Stromberg", handle="bstromberg")
    assert both.score > matched("Bernd Stromberg").score
    assert [reason.clue for reason in both.reasons] == ["name_order", "handle_initial"]


def test_a_handle_known_from_another_network_is_likely() -> None:
    found = matched(handle="annalena_mg", network="mastodon")
    assert (found.employee_id, found.strength, found.reasons[0].clue) == (1, Strength.LIKELY, "same_handle")


@pytest.mark.parametrize("name", [None, "", "🚀🚀", "Anna", "Max Mustermann", "Team Nordlicht", "Dr.", "Müller"])
def test_a_stranger_matches_nobody(name: str | None) -> None:
    found = matched(name)
    assert (found.employee_id, found.strength, found.reasons) == (None, Strength.NONE, ())


def test_namesakes_are_never_more_than_weak_by_name_and_handle() -> None:
    twins = [EmployeeClues(employee_id=n, name="Jan Peters") for n in (4, 9)]
    author = AuthorClues(account_id=1, network="x", handle="janpeters", name="Jan Peters")
    found = match([author], twins)[0]
    assert (found.employee_id, found.strength) == (4, Strength.WEAK)
    assert found.reasons[-1].clue == "namesake"
    assert found.reasons[-1].points < 0
    assert found.others[0][0] == 9


@pytest.mark.parametrize("stand_in", ["Jan Peters", "Peters, Jan", "jan.peters@elsewhere.example"])
def test_a_name_in_the_place_of_a_handle_is_no_evidence_of_its_own(stand_in: str) -> None:
    twins = [EmployeeClues(employee_id=n, name="Jan Peters", email=f"jan.peters{n}@nordlicht.example") for n in (4, 9)]
    author = AuthorClues(account_id=1, network="linkedin", handle=stand_in, name="Jan Peters")
    found = match([author], [*twins, EmployeeClues(employee_id=5, name="Eva", email="janpeters@x.example")])[0]
    assert (found.strength, [reason.clue for reason in found.reasons]) == (Strength.WEAK, ["name", "namesake"])


def test_an_email_tells_namesakes_apart() -> None:
    twins = [EmployeeClues(employee_id=n, name="Jan Peters", email=f"jan{n}@nordlicht.example") for n in (4, 9)]
    author = AuthorClues(account_id=1, network="x", handle="jp", name="Jan Peters", email="jan9@nordlicht.example")
    found = match([author], twins)[0]
    assert (found.employee_id, found.strength) == (9, Strength.CERTAIN)


def test_reasons_come_largest_first_and_read_as_sentences() -> None:
    found = matched("Anna-Lena Müller-Groß", handle="annalenamuellergross", email="a.mueller@nordlicht.example")
    points = [reason.points for reason in found.reasons]
    assert points == sorted(points, reverse=True)
    english = [Language("en").of(explain_reason(reason)) for reason in found.reasons]
    assert english[0] == "Same e-mail address"
    assert english[1] == "Same name: “Anna-Lena Müller-Groß”"


@pytest.mark.parametrize(
    ("written", "held"),
    [("Basti Kjær", "Sebastian Kjær"), ("Sebastian Kjær", "Basti Kjær"), ("Uli von Thal", "Ulrike von Thal")],
)
def test_a_short_form_of_the_given_name_is_a_weak_sign_on_either_side(written: str, held: str) -> None:
    people = [EmployeeClues(employee_id=1, name=held), EmployeeClues(employee_id=2, name="Stefan Kjær")]
    author = AuthorClues(account_id=1, network="x", handle="zz9", name=written)
    found = match([author], people)[0]
    assert (found.employee_id, found.strength) == (1, Strength.WEAK)
    assert "Short form" in Language("en").of(explain_reason(found.reasons[0]))


@pytest.mark.parametrize("written", ["Susanne eBrghauer", "uSsanne Berghauer", "Berghauer uSsanne"])
def test_a_typing_error_in_the_first_letter_is_found_by_the_other_word(written: str) -> None:
    people = [EmployeeClues(employee_id=1, name="Susanne Berghauer"), EmployeeClues(employee_id=2, name="Sven Berg")]
    author = AuthorClues(account_id=1, network="x", handle="zz9", name=written)
    assert match([author], people)[0].employee_id == 1


def test_weights_can_be_changed() -> None:
    author = AuthorClues(account_id=1, network="x", handle="zz9", name="Bernd Stromberg")
    found = match([author], PEOPLE, Weights(name_order=30, name_part=20, name_nickname=20, name_initial=10, weak=40))[0]
    assert found.strength is Strength.NONE


@pytest.mark.parametrize("written", ["Ma Ling", "Ing Ritt", "Mag Schulz"])
def test_names_that_look_like_titles_stay_names(written: str) -> None:
    people = [EmployeeClues(employee_id=1, name=written)]
    found = match([AuthorClues(account_id=1, network="x", handle="zz9", name=written)], people)[0]
    assert found.strength is Strength.LIKELY


LETTERS = st.text("abcdefghijklmnoprstuvwzäöüßé", min_size=2, max_size=9)
NAMES = st.tuples(LETTERS, LETTERS).filter(lambda pair: pair[0] != pair[1]).map(lambda pair: " ".join(pair).title())
DIRECTORIES = st.lists(NAMES, min_size=1, max_size=8)


def employees(names: list[str]) -> list[EmployeeClues]:
    return [EmployeeClues(employee_id=n, name=name, last_name=name.split()[-1]) for n, name in enumerate(names)]


@given(names=DIRECTORIES, author=NAMES, data=st.data())
def test_the_order_of_the_directory_does_not_matter(names: list[str], author: str, data: st.DataObject) -> None:
    people = employees(names)
    shuffled = data.draw(st.permutations(people))
    authors = [AuthorClues(account_id=1, network="x", handle="someone", name=author)]
    assert match(authors, people) == match(authors, shuffled)


@given(names=DIRECTORIES, author=NAMES)
def test_a_name_alone_is_never_certain_and_shared_names_never_likely(names: list[str], author: str) -> None:
    found = match([AuthorClues(account_id=1, network="x", handle="zz9", name=author)], employees([*names, author]))[0]
    assert found.strength in {Strength.LIKELY, Strength.WEAK}
    twice = match([AuthorClues(account_id=1, network="x", handle="zz9", name=author)], employees([author, author]))[0]
    assert twice.strength is Strength.WEAK


@given(name=NAMES)
def test_umlauts_case_and_order_make_no_difference(name: str) -> None:
    written = name.upper().replace("Ä", "AE").replace("Ö", "OE").replace("Ü", "UE")
    given_name, last = written.split()
    for variant in (written, f"{last}, {given_name}", f"Dr. {written}"):
        found = match([AuthorClues(account_id=1, network="x", handle="zz9", name=variant)], employees([name]))[0]
        assert found.employee_id == 0


@given(text=st.text(max_size=40), handle=st.text(min_size=1, max_size=20))
def test_any_text_as_a_name_is_survived(text: str, handle: str) -> None:
    author = AuthorClues(account_id=1, network="x", handle=handle, name=text)
    people = [*PEOPLE, dataclasses.replace(BERND, employee_id=5, name=text, last_name=text)]
    found = match([author], people)[0]
    assert 0 <= found.score <= Weights().certain
