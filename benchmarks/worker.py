"""Runs one task in a process of its own and prints what was measured.

`python -m benchmarks.worker TASK '{"size": 1000, …}' REPEATS`: one JSON object
with `seconds` (one per repeat), `peak_mb` and `answer`.
"""

import gc
import json
import sys
import time
from typing import TypedDict

from benchmarks.answers import Answer
from benchmarks.machine import peak_megabytes
from benchmarks.plan import Arguments


class Measurement(TypedDict):
    """What a task took: one figure a repeat, and what it answered."""

    seconds: list[float]
    peak_mb: float
    answer: Answer


def measure(task: str, arguments: Arguments, repeats: int) -> Measurement:
    """Prepare untimed, warm up once if there are repeats, then measure."""
    from benchmarks.tasks import TASKS

    action = TASKS[task](**arguments)
    seconds: list[float] = []
    answer: Answer = {}
    for attempt in range(repeats + (repeats > 1)):
        step = action.before()
        gc.collect()
        start = time.perf_counter()
        found = action.run(step)
        elapsed = time.perf_counter() - start
        if attempt or repeats == 1:
            seconds.append(elapsed)
        answer = action.answer(found)
    return Measurement(seconds=seconds, peak_mb=peak_megabytes(), answer=answer)


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3]))))
