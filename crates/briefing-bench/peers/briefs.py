"""Briefs that `briefing build` has made: where they are, and work on them by all cores."""

import json
import multiprocessing
import pathlib
import time


def editions(out: pathlib.Path, report: str) -> list[pathlib.Path]:
    """The newest edition of every brief of a report, in the order of their names."""
    found = sorted(path.resolve() for path in (out / report).glob("*/current"))
    if not found:
        raise SystemExit(f"no briefs of `{report}` in {out}")
    return found


def document(edition: pathlib.Path) -> dict:
    """A brief as data."""
    return json.loads((edition / "brief.json").read_text())


def timed(work, tasks: list, jobs: int, initialise, warm_up) -> float:
    """Seconds that `work` takes for all tasks, in so many processes that are up and warm.

    What a process does once (imports, fonts, a first document) is not counted.
    """
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(jobs)
    with context.Pool(jobs, _ready, (barrier, initialise, warm_up, tasks[0])) as pool:
        # One at each process: the barrier holds whoever is first.
        pool.map(_meet, range(jobs), chunksize=1)
        begin = time.perf_counter()
        for _ in pool.imap_unordered(work, tasks, chunksize=8):
            pass
        return time.perf_counter() - begin


_barrier = None


def _ready(barrier, initialise, warm_up, task):
    global _barrier
    _barrier = barrier
    initialise()
    warm_up(task)


def _meet(_):
    _barrier.wait()


def report(**measured) -> None:
    """Prints what was measured, for `compare.sh`."""
    print(json.dumps(measured))
