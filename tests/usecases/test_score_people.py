"""Scores out of a workspace: who is meant by a mention, objections, stability, the people planted in the sample."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from advocacy_desk import sample
from advocacy_desk.domain.people import Strength
from advocacy_desk.errors import Refused
from advocacy_desk.progress import Progress
from advocacy_desk.store import Workspace
from advocacy_desk.usecases import list_people, match_authors, tag_person
from advocacy_desk.usecases.make_sample import make_sample
from advocacy_desk.usecases.score_people import Score, score_people
from tests.builders import a_post, a_table, imported
from tests.review_scene import a_directory, people_imported

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MARCH = (date(2026, 3, 1), date(2026, 3, 31))
KIM = {"Personalnummer": "1", "Name": "Kim Nordlicht", "LinkedIn": "kim.nordlicht"}
JAN = {"Personalnummer": "2", "Name": "Jan Peters", "LinkedIn": "jan-peters"}
EVA = {"Personalnummer": "3", "Name": "Eva Lind", "LinkedIn": "eva-lind", "Austritt": "2026-03-14"}
KIMS = [
    a_post(number, author_handle="kim.nordlicht", text=f"Aus dem Werk {number}") for number in (1, 6, 11, 16, 21, 26)
]
JANS = [
    a_post(number, author_handle="jan-peters", text=f"Danke, @kim.nordlicht, zum {number}.")
    for number in (40, 45, 50, 54)
]


@pytest.fixture
def staffed(workspace: Workspace, tmp_path: Path) -> Workspace:
    people_imported(workspace, a_directory(tmp_path / "people.csv", KIM, JAN, EVA))
    return workspace


def scored(workspace: Workspace) -> dict[str, Score]:
    found = score_people(workspace, *MARCH)
    return {found.names[score.person][0]: score for score in found.scores}


def values(workspace: Workspace) -> dict[str, object]:
    """What a score says, without the ids of posts, which imports number."""
    return {
        number: (score.value, score.why_not, [(part.key, part.value, len(part.posts)) for part in score.parts])
        for number, score in scored(workspace).items()
    }


def count(workspace: Workspace, number: str, key: str) -> float | None:
    part = scored(workspace)[number].part(key)
    assert part is not None
    return part.count


def test_a_mention_means_the_account_of_its_network(staffed: Workspace, tmp_path: Path) -> None:
    stranger = a_post(60, author_handle="elsewhere", network="x", text="Hallo @kim.nordlicht")
    imported(staffed, a_table(tmp_path / "posts.csv", *KIMS, *JANS, stranger))
    kim = scored(staffed)["1"]
    referenced = kim.part("referenced")
    assert kim.value is not None
    assert referenced is not None
    assert (referenced.count, len(referenced.posts)) == (1, 4)


def test_outsiders_mention_too_and_each_account_counts_once(staffed: Workspace, tmp_path: Path) -> None:
    guests = [a_post(60 + n, author_handle=f"guest{n % 2}", text=f"@kim.nordlicht hilft, {n}") for n in range(4)]
    imported(staffed, a_table(tmp_path / "posts.csv", *KIMS, *guests))
    assert count(staffed, "1", "referenced") == 2


def test_what_somebody_writes_after_leaving_is_not_counted(staffed: Workspace, tmp_path: Path) -> None:
    posts = [a_post(n, author_handle="eva-lind", text=f"Moin {n}") for n in (1, 8, 20, 26)]
    imported(staffed, a_table(tmp_path / "posts.csv", *posts))
    assert scored(staffed)["3"].posts == 2
    april = score_people(staffed, date(2026, 4, 1), date(2026, 4, 30))
    assert {april.names[score.person][0] for score in april.scores} == {"1", "2"}


def test_other_peoples_posts_outside_the_period_change_nothing(staffed: Workspace, tmp_path: Path) -> None:
    imported(staffed, a_table(tmp_path / "posts.csv", *KIMS, *JANS))
    before = values(staffed)
    outside = [
        a_post(70 + n, author_handle="jan-peters", created_at=f"2026-0{month}-10T08:00:00Z", text=f"@kim.nordlicht {n}")
        for n, month in enumerate((1, 2, 4, 5))
    ]
    imported(staffed, a_table(tmp_path / "outside.csv", *outside))
    assert values(staffed) == before


def test_the_order_of_imports_changes_nothing(staffed: Workspace, tmp_path: Path) -> None:
    kims, jans = a_table(tmp_path / "kim.csv", *KIMS), a_table(tmp_path / "jan.csv", *JANS)
    imported(staffed, kims, jans)
    second = Workspace.create(tmp_path / "second.desk")
    imported(second, jans)
    imported(second, kims)
    people_imported(second, tmp_path / "people.csv")
    assert values(second) == values(staffed)
    second.close()


def test_an_objection_freezes_the_score_until_it_is_taken_back(staffed: Workspace, tmp_path: Path) -> None:
    imported(staffed, a_table(tmp_path / "posts.csv", *KIMS, *JANS))
    kim = list_people.find_employee(staffed, "1")
    tag_person.tag(staffed, [kim], "objected", by="Alex", now=NOW)
    assert (scored(staffed)["1"].value, scored(staffed)["1"].why_not) == (None, "objected")
    assert kim not in {score.person for score in score_people(staffed, *MARCH).hidden}
    tag_person.untag(staffed, [kim], "objected", by="Alex", now=NOW)
    assert scored(staffed)["1"].value is not None


def test_an_empty_workspace_has_no_scores_and_a_period_must_not_end_early(workspace: Workspace) -> None:
    assert score_people(workspace).scores == ()
    with pytest.raises(Refused):
        score_people(workspace, MARCH[1], MARCH[0])


@pytest.fixture(scope="module")
def whole_sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The whole sample company: a tenth of it has too few posts of quiet people."""
    made = Workspace.create(tmp_path_factory.mktemp("whole") / "sample.desk")
    make_sample(made, Progress())
    match_authors.match_authors(made, Progress(), by="Test", least=Strength.CERTAIN)
    yield made
    made.close()


def test_the_planted_hidden_influencers_are_suggested_first(whole_sample: Workspace) -> None:
    planted = set(sample.company().hidden_influencers)
    found = score_people(whole_sample)
    suggested = [found.names[score.person][0] for score in found.hidden]
    assert planted <= set(suggested[: len(planted) + 1])
