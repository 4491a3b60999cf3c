"""A difference → one HTML page that needs nothing else: figures, and the changed events one by one, to be searched and filtered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from builder.releases.contents import Contents
from builder.releases.difference import Difference, by_cause, by_column
from builder.schema import load_schema

MOST = 2000
_CSS = """
:root{--ink:#1c2430;--paper:#fbfbf9;--card:#fff;--line:#e0e0da;--dim:#66707d;--old:#b3412f;--new:#23724b;--link:#1b5e8c}
@media(prefers-color-scheme:dark){:root{--ink:#e3e6ea;--paper:#14171a;--card:#1b1f24;--line:#363c43;--dim:#9aa4b0;--old:#e08a7a;
--new:#7fcaa2;--link:#6fb1e0}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.55 system-ui,"Noto Sans","Noto Naskh Arabic",sans-serif}
main{max-width:60rem;margin:auto;padding:1.5rem}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;background:var(--card)}.wide{overflow-x:auto}
th,td{padding:.25rem .8rem;border-top:1px solid var(--line);text-align:start;vertical-align:top}td.n,th.n{text-align:end}
th{color:var(--dim);font-weight:500}code{font:.85em ui-monospace,monospace}
.pick{position:sticky;top:0;background:var(--paper);padding:.6rem 0;display:flex;gap:.6rem;flex-wrap:wrap;
border-bottom:1px solid var(--line)}
input,select{font:inherit;padding:.3rem .5rem;border:1px solid var(--line);border-radius:4px;background:var(--card);color:inherit}
input{flex:1;min-width:12rem}article{background:var(--card);border:1px solid var(--line);border-radius:6px;
padding:.7rem 1rem;margin:.7rem 0}
article h3{font-size:1rem;margin:0 0 .3rem;display:flex;gap:.6rem;flex-wrap:wrap;align-items:baseline}
.kind{font-size:.8rem;border:1px solid currentColor;border-radius:99px;padding:0 .55rem}.added .kind{color:var(--new)}
.removed .kind{color:var(--old)}.dim{color:var(--dim);font-size:.85rem}dl{display:grid;grid-template-columns:max-content 1fr;
gap:.15rem 1rem;margin:.3rem 0}dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}del{color:var(--old)}ins{color:var(--new);
text-decoration:none}a{color:var(--link)}
"""
_SCRIPT = """
const [words,kind,cause]=['find','kind','cause'].map(id=>document.getElementById(id)),count=document.getElementById('count');
const cards=[...document.querySelectorAll('article')];const texts=cards.map(c=>c.textContent.toLowerCase());
function pick(){const wanted=words.value.toLowerCase().split(/\\s+/).filter(Boolean);let shown=0;cards.forEach((card,i)=>{
const fits=(!kind.value||card.dataset.kind===kind.value)&&(!cause.value||card.dataset.causes.split(' ').includes(cause.value))
&&wanted.every(w=>texts[i].includes(w));card.hidden=!fits;shown+=fits});count.textContent=shown.toLocaleString()}
for(const part of [words,kind,cause])part.addEventListener('input',pick);
"""
Row = Mapping[str, Any]


def page(found: Difference, old: Contents, new: Contents) -> str:
    """The page; the releases are read once more for what the events are."""
    rows = found.rows.filter(pc.equal(found.rows["table"], "events"))
    keys = pc.unique(rows["key"])
    shown = rows.filter(pc.is_in(rows["key"], keys.slice(0, MOST)))
    events = _events((old, new), shown["key"])
    left_out = f"<p>… and {len(keys) - MOST:,} more events; changes.parquet has all.</p>" if len(keys) > MOST else ""
    title = f"From {escape(found.old)} to {escape(found.new)}"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{_what(found)}\n"
        f"<h2>Rows</h2>\n{_counts(found)}\n{_figures(found)}"
        f"<h2>Events (<span id=count>{min(len(keys), MOST):,}</span>)</h2>\n{_pickers()}\n"
        f"{''.join(_cards(shown, events, found.heirs))}{left_out}\n</main>\n<script>{_SCRIPT}</script>\n</body>\n</html>\n"
    )


def _what(found: Difference) -> str:
    labels = load_schema().vocabularies["causes"].entries
    parts = ", ".join(labels[name].label.lower() for name in found.parts)
    told = f"<p>Changed between the two: {escape(parts)}.</p>" if parts else ""
    changes = "".join(f"<li><b>{change.level.upper()}</b> {escape(change.words)}</li>" for change in found.schema)
    return told + (f"<ul>{changes}</ul>" if changes else "") + ("" if found.any else "<p>Nothing changed.</p>")


def _counts(found: Difference) -> str:
    rows = [[name, *found.totals[name], *counts.values()] for name, counts in found.counts.items()]
    return _table(("table", "before", "now", "added", "removed", "changed"), rows)


def _figures(found: Difference) -> str:
    causes, columns = by_cause(found.rows), list(by_column(found.rows).items())[:20]
    first = f"<h2>Causes</h2>\n{_table(('cause', 'changes'), causes.items())}\n" if causes else ""
    return first + (f"<h2>Columns</h2>\n{_table(('column', 'values changed'), columns)}\n" if columns else "")


def _table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    def cells(row: Iterable[Any]) -> str:
        first, *rest = row
        return f"<td>{escape(str(first))}</td>" + "".join(f"<td class=n>{number:,}</td>" for number in rest)

    name, *titles = head
    line = f"<th>{name}</th>" + "".join(f"<th class=n>{title}</th>" for title in titles)
    body = "".join(f"<tr>{cells(row)}</tr>" for row in rows)
    return f"<div class=wide><table><thead><tr>{line}</tr></thead><tbody>{body}</tbody></table></div>"


def _pickers() -> str:
    known = load_schema().vocabularies
    choices = {
        name: "".join(f"<option value={entry.id}>{escape(entry.label)}</option>" for entry in known[vocabulary].entries.values())
        for name, vocabulary in (("kind", "change_kinds"), ("cause", "causes"))
    }
    selects = "".join(
        f'<select id={name} aria-label="{name}"><option value="">any {name}</option>{o}</select>' for name, o in choices.items()
    )
    return f'<div class=pick><input id=find type=search placeholder="Find" aria-label="Find" dir=auto>{selects}</div>'


def _events(releases: Iterable[Contents], keys: pa.ChunkedArray) -> dict[str, Row]:
    """The events that are shown, as the newer release has them where it does, with an address of their first article."""
    found: dict[str, Row] = {}
    for release in releases:
        events = release.table("events")
        rows = events.filter(pc.is_in(events["event_id"], keys)).to_pylist()
        articles = release.table("articles").select(["article_id", "url"])
        first = pa.array([row["article_ids"][0] for row in rows if row["article_ids"]], pa.string())
        urls = {row["article_id"]: row["url"] for row in articles.filter(pc.is_in(articles["article_id"], first)).to_pylist()}
        found |= {row["event_id"]: {**row, "url": urls.get(next(iter(row["article_ids"]), ""))} for row in rows}
    return found


def _cards(rows: pa.Table, events: Mapping[str, Row], heirs: Mapping[str, Iterable[str]]) -> Iterator[str]:
    for key, group in groupby(rows.to_pylist(), key=lambda row: str(row["key"])):
        changes = list(group)
        kind, event = changes[0]["change"], events.get(key, {})
        causes = sorted({cause for change in changes for cause in change["causes"]})
        values = "".join(_value(change) for change in changes if change["column"])
        yield (
            f'<article id={key} class={kind} data-kind={kind} data-causes="{" ".join(causes)}"><h3><span class=kind>{kind}</span>'
            f"<span>{escape(_headline(event))}</span></h3>{f'<dl>{values}</dl>' if values else ''}"
            f"<div class=dim><bdi>{escape(str(event.get('trigger') or ''))}</bdi> · {', '.join(causes).replace('_', ' ')} · "
            f"<code>{key}</code>{_link(event)}{_led_on(heirs.get(key, ()))}</div></article>\n"
        )


def _headline(event: Row) -> str:
    if not event:
        return "event"
    sides = " – ".join(", ".join(event[name]) for name in ("source_parties", "target_parties") if event[name])
    return f"{event['date_start'] or 'undated'} {event['event_type'].replace('_', ' ')} {sides}"


def _link(event: Row) -> str:
    url = str(event.get("url") or "")
    return f' · <a href="{escape(url)}" rel=noreferrer>article</a>' if url.startswith(("http://", "https://")) else ""


def _led_on(heirs: Iterable[str]) -> str:
    links = ", ".join(f"<a href=#{heir}><code>{heir}</code></a>" for heir in heirs)
    return f" · told now by {links}" if links else ""


def _value(change: Row) -> str:
    old, new = ("—" if change[name] is None else f"<bdi>{escape(change[name])}</bdi>" for name in ("old", "new"))
    return f"<dt>{change['column']}</dt><dd><del>{old}</del> → <ins>{new}</ins></dd>"
