"""The kinds of conditions, one file each; found by ``discovery.parts``."""
