"""Stage 8, export: checked tables → a release folder (Parquet, CSV, codebook, metadata, manifest, checksums), whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from builder.exporters.citation import citation, zenodo
from builder.exporters.codebook import codebook
from builder.exporters.codebook_page import codebook_page
from builder.exporters.croissant import croissant
from builder.exporters.datapackage import datapackage
from builder.exporters.dataset import Dataset, content_digest, of_run
from builder.exporters.folder import whole_folder, write_sums
from builder.exporters.manifest import manifest, write_json
from builder.exporters.tables import Rows, write_rows
from builder.schema import BESIDE, TABLES, Schema, load_schema

ASIDE = "quarantine"


def export(
    tables: Mapping[str, Rows],
    folder: Path,
    version: str,
    *,
    beside: Mapping[str, Rows] | None = None,
    run: Mapping[str, Any] | None = None,
    csv_suffix: str = ".csv",
    replace: bool = True,
    schema: Schema | None = None,
    texts: Mapping[str, str] | None = None,
    workers: int = 1,
) -> Path:
    """Write a release into ``folder``, which must not exist unless ``replace``.

    ``tables`` are those that the validation accepted; ``beside`` holds the rows of ``rejects`` and ``quarantine``, written
    into a folder of their own; ``run`` is what the caller knows of the run (counts, inputs, settings), for ``run.json``;
    its setting ``dataset`` is what the publisher says of the data set; ``texts`` are further files by name. So many tables as there are
    ``workers`` are written at a time.
    """
    schema = schema or load_schema()
    dataset = of_run(run or {})
    with whole_folder(folder, replace) as place:
        with ThreadPoolExecutor(workers) as at_once:
            # The evidence is by far the largest table: while it is written, all else is.
            begun = {
                name: at_once.submit(write_rows, schema, name, tables.get(name, []), place, version, csv_suffix)
                for name in ("evidence", *(name for name in TABLES if name != "evidence"))
            }
            _codebooks(schema, dataset, version, place)
            written = {name: begun[name].result() for name in TABLES}
        aside = place / ASIDE
        aside.mkdir()
        kept_out = {name: write_rows(schema, name, (beside or {}).get(name, []), aside, version, csv_suffix) for name in BESIDE}
        _describe(schema, dataset, version, place, csv_suffix, content_digest(written))
        write_json(manifest(schema, version, written, kept_out, run or {}), place / "run.json")
        for name, text in (texts or {}).items():
            (place / name).parent.mkdir(exist_ok=True)
            (place / name).write_text(text, encoding="utf-8", newline="\n")
        write_sums(place)
    return folder


def _codebooks(schema: Schema, dataset: Dataset, version: str, place: Path) -> None:
    """Write the codebook as Markdown and, from it, as a page."""
    text = codebook(schema)
    (place / "codebook.md").write_text(text, encoding="utf-8", newline="\n")
    page = codebook_page(text, f"Codebook of {dataset.title}, version {version}")
    (place / "codebook.html").write_text(page, encoding="utf-8", newline="\n")


def _describe(schema: Schema, dataset: Dataset, version: str, place: Path, csv_suffix: str, digest: str) -> None:
    """Write the metadata for catalogues, loaders and citations."""
    from builder import __version__

    write_json(datapackage(schema, dataset, version, place, csv_suffix), place / "datapackage.json", in_order=True)
    write_json(croissant(schema, dataset, version, place, csv_suffix), place / "croissant.json", in_order=True)
    write_json(zenodo(dataset, version), place / ".zenodo.json", in_order=True)
    (place / "CITATION.cff").write_text(citation(dataset, version, digest, __version__), encoding="utf-8", newline="\n")


__all__ = ["export"]
