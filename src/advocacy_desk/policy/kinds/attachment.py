"""``attachment``: what hangs on a post, and what is known to be missing on it.

A property that nobody knows (None, or not there) is not missing; an empty text or ``false`` is.
"""

from __future__ import annotations

from collections.abc import Mapping

from advocacy_desk.i18n import text
from advocacy_desk.policy._contract import Condition, Library, RuleKind, Trigger
from advocacy_desk.policy.conditions import Fact
from advocacy_desk.policy.nodes import Node

_TYPES = {name: name for name in ("image", "video", "audio", "document", "any")}
_MISSING = {name: name for name in ("alt_text", "consent", "licence", "ai_label", "captions")}


def _read(node: Node, library: Library) -> Condition:  # noqa: ARG001 - facts need no shared file
    found = node.fields(OPTIONS)
    if not found:
        raise node.problem(text("Please give “has”, “missing” or “flag”."))
    wanted = found["has"].choice(_TYPES) if "has" in found else "any"
    missing = found["missing"].choice(_MISSING) if "missing" in found else None
    flag = found["flag"].text() if "flag" in found else None

    def fits(attachment: Mapping[str, str | bool | None]) -> bool:
        if wanted not in ("any", attachment.get("type")):
            return False
        if missing is not None and (attachment.get(missing) is None or attachment.get(missing)):
            return False
        return flag is None or attachment.get(flag) is True

    return Fact(lambda reading: any(fits(one) for one in reading.subject.attachments), Trigger(attached=True))


OPTIONS = {
    "has": "image, video, audio, document or any",
    "missing": "alt_text, consent, licence, ai_label or captions: known to be missing",
    "flag": "a property that must be true, such as ai_generated",
}

KIND = RuleKind(key="attachment", options=OPTIONS, example="attachment: {has: image, missing: alt_text}", read=_read)
