"""The campaign: thousands of mutated files of each format, each read within 5 seconds and 1 GB.

Run it with `make fuzz`, or `python -m tests.fuzz.campaign --files 10000 --processes 2 .xdsl .net`.
"""

from __future__ import annotations

import argparse
import faulthandler
import multiprocessing
import resource
import sys
import time
import traceback
from collections import Counter
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from engine.files.network_formats import FORMATS, NetworkFormat
from tests.fuzz.mutations import mutated
from tests.fuzz.reading import outcome

SECONDS = 5
GIGABYTE = 1 << 30

Found = dict[str, int]


def main(words: list[str]) -> int:
    """Read the files, print an account of each format, and return 1 when one crashed, hung or took too much memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suffixes", nargs="*", metavar="SUFFIX", help="formats to try; all without one")
    parser.add_argument("--files", type=int, default=10_000, help="files of each format")
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args(words)
    chosen = [kind for kind in FORMATS if not arguments.suffixes or set(arguments.suffixes) & set(kind.suffixes)]
    failures = 0
    for kind in chosen:
        begun = time.monotonic()
        counts, failed = _campaign(kind, arguments.files, arguments.processes)
        failures += len(failed)
        account = ", ".join(f"{number:,} {what}" for what, number in sorted(counts.items()))
        sys.stdout.write(f"{kind.name}: {account}; {len(failed)} failed, {time.monotonic() - begun:.0f} s\n")
        for line in failed[:10]:
            sys.stdout.write(f"  {line}\n")
        sys.stdout.flush()
    return 1 if failures else 0


def _campaign(kind: NetworkFormat, files: int, processes: int) -> tuple[Counter[str], list[str]]:
    context = multiprocessing.get_context("spawn")
    queue = context.SimpleQueue()
    counts: Counter[str] = Counter()
    failed: list[str] = []
    workers = []
    for first in range(processes):
        at = context.Value("q", first)
        workers.append((_started(context, queue, kind, at, files, processes), at))
    while workers:
        while not queue.empty():
            _note(queue.get(), counts, failed)
        for worker, at in list(workers):
            worker.join(0.1)
            if worker.exitcode is None:
                continue
            workers.remove((worker, at))
            if worker.exitcode != 0:
                # The watchdog or the system ended it: the file at hand is to blame, and the rest is read anew.
                failed.append(f"{kind.suffixes[0]} file {at.value}: it hung, or the process died ({worker.exitcode})")
                at.value += processes
                workers.append((_started(context, queue, kind, at, files, processes), at))
    while not queue.empty():
        _note(queue.get(), counts, failed)
    return counts, failed


def _note(message: tuple[str, str], counts: Counter[str], failed: list[str]) -> None:
    what, detail = message
    if what == "failed":
        failed.append(detail)
    else:
        counts[what] += int(detail)


def _started(context, queue, kind, at, files, processes):
    worker = context.Process(target=_work, args=(queue, FORMATS.index(kind), at, files, processes))
    worker.start()
    return worker


def _work(queue, index: int, at: Synchronized, files: int, processes: int) -> None:
    kind = FORMATS[index]
    outcome(kind, mutated(kind, 0)[:0])  # all is imported before memory is measured
    _limit_memory()
    for number in range(at.value, files, processes):
        at.value = number
        faulthandler.dump_traceback_later(SECONDS, exit=True)
        try:
            queue.put((outcome(kind, mutated(kind, number)), "1"))
        except BaseException as error:  # noqa: BLE001
            where = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(where.filename).name}:{where.lineno}"
            queue.put(("failed", f"{kind.suffixes[0]} file {number}: {type(error).__name__} at {place}: {error}"[:300]))
        finally:
            faulthandler.cancel_dump_traceback_later()


def _limit_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + GIGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
