"""A name → a repository for a data set of one's own: settings, an example of inputs, workflow, README; its commands work at once."""

from __future__ import annotations

import re
from pathlib import Path

from builder import __version__
from builder.config import ConfigError
from builder.paths import TEMPLATES, workflow_file

# Names that a package cannot hold, or that would be taken for the package's own.
_HIDDEN = {"gitignore": ".gitignore", "github": ".github"}


def scaffold(folder: Path, title: str | None = None, creator: str | None = None) -> list[Path]:
    """Write the repository's files into a folder that is new or empty; their paths."""
    if folder.exists() and (not folder.is_dir() or any(item.name != ".git" for item in folder.iterdir())):
        raise ConfigError(f"{folder} exists and is not empty; choose another name, or empty it")
    name = _name(folder)
    title = title or name.replace("-", " ").capitalize()
    words = {"NAME": name, "TITLE": title, "CREATOR": creator or f"The authors of {title}", "VERSION": __version__}
    written = [_write(path, folder / _target(path), words) for path in sorted(TEMPLATES.rglob("*")) if path.is_file()]
    reusable = workflow_file()
    return [*written, _write(reusable, folder / ".github" / "workflows" / reusable.name, {})]


def _name(folder: Path) -> str:
    """The data set's name as catalogues want it, from the folder's."""
    name = re.sub(r"[^a-z0-9]+", "-", folder.absolute().name.lower()).strip("-")
    if not name:
        raise ConfigError(f"{folder}: the name has no Latin letter or digit, which catalogues need; choose another")
    return name


def _target(path: Path) -> Path:
    first, *rest = path.relative_to(TEMPLATES).parts
    return Path(_HIDDEN.get(first, first), *rest)


def _write(source: Path, target: Path, words: dict[str, str]) -> Path:
    text = source.read_text(encoding="utf-8")
    for key, word in words.items():
        text = text.replace(f"@{key}@", _quotable(word, target))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")
    return target


def _quotable(word: str, target: Path) -> str:
    """A word as it may stand between the quotes of a settings file."""
    return word.replace("\\", "\\\\").replace('"', '\\"') if target.suffix == ".toml" else word
