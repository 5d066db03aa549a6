"""The pieces that every page is made of; they know the desk, never a page."""
