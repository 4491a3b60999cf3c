"""A release and the name of a form → files for other programs: Stata, SQLite, GraphML."""

from __future__ import annotations

from pathlib import Path

from builder.exporters.dataset import of_run
from builder.exporters.sqlite import write_sqlite
from builder.exporters.stata import write_stata
from builder.release import load
from builder.schema import load_schema

_NAMES = {"stata": "stata", "sqlite": "events.db", "graphml": "network.graphml"}


def export_to(form: str, path: Path, target: Path | None, directed: bool = False, overlays: tuple[Path, ...] = ()) -> list[Path]:
    """Write the files and return their paths; ``target`` None is a name in the working folder."""
    release, schema = load(path), load_schema(overlays=overlays)
    place = target or Path(_NAMES[form])
    if form == "stata":
        return write_stata(release.tables, schema, release.version, place)
    if form == "sqlite":
        return write_sqlite(release.tables, schema, of_run(release.manifest), release.version, place)
    release.network(directed=directed, graphml=place)
    return [place]
