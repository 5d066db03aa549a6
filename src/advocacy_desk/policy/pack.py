"""Reads folders of rule packs into a policy.

::

    policies/                 a folder of packs
      lexicons/  guards/  calendars/     shared by its packs, one place to edit company names
      disclosure/
        pack.yaml             name, version, languages, jurisdictions
        rules/*.yaml          one rule a file
        lexicons/ ...         the pack's own, before the shared ones

Of several folders the later one wins: a company's own ``lexicons/company-names.txt`` replaces the shipped one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from advocacy_desk import resources
from advocacy_desk.errors import PackProblem
from advocacy_desk.i18n import text, verbatim
from advocacy_desk.policy.engine import Engine
from advocacy_desk.policy.heirs import Bases
from advocacy_desk.policy.nodes import parse, read_file
from advocacy_desk.policy.rule import Pack, Rule, Status
from advocacy_desk.policy.rule_file import Guard, read_guard, read_rule
from advocacy_desk.policy.sources import SharedFiles

PACK_FILE = "pack.yaml"
_PACK_FIELDS = ("schema", "version", "title", "description", "languages", "jurisdictions", "changelog")


@dataclass(frozen=True)
class Policy:
    """Everything that a post can be checked against; immutable, its engine is compiled once."""

    packs: tuple[Pack, ...]
    guards: tuple[Guard, ...] = ()

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules of all packs, drafts and retired ones too."""
        return tuple(rule for pack in self.packs for rule in pack.rules)

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """The rules by their id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def fingerprint(self) -> str:
        """One value that changes whenever any evaluated rule's hash or status does."""
        lines = sorted(f"{rule.id} {rule.hash} {rule.status}" for rule in self.rules if rule.is_evaluated)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def with_statuses(self, statuses: Mapping[str, Status]) -> Policy:
        """Return this policy with some rules in another state of their life; itself where nothing changes."""
        if all(rule.status is statuses.get(rule.id, rule.status) for rule in self.rules):
            return self
        packs = (
            replace(pack, rules=tuple(replace(rule, status=statuses.get(rule.id, rule.status)) for rule in pack.rules))
            for pack in self.packs
        )
        return Policy(tuple(packs), self.guards)

    @cached_property
    def _engines(self) -> dict[frozenset[str] | None, Engine]:
        return {}

    def engine(self, only: Collection[str] | None = None) -> Engine:
        """Return the engine of the shadow and active rules, or of ``only`` some of them; each compiled once."""
        key = None if only is None else frozenset(only)
        if key not in self._engines:
            chosen = [rule for rule in self.rules if rule.is_evaluated and (key is None or rule.id in key)]
            self._engines[key] = Engine(chosen)
        return self._engines[key]


def shipped_packs() -> Path:
    """Return the folder of the packs that come with the program."""
    return resources.folder("policies")


def load_policy(folders: Sequence[Path], *, shared: Sequence[Path] = ()) -> Policy:
    """Read all packs in the given folders (each a pack or a folder of packs).

    Of the ``shared`` folders only word lists, calendars and guards are taken, where the packs have none of the name.

    Raises PackProblem with file and line where anything is wrong, or where an id exists twice.
    """
    own = [folder for folder in folders if not (folder / PACK_FILE).is_file()]
    nearest_first = tuple(reversed([*shared, *own]))
    pack_folders = list(_pack_folders(folders))
    guards: dict[str, Guard] = {}
    bases = Bases([*pack_folders, *_pack_folders(shared)])
    packs = tuple(_read_pack(folder, nearest_first, guards, bases) for folder in pack_folders)
    _refuse_repeats(rule for pack in packs for rule in pack.rules)
    return Policy(packs, tuple(guards.values()))


def _pack_folders(folders: Iterable[Path]) -> Iterable[Path]:
    """Return the pack folders; where a name exists several times, the last one."""
    found: dict[str, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            raise PackProblem(text("This folder of rule packs does not exist."), file=str(folder))
        inside = (
            [folder]
            if (folder / PACK_FILE).is_file()
            else sorted(path.parent for path in folder.glob(f"*/{PACK_FILE}"))
        )
        found.update({path.name: path for path in inside})
    return found.values()


def _read_pack(folder: Path, shared: tuple[Path, ...], guards: dict[str, Guard], bases: Bases) -> Pack:
    root = parse(read_file(folder / PACK_FILE), str(folder / PACK_FILE))
    found = root.fields(_PACK_FIELDS, ("version", "title"))
    files = SharedFiles((folder, *shared))
    known = {path: read_guard(path, files) for path in files.names("guards", ".yaml").values()}
    guards.update({guard.id: guard for guard in known.values()})
    by_id = {guard.id: guard for guard in known.values()}
    return Pack(
        key=folder.name,
        version=found["version"].text(),
        title=verbatim(found["title"].languages()),
        description=verbatim(found["description"].languages() if "description" in found else {}),
        languages=found["languages"].words() if "languages" in found else (),
        jurisdictions=found["jurisdictions"].words() if "jurisdictions" in found else (),
        rules=tuple(read_rule(path, files, by_id, folder.name, bases) for path in sorted(folder.glob("rules/*.yaml"))),
        folder=str(folder),
    )


def _refuse_repeats(rules: Iterable[Rule]) -> None:
    seen: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in seen:
            raise PackProblem(
                text(
                    "The id “{id}” is used by {other} already. Please choose another.",
                    id=rule.id,
                    other=seen[rule.id].file,
                ),
                file=rule.file,
                record=1,
            )
        seen[rule.id] = rule
