"""A run and the release before → a frozen release: versioned by rule, with tombstones, changelog and checksums, or a reason why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from builder.exporters import ASIDE, export
from builder.exporters.folder import SUMS, file_hash
from builder.exporters.parquet import read_parquet
from builder.model import Issue
from builder.releases.causes import causes
from builder.releases.contents import Contents, ReleaseError, contents
from builder.releases.difference import Difference, difference
from builder.releases.latest import point_latest
from builder.releases.reuse import refuse_reuse
from builder.releases.tell import changelog, epoch
from builder.releases.tombstones import returned, tombstones
from builder.releases.versions import Proposal, checked_form, is_version, proposal, refuse_wrong
from builder.runs.release_folder import cleared
from builder.schema import BESIDE, Schema, schema_hash, schema_of
from builder.validators.docs import VALIDATION, broken, validation_files
from builder.validators.release import release_issues

CHANGELOG = "CHANGELOG.md"
# What run.json tells of the release itself; the rest it keeps from the run.
FROZEN = "frozen"


@dataclass(frozen=True, slots=True)
class Frozen:
    """A release that was published: its folder, the version proposed, warnings of its check, ids that are back."""

    folder: Path
    proposal: Proposal | None
    warnings: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """From the last release (None: there is none) to a run: what changed and which version follows."""

    last: Contents | None
    run: Contents
    found: Difference | None
    proposal: Proposal | None


@contextmanager
def step(source: Path, previous: Path | None) -> Iterator[Step]:
    """Compare a run with the release before it, both open for reading."""
    with ExitStack() as stack:
        run = stack.enter_context(contents(source))
        last = stack.enter_context(contents(previous)) if previous else None
        if last is not None and FROZEN not in last.run and not is_version(last.version):
            raise ReleaseError(f"{previous}: is a run, not a release; freeze it first with: eventbuild release VERSION --from {previous}")
        found = difference(last, run) if last else None
        yield Step(last, run, found, proposal(found) if found is not None else None)


def freeze(
    source: Path,
    version: str | None,
    out: Path,
    previous: Path | None = None,
    overlays: tuple[Path, ...] = (),
    csv_suffix: str = ".csv",
    suite: bool = False,
) -> Frozen:
    """Publish a run as ``out/version`` (None: the version that follows); ReleaseError says why where it cannot be.

    With ``suite`` Great Expectations is asked too, and its result and pages are part of the release.
    """
    if not source.exists():
        cleared(source)
    with step(source, previous) as now:
        chosen = _version(now, version)
        folder = out / chosen
        cleared(folder)
        _refuse_overwriting(folder, source)
        schema = _schema(now.run, overlays)
        warnings = _refuse_faults(now, previous, overlays)
        ended, texts, about = _history(now, chosen)
        if suite:
            texts |= _validation(now, schema, ended)
        beside = {name: read_parquet(now.run.folder / ASIDE / f"{name}.parquet") for name in BESIDE}
        about[FROZEN]["warnings"] = dict(sorted(Counter(issue.rule for issue in warnings).items()))
        run = {key: value for key, value in now.run.run.items() if key not in ("release", "tables", "set_aside")}
        export(
            {**now.run.tables(), "tombstones": ended}, folder, chosen, beside=beside, run={**run, **about}, csv_suffix=csv_suffix,
            schema=schema, texts=texts,
        )  # fmt: skip
    point_latest(out, chosen)
    return Frozen(folder, now.proposal, warnings)


def _version(now: Step, version: str | None) -> str:
    if now.last is None or now.proposal is None:
        if version is None:
            raise ReleaseError("the first release has no version to follow; give one, for example 0.1.0")
        return checked_form(version)
    if now.proposal.level is None:
        raise ReleaseError(f"nothing changed since {now.last.version}; there is nothing to release")
    refuse_wrong(version or now.proposal.version, now.proposal, now.last.version)
    return version or now.proposal.version


def _refuse_overwriting(folder: Path, source: Path) -> None:
    """A release that is out stays as it is; a run in its place gives way only to its own release."""
    if not folder.exists():
        return
    with contents(folder) as there:
        if FROZEN in there.run:
            raise ReleaseError(f"{folder}: this version is released and stays as it is; release the changes under the next version")
    if not folder.samefile(source):
        raise ReleaseError(f"{folder}: another run stands there; give --from {folder}, or remove it")


def _schema(run: Contents, overlays: tuple[Path, ...]) -> Schema:
    if FROZEN in run.run:
        raise ReleaseError(f"{run.folder}: is a release already ({run.version}); give the folder of a run to --from")
    if run.run.get("schema_sha256") != schema_hash():
        raise ReleaseError(f"{run.folder}: was made with other schemas or vocabularies than those installed; run it again")
    settings = run.run.get("settings", {})
    given = [overlay["name"] for overlay in settings.get("overlays", [])]
    if given != [path.name for path in overlays]:
        raise ReleaseError(f"{run.folder}: was made with the overlays {given or 'none'}; give the same with --kb")
    return schema_of(overlays, settings.get("quote_length", 120))


def _refuse_faults(now: Step, previous: Path | None, overlays: tuple[Path, ...]) -> tuple[Issue, ...]:
    """The warnings of the run's check; a fault stops the release."""
    issues = release_issues(now.run.folder, previous, overlays=overlays)
    faults = [issue for issue in issues if issue.severity == "error"]
    if faults:
        told = "; ".join(f"{one.table} {one.key}: {one.message} [{one.rule}]" for one in faults[:5])
        raise ReleaseError(f"{now.run.folder}: has {len(faults):,} faults, and nothing is published: {told}")
    if now.last is not None:
        refuse_reuse(now.last, now.run)
    return tuple(issues)


def _validation(now: Step, schema: Schema, ended: pa.Table) -> dict[str, str]:
    """The files of ``validation/``; what the suite alone finds stops the release too."""
    before = {name: int(about["rows"]) for name, about in now.last.run["tables"].items()} if now.last else {}
    files = validation_files({**now.run.tables(), "tombstones": ended}, schema, before)
    if rules := broken(files):
        raise ReleaseError(f"{now.run.folder}: breaks {', '.join(rules[:5])} by Great Expectations, and nothing is published; see validate")
    return {f"{VALIDATION}/{name}": text for name, text in files.items()}


def _history(now: Step, version: str) -> tuple[pa.Table, dict[str, str], dict[str, Any]]:
    """Tombstones, changelog, and what run.json tells of the release before."""
    if now.last is None:
        ended = now.run.table("tombstones")
        return ended, {CHANGELOG: changelog(None, version, ended)}, {FROZEN: {"previous": None, **epoch_told()}}
    old, new = now.last.tables(), now.run.tables()
    ended = tombstones(old, new, (now.last.version, version), causes(now.last, now.run))
    before = now.last.folder / CHANGELOG
    told = before.read_text(encoding="utf-8") if before.is_file() else ""
    found = replace(now.found, new=version) if now.found else None
    text = changelog(found, version, ended, returned(old, new), told)
    return ended, {CHANGELOG: text}, {FROZEN: {"previous": previous_told(now.last), **epoch_told()}}


def previous_told(last: Contents) -> Mapping[str, str]:
    """How run.json names the release before: its version and the hash of its checksums, which stand for all its files."""
    return {"release": last.version, "sha256sums_sha256": file_hash(last.folder / SUMS)}


def epoch_told() -> dict[str, int]:
    """The time that the release was given by SOURCE_DATE_EPOCH, if any."""
    told = epoch()
    return {} if told is None else {"source_date_epoch": told}
