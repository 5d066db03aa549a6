"""Prints what was measured as tables that can be pasted into docs/performance.md."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from benchmarks import encryption, importing, network, reading, rule_peers, rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from benchmarks.importing import Costs


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [headings, ["---", *["--:"] * (len(headings) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def processes_table(costs: Costs, posts: int) -> str:
    """Return medians per job: wall, processor, peak memory and posts a second."""
    rows = []
    small = f"import of {importing.SMALL:,}"
    for name, runs in costs.items():
        count = importing.SMALL if name == small else posts
        wall = statistics.median(run.wall for run in runs)
        low, high = min(run.wall for run in runs), max(run.wall for run in runs)
        cpu, peak = statistics.median(run.cpu for run in runs), statistics.median(run.peak for run in runs)
        rows.append((name, f"{wall:.2f} [{low:.2f}–{high:.2f}]", f"{cpu:.2f}", f"{peak:.0f}", f"{count / wall:,.0f}"))
    return table(("whole process", "wall s [min–max]", "cpu s", "peak MiB", "posts/s"), rows)


def ratios_table(costs: Costs) -> str:
    """Return our time as a share of each peer's, the median over the rounds, beside the target for wall time.

    Processor time stands beside it: on a busy machine it moves less.
    """
    rows = []
    for ours, peer, target in importing.TARGETS:
        mine = [costs[part] for part in ours.split(" + ")]
        if peer in costs:
            wall = _ratio([[run.wall for run in runs] for runs in mine], [run.wall for run in costs[peer]])
            cpu = _ratio([[run.cpu for run in runs] for runs in mine], [run.cpu for run in costs[peer]])
            rows.append((f"{ours} / {peer}", f"{wall:.2f}", f"{cpu:.2f}", f"≤ {target:.2f}", _met(wall <= target)))
    return table(("ratio of times", "wall", "cpu", "target (wall)", "met"), rows)


def size_table(costs: Costs, posts: int) -> str:
    """Return what one post costs beside one of a small file, and the memory at the peak, each beside its target."""
    large, small = costs["import"], costs[f"import of {importing.SMALL:,}"]
    pairs = list(zip(large, small, strict=True))
    wall = statistics.median(one.wall / posts / (other.wall / importing.SMALL) for one, other in pairs)
    cpu = statistics.median(one.cpu / posts / (other.cpu / importing.SMALL) for one, other in pairs)
    peak = max(run.peak for run in (*large, *costs["import again"]))
    post = f"one post of {posts:,} / one of {importing.SMALL:,}, wall (cpu)"
    rows = [
        (post, f"{wall:.2f} ({cpu:.2f})", f"≤ {importing.ONE_POST:.2f}", _met(wall <= importing.ONE_POST)),
        (
            "peak memory of an import",
            f"{peak:.0f} MiB",
            f"≤ {importing.MOST_MIB:.0f} MiB",
            _met(peak <= importing.MOST_MIB),
        ),
    ]
    return table(("size", "measured", "target", "met"), rows)


def _met(good: bool) -> str:  # noqa: FBT001 - said of one comparison
    return "yes" if good else "no"


def _ratio(ours: Sequence[Sequence[float]], theirs: Sequence[float]) -> float:
    """Return the median over the rounds of our parts' sum by theirs."""
    ratios: list[float] = [sum(parts) / other for *parts, other in zip(*ours, theirs, strict=True)]
    return statistics.median(ratios)


def reading_table(found: Mapping[str, float]) -> str:
    """Return the milliseconds of the content list beside their targets, and the speed of the rules."""
    rows = [
        (name, f"{value:,.0f}", "≥ 20,000" if name.startswith("rules") else "")
        if name not in reading.TARGETS
        else (name, f"{value:.1f} ms", f"≤ {reading.TARGETS[name]:.0f} ms")
        for name, value in found.items()
    ]
    return table(("inside one process", "measured", "target"), rows)


def encryption_table(found: Mapping[str, tuple[float, float]]) -> str:
    """Return what each job takes on an encrypted workspace beside a plain one."""
    rows = []
    for name, (plain, encrypted) in found.items():
        target = encryption.TARGETS[name]
        more, wanted = f"{encrypted / plain:.2f} x", f"≤ {target:.2f} x"
        met = encrypted / plain <= target
        if name == "open":
            more, wanted, met = f"{encrypted - plain:+.1f} ms", f"≤ +{target:.0f} ms", encrypted - plain <= target
        rows.append((name, f"{plain:.1f} ms", f"{encrypted:.1f} ms", more, wanted, "yes" if met else "no"))
    return table(("encrypted beside plain", "plain", "encrypted", "cost", "target", "met"), rows)


def rules_table(found: Mapping[str, float | list[str]], peers: Mapping[str, float | str]) -> str:
    """Return how fast 300 rules are, beside the loop and the peers, and below it what only one of two finds."""
    numbers = {name: value for name, value in found.items() if isinstance(value, float)}
    rows = [
        (
            name,
            f"{numbers[name]:,.0f}" if target > 10 else f"{numbers[name]:.2f}",
            f"≥ {target:,.0f}" if target > 10 else f"≥ {target}",
        )
        for name, target in rules.TARGETS.items()
    ]
    rows += [(name, f"{value:,.0f}", "") for name, value in numbers.items() if name not in rules.TARGETS]
    for name, value in peers.items():
        ours = peers[f"ours, {name.rpartition(', ')[2]}"]
        if isinstance(value, str) or isinstance(ours, str):
            rows.append((name, str(value), ""))
        else:
            rows.append(
                (
                    name,
                    f"{value:,.0f}",
                    "" if value == ours else f"ours is {ours / value:.1f} times as fast; ≥ {rule_peers.TARGET:.0f}",
                )
            )
    lines = [table(("300 rules, posts a second", "measured", "target"), rows)]
    for which in ("only the loop", "only ours"):
        lines += [f"- found by {which.removeprefix('only ')} alone: {one}" for one in found.get(which) or ()]
    return "\n".join(lines)


def other_files_table(rows: Iterable[Sequence[str]]) -> str:
    """Return what other kinds of files take beside their targets."""
    return table(("other files", "measured", "target"), rows)


def paint_table(found: Mapping[str, float], target: float) -> str:
    """Return the time to the first painted window beside a bare one's."""
    more = found["ours"] - found["bare"]
    rows = [("bare PySide6 window", f"{found['bare']:.0f} ms", ""), ("Advocacy Desk", f"{found['ours']:.0f} ms", "")]
    rows.append(("difference", f"{more:.0f} ms", f"≤ {target:.0f} ms"))
    return table(("process start to first paint", "measured", "target"), rows)


def matching_table(found: Mapping[str, object]) -> str:
    """Return how well and how fast authors are matched, beside the targets."""
    rows = [
        ("precision at certain", f"{found['precision at certain']:.2%}", "≥ 99 %"),
        ("recall", f"{found['recall']:.2%}", "≥ 95 %"),
        ("5,000 authors, 5,000 employees", f"{found['seconds']:.2f} s", "≤ 0.5 s"),
    ]
    return table(("matching, answers known", "measured", "target"), rows)


def people_table(found: Mapping[str, float]) -> str:
    """Return the processor seconds of network, score and suggestions beside the targets and the peers."""
    rows = [
        (name, f"{seconds:.2f} s", f"≤ {network.TARGETS[name]:.0f} s" if name in network.TARGETS else "")
        for name, seconds in found.items()
    ]
    return table(("inside one process", "processor", "target"), rows)
