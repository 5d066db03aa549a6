"""Advocacy Desk: a local desktop program with which a company runs its employee advocacy."""

__version__ = "0.1.0"
