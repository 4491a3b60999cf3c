"""Two releases → the files that tell their difference: Parquet and CSV of all changes, Markdown, and a page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from builder.exporters.folder import whole_folder
from builder.exporters.tables import write_rows
from builder.releases.contents import contents
from builder.releases.difference import Difference, by_cause, difference
from builder.releases.page import page
from builder.releases.tell import markdown
from builder.schema import CHANGES, load_schema


def write_files(old: Path, new: Path, folder: Path | None = None, md: Path | None = None, html: Path | None = None) -> Difference:
    """Compare two releases and write what is asked for."""
    with contents(old) as before, contents(new) as after:
        found = difference(before, after)
        if folder:
            with whole_folder(folder, replace=(folder / "changes.parquet").is_file()) as place:
                write_rows(load_schema(), CHANGES, found.rows, place, "", ".csv")
                _write(place / "changes.md", markdown(found))
                _write(place / "changes.html", page(found, before, after))
        if md:
            _write(md, markdown(found))
        if html:
            _write(html, page(found, before, after))
    return found


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def told(found: Difference, most: int = 20) -> str:
    """The difference in a few lines for the terminal: figures, and the first changes of events."""
    lines = [f"{change.level.upper()}: {change.words}" for change in found.schema]
    for name, counts in found.counts.items():
        if any(counts.values()):
            lines.append(f"{name}: " + ", ".join(f"{count:,} {kind}" for kind, count in counts.items()))
    causes = by_cause(found.rows)
    lines += [f"causes: {', '.join(f'{name} {count:,}' for name, count in causes.items())}"] if causes else []
    events = found.rows.filter(pc.equal(found.rows["table"], "events"))
    lines += [_line(row) for row in events.slice(0, most).to_pylist()]
    lines += [f"… and {len(events) - most:,} more; all with -o FOLDER"] if len(events) > most else []
    return "\n".join(lines) or "no differences"


def _line(row: Mapping[str, Any]) -> str:
    values = f"  {row['column']}: {row['old']} → {row['new']}" if row["column"] else ""
    return f"{row['change']:8}{row['key']}{values}  ({' + '.join(row['causes'])})"
