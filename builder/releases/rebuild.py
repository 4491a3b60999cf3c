"""A release and the folder of its inputs → the same release made anew, and what differs: inputs, program, vocabularies, files, rows."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.exporters.folder import listed_sums
from builder.pipeline import run
from builder.releases.contents import Contents, ReleaseError, contents
from builder.releases.difference import difference
from builder.releases.freeze import FROZEN, freeze, previous_told
from builder.releases.texts import run_settings
from builder.runs.release_folder import input_hashes
from builder.schema import TABLES
from builder.state.key import made_of
from builder.validators.docs import RESULT, VALIDATION

_PARTS = {
    "code": "program",
    "grammar": "grammar",
    "libraries": "library",
    "overlays": "overlay",
    "schemas": "schema",
    "vocabularies": "vocabulary",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was: an input, a part of the program, a file or a table of the release."""

    kind: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of it: the findings, and how many files are the same; ``made`` is False where inputs are lacking."""

    made: bool
    findings: tuple[Finding, ...]
    files: int

    @property
    def same_rows(self) -> bool:
        """Whether all tables have the same content."""
        return self.made and not any(one.kind == "table" for one in self.findings)

    @property
    def same_bytes(self) -> bool:
        """Whether all files are the same."""
        return self.made and not any(one.kind == "file" for one in self.findings)


def rebuild(path: Path, inputs: Path, previous: Path | None = None, overlays: tuple[Path, ...] = (), keep: Path | None = None) -> Rebuilt:
    """Make a release anew from what its run.json tells and compare; ``keep`` is a folder for what was made."""
    with contents(path) as release, tempfile.TemporaryDirectory() as place:
        found = [*_program(release.run, overlays)]
        known = input_hashes([inputs])
        lacking = list(_inputs(release.run, known))
        if lacking:
            return Rebuilt(False, (*lacking, *found), 0)
        staged = _staged(release.run, inputs, Path(place) / "inputs")
        folder = _made(release, staged, Path(place) / "out", previous or _beside(path, release), overlays)
        same, differing = _files(release.folder, folder)
        with contents(folder) as made:
            found += [*_tables(release, made), *differing]
        if keep:
            shutil.copytree(folder, keep)
        return Rebuilt(True, tuple(found), same)


def _program(told: Mapping[str, Any], overlays: tuple[Path, ...]) -> Iterator[Finding]:
    """Parts of the installed program that are not those the release was made with."""
    now, then = made_of(overlays), told.get("made_of", {})
    from builder import __version__

    if (version := told.get("versions", {}).get("eventbuild")) != __version__:
        yield Finding("version", "eventbuild", f"the release was made with {version}, and {__version__} is installed")
    for part, words in _PARTS.items():
        before, after = then.get(part, {}), now[part]
        for name in sorted({*before, *after}):
            if before.get(name) != after.get(name):
                told_of = f": {before.get(name, 'none')} then, {after.get(name, 'none')} now" if part == "libraries" else ""
                yield Finding(words, name, f"the {words} is not the one that the release was made with{told_of}")


def _inputs(told: Mapping[str, Any], known: Sequence[Mapping[str, str]]) -> Iterator[Finding]:
    """Inputs that are not there, or have another content."""
    there, names = {item["sha256"] for item in known}, {item["name"] for item in known}
    for item in told.get("inputs", []):
        if item["sha256"] not in there:
            what = "its content is not that of the input" if item["name"] in names else "it is missing"
            yield Finding("input", item["name"], f"{what}; its SHA-256 should be {item['sha256']}")


def _staged(told: Mapping[str, Any], inputs: Path, place: Path) -> list[Path]:
    """The inputs under the names that they had, whatever they are called now and whatever else is in the folder."""
    from builder.exporters.folder import file_hash
    from builder.readers.sources import Source, find_sources

    paths = {file_hash(Path(item.path)): Path(item.path) for item in find_sources([inputs]) if isinstance(item, Source)}
    staged = []
    for number, item in enumerate(told.get("inputs", [])):
        target = place / f"{number:06}" / item["name"]
        target.parent.mkdir(parents=True)
        try:
            target.symlink_to(paths[item["sha256"]].absolute())
        except OSError:
            shutil.copyfile(paths[item["sha256"]], target)
        staged.append(target)
    return staged


def _made(release: Contents, inputs: Sequence[Path], out: Path, previous: Path | None, overlays: tuple[Path, ...]) -> Path:
    name = "run" if FROZEN in release.run else release.version
    report = run(inputs, run_settings(release.run, out=out, release=name, overlays=overlays))
    if report.folder is None:
        raise ReleaseError("no article could be read from the inputs; nothing was made")
    frozen = release.run.get(FROZEN)
    if frozen is None:
        return report.folder
    suffix = ".csv.gz" if (release.folder / "events.csv.gz").is_file() else ".csv"
    suite = (release.folder / VALIDATION / RESULT).is_file()
    with _epoch(frozen.get("source_date_epoch")):
        return freeze(report.folder, release.version, out / "released", _right(frozen, previous), overlays, suffix, suite).folder


def _beside(path: Path, release: Contents) -> Path | None:
    """The release before, where it stands beside this one."""
    before = (release.run.get(FROZEN) or {}).get("previous")
    found = path.absolute().parent / before["release"] if before else None
    return found if found and found.is_dir() else None


def _right(frozen: Mapping[str, Any], previous: Path | None) -> Path | None:
    """The release before, if it is the one that this release was compared with."""
    before = frozen.get("previous")
    if before is None:
        return None
    if previous is None:
        raise ReleaseError(f"the release follows {before['release']}, which is not beside it; give its folder with --previous")
    with contents(previous) as last:
        if previous_told(last) != before:
            raise ReleaseError(f"{previous}: is not the release {before['release']} that this one follows; give that with --previous")
    return previous


@contextmanager
def _epoch(told: int | None) -> Iterator[None]:
    """The day that the release was given, for as long as it is made anew."""
    before = os.environ.pop("SOURCE_DATE_EPOCH", None)
    if told is not None:
        os.environ["SOURCE_DATE_EPOCH"] = str(told)
    try:
        yield
    finally:
        os.environ.pop("SOURCE_DATE_EPOCH", None)
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _files(old: Path, new: Path) -> tuple[int, list[Finding]]:
    """How many files are the same, and those that are not."""
    before, after = listed_sums(old), listed_sums(new)
    found = []
    for name in sorted({*before, *after}):
        if name not in after:
            found.append(Finding("file", name, "the release has it, and it was not made anew"))
        elif name not in before:
            found.append(Finding("file", name, "it was made anew, and the release has it not"))
        elif before[name] != after[name]:
            found.append(Finding("file", name, "it has other bytes"))
    return sum(before[name] == after.get(name) for name in before), found


def _tables(old: Contents, new: Contents) -> Iterator[Finding]:
    """Tables whose content is another, with how many rows differ."""
    before, after = (release.run.get("tables", {}) for release in (old, new))
    differing = [name for name in TABLES if _logical(before, name) != _logical(after, name)]
    if not differing:
        return
    counts = difference(old, new).counts
    for name in differing:
        told = ", ".join(f"{count:,} {kind}" for kind, count in counts.get(name, {}).items() if count)
        yield Finding("table", name, f"it has other rows ({told})" if told else "it has other rows")


def _logical(tables: Mapping[str, Any], name: str) -> str | None:
    return dict(tables.get(name, {})).get("logical_sha256")
