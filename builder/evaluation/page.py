"""Report → one self-contained HTML page: figures with intervals, types, confusion, and every fault with the command that explains it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from html import escape

from builder.evaluation import ALL, Report, Types, type_lines
from builder.evaluation.figures import Figure
from builder.evaluation.scoring import FIELDS, NOTHING, Fault

_CSS = """
:root{--ink:#1b1f24;--paper:#fff;--line:#d7dce1;--soft:#f4f6f8;--mark:#2f6f9f;--bad:#b3412f}
@media(prefers-color-scheme:dark){:root{--ink:#e3e6ea;--paper:#14171a;--line:#363c43;--soft:#1d2126;--mark:#6fb1e0;--bad:#e08a7a}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink)}
body{font:15px/1.5 system-ui,"Noto Sans","Noto Naskh Arabic",sans-serif}
main{max-width:72rem;margin:auto;padding:1.5rem}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2.2rem}
.wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .6rem;border-bottom:1px solid var(--line);text-align:start;vertical-align:top}td.n{text-align:end}
th{background:var(--soft);font-weight:600}small{opacity:.75}.right{background:color-mix(in srgb,var(--mark) 22%,transparent)}
.wrong{color:var(--bad)}code{font:12px/1.4 ui-monospace,monospace;overflow-wrap:anywhere}svg{display:block}
input{font:inherit;padding:.3rem .5rem;width:20rem;max-width:100%;border:1px solid var(--line);background:var(--paper);color:inherit}
"""
_SCRIPT = """
const box=document.getElementById('find');box.addEventListener('input',()=>{const words=box.value.toLowerCase();
for(const row of document.querySelectorAll('#faults tbody tr'))row.hidden=!row.textContent.toLowerCase().includes(words)});
"""
_WIDTH = 120


def page(report: Report, gold: str, articles: str) -> str:
    """The whole page; ``gold`` and ``articles`` are the files' names as given."""
    groups = " · ".join(f"{escape(name)}: {count}" for name, count in report.articles.items())
    missing = f"<p class=wrong>{len(report.missing)} gold articles have no prediction and count as wrong.</p>" if report.missing else ""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Evaluation of {escape(articles)}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>Evaluation</h1>\n<p>Gold: <code>{escape(gold)}</code>. Coded: <code>{escape(articles)}</code>. "
        f"Articles: {groups}.</p>\n{missing}"
        "<h2>Figures</h2>\n<p>F1, or the share right for what is asked of the leading event and of actors' roles. "
        "Below each figure its 95&nbsp;% interval (articles drawn anew, fixed seed) and how many are wanted.</p>\n"
        f"{_figure_table(report.figures)}\n<h2>Precision and recall</h2>\n{_counted_table(report.figures[ALL])}\n"
        f"<h2>Events by type</h2>\n{_type_table(report.types)}\n"
        f"<h2>Types confused: events of the same parties and day</h2>\n{_confusion(report.types)}\n"
        f"<h2>Types confused: leading events</h2>\n{_confusion(report.leads)}\n"
        f"<h2>Faults ({len(report.faults)})</h2>\n{_fault_table(report.faults, articles if report.with_texts else None)}\n"
        f"</main>\n<script>{_SCRIPT}</script>\n</body>\n</html>\n"
    )


def _table(head: Iterable[str], rows: Iterable[str], name: str = "") -> str:
    titles = "".join(f"<th>{escape(title)}</th>" for title in head)
    mark = f' id="{name}"' if name else ""
    return f'<div class="wide"><table{mark}><thead><tr>{titles}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


def _figure_table(figures: Mapping[str, Mapping[str, Figure]]) -> str:
    present = [name for name in FIELDS if any(name in found for found in figures.values())]
    rows = (
        f"<tr><th>{name}</th>" + "".join(f"<td>{_figure(found.get(name))}</td>" for found in figures.values()) + "</tr>" for name in present
    )
    return _table(("field", *figures), rows)


def _figure(figure: Figure | None) -> str:
    if figure is None or not figure.n:
        return "–"  # nothing of it was wanted
    return f"{figure.value:.3f}{_bar(figure)}<small>{figure.low:.3f} – {figure.high:.3f}, n = {figure.n}</small>"


def _bar(figure: Figure) -> str:
    """The figure as a dot on a line from 0 to 1, with its interval."""
    low, high, value = (round(part * _WIDTH, 1) for part in (figure.low, figure.high, figure.value))
    return (
        f'<svg width="{_WIDTH + 6}" height="10" role="img" aria-label="{figure.value:.3f} of 1">'
        '<g transform="translate(3 5)" stroke="var(--mark)">'
        f'<path d="M0 0H{_WIDTH}" opacity=".25"/><path d="M{low} 0H{high}" stroke-width="3"/>'
        f'<circle cx="{value}" r="3.5" fill="var(--paper)" stroke-width="2"/></g></svg>'
    )


def _counted_table(found: Mapping[str, Figure]) -> str:
    rows = (
        f"<tr><th>{name}</th><td class=n>{f.precision:.3f}</td><td class=n>{f.recall:.3f}</td><td class=n>{f.value:.3f}</td>"
        f"<td class=n>{f.n}</td></tr>"
        for name, f in found.items()
        if f.precision is not None
    )
    return _table(("field", "precision", "recall", "F1", "wanted"), rows)


def _type_table(types: Types) -> str:
    rows = (
        f"<tr><th>{escape(line.event_type)}</th><td class=n>{line.precision:.3f}</td><td class=n>{line.recall:.3f}</td>"
        f"<td class=n>{line.f1:.3f}</td><td class=n>{line.coded}</td><td class=n>{line.wanted}</td></tr>"
        for line in type_lines(types)
    )
    return _table(("type", "precision", "recall", "F1", "coded", "wanted"), rows)


def _confusion(types: Types) -> str:
    """Gold types down, coded types across."""
    total: dict[str, int] = {}
    for (gold, coded), count in types.items():
        total[gold], total[coded] = total.get(gold, 0) + count, total.get(coded, 0) + count
    names = sorted(total, key=lambda name: (name == NOTHING, -total[name], name))
    rows = (f"<tr><th>{escape(gold)}</th>{''.join(_cell(gold, coded, types) for coded in names)}</tr>" for gold in names)
    return _table(("gold ↓ coded →", *names), rows)


def _cell(gold: str, coded: str, types: Types) -> str:
    kind = "n right" if gold == coded else "n wrong"
    return f'<td class="{kind}">{types.get((gold, coded)) or ""}</td>'


def _fault_table(faults: Iterable[Fault], articles: str | None) -> str:
    """Every fault with the command that shows how its article was read, or its id alone where only coded records were given."""
    rows = (
        f"<tr><td>{fault.field}</td><td>{escape(fault.language)}</td><td><bdi>{escape(fault.want)}</bdi></td><td><bdi>{escape(fault.got)}</bdi></td>"
        f"<td><code>{escape(_command(articles, fault.article_id))}</code></td></tr>"
        for fault in faults
    )
    found = _table(("field", "language", "gold", "coded", "article"), rows, "faults")
    return f'<p><label>Find <input id="find" placeholder="field, type, code or article id"></label></p>\n{found}'


def _command(articles: str | None, article_id: str) -> str:
    return article_id if articles is None else f"eventbuild explain {shlex.quote(articles)} --id {shlex.quote(article_id)}"
