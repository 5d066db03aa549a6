"""The person's own settings: one frozen dataclass; a field is key, default, label and group at once.

Kept as JSON in the user's configuration folder. Settings that belong to the company's data (weights, thresholds,
k) live in the workspace instead. An unknown key or a bad value falls back to its default and is never fatal.
"""

from __future__ import annotations

import dataclasses
import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from advocacy_desk.i18n import literal, text

RECENT_LIMIT = 8


@dataclass(frozen=True, slots=True)
class Settings:
    """What one person set on this computer. Fields with a ``label`` appear on the settings screen by themselves."""

    language: str = field(
        default="",
        metadata={
            "label": text("Language"),
            "group": text("Appearance"),
            "choices": {"": text("As the system"), "de": text("German"), "en": text("English")},
        },
    )
    theme: str = field(
        default="system",
        metadata={
            "label": text("Colours"),
            "group": text("Appearance"),
            "choices": {"system": text("As the system"), "light": text("Light"), "dark": text("Dark")},
        },
    )
    text_size: int = field(
        default=100,
        metadata={
            "label": text("Text size in per cent"),
            "group": text("Appearance"),
            "choices": {"100": literal("100 %"), "125": literal("125 %"), "150": literal("150 %")},
        },
    )
    reviewer: str = field(
        default="",
        metadata={"label": text("Your name in decisions"), "group": text("Review"), "choices": None},
    )
    backups: str = field(
        default="daily",
        metadata={
            "label": text("Backups by themselves"),
            "group": text("Workspace"),
            "choices": {"daily": text("Once a day of use"), "never": text("Never")},
        },
    )
    watched_folder: str = field(
        default="",
        metadata={"label": text("Folder whose new files are offered"), "group": text("Import"), "choices": None},
    )
    recent: tuple[str, ...] = ()
    window: dict[str, str] = field(default_factory=dict)
    last_seen: dict[str, str] = field(default_factory=dict)

    def with_recent(self, workspace: str) -> Settings:
        """Return the settings with a workspace moved to the front of the recent list."""
        others = tuple(known for known in self.recent if known != workspace)
        return dataclasses.replace(self, recent=(workspace, *others)[:RECENT_LIMIT])


def default_path() -> Path:
    """Return where the settings are kept; ``ADVOCACY_DESK_CONFIG`` moves them (tests, portable use)."""
    override = os.environ.get("ADVOCACY_DESK_CONFIG")
    base = Path(override) if override else platformdirs.user_config_path("advocacy-desk")
    return base / "settings.json"


def load(path: Path) -> Settings:
    """Read the settings; missing, unreadable or strange values become their defaults."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(raw, dict):
        return Settings()
    known = {f.name: raw[f.name] for f in dataclasses.fields(Settings) if _fits(f, raw.get(f.name))}
    if "recent" in known:
        known["recent"] = tuple(known["recent"])
    return Settings(**known)


def _fits(setting: dataclasses.Field[object], value: object) -> bool:
    default = getattr(Settings(), setting.name)
    if isinstance(default, tuple):
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if not isinstance(value, type(default)):
        return False
    choices = setting.metadata.get("choices")
    return choices is None or str(value) in choices


def save(path: Path, settings: Settings) -> None:
    """Write the settings so that a crash in the middle leaves the old file: a new file, then a rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    body = json.dumps(dataclasses.asdict(settings), ensure_ascii=False, indent=2)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(body)
    Path(temporary).replace(path)
