"""How well names are found across scripts: python benchmarks/names.py PAIRS

PAIRS has a line for each name: Latin spelling, tab, the other script's letters (spaces between them are dropped), as the lists of
NETransliteration-COLING2018 (wd_arabic_20, wd_russian_20) have. For each name of the other script all Latin ones of the file are searched:
block: the right one shares a key; at 15: it is among the 15 that sound most alike; top 1: it is the first.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from pathlib import Path

from builder.knowledge.sounds import distance, keys, skeleton

MOST = 15


def main() -> None:
    """Read the pairs, search each, tell the shares."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("pairs", type=Path)
    lines = options.parse_args().pairs.read_text(encoding="utf-8").splitlines()
    pairs = [(latin, other.replace(" ", "")) for latin, other, *_ in (line.split("\t") for line in lines)]
    index: defaultdict[str, set[str]] = defaultdict(set)
    for latin in {latin for latin, _ in pairs}:
        for key in keys(skeleton(latin)):
            index[key].add(latin)
    start = time.process_time()
    blocked = near = first = 0
    for latin, other in pairs:
        found = set().union(*(index.get(key, set()) for key in keys(skeleton(other))))
        best = sorted(found, key=lambda name: (distance(name, other), name))[:MOST]
        blocked, near, first = blocked + (latin in found), near + (latin in best), first + (best[:1] == [latin])
    spent, total = time.process_time() - start, len(pairs)
    print(f"{total} pairs: block {blocked / total:.3f}, at {MOST} {near / total:.3f}, top 1 {first / total:.3f}")
    print(f"{spent / total * 1e3:.2f} ms a name")


if __name__ == "__main__":
    main()
