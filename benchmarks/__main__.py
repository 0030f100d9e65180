"""`python -m benchmarks`: one table of medians and ratios, measured in one run.

`--quick` uses small sizes and measures nothing worth reading: it shows that
everything runs and that all competitors answer alike. `--large` adds ten
million documents (an hour, 16 GB of disk). Nothing here fails for being slow.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.folders import BUILD
from benchmarks.machine import machine_line
from benchmarks.plan import (
    FULL,
    GROUPS,
    LARGE,
    QUICK,
    Arguments,
    Competitor,
    Work,
    plan,
)
from benchmarks.worker import Measurement, measure

Run = Callable[[str, Arguments, int], Measurement]


@dataclass(frozen=True, slots=True)
class Measured:
    """The median of a task in seconds, its peak memory, and what it answered."""

    seconds: float
    peak_mb: float
    answer: dict[str, int]


class AnswersDifferError(Exception):
    """Two competitors gave different totals, so that their times mean nothing."""


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 1 when a task failed or answers differ."""
    options = _parser().parse_args(arguments)
    sizes = QUICK if options.quick else LARGE if options.large else FULL
    print(machine_line())
    print(f"{'':58} {'median':>9} {'peak':>8}  ratio (target)")
    failures = 0
    run = measure if options.quick else _measure_apart
    for work in plan(sizes):
        if work.group in options.only:
            for line in _lines(work, run):
                print(line, flush=True)
                failures += line.startswith("!")
    print("totals agree" if not failures else f"{failures} rows failed")
    return 1 if failures else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--only", nargs="+", choices=GROUPS, default=GROUPS)
    return parser


def _lines(work: Work, run: Run) -> Iterator[str]:
    """Give the lines of one piece of work: Cartera's, then its competitors'."""
    try:
        run(*work.made_by, 1)
        ours = _measured(run(work.task, work.arguments, work.repeats))
    except Exception as error:
        yield f"! {work.title}: {_last_line(error)}"
        return
    yield _line(work.title, ours, _own_target(work, ours))
    for rival in work.competitors:
        try:
            theirs = _measured(run(rival.task, rival.arguments, rival.repeats))
            _compare(ours, theirs)
        except Exception as error:
            yield f"!    {rival.label}: {_last_line(error)}"
        else:
            yield _line(f"   {rival.label}", theirs, _ratio(rival, ours, theirs))


def _measure_apart(task: str, arguments: Arguments, repeats: int) -> Measurement:
    """Measure in a process of its own, so that memory is the task's alone."""
    command = [sys.executable, "-m", "benchmarks.worker", task]
    done = subprocess.run(
        [*command, json.dumps(arguments), str(repeats)],
        cwd=BUILD.parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    found: Measurement = json.loads(done.stdout.splitlines()[-1])
    return found


def _measured(found: Measurement) -> Measured:
    return Measured(median(found["seconds"]), found["peak_mb"], found["answer"])


def _compare(ours: Measured, theirs: Measured) -> None:
    if theirs.answer and ours.answer != theirs.answer:
        raise AnswersDifferError(f"{theirs.answer} instead of {ours.answer}")


def _line(title: str, measured: Measured, remark: str) -> str:
    seconds, memory = f"{measured.seconds:.3f} s", f"{measured.peak_mb:.0f} MB"
    return f"{title:<58} {seconds:>9} {memory:>8}  {remark}".rstrip()


def _own_target(work: Work, ours: Measured) -> str:
    targets = []
    if work.seconds_limit is not None:
        targets.append(f"≤ {work.seconds_limit} s")
    if work.megabytes_limit is not None:
        targets.append(f"≤ {work.megabytes_limit} MB")
    remark = f"({', '.join(targets)})" if targets else ""
    if "mart_mb" in ours.answer:
        remark = f"mart {ours.answer['mart_mb']} MB {remark}"
    return remark


def _ratio(rival: Competitor, ours: Measured, theirs: Measured) -> str:
    """Return how many times slower the slower one is, and what is aimed at."""
    if rival.at_most:
        target = f" (≤ {rival.limit:g} ×)" if rival.limit else ""
        return f"Cartera needs {ours.seconds / theirs.seconds:.2f} ×{target}"
    target = f" (≥ {rival.limit:g} ×)" if rival.limit else ""
    return f"needs {theirs.seconds / ours.seconds:.1f} × Cartera's time{target}"


def _last_line(error: Exception) -> str:
    text = getattr(error, "stderr", None) or str(error)
    return text.strip().splitlines()[-1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
