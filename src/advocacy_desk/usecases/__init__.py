"""One verb per file: what the window and the terminal can do, composed of the pure rooms and the store."""
