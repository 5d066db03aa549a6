"""The look: colour tokens, palette, style sheet, icons, and the same tokens for charts."""

from advocacy_desk.ui.style.theme import Theme, Tone, theme_named

__all__ = ["Theme", "Tone", "theme_named"]
