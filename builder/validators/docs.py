"""Tables of a release → the files of ``validation/``: result.json, and Data Docs that open without a network.

The library's own pages fetch styles and scripts from a dozen hosts and carry clocks and random ids. Of them only the sections
with the results are kept, one page a table, in a page shell of our own.
"""

from __future__ import annotations

import json
import math
import warnings
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import pyarrow as pa

from builder.model import Issue
from builder.schema import TABLES, Schema
from builder.validators.expectations import expectation_told
from builder.validators.suite import outcomes

VALIDATION, RESULT = "validation", "result.json"
_KEPT = ("class", "style")
_CSS = """
:root { color-scheme: light; --line: #e4e4df; --dim: #66707d; }
body { font: 15px/1.55 system-ui, "Noto Sans", "Noto Naskh Arabic", sans-serif; color: #1c2430; background: #fbfbf9; margin: 0; }
main { max-width: 66rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; }
h1 { font-size: 1.45rem; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem; border-bottom: 1px solid var(--line); }
h5 { font-size: .98rem; margin: 1.3rem 0 .3rem; } a { color: #1b5e8c; }
table { border-collapse: collapse; width: 100%; background: #fff; border: 1px solid var(--line); font-size: .88rem; }
th, td { text-align: start; vertical-align: top; padding: .25rem .6rem; border-top: 1px solid #eeeeea; overflow-wrap: anywhere; }
th { color: var(--dim); font-weight: 500; } td:first-child { width: 6rem; } [hidden] { display: none; } h6 { margin: 0; }
td td:first-child { width: auto; }
.badge { font: .86em ui-monospace, monospace; background: #f1f1ec; border-radius: 3px; padding: 0 .25em; }
.fa-check-circle::before, .met { color: #1d7a3c; } .fa-check-circle::before { content: "\\2713"; }
.fa-times::before, .failed, .text-danger { color: #b3261e; } .fa-times::before { content: "\\2717"; font-weight: 700; }
.warned { color: #8a5a00; } i { font-style: normal; } .show-scrollbars { max-height: 16rem; overflow: auto; }
body:has(#failed:checked) tr:has(> .hide-succeeded-validation-target-child) { display: none; }
body:has(#failed:checked) .ge-section:has(.hide-succeeded-validations-column-section-target-child) { display: none; }
"""


def validation_files(tables: Mapping[str, pa.Table], schema: Schema, previous: Mapping[str, int] | None = None) -> dict[str, str]:
    """The text of each file by its name in ``validation/``; ``previous`` has the rows of the last release by table, for drift."""
    found = _quietly(tables, schema, previous)
    suites = {title: [_told(one) for one in outcome.results] for title, outcome in found.items()}
    release = expectation_told(schema, tables, previous)
    pages = {f"{name}.html": _page(f"Expectations of {name}", _sections(name, found), back=True) for name in TABLES}
    whole = {"great_expectations": _version(), "schema": schema.version, "release": release, "suites": suites}
    return {RESULT: _json(whole), "index.html": _page("Validation", _index(suites, release)), **pages}


def _quietly(tables: Mapping[str, pa.Table], schema: Schema, previous: Mapping[str, int] | None) -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return dict(outcomes(tables, schema, "SUMMARY", previous))


def _version() -> str:
    import great_expectations

    return str(great_expectations.__version__)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"


def _told(one: Any) -> dict[str, Any]:
    """One expectation's result, without ids and clocks."""
    config, result = one.expectation_config, one.result or {}
    kwargs = {name: value for name, value in sorted(config.kwargs.items()) if name != "batch_id" and value is not None}
    severity = config.meta.get("severity", "error")
    told = {"rule": config.meta["rule"], "expectation": config.type, "severity": severity, "success": bool(one.success), "kwargs": kwargs}
    for name in ("observed_value", "element_count", "unexpected_count"):
        if name in result and not _is_nan(result[name]):
            told[name] = result[name]
    if not one.success and (rows := result.get("partial_unexpected_index_list")):
        told["rows"] = [int(row) for row in rows]
    return told


def _is_nan(value: Any) -> bool:
    return isinstance(value, float) and math.isnan(value)


def _sections(name: str, found: Mapping[str, Any]) -> str:
    """The library's sections of a table and of its list columns."""
    titles = [title for title in found if title == name or title.startswith(f"{name}.")]
    return "\n".join(f"<h2>{escape(title)}</h2>\n{_rendered(found[title])}" for title in titles)


def _rendered(outcome: Any) -> str:
    from great_expectations.render import renderer, view
    from selectolax.lexbor import LexborHTMLParser

    pages: Any = view.DefaultJinjaPageView()  # type: ignore[attr-defined]
    whole = LexborHTMLParser(pages.render(renderer.ValidationResultsPageRenderer().render(outcome)))  # type: ignore[attr-defined]
    sections = whole.css(".ge-section")
    for section in sections:
        for gone in section.css("script, link, img, form, a, [id*=collapse], [id$=-parent], [id$=-subheader]"):
            gone.decompose()
        for node in section.traverse():
            for name in [name for name in node.attributes if name not in _KEPT]:
                del node.attrs[name]
    lines = (line.strip() for section in sections for line in (section.html or "").splitlines())
    return "\n".join(line for line in lines if line)


def _index(suites: Mapping[str, list[dict[str, Any]]], release: list[dict[str, Any]]) -> str:
    rows = "".join(_suite_row(title, results) for title, results in suites.items())
    expected = "".join(_release_row(one) for one in release)
    return (
        "<p>Every column's own rules, and the expectations on the release as a whole. The same in "
        '<a href="result.json">result.json</a>.</p>\n<h2>Tables</h2>\n'
        f"<table><tr><th>table</th><th>expectations</th><th>met</th><th>warnings</th><th>faults</th></tr>{rows}</table>\n"
        "<h2>Release</h2>\n<table><tr><th>expectation</th><th>measured</th><th>bounds</th><th>if not met</th><th></th></tr>"
        f"{expected}</table>\n"
    )


def _suite_row(title: str, results: list[dict[str, Any]]) -> str:
    missed = [one["severity"] for one in results if not one["success"]]
    counts = (len(results), len(results) - len(missed), missed.count("warning"), missed.count("error"))
    cells = "".join(f"<td>{count}</td>" for count in counts)
    return f'<tr><td><a href="{escape(title.partition(".")[0])}.html">{escape(title)}</a></td>{cells}</tr>\n'


def _release_row(one: Mapping[str, Any]) -> str:
    bounds = " to ".join("…" if one[side] is None else f"{one[side]:g}" for side in ("minimum", "maximum"))
    state = "not measured" if one["met"] is None else "met" if one["met"] else "failed" if one["severity"] == "abort" else "warned"
    measured = "" if one["measured"] is None else f"{one['measured']:.4g}"
    cells = (one["description"], measured, bounds, one["severity"], state)
    return f'<tr class="{state}">' + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>\n"


def _page(title: str, body: str, back: bool = False) -> str:
    tools = (
        '<p><a href="index.html">All tables</a> <label><input type="checkbox" id="failed"> only what failed</label></p>\n' if back else ""
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n{tools}{body}"
        "</main>\n</body>\n</html>\n"
    )


def broken(files: Mapping[str, str]) -> list[str]:
    """The rules that a release breaks by its result, warnings left out."""
    return [rule for suite in json.loads(files[RESULT])["suites"].values() for rule in _missed(suite)]


def _missed(suite: Sequence[Mapping[str, Any]]) -> list[str]:
    return [one["rule"] for one in suite if not one["success"] and one["severity"] == "error"]


def second_opinion(
    schema: Schema, tables: Mapping[str, pa.Table], previous: Mapping[str, int], told: Sequence[Issue], folder: Path | None = None
) -> list[Issue]:
    """What the suite finds and the row checks did not; result and pages go to ``folder``."""
    if folder is None:
        rules = [
            rule for outcome in _quietly(tables, schema, previous).values() for rule in _missed([_told(one) for one in outcome.results])
        ]
    else:
        files = validation_files(tables, schema, previous)
        write_texts(files, folder)
        rules = broken(files)
    message = "Great Expectations finds rows that break this rule and the row checks do not; please report it"
    known = {issue.rule for issue in told}
    return [Issue("error", rule.partition(".")[0], rule, "suite", "", "", message) for rule in rules if rule not in known]


def write_texts(files: Mapping[str, str], folder: Path) -> None:
    """Write the files into a folder, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
