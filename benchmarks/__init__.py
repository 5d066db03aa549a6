"""The speed of the main jobs beside their peers' on the same input: ``make bench`` or ``python -m benchmarks``.

Whole processes, in turns, medians; prints ratios beside targets and asserts nothing about time. Not shipped.
"""
