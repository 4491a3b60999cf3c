"""Runs killed at random moments and resumed: python benchmarks/soak.py [--kills 100] [--articles 600] [--seed 1]

A run is started and killed (kill -9, the workers left to themselves) after a random time, and started again with the same command until
one ends by itself; the first third of the time, in which the program loads and nothing is written, is left alone. The checksums must be
those of a run that nobody killed. With new kills the next round begins from nothing, until there were as many as asked for. Ends with 1 at
the first difference.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from made_up import ROOT, write


def started(articles: Path, out: Path, workers: int) -> subprocess.Popen[bytes]:
    """The command, the same every time."""
    command = [sys.executable, "-m", "builder", "run", str(articles), "--out", str(out), "--workers", str(workers), "--quiet"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def sums(out: Path) -> bytes:
    """The checksums of the release."""
    return (out / "0.1.0" / "SHA256SUMS").read_bytes()


def where(out: Path) -> str:
    """How far a killed run had come, by what it left."""
    if any(out.glob(".0.1.0.*")):
        return "while the release was written"
    work = out / ".state" / "work"
    if any(work.glob("*.run")) or (out / "0.1.0").exists():
        return "while merging, or after the end"
    return "while coding" if any(out.glob(".state/*/*.arrow")) else "before the first shard"


def killed_round(articles: Path, out: Path, seconds: float, pick: random.Random, left: int) -> Counter[str]:
    """Kill runs until one ends by itself, or there were kills enough and the last may end; where the kills fell."""
    places: Counter[str] = Counter()
    while True:
        run = started(articles, out, pick.choice((1, 2)))
        try:
            run.wait(timeout=pick.uniform(seconds / 3, seconds) if places.total() < left else None)
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.wait()
            places[where(out)] += 1
            continue
        if run.returncode not in (0, 3):
            raise SystemExit(f"a resumed run ended with {run.returncode}: {run.stderr.read().decode() if run.stderr else ''}")
        return places


def main() -> None:
    """Tell each round: kills so far, where they fell, and whether the checksums are the same."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--articles", type=int, default=600)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    pick = random.Random(asked.seed)  # noqa: S311
    with tempfile.TemporaryDirectory() as place:
        articles = write(Path(place) / "in.jsonl", asked.articles, asked.seed)
        start = time.perf_counter()
        run = started(articles, Path(place) / "whole", 2)
        if run.wait() not in (0, 3):
            raise SystemExit(run.stderr.read().decode() if run.stderr else "")
        seconds, want = time.perf_counter() - start, sums(Path(place) / "whole")
        places: Counter[str] = Counter()
        while places.total() < asked.kills:
            out = Path(place) / "killed"
            places += killed_round(articles, out, seconds, pick, asked.kills - places.total())
            same = sums(out) == want
            print(
                f"{places.total()} kills ({', '.join(f'{n} {where}' for where, n in places.items())}): {'same' if same else 'OTHER'} bytes",
                flush=True,
            )
            if not same:
                raise SystemExit(1)
            shutil.rmtree(out)


if __name__ == "__main__":
    main()
