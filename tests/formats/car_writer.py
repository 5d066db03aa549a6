"""Writes a Bluesky repository as a CAR file: a commit, a tree of one or more levels, and records."""

from __future__ import annotations

import hashlib
from typing import Any

import libipld

DID = "did:plc:fiktiv7mira"


def cid(block: bytes) -> bytes:
    """Return the content id: CIDv1, DAG-CBOR, SHA-256."""
    return b"\x01\x71\x12\x20" + hashlib.sha256(block).digest()


def varint(number: int) -> bytes:
    """Return an unsigned LEB128."""
    written = b""
    while number > 0x7F:
        written += bytes([number & 0x7F | 0x80])
        number >>= 7
    return written + bytes([number])


def car(records: dict[str, Any], *, level: int = 3) -> bytes:
    """Return a repository with these records by path; every ``level`` of them lie in a node below the root."""
    blocks: dict[bytes, bytes] = {}

    def kept(value: object) -> bytes:
        block = libipld.encode_dag_cbor(value)
        blocks[cid(block)] = block
        return cid(block)

    def node(paths: list[str]) -> bytes:
        entries, before = [], b""
        for path in paths:
            key = path.encode()
            shared = next((n for n, (a, b) in enumerate(zip(key, before, strict=False)) if a != b), 0)
            entries.append({"p": shared, "k": key[shared:], "v": kept(records[path]), "t": None})
            before = key
        return kept({"l": None, "e": entries})

    paths = sorted(records)
    groups = [paths[start : start + level] for start in range(0, len(paths), level)]
    first, *others = groups or [[]]
    entries = [
        {"p": 0, "k": group[0].encode(), "v": kept(records[group[0]]), "t": node(group[1:])}
        for group in others
        if group
    ]
    tree = kept({"l": node(first), "e": entries})
    commit = kept({"did": DID, "rev": "3mfiktiv", "data": tree, "prev": None, "version": 3, "sig": b"\0" * 64})
    header = libipld.encode_dag_cbor({"roots": [commit], "version": 1})
    framed = [varint(len(header)) + header]
    framed += [varint(len(key) + len(block)) + key + block for key, block in blocks.items()]
    return b"".join(framed)
