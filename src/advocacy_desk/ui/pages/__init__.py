"""What the screens show: one page a screen, imported when it is first opened."""
