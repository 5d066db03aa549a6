"""One file a metric: it defines ``METRIC = Metric(...)`` and is found by lying here."""
