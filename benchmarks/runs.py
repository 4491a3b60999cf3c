"""Whole runs: time by articles and workers, cold start, unchanged and cached runs, memory: python benchmarks/runs.py [NUMBER...]

Each number of articles (10000 if none is given) is made by recombining the bundled ones and run with one and two workers; with --pages
N also so many saved pages, the bundled ones filled up to the size of real ones. Runs of one and of more workers alternate --rounds times,
and the quickest of each counts. Memory is the sum of the processes' own and shared parts (PSS), looked at every 0.2 seconds, and the
largest process by its resident set.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from made_up import ROOT, write
from saved_pages import write_pages

MB = 1 << 20


@dataclass
class Measured:
    """Seconds of wall and processor time (of the first process, of all), and the largest memory in megabytes: of any process, of all."""

    wall: float
    first: float
    processor: float
    largest: float
    together: float


def measured(*arguments: str | Path) -> Measured:
    """Run the command and look at its processes until it ends."""
    start = time.perf_counter()
    run = subprocess.Popen([sys.executable, "-m", "builder", *map(str, arguments), "--quiet"], stdout=subprocess.DEVNULL, cwd=ROOT)
    largest = together = 0.0
    spent: dict[int, float] = {}
    while run.poll() is None:
        sizes = [_memory(pid) for pid in _family(run.pid)]
        largest = max([largest, *(resident for resident, _ in sizes)])
        together = max(together, sum(share for _, share in sizes))
        spent |= {pid: seconds for pid in _family(run.pid) if (seconds := _seconds(pid))}
        time.sleep(0.2)
    if run.returncode not in (0, 3):
        raise SystemExit(f"the run ended with {run.returncode}")
    return Measured(time.perf_counter() - start, spent.get(run.pid, 0.0), sum(spent.values()), largest / MB, together / MB)


def _family(pid: int) -> list[int]:
    """A process and its descendants."""
    found = [pid]
    for known in found:
        try:
            tasks = Path(f"/proc/{known}/task/{known}/children").read_text(encoding="ascii")
        except OSError:
            continue
        found += [int(child) for child in tasks.split()]
    return found


def _memory(pid: int) -> tuple[float, float]:
    """Resident bytes of a process, and its share of the pages that it has in common with others."""
    sizes = {"Rss:": 0, "Pss:": 0}
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            name, value = line.split()[:2]
            if name in sizes:
                sizes[name] = int(value) * 1024
    except (OSError, ValueError):
        pass
    return sizes["Rss:"], sizes["Pss:"]


def _seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / 100


def told(name: str, articles: int, found: Measured, basis: float | None = None) -> None:
    """A line of the table."""
    ratio = f"{basis / found.wall:6.2f} ×" if basis else ""
    rate = f"{articles / found.processor:7.0f}/s" if articles else ""
    times = f"{found.wall:7.1f} s {found.first:7.1f} s {found.processor:7.1f} s"
    print(f"{name:32} {times} {rate:>9} {found.largest:6.0f} MB {found.together:6.0f} MB  {ratio}", flush=True)


def series(inputs: Path, number: int, what: str, workers: list[int], rounds: int) -> None:
    """All runs over so many articles or pages."""
    found: dict[int, Measured] = {}
    for _ in range(rounds):
        for count in workers:
            out = inputs.parent / f"out-{count}"
            shutil.rmtree(out, ignore_errors=True)
            one = measured("run", inputs, "--out", out, "--workers", str(count))
            found[count] = min(found.get(count, one), one, key=lambda run: run.wall)
    first = found[workers[0]].wall
    for count, one in found.items():
        told(f"{number:,} {what}, workers: {count}", number, one, None if count == workers[0] else first)
    last = inputs.parent / f"out-{workers[-1]}"
    again = ("--out", last, "--workers", str(workers[-1]))
    told(f"{number:,} {what}, again unchanged", number, measured("run", inputs, *again), first)
    told(f"{number:,} {what}, all cached, new release", number, measured("run", inputs, *again, "--release", "2"), first)
    for count in workers:
        shutil.rmtree(inputs.parent / f"out-{count}")


def main() -> None:
    """Print a table: time, time of the processor in the first process and in all, articles by the latter, largest process, all, ratio."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("numbers", nargs="*", type=int, default=[10_000])
    options.add_argument("--pages", type=int, default=0)
    options.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    options.add_argument("--rounds", type=int, default=1)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        told("cold start: examples, 1 worker", 0, measured("run", "examples", "--out", place / "cold", "--workers", "1"))
        for number in asked.numbers:
            series(write(place / "articles.jsonl", number), number, "articles", asked.workers, asked.rounds)
        if asked.pages:
            series(write_pages(place / "pages", asked.pages), asked.pages, "pages", asked.workers, asked.rounds)


if __name__ == "__main__":
    main()
