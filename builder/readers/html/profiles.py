"""Loads site profiles: ``sites/*.toml`` → for a page's domain, the selectors of its story and which fields to trust."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from builder.strict import DataError

FOLDER = Path(__file__).parent.parent / "sites"
TITLES = ("og", "jsonld", "h1", "twitter", "title")
_LISTS = ("domains", "body", "drop", "date", "byline")
_WORDS = ("name", "agency", "title")


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one site; ``date`` and ``byline`` are selectors, ``title`` a source of titles.TITLES."""

    id: str
    name: str
    domains: tuple[str, ...]
    body: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    title: str | None = None
    agency: str | None = None


@cache
def load_profiles(folder: Path = FOLDER) -> dict[str, Profile]:
    """Profiles by domain."""
    found: dict[str, Profile] = {}
    for path in sorted(folder.glob("*.toml")):
        profile = _profile(path)
        for domain in profile.domains:
            if domain in found:
                raise DataError(f"{path}: the domain '{domain}' is also in {found[domain].id}.toml; keep one")
            found[domain] = profile
    return found


def _profile(path: Path) -> Profile:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: {error}; correct the TOML") from error
    for key, value in data.items():
        _check(path, key, value)
    for key in ("name", "domains"):
        if not data.get(key):
            raise DataError(f"{path}: the key '{key}' is missing; add it")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return Profile(id=path.stem, **values)


def _check(path: Path, key: str, value: Any) -> None:
    if key in _LISTS:
        good = isinstance(value, list) and all(isinstance(entry, str) for entry in value)
    elif key in _WORDS:
        good = isinstance(value, str)
    else:
        raise DataError(f"{path}: unknown key '{key}'; known keys: {', '.join((*_WORDS, *_LISTS))}")
    if not good:
        raise DataError(f"{path}: '{key}' must be {'a list of strings' if key in _LISTS else 'a string'}")
    if key == "title" and value not in TITLES:
        raise DataError(f"{path}: unknown title source '{value}'; known: {', '.join(TITLES)}")


def domain_of(url: str | None) -> str:
    """The host of an address without ``www.``; empty where there is none."""
    if not url:
        return ""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def profile_of(domain: str) -> Profile | None:
    """The profile of a domain or of the site that it is a part of."""
    profiles = load_profiles()
    while domain:
        if domain in profiles:
            return profiles[domain]
        domain = domain.partition(".")[2]
    return None
