"""The two views of an explained article: Examined → coloured terminal output, or a self-contained HTML page."""

from __future__ import annotations

from html import escape

from builder.coding import Examined
from builder.explained.record import KINDS, STYLES, Span, Value, all_facts, heading, pieces, spans, values
from builder.explained.uncoded import Uncoded, uncoded
from builder.explained.verdicts import Verdict, event_verdicts, lines
from builder.model import Event, Text

_COLOURS = {
    "topic": "#eef0f2", "place": "#d9f2f2", "country": "#c2e8ea", "igo": "#c2e8ea", "institution": "#d5edcf", "office": "#dbe4fb",
    "person": "#c3d3f8", "date": "#fbe7a8", "group": "#f8cbc6", "trigger": "#e6c5f0",
}  # fmt: skip
_CSS = """
:root { color-scheme: light; }
body { font: 16px/1.7 system-ui, "Noto Naskh Arabic", "Noto Sans", sans-serif; color: #1c2430; background: #fbfbf9; margin: 0; }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.45rem; line-height: 1.4; } h2 { font-size: 1.05rem; margin: 2rem 0 .4rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; font-size: .9rem; margin: 0 0 1.5rem; }
dt { color: #66707d; } dd { margin: 0; overflow-wrap: anywhere; }
article { background: #fff; border: 1px solid #e4e4df; border-radius: 6px; padding: .5rem 1.5rem 1.25rem; white-space: pre-line; }
[dir=rtl] { font-size: 1.12rem; line-height: 1.95; }
mark { color: inherit; border-radius: 3px; padding: .05em 0; } mark.lit, mark:target { outline: 2px solid #7a1fa2; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; background: #fff; border: 1px solid #e4e4df; }
th, td { text-align: start; vertical-align: top; padding: .3rem .7rem; border-top: 1px solid #eeeeea; overflow-wrap: anywhere; }
th { color: #66707d; font-weight: 500; } tr:hover td { background: #faf6fc; }
td.rule { color: #66707d; font-family: ui-monospace, monospace; font-size: .82em; }
.legend span { display: inline-block; padding: 0 .5em; margin: 0 .35em .35em 0; border-radius: 3px; font-size: .85rem; }
""" + "".join(f".{kind} {{ background: {colour}; }}\n" for kind, colour in _COLOURS.items())
_SCRIPT = """
for (const row of document.querySelectorAll("tr[data-from]")) {
  const from = +row.dataset.from, to = +row.dataset.to;
  const marks = [...document.querySelectorAll("[data-at]")].filter(m => +m.dataset.at >= from && +m.dataset.at < to);
  row.addEventListener("mouseenter", () => marks.forEach(m => m.classList.add("lit")));
  row.addEventListener("mouseleave", () => marks.forEach(m => m.classList.remove("lit")));
}
"""


def print_article(examined: Examined) -> None:
    """Facts, the coloured text, then each event with a line a value: value, words, rule."""
    from rich.console import Console
    from rich.text import Text as RichText

    console = Console(highlight=False, soft_wrap=True)
    for name, value in all_facts(examined).items():
        if value:
            console.print(RichText(f"{name:14}", style="dim"), RichText(value))
    shown = RichText(examined.coded.text.raw)
    for span in spans(examined):
        shown.stylize(STYLES[span.kind], span.start, span.end)
    console.print()
    console.print(shown)
    console.print(RichText.assemble("\n", *((f" {kind} ", STYLES[kind]) for kind in KINDS)))
    likely = event_verdicts(examined)
    for event in examined.coded.events:
        console.print()
        console.print(RichText(heading(event), style="bold"), RichText(f"confidence {event.confidence:.2f}", style="dim"))
        for told in values(examined.coded.text, event):
            column, rule = RichText(f"  {told.column:17}", style="dim"), RichText(told.rule, style="dim")
            console.print(column, RichText(told.value or "–"), RichText(_quoted(told)), rule)
        for name, value in lines(likely[event.trigger_start], "likelihood").items() if event.trigger_start in likely else ():
            console.print(RichText(f"  {name:17}", style="dim"), RichText(value, style="dim"))
    if left := uncoded(examined):
        console.print()
        console.print(RichText("Triggers that are no event", style="bold"))
    for one in left:
        console.print(
            RichText(f"  {one.event_type:17}", style="dim"), RichText(f"{one.words} – {one.why}"), RichText(one.rule, style="dim")
        )


def _quoted(value: Value) -> str:
    return f"← {' '.join(value.words.split())}" if value.words else ""


def html_page(examined: Examined) -> str:
    """The page: facts, legend, the article with marked spans, a table an event; nothing is loaded from elsewhere."""
    coded = examined.coded
    language = coded.article.language or "en"
    direction = "rtl" if language == "ar" else "ltr"
    title = escape(coded.article.title or coded.article.id)
    told = "".join(f"<dt>{escape(name)}</dt><dd><bdi>{escape(value)}</bdi></dd>" for name, value in all_facts(examined).items() if value)
    legend = "".join(f'<span class="{kind}">{kind}</span>' for kind in KINDS)
    body = _marked(coded.text.raw, spans(examined), _evidence_cuts(examined))
    likely = event_verdicts(examined)
    events = "".join(_event_table(coded.text, e, direction, language, likely.get(e.trigger_start)) for e in coded.events)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n<main>\n"
        f'<h1 lang="{language}" dir="{direction}">{title}</h1>\n<dl>{told}</dl>\n<p class="legend">{legend}</p>\n'
        f'<article lang="{language}" dir="{direction}">{body}</article>\n{events or "<h2>No event coded</h2>"}\n'
        f"{_uncoded_table(uncoded(examined), direction, language)}"
        f"</main>\n<script>{_SCRIPT}</script>\n</body>\n</html>\n"
    )


def _evidence_cuts(examined: Examined) -> list[Span]:
    """Evidence spans, so that the text is cut at their ends too and can be lit up exactly."""
    told = [value for event in examined.coded.events for value in values(examined.coded.text, event)]
    places = [(one.start, one.end) for one in told] + [(one.start, one.end) for one in uncoded(examined)]
    return [Span(start, end, "", "") for start, end in places if end > start >= 0]


def _marked(raw: str, found: list[Span], cuts: list[Span]) -> str:
    parts = []
    place = 0
    for words, covering in pieces(raw, [*found, *cuts]):
        named = [span for span in covering if span.kind]
        label = escape(" · ".join(dict.fromkeys(span.label for span in reversed(named))), quote=True)
        kind = f' class="{named[-1].kind}" title="{label}"' if named else ""
        tag = "mark" if named else "span"
        parts.append(f'<{tag} data-at="{place}"{kind}>{escape(words)}</{tag}>' if covering else escape(words))
        place += len(words)
    return "".join(parts)


def _event_table(text: Text, event: Event, direction: str, language: str, likely: Verdict | None) -> str:
    weighed = lines(likely, "likelihood").items() if likely else ()
    why = "".join(f"<dt>{escape(name)}</dt><dd><bdi>{escape(value)}</bdi></dd>" for name, value in weighed)
    rows = "".join(_row(value, direction, language) for value in values(text, event))
    return (
        f"<h2>{escape(heading(event))} <small>confidence {event.confidence:.2f}</small></h2>\n"
        f"<table><tr><th>column</th><th>value</th><th>words</th><th>rule</th></tr>{rows}</table>\n<dl>{why}</dl>\n"
    )


def _uncoded_table(left: list[Uncoded], direction: str, language: str) -> str:
    if not left:
        return ""
    head = "<h2>Triggers that are no event</h2>\n<table><tr><th>type</th><th>why</th><th>words</th><th>rule</th></tr>"
    return (
        head + "".join(_row(Value(u.event_type, u.why, u.words, u.rule, u.start, u.end), direction, language) for u in left) + "</table>\n"
    )


def _row(value: Value, direction: str, language: str) -> str:
    place = f' data-from="{value.start}" data-to="{value.end}"' if value.end > value.start >= 0 else ""
    words = f'<bdi lang="{language}" dir="{direction}">{escape(value.words)}</bdi>'
    cells = f"<td>{escape(value.column)}</td><td><bdi>{escape(value.value)}</bdi></td><td>{words}</td>"
    return f'<tr{place}>{cells}<td class="rule">{escape(value.rule)}</td></tr>'
