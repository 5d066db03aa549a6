"""What ``resources/definitions/networks.toml`` says about the networks, and handles as displayed and compared."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from advocacy_desk import resources
from advocacy_desk.intake._texts import compared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

UNKNOWN = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """One network; the patterns are those of the file, "" where an address tells nothing."""

    key: str
    name: str
    also: tuple[str, ...]
    hosts: tuple[str, ...]
    handle: str
    no_handle: tuple[str, ...]
    post: str
    other_ids: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def networks() -> Mapping[str, Network]:
    """Return every known network by its key."""
    with (resources.folder("definitions") / "networks.toml").open("rb") as stream:
        raw = tomllib.load(stream)
    return {
        key: Network(
            key=key,
            name=entry["name"],
            also=tuple(entry["also"]),
            hosts=tuple(entry["hosts"]),
            handle=entry["handle"],
            no_handle=tuple(entry["no_handle"]),
            post=entry["post"],
            other_ids=tuple(entry.get("other_ids", ())),
        )
        for key, entry in raw.items()
    }


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    names = {}
    for key, network in networks().items():
        names.update(dict.fromkeys((key, network.name.casefold(), *network.also), key))
    return names


def network_key(written: str) -> str | None:
    """Return the key of a network as somebody wrote it; an unknown name becomes its own key, nothing is None."""
    plain = " ".join(written.split()).casefold()
    if not plain:
        return None
    return _names().get(plain) or re.sub(r"[^\w.-]+", "-", plain).strip("-") or None


def network_of_url(url: str) -> str | None:
    """Return the network that an address belongs to; None where its host is no network's."""
    host = re.match(r"(?i)(?:https?://)?([^/?#\s]+)", url.strip())
    name = host[1].lower() if host else ""
    for network in networks().values():
        if any(name == known or name.endswith("." + known) for known in network.hosts):
            return network.key
    return None


def handle_in_url(url: str, network: str | None = None) -> str | None:
    """Return the account that an address names; ``user@host`` in the Fediverse. None where it names none."""
    key = network or network_of_url(url)
    known = networks().get(key or "")
    match = re.search(known.handle, url.strip()) if known and known.handle else None
    if known is None or match is None:
        return None
    named = match.groupdict()
    handle = f"{named['name']}@{named['host']}" if named else unquote(match[1])
    return None if handle.lower() in known.no_handle else handle


def displayed_handle(written: str, network: str | None = None) -> str | None:
    """Return a handle as displayed: without the leading ``@``, taken out of an address where it is one."""
    plain = written.strip()
    if "/" in plain or plain.lower().startswith("www."):
        return handle_in_url(plain, network)
    return plain.lstrip("@\uff20").strip() or None


def handle_key(handle: str) -> str:
    """Return a handle in the form in which two are compared: NFKC, case folded, without the leading ``@``."""
    return compared(handle).strip().lstrip("@").strip()


def network_label(key: str) -> str:
    """Return a network's name as people write it; one that the file of networks does not know is its own name."""
    known = networks().get(key)
    return known.name if known else key


def other_ids(keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return, for those of the networks that have any, the kinds of ids under which their files name other posts."""
    return {key: networks()[key].other_ids for key in keys if key in networks() and networks()[key].other_ids}
