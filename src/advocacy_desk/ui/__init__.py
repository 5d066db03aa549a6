"""The window: the only room that knows Qt. Screens reach data through use cases alone."""
