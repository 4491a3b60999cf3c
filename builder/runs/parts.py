"""Runs in parts and runs not yet made: one of n parts of the inputs coded, all parts merged into a release, and what a run would do."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from builder import pipeline
from builder.config import ConfigError, Settings
from builder.model import Reject
from builder.readers.run import read_items
from builder.runs.release_folder import Report, cleared, input_hashes, merge_settings, settings_told, writable_folder
from builder.state.folder import opened
from builder.state.key import coder_key
from builder.state.made import Making, is_made
from builder.state.parts import note_part, read_parts, read_share, share_of, shared_inputs
from builder.state.plan import Plan, plan
from builder.state.shards import known_results


@dataclass(frozen=True, slots=True)
class PartReport:
    """What a run of one part did: its folder, articles in it, inputs rejected by reason."""

    folder: Path
    articles: int
    rejected: dict[str, int]


def run_part(inputs: Sequence[str | Path], chosen: Settings, progress: pipeline.Progress = lambda stage, count: None) -> PartReport:
    """Stages 1 to 5 for one part of the inputs (``chosen.shard``), kept in the state for ``merge_parts``."""
    share = share_of(chosen.shard)
    if share is None:
        raise ConfigError("no part was named; give --shard i/n")
    folder = chosen.state or chosen.out / "parts" / share.name
    with opened(folder, folder, chosen.overlays) as state:
        sources, by_article = shared_inputs(inputs, share)
        ledger = pipeline.new_ledger(state)
        shared = read_share(sources, by_article, share, pipeline.finder(inputs, chosen))
        pipeline.code_all(shared, chosen, state, ledger, progress)
        report = PartReport(folder, ledger.articles, ledger.reject_reasons())
        ledger.close()
        files = [source.path for source in sources if not isinstance(source, Reject)]
        note_part(state.folder, state.work / pipeline.BOOKS, share, state.key.name, input_hashes(files), settings_told(chosen))
    return report


def merge_parts(folders: Sequence[Path], chosen: Settings, progress: pipeline.Progress = lambda stage, count: None) -> Report:
    """Stages 6 to 8 for all parts of a run: the release that one run over all inputs makes."""
    folder = writable_folder(chosen.out, chosen.release)
    with opened(chosen.state_folder(), chosen.out, chosen.overlays) as state:
        cleared(folder)
        parts = read_parts(folders, state.key.name)
        making = Making(parts.inputs, {**parts.settings, **merge_settings(chosen)}, state.key.name)
        with closing(pipeline.new_ledger(state)) as ledger:
            for part in parts.folders:
                ledger.absorb(part / pipeline.BOOKS)
                for path, results in known_results(part.absolute() / state.key.name):
                    ledger.known(path, results)
            return pipeline.finish_all(ledger, state, folder, chosen, making, progress)


def plan_run(inputs: Sequence[str | Path], chosen: Settings) -> Plan:
    """What a run would do, and why."""
    key = coder_key(chosen.overlays)
    items = read_items(pipeline.finder(inputs, chosen)(inputs), pipeline.read_options(chosen))
    found = plan(items, chosen.state_folder(), key)
    making = Making(input_hashes(inputs), settings_told(chosen), key.name)
    found.made = "-" not in inputs and is_made(chosen.state_folder(), chosen.out / chosen.release, making)
    return found
