"""HTML to plain text: paragraphs become lines, list entries get a dash, what nobody reads (scripts) is left away."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

_PARAGRAPHS = {
    "p", "div", "section", "article", "blockquote", "ul", "ol", "pre", "table", "figure", "header", "footer", "hr",
    "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
_LINES = {"li", "tr", "figcaption", "dt", "dd", "br"}
_SILENT = {"script", "style", "head", "template", "noscript", "iframe", "object", "svg", "img", "video", "audio"}
_DEEPEST = 3_000
_TAG = re.compile(r"<(/?)(?!(?:area|br|col|hr|img|input|link|meta|source|wbr)\b)[a-zA-Z]", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>|&(?:#\w+|\w+);")


def parse(markup: str) -> LexborHTMLParser | None:
    """Return a page as a tree; None where it is nested beyond reason."""
    return None if _too_deep(markup) else LexborHTMLParser(markup)


def plain_text(markup: str | None) -> str | None:
    """Return the text of a piece of HTML as a reader sees it; None where there is none."""
    if not markup:
        return None
    if not _MARKUP.search(markup):
        return markup.strip() or None
    if _too_deep(markup):
        return html.unescape(re.sub(r"<[^>]*>", " ", markup)).strip() or None
    body = LexborHTMLParser(markup).body
    return node_text(body) if body is not None else None


def _too_deep(markup: str) -> bool:
    """Whether a page is nested beyond reason: the parser's time grows with the square of the depth."""
    if markup.count("<") < _DEEPEST:
        return False
    depth = 0
    for tag in _TAG.finditer(markup):
        depth += -1 if tag[1] else 1
        if depth > _DEEPEST:
            return True
    return False


def node_text(node: LexborNode) -> str | None:
    """Return the text below a node as a reader sees it; None where there is none."""
    words = "".join(_pieces(node))
    words = re.sub(r" *\n *", "\n", re.sub(r"[ \t\r\f\v]+", " ", words))
    return re.sub(r"\n{3,}", "\n\n", words).strip() or None


def _pieces(root: LexborNode) -> Iterator[str]:
    """Walk the tree without recursion (a hostile page is thousands of levels deep): texts, and breaks around them."""
    waiting: list[tuple[LexborNode | str, bool]] = [(root, False)]
    while waiting:
        node, as_typed = waiting.pop()
        if isinstance(node, str):
            yield node
            continue
        tag = node.tag or ""
        if tag == "-text":
            words = node.text_content or ""
            yield words if as_typed else re.sub(r"\s+", " ", words)
            continue
        if tag in _SILENT or tag.startswith(("-", "_", "!")):
            continue
        mark = "\n\n" if tag in _PARAGRAPHS else "\n" if tag in _LINES else ""
        yield mark + ("– " if tag == "li" else "")
        if tag in _PARAGRAPHS:
            waiting.append((mark, as_typed))
        below = [(child, as_typed or tag == "pre") for child in node.iter(include_text=True)]
        waiting.extend(reversed(below))
