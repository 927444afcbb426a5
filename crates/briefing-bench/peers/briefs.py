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


def timed(work, tasks: list, jobs: int, initialise) -> dict:
    """How long `work` takes for all tasks, in so many processes that are up and warm.

    What a process does once (imports, fonts, a first document) is not counted. Wall-clock seconds,
    and processor seconds: the latter hardly depend on what else the machine does.
    """
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(jobs)
    with context.Pool(jobs, _ready, (barrier, work, initialise, tasks[0])) as pool:
        # One at each process: the barrier holds whoever is first.
        pool.map(_meet, range(jobs), chunksize=1)
        begin = time.perf_counter()
        cpu = sum(pool.imap_unordered(_one, tasks, chunksize=8))
        return {"seconds": time.perf_counter() - begin, "cpu_seconds": cpu}


_barrier = None
_work = None


def _ready(barrier, work, initialise, task):
    global _barrier, _work
    _barrier, _work = barrier, work
    initialise()
    work(task)


def _meet(_):
    _barrier.wait()


def _one(task) -> float:
    begin = time.process_time()
    _work(task)
    return time.process_time() - begin


def report(**measured) -> None:
    """Prints what was measured, for `compare.sh`."""
    print(json.dumps(measured))
