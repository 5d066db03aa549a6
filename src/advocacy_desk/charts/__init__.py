"""Charts: metric frames in, a matplotlib Figure and the same numbers as a table out; never pyplot."""
