"""Keys: what a person keeps gives the same key back, and neither repr nor a foreign backend gets hold of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend

from advocacy_desk.errors import KeyringProblem
from advocacy_desk.store import keyrings, keys

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = st.builds(keys.Key, st.binary(min_size=32, max_size=32), st.binary(min_size=16, max_size=16))


@given(key=KEYS, gap=st.sampled_from([" ", "\n", "   ", " \t"]), capitals=st.booleans())
def test_a_recovery_phrase_gives_the_key_back_however_it_is_typed(key: keys.Key, gap: str, *, capitals: bool) -> None:
    phrase = keys.recovery_phrase(key)
    assert len(phrase.split()) == 24
    typed = gap.join(phrase.split())
    assert keys.from_secret(typed.upper() if capitals else typed, key.salt) == key


@given(KEYS)
def test_a_key_is_not_shown(key: keys.Key) -> None:
    assert repr(key) == "Key()"


def test_a_passphrase_gives_the_same_key_for_the_same_file_only() -> None:
    first, second = bytes(16), bytes([1]) * 16
    made = keys.from_secret("drei nasse Möwen im Hafen", first)
    assert made == keys.from_passphrase("drei nasse Möwen im Hafen", first)
    assert made.raw != keys.from_passphrase("drei nasse Möwen im Hafen", second).raw
    assert made.raw != keys.from_passphrase("drei nasse Möwen im hafen", first).raw


def test_the_passphrase_goes_through_argon2id_as_rfc_9106_recommends() -> None:
    """Held against OpenSSL's implementation: other numbers would lock every workspace out."""
    argon2 = pytest.importorskip("cryptography.hazmat.primitives.kdf.argon2")
    salt = b"0123456789abcdef"
    wanted = argon2.Argon2id(salt=salt, length=32, iterations=3, lanes=4, memory_cost=64 * 1024)
    assert keys.from_passphrase("drei nasse Möwen", salt).raw == wanted.derive("drei nasse Möwen".encode())


def test_words_with_a_wrong_checksum_are_a_passphrase_like_any_other() -> None:
    key = keys.random_key()
    words = keys.recovery_phrase(key).split()
    wrong = " ".join([*words[:-1], "zoo" if words[-1] != "zoo" else "abandon"])
    assert keys.from_secret(wrong, key.salt) != key


@pytest.mark.usefixtures("secret_service")
def test_a_real_keyring_keeps_each_key_under_its_workspace() -> None:
    first, second = keys.random_key(), keys.random_key()
    keyrings.keep(first)
    keyrings.keep(second)
    assert (keyrings.find(first.salt), keyrings.find(second.salt)) == (first, second)
    assert keyrings.find(bytes(16)) is None


def test_without_a_keyring_nothing_is_found_and_keeping_says_what_to_do() -> None:
    assert keyrings.find(bytes(16)) is None
    with pytest.raises(KeyringProblem, match="Choose a passphrase"):
        keyrings.keep(keys.random_key())


@pytest.fixture
def plaintext_keyring() -> Iterator[dict[str, str]]:
    """A backend that somebody installed beside the program; it would win wherever the library chooses."""
    told: dict[str, str] = {}

    class PlaintextKeyring(KeyringBackend):
        priority = 99

        def get_password(self, service: str, username: str) -> str | None:
            return told.get(service + username)

        def set_password(self, service: str, username: str, password: str) -> None:
            told[service + username] = password

    yield told
    KeyringBackend._classes.discard(PlaintextKeyring)


def test_a_keyring_that_is_not_the_systems_never_sees_a_key(plaintext_keyring: dict[str, str]) -> None:
    with pytest.raises(KeyringProblem):
        keyrings.keep(keys.random_key())
    assert plaintext_keyring == {}
