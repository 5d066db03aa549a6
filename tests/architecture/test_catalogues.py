"""Every sentence a person can see exists in German, once, with the same fields, and nothing else does."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from tests.architecture.source import REPOSITORY, modules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from babel.messages.catalog import Message

CATALOGUES = sorted((REPOSITORY / "resources" / "locale" / "de").glob("*.po"))
ARGUMENTS = {"text": 1, "plural": 2, "text_in": 2}  # how many leading arguments must be written out
INFORMAL = re.compile(r"\b(du|dich|dir|dein\w*)\b", re.IGNORECASE)

Key = tuple[str | None, str]  # context, message (the singular where there is a plural)


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ARGUMENTS:
                yield f"{module.name}:{node.lineno}", node


def _literals(call: ast.Call) -> list[str] | None:
    assert isinstance(call.func, ast.Name)
    leading = call.args[: ARGUMENTS[call.func.id]]
    words = [node.value for node in leading if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return words if len(words) == ARGUMENTS[call.func.id] else None


def _used() -> dict[Key, str]:
    found: dict[Key, str] = {}
    for place, call in _calls():
        assert isinstance(call.func, ast.Name)
        words = _literals(call)
        if words:
            key = (words[0], words[1]) if call.func.id == "text_in" else (None, words[0])
            found.setdefault(key, place)
    return found


def _messages(path: Path) -> list[Message]:
    with path.open("rb") as stream:
        return [message for message in read_po(stream, locale="de") if message.id]


def _key(message: Message) -> Key:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def _translated() -> dict[Key, list[str]]:
    found = defaultdict(list)
    for path in CATALOGUES:
        for message in _messages(path):
            found[_key(message)].append(path.name)
    return dict(found)


def test_a_sentence_is_written_out_where_it_is_made() -> None:
    """A message that is put together while the program runs is in no catalogue."""
    computed = [place for place, call in _calls() if _literals(call) is None and not place.startswith(_MAKER)]
    assert computed == []


_MAKER = "advocacy_desk.i18n:"


def test_every_sentence_exists_in_german() -> None:
    translated = _translated()
    missing = [f"{place}: {key}" for key, place in _used().items() if key not in translated]
    assert missing == []


def test_no_translation_is_left_over_or_there_twice() -> None:
    used, translated = _used(), _translated()
    assert [f"{files}: {key}" for key, files in translated.items() if key not in used] == []
    assert [f"{files}: {key}" for key, files in translated.items() if len(files) > 1] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_a_translation_is_complete_and_fills_in_the_same_fields(path: Path) -> None:
    for message in _messages(path):
        originals = (message.id,) if isinstance(message.id, str) else message.id
        wordings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        assert wordings, message.id
        assert all(wordings), message.id
        assert not message.fuzzy, message.id
        assert {field for words in wordings for field in _fields(words)} == {
            field for words in originals for field in _fields(words)
        }, message.id


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_german_addresses_the_person_with_sie_and_sets_its_own_quotation_marks(path: Path) -> None:
    for message in _messages(path):
        wordings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        for words in wordings:
            assert not INFORMAL.search(words), words
            assert '"' not in words, words


def _labels(guide: str) -> set[str]:
    page = (REPOSITORY / "docs" / guide).read_text(encoding="utf-8")
    return {" ".join(words.split()) for words in re.findall(r"\*\*([^*]+)\*\*", page)}


def test_what_the_guides_set_in_bold_stands_on_the_screen() -> None:
    english: set[str] = set()
    german: set[str] = set()
    for message in (message for path in CATALOGUES for message in _messages(path)):
        english.update([message.id] if isinstance(message.id, str) else message.id)
        german.update([message.string] if isinstance(message.string, str) else message.string or ())
    assert (_labels("user-guide.en.md") - english, _labels("user-guide.de.md") - german) == (set(), set())


def _fields(words: str) -> set[str]:
    return {name for _before, name, _format, _conversion in Formatter().parse(words) if name is not None}
