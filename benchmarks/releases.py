"""Releases of many rows: row checks, suite, export, comparison and check of a folder → seconds and peak memory, as a table.

    python benchmarks/releases.py [--rows 1000000] [--work FOLDER] [--only checks,export,validate,diff,release,suite]

The rows are those of the bundled examples, repeated under new ids until there are so many in all tables together; in the second release
one event in fifty has another confidence, one in a hundred is gone and one in a hundred is new. Each step runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from builder.rows import made_id

ROOT = Path(__file__).parent.parent
STEPS = ("checks", "export", "validate", "diff", "release", "suite")
IDS = ("event_id", "article_id", "duplicate_of", "article_ids")
Tables = dict[str, pa.Table]


def example_tables(work: Path) -> Tables:
    """The tables of the bundled examples."""
    from builder import build

    return dict(build(ROOT / "examples", work / "base", "run", workers=1).tables)


Triggers = dict[str, tuple[str, str, int, int]]


def triggers(tables: Tables) -> Triggers:
    """What each event's id is made from: article, part, place, and how manieth event of that place it is."""
    shown = tables["evidence"].filter(pc.equal(tables["evidence"]["column"], "event_type")).to_pylist()
    places = ((row["event_id"], (row["article_id"], row["part"], row["start"], nth)) for row in shown for nth in range(9))
    return {event: place for event, place in places if made_id(*place) == event}


def repeated(tables: Tables, copies: int, shift: int = 0) -> Tables:
    """The rows many times over, each time under other ids."""
    known = triggers(tables)
    return {name: _repeated(table, copies, shift, known) for name, table in tables.items()}


def _repeated(table: pa.Table, copies: int, shift: int, known: Triggers) -> pa.Table:
    rows = pa.array(np.tile(np.arange(len(table)), copies))
    number = np.repeat(np.arange(shift, shift + copies), len(table))
    whole = table.take(rows)
    for name in IDS:
        if name in whole.column_names:
            place = whole.column_names.index(name)
            whole = whole.set_column(place, whole.schema.field(place), _renamed(whole[name].combine_chunks(), number, known))
    return whole


def _renamed(values: pa.Array, number: np.ndarray, known: Triggers) -> pa.Array:
    if pa.types.is_list(values.type):
        parents = number[pc.list_parent_indices(values).to_numpy()]
        return pa.ListArray.from_arrays(values.offsets, _renamed(values.flatten(), parents, known))
    if not pc.any(pc.is_in(values, pa.array(list(known)))).as_py():
        return pc.binary_join_element_wise(values, pc.cast(pa.array(number), pa.string()), "-")
    made = {}
    for pair in zip(values.to_pylist(), number.tolist(), strict=True):
        if pair not in made:
            article, *place = known[pair[0]]
            made[pair] = made_id(f"{article}-{pair[1]}", *place)
    return pa.array([made[pair] for pair in zip(values.to_pylist(), number.tolist(), strict=True)])


def changed(tables: Tables, copies: int, example: Tables) -> Tables:
    """The second release: other confidences, events and articles gone and new."""
    gone = max(copies // 100, 1)
    kept = {name: table.slice(gone * (len(table) // copies)) for name, table in tables.items()}
    more = repeated(example, gone, copies)
    events = kept["events"]
    place = events.column_names.index("confidence")
    other = pa.array(np.arange(len(events)) % 50 == 0)
    events = events.set_column(place, events.schema.field(place), pc.if_else(other, 0.123, events["confidence"].combine_chunks()))
    return {name: pa.concat_tables([(kept | {"events": events})[name], more[name]]) for name in tables}


def prepare(work: Path, rows: int) -> None:
    """Write both releases' rows once."""
    tables = {name: table for name, table in example_tables(work).items() if name != "tombstones"}
    copies = rows // sum(map(len, tables.values()))
    first = repeated(tables, copies)
    for name, part in (("old", first), ("new", changed(first, copies, tables))):
        (work / name).mkdir(exist_ok=True)
        for table, content in part.items():
            pq.write_table(content, work / name / f"{table}.parquet")


def read(work: Path, name: str) -> Tables:
    return {path.stem: pq.read_table(path) for path in sorted((work / name).glob("*.parquet"))}


def checks(work: Path) -> Callable[[], object]:
    from builder.schema import load_schema
    from builder.validators import failures

    tables = {**read(work, "old"), "tombstones": load_schema().arrow("tombstones").empty_table()}
    return lambda: list(failures(load_schema(), tables))


def suite(work: Path) -> Callable[[], object]:
    from builder.schema import load_schema
    from builder.validators.suite import outcomes

    tables = {**read(work, "old"), "tombstones": load_schema().arrow("tombstones").empty_table()}
    return lambda: list(outcomes(tables, load_schema(), "SUMMARY"))


def export(work: Path, name: str = "old") -> Callable[[], object]:
    from builder.exporters import export as write

    tables = read(work, name)
    return lambda: write(tables, work / f"{name}-run", name, run={"settings": {"overlays": [], "quote_length": 120}, "inputs": []})


def second(work: Path) -> Callable[[], object]:
    return export(work, "new")


def made(work: Path, name: str, step: str) -> Path:
    """The folder of a step that others need."""
    if not (work / name).is_dir():
        subprocess.run([sys.executable, __file__, "--work", str(work), "--step", step], check=True, capture_output=True)
    return work / name


def diff(work: Path) -> Callable[[], object]:
    from builder.releases.written import write_files

    old, new = made(work, "old-run", "export"), made(work, "new-run", "second")
    return lambda: write_files(old, new, work / "changes")


def first_release(work: Path) -> Callable[[], object]:
    from builder.releases.freeze import freeze

    return lambda: freeze(made(work, "old-run", "export"), "1.0.0", work / "out")


def release(work: Path) -> Callable[[], object]:
    """Check, comparison with the release before, tombstones and export, all together."""
    from builder.releases.freeze import freeze

    before, run = made(work, "out/1.0.0", "first_release"), made(work, "new-run", "second")
    shutil.rmtree(work / "out" / "1.0.1", ignore_errors=True)
    return lambda: freeze(run, None, work / "out", before)


def validate(work: Path) -> Callable[[], object]:
    from builder.release import check_release

    folder = made(work, "old-run", "export")
    return lambda: check_release(folder)


def measured(step: str, work: Path) -> None:
    """Run one step here; print seconds by the clock and of the processor, and peak memory."""
    steps = (checks, suite, export, second, validate, diff, first_release, release)
    ready = {one.__name__: one for one in steps}[step](work)
    began, busy = time.perf_counter(), time.process_time()
    ready()
    seconds, processor = time.perf_counter() - began, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps({"step": step, "seconds": round(seconds, 2), "processor": round(processor, 2), "peak_gib": round(peak, 2)}))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--work", type=Path)
    arguments.add_argument("--only", default=",".join(STEPS))
    arguments.add_argument("--step")
    given = arguments.parse_args()
    if given.step:
        measured(given.step, given.work)
        return
    with tempfile.TemporaryDirectory() as place:
        work = given.work or Path(place)
        work.mkdir(parents=True, exist_ok=True)
        if not (work / "new").is_dir():
            prepare(work, given.rows)
        rows = {name: len(table) for name, table in read(work, "old").items()}
        print(f"{sum(rows.values()):,} rows: " + ", ".join(f"{count:,} {name}" for name, count in rows.items()))
        print("| step | seconds | of the processor | peak GiB |\n| --- | ---: | ---: | ---: |")
        for step in given.only.split(","):
            command = [sys.executable, __file__, "--work", str(work), "--step", step]
            told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
            print(f"| {step} | {told['seconds']} | {told['processor']} | {told['peak_gib']} |", flush=True)


if __name__ == "__main__":
    main()
