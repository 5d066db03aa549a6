"""Company directories as personnel systems hand them out: tables, SCIM, address cards and LDAP."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text as sql

from advocacy_desk import formats
from advocacy_desk.formats import ReadOptions
from advocacy_desk.intake import clean_people
from advocacy_desk.progress import Progress
from advocacy_desk.store import Workspace
from advocacy_desk.usecases import import_people
from tests.formats.reading import read, written

SAMPLES = Path(__file__).parent / "samples"
TABLES = ["bamboohr", "entra", "google", "personio", "sap", "successfactors", "workday"]
FILES = [*(f"directory/{name}.csv" for name in TABLES), "scim_users/users.json", "ldif/people.ldif"]


def _people(path: Path) -> list[dict[str, Any]]:
    ((form, source),) = formats.plan(path).found
    assert form.carries == "people"
    return [
        row
        for batch in form.read(source, ReadOptions())
        for row in clean_people(batch, file=source.name).people.iter_rows(named=True)
    ]


def _managers(workspace: Workspace) -> dict[str, str | None]:
    wanted = "SELECT e.name, m.name FROM employee e LEFT JOIN employee m ON m.id = e.manager_id"
    with workspace.reading() as connection:
        return {name: superior for name, superior in connection.execute(sql(wanted))}  # noqa: C416 - rows, not pairs


def _imported(workspace: Workspace, path: Path) -> dict[str, str | None]:
    import_people.import_directory(workspace, [path], ReadOptions(), Progress())
    return _managers(workspace)


@pytest.mark.parametrize("file", FILES)
def test_every_system_tells_who_somebody_is_and_who_has_left(file: str) -> None:
    mira, manager = _people(SAMPLES / file)
    assert (mira["name"], mira["email"], mira["active"]) == ("Mira Falk", "mira.falk@nordwind.example", True)
    assert mira["team"] in {"Rotorblätter", "Blades"}
    assert manager["active"] is False
    assert manager["name"] in {"Jo Öztürk", "Jo Lind"}
    assert manager["email"]


@pytest.mark.parametrize("file", [file for file in FILES if "entra" not in file])
def test_managers_are_found_by_number_address_or_name(file: str, workspace: Workspace) -> None:
    managers = _imported(workspace, SAMPLES / file)
    assert managers.pop("Mira Falk") in {"Jo Öztürk", "Jo Lind"}
    assert set(managers.values()) == {None}


@pytest.mark.parametrize("written_as", ["Lind, Jo", "jo LIND", "0099", "Jo.Lind@Nordwind.example", "Jo Lind (0099)"])
def test_a_manager_is_the_same_however_written(written_as: str, workspace: Workspace, tmp_path: Path) -> None:
    jo = "0099;Jo Lind;jo.lind@nordwind.example;"
    rows = f'Personalnummer;Name;E-Mail;Vorgesetzter\n0012;Mira Falk;;"{written_as}"\n{jo}\n'
    assert _imported(workspace, written(tmp_path / "d.csv", rows)) == {"Mira Falk": "Jo Lind", "Jo Lind": None}


def test_a_name_that_two_people_share_names_no_manager(workspace: Workspace, tmp_path: Path) -> None:
    rows = "Personalnummer;Name;Vorgesetzter\n1;Mira Falk;Jo Lind\n2;Jo Lind;\n3;Jo Lind;\n"
    assert set(_imported(workspace, written(tmp_path / "d.csv", rows)).values()) == {None}


def test_a_second_row_of_headings_is_nobody() -> None:
    people = _people(SAMPLES / "directory" / "successfactors.csv")
    assert [person["number"] for person in people] == ["00012", "00099"]
    assert [person["team"] for person in people] == ["Rotorblätter", "Technik"]  # without their codes
    assert [person["location"] for person in people] == ["Köln", "Kiel"]


def test_a_team_keeps_the_brackets_that_tell_it_from_another(tmp_path: Path) -> None:
    rows = "Name;Abteilung\nMira;Vertrieb (Nord)\nJo;Vertrieb (Süd)\n"
    assert [person["team"] for person in _people(written(tmp_path / "d.csv", rows))] == [
        "Vertrieb (Nord)", "Vertrieb (Süd)"
    ]  # fmt: skip


def test_a_formula_in_a_cell_stays_the_text_that_it_is() -> None:
    assert _people(SAMPLES / "directory" / "entra.csv")[0]["position"] == "=cmd|'/C calc'!A0"


def test_entras_object_id_is_no_employee_number_and_a_sign_in_stands_in_for_an_address() -> None:
    people = _people(SAMPLES / "directory" / "entra.csv")
    assert [person["number"] for person in people] == [None, None]
    assert [person["email"] for person in people] == ["mira.falk@nordwind.example", "jlind@nordwind.example"]


def test_first_and_last_days_come_along() -> None:
    manager = _people(SAMPLES / "directory" / "workday.csv")[1]
    assert (manager["joined"], manager["left"]) == (date(2012, 8, 15), date(2026, 1, 31))


def test_a_scim_users_work_address_comes_before_the_private_one() -> None:
    mira = _people(SAMPLES / "scim_users")[0]
    assert mira["email"] == "mira.falk@nordwind.example"
    assert (mira["number"], mira["language"], mira["location"]) == ("00012", "de", "Köln")


@pytest.mark.parametrize("shape", ["USER", "[USER]", '{"Resources": [USER]}'])
def test_scim_users_come_alone_as_a_list_or_in_a_response(shape: str, tmp_path: Path) -> None:
    user = '{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "jo@nordwind.example"}'
    path = written(tmp_path / "u.json", shape.replace("USER", user))
    assert [person["name"] for person in _people(path)] == ["jo@nordwind.example"]


def test_what_is_nobody_in_a_directory_is_left_out_and_counted() -> None:
    assert read(SAMPLES / "scim_users", "scim_users").left_out == {"no_person": 1}
    assert read(SAMPLES / "vcard", "vcard").left_out == {"no_person": 1}
    assert read(SAMPLES / "ldif", "ldif").left_out == {"no_person": 1}


def test_an_import_of_people_says_what_was_left_out(workspace: Workspace) -> None:
    reports = import_people.import_directory(workspace, [SAMPLES / "ldif"], ReadOptions(), Progress()).result
    assert [report.left_out for report in reports] == [{"no_person": 1}]


def test_cards_of_all_versions_give_name_team_and_accounts() -> None:
    (jo,) = _people(SAMPLES / "vcard" / "alt.vcf")
    assert (jo["name"], jo["email"], jo["team"], jo["parent_team"]) == (
        "Jo Öztürk", "jo.oeztuerk@nordwind.example", "Rotorblatt", "Technik"
    )  # fmt: skip
    mira, kim = _people(SAMPLES / "vcard" / "team.vcf")
    assert (mira["team"], mira["position"], mira["manager"]) == (
        "Vertrieb", "Leiterin Messen und Veranstaltungen", "Jo Öztürk"
    )  # fmt: skip
    assert mira["accounts"] == [
        {"network": "linkedin", "handle": "mira-falk-0a1"}, {"network": "x", "handle": "mirafalk"}
    ]  # fmt: skip
    assert kim["accounts"] == [{"network": "mastodon", "handle": "kim@social.example"}]
    assert kim["number"] is None


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
def test_a_bare_comma_in_a_card_is_part_of_the_name(version: str, tmp_path: Path) -> None:
    card = f"BEGIN:VCARD\nVERSION:{version}\nFN:Falk, Mira\nORG:Nordwind, AG;Vertrieb, Nord\nEND:VCARD\n"
    (mira,) = _people(written(tmp_path / "c.vcf", card))
    assert (mira["name"], mira["team"]) == ("Mira Falk", "Vertrieb, Nord")


def test_one_broken_card_costs_only_itself(tmp_path: Path) -> None:
    cards = "BEGIN:VCARD\nno colon here\nEND:VCARD\n" + "BEGIN:VCARD\nVERSION:3.0\nFN:Mira\nEND:VCARD\n"
    found = read(written(tmp_path / "c.vcf", cards), "vcard")
    assert found.column("name") == ["Mira"]
    assert [(problem.record, problem.raw[:11]) for problem in found.problems] == [(1, "BEGIN:VCARD")]


def test_one_broken_entry_of_a_directory_costs_only_itself(tmp_path: Path) -> None:
    entries = "dn: cn=a\nobjectClass: person\nsn: A\n\nnonsense\n\ndn: cn=b\nobjectClass: person\ncn:: !\nsn: B\n"
    found = read(written(tmp_path / "p.ldif", entries), "ldif")
    assert found.column("last_name") == ["A", "B"]
    assert [(problem.record, problem.raw) for problem in found.problems] == [(2, "nonsense")]


def test_a_hostile_distinguished_name_takes_no_time(tmp_path: Path) -> None:
    name = "a=b" + "+c=d" * 5_000 + ",!"
    assert len(read(written(tmp_path / "p.ldif", f"dn: {name}\nobjectClass: person\nsn: A\n"), "ldif").rows) == 1


def test_a_manager_outside_the_file_is_named_by_the_directory_name() -> None:
    assert _people(SAMPLES / "ldif")[1]["manager"] == "Kim Falk"


def test_passwords_telephones_and_pictures_are_not_read() -> None:
    seen = [read(SAMPLES / key, key) for key in ("ldif", "vcard", "scim_users")]
    assert [found.problems for found in seen] == [[], [], []]
    everything = str([found.rows for found in seen])
    assert not any(word in everything for word in ("secret", "e1NTSEF9", "+49", "1990", "AAAA"))
