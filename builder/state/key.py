"""The coder key: everything beside an article that bears on its rows → one hash, and by part and file what it was made of."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from builder.paths import PACKAGE, schema_dir

# The code that turns an article into rows; what reads inputs, merges, checks and exports bears on no article's own rows.
_CODE = ("coding.py", "model.py", "knowledge", "languages", "parsers", "paths.py", "rows", "schema.py", "state/shards.py",
         "stories/signatures.py", "strict.py", "text", "vocabularies.py", "runs/worker.py")  # fmt: skip
# What bears on the rows of a release beside it: which articles there are, which events are one, which rows are accepted.
_RELEASE_CODE = (
    "runs/accounting.py",
    "runs/checked_articles.py",
    "runs/checked_events.py",
    "runs/finish.py",
    "runs/gather.py",
    "pipeline.py",
    "readers",
    "stories",
    "validators",
    "runs/worker.py",
)
_LIBRARIES = ("ahocorasick-rs", "dateparser", "hijridate", "numpy", "pyarrow", "PyYAML", "rapidfuzz", "rensa")
NAME = "key.json"
Part = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CoderKey:
    """Hashes by part (versions, code, grammar, vocabularies, schemas, overlays) and file; ``name`` is the hash of them all."""

    parts: Mapping[str, Part]

    @property
    def name(self) -> str:
        return hashlib.sha256(self.text().encode()).hexdigest()[:16]

    def text(self) -> str:
        """The key as JSON, kept beside the results so that a later run can tell what has changed."""
        return json.dumps(self.parts, indent=1, sort_keys=True) + "\n"


def coder_key(overlays: tuple[Path, ...] = ()) -> CoderKey:
    """The key of the installed program with these overlays."""
    return CoderKey({**_own(), "overlays": dict(_overlaid(overlays))})


@cache
def _own() -> dict[str, Part]:
    code = _hashes(PACKAGE, (path for name in _CODE for path in _files(PACKAGE / name)))
    data = _hashes(schema_dir(), _files(schema_dir()))
    return {
        "versions": _versions(),
        "code": {name: digest for name, digest in code.items() if name.endswith(".py")},
        "grammar": {name: digest for name, digest in code.items() if not name.endswith(".py")},
        "vocabularies": {name: digest for name, digest in data.items() if name.startswith("vocab/")},
        "schemas": {name: digest for name, digest in data.items() if not name.startswith("vocab/")},
    }


def _versions() -> Part:
    from builder import __version__

    return {"eventbuild": __version__, "python": ".".join(platform.python_version_tuple()[:2]), **dict(map(_library, _LIBRARIES))}


def _library(name: str) -> tuple[str, str]:
    try:
        return name, version(name)
    except PackageNotFoundError:
        return name, "?"


def _files(place: Path) -> Iterator[Path]:
    """The files of a folder, or the file itself; compiled code is left out."""
    for path in [place] if place.is_file() else sorted(place.rglob("*")):
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith("."):
            yield path


def _hashes(base: Path, paths: Iterable[Path]) -> Part:
    return {path.relative_to(base).as_posix(): file_digest(path) for path in paths}


def _overlaid(overlays: tuple[Path, ...]) -> Iterator[tuple[str, str]]:
    for number, overlay in enumerate(overlays):
        for path in _files(overlay):
            yield f"{number}:{overlay.name}/{path.relative_to(overlay).as_posix()}", file_digest(path)


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def made_of(overlays: tuple[Path, ...] = ()) -> dict[str, dict[str, str]]:
    """By part and file what the rows of a release hang on beside its inputs.

    Versions of Python, and of numpy, which follows them, are none of it: the rows are the same.
    """
    parts = coder_key(overlays).parts
    code = {**parts["code"], **_hashes(PACKAGE, (path for name in _RELEASE_CODE for path in _files(PACKAGE / name)))}
    libraries = {name: told for name, told in parts["versions"].items() if name not in ("python", "numpy", "eventbuild")}
    whole = hashlib.sha256("".join(f"{name} {digest}\n" for name, digest in sorted(code.items())).encode()).hexdigest()
    return {**{name: dict(part) for name, part in parts.items() if name != "versions"}, "code": {"builder": whole}, "libraries": libraries}


def key_of(parts: Mapping[str, Mapping[str, str]]) -> str:
    """One hash that stands for all parts."""
    return CoderKey(parts).name


def kept_key(folder: Path) -> CoderKey | None:
    """The key that a folder of results was made under; None where it cannot be read."""
    try:
        return CoderKey(json.loads((folder / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


def changes(old: CoderKey, new: CoderKey, most: int = 3) -> str:
    """What differs between two keys, in words: the parts, and in each the first names."""
    told = []
    for part in new.parts:
        before, after = old.parts.get(part, {}), new.parts[part]
        names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
        if names:
            told.append(f"{part} ({', '.join([*names[:most], '…'] if len(names) > most else names)})")
    return ", ".join(told)


def hashed_files(place: Path) -> str:
    """One hash over the names and bytes of all files of a folder."""
    return hashlib.sha256(json.dumps(_hashes(place, _files(place)), sort_keys=True).encode()).hexdigest()
