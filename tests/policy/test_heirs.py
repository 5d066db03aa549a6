"""A rule may extend another: it says only what is different, and proves itself by its own examples."""

from __future__ import annotations

import pytest

from advocacy_desk.errors import PackProblem
from advocacy_desk.policy import Policy, load_policy, run_examples, shipped_packs
from tests.policy.pack_folder import PackFolder

HEIR = """\
schema: 1
id: own.environment
version: 1
status: active
extends: claims.environment
severity: critical
terms+: {claim: [klimaschonend*]}
terms-: {claim: [klimapositiv, Eco-Friendly]}
tests:
  match:
    - {text: "Unser Produkt ist klimaschonend!", lang: de, posted: 2026-10-01, marks: [klimaschonend]}
    - {text: "Unser Produkt ist klimaneutral!", lang: de, posted: 2026-10-01, marks: [klimaneutral]}
  no_match:
    - {text: "Our packaging is eco-friendly.", lang: en, posted: 2026-10-01}
"""


def loaded(packs: PackFolder, content: str) -> Policy:
    packs.write("pack/rules/heir.yaml", content)
    return load_policy([shipped_packs(), packs.folder])


def test_an_heir_takes_over_what_it_does_not_say(packs: PackFolder) -> None:
    policy = loaded(packs, HEIR)
    heir, base = policy.by_id["own.environment"], policy.by_id["claims.environment"]
    assert (heir.title, heir.why, heir.references, heir.valid) == (base.title, base.why, base.references, base.valid)
    assert (heir.severity.value, base.severity.value) == ("critical", "major")
    assert heir.hash != base.hash
    assert run_examples(heir) == ()
    assert run_examples(base) == ()


def test_other_words_make_another_hash(packs: PackFolder) -> None:
    before = loaded(packs, HEIR).by_id["own.environment"]
    after = loaded(packs, HEIR.replace("klimaschonend*]", "klimaschonend*, grün]")).by_id["own.environment"]
    assert before.hash != after.hash


def test_a_rule_of_the_shipped_packs_can_be_extended_by_a_pack_alone(packs: PackFolder) -> None:
    packs.write("pack/rules/heir.yaml", HEIR)
    policy = load_policy([packs.folder], shared=[shipped_packs()])
    assert [rule.id for rule in policy.rules] == ["own.environment"]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("claims.environment", "claims.enviroment", 5, "Did you mean"),
        ("{claim: [klimaschonend*]}", "{clam: [x1]}", 7, "marks no words as “clam”"),
        ("Eco-Friendly", "nowhere", 8, "“nowhere” is not in the list"),
        ("status: active\n", "", 1, "“status” is missing"),
        ("extends: claims.environment\n", "", 1, "missing"),
    ],
)
def test_a_mistake_in_an_heir_is_told_with_its_line(
    packs: PackFolder, old: str, new: str, line: int, words: str
) -> None:
    with pytest.raises(PackProblem) as caught:
        loaded(packs, HEIR.replace(old, new))
    assert caught.value.file == str(packs.folder / "pack/rules/heir.yaml")
    assert (caught.value.record, words in caught.value.message.in_english()) == (line, True)


def test_an_heir_of_an_heir_is_refused(packs: PackFolder) -> None:
    packs.write("pack/rules/heir.yaml", HEIR)
    second = HEIR.replace("own.environment", "own.second").replace(
        "extends: claims.environment", "extends: own.environment"
    )
    packs.write("pack/rules/second.yaml", second)
    with pytest.raises(PackProblem, match="extends another rule itself"):
        load_policy([shipped_packs(), packs.folder])
