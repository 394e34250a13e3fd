"""How a bench times: the shortest of some runs, which other work on the machine disturbs least."""

import time
from collections.abc import Callable


def shortest(work: Callable[[], object], repeats: int = 5) -> float:
    """Return the shortest of some runs, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)
