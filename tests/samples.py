"""Small articles for the tests of the command line and of whole runs."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parent.parent / "examples"
VISIT = {
    "id": "visit",
    "title": "Kenya and Somalia sign defence cooperation agreement",
    "text": "NAIROBI - Kenya and Somalia signed a defence cooperation agreement on Wednesday to fight al-Shabaab militants.",
    "published": "2019-06-27",
    "publisher": "Example News Agency",
}
WEATHER = {
    "id": "weather",
    "title": "Rain expected in the north on Friday",
    "text": "The weather service expects heavy rain in the north of the country on Friday and advises drivers to be careful.",
    "published": "2019-06-27",
}


def write_lines(path: Path, *records: dict[str, Any] | str) -> Path:
    """A JSON Lines file; a record that is text already is written as it is."""
    lines = [record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def hashes(folder: Path) -> dict[str, str]:
    """Every file of a folder by its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
