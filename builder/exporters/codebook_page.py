"""codebook.html: the codebook's Markdown → one page that needs nothing else: contents, search, an anchor for every column and code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from typing import Any

_CSS = """
:root { color-scheme: light; --line: #e4e4df; --dim: #66707d; --link: #1b5e8c; }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { font: 16px/1.6 system-ui, "Noto Sans", "Noto Naskh Arabic", sans-serif; color: #1c2430; background: #fbfbf9; margin: 0;
  display: grid; grid-template-columns: 17rem minmax(0, 1fr); }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.25rem; font-size: .9rem;
  border-inline-end: 1px solid var(--line); }
nav ol { list-style: none; margin: .75rem 0; padding: 0; } nav li li { padding-inline-start: .9rem; }
nav input { width: 100%; font: inherit; padding: .35rem .6rem; border: 1px solid #c9c9c2; border-radius: 4px; background: #fff; }
main { max-width: 64rem; padding: 1rem 2rem 6rem; }
a { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 2rem 0 .3rem; }
h2 > a, h3 > a { color: inherit; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; background: #fff; border: 1px solid var(--line); }
th, td { text-align: start; vertical-align: top; padding: .3rem .7rem; border-top: 1px solid #eeeeea; overflow-wrap: anywhere; }
th { color: var(--dim); font-weight: 500; }
code { font: .88em ui-monospace, monospace; background: #f1f1ec; border-radius: 3px; padding: .05em .25em; overflow-wrap: anywhere; }
td:first-child code { white-space: nowrap; }
bdi:lang(ar) { font-size: 1.1em; }
:target { outline: 2px solid #c58f00; outline-offset: 3px; } tr:target td { background: #fff6db; }
@media (max-width: 60rem) { body { display: block; } nav { position: static; height: auto; } }
@media print { nav { display: none; } body { display: block; background: #fff; } }
"""
_SCRIPT = """
const [box, contents, found] = ["input", ".contents", ".found"].map(name => document.querySelector("nav " + name));
const after = e => e.tagName === "TR" ? "" : e.nextElementSibling?.textContent ?? "";
const places = [...document.querySelectorAll("main [data-find]")]
  .map(e => [e.dataset.find, (e.textContent + " " + after(e)).toLowerCase(), e.id]);
box.addEventListener("input", () => {
  const words = box.value.toLowerCase().split(/\\s+/).filter(Boolean);
  contents.hidden = words.length > 0;
  const hits = words.length ? places.filter(([name, text]) => words.every(w => text.includes(w))) : [];
  hits.sort((a, b) => b[0].toLowerCase().includes(words[0]) - a[0].toLowerCase().includes(words[0]));
  found.replaceChildren(...hits.slice(0, 60).map(([name, text, id]) => {
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = "#" + id; link.textContent = name; link.dir = "auto"; item.append(link); return item;
  }));
});
"""
# Letters of Arabic script, with the spaces and marks between them, are one run that is read from right to left.
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]+(?:[\s،؛.\-]+[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]+)*")
_ANCHOR = re.compile(r'<a id="([a-z0-9-]+)">(</a>)?')


def codebook_page(markdown: str, title: str) -> str:
    """The page; ``markdown`` is the codebook as ``codebook()`` gives it."""
    contents, body = _rendered(markdown)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n"
        '<nav><input type="search" placeholder="Find a column or code" aria-label="Find a column or code">\n'
        f'<ol class="found"></ol>\n<ol class="contents">{contents}</ol></nav>\n'
        f"<main>\n{body}</main>\n<script>{_SCRIPT}</script>\n</body>\n</html>\n"
    )


@lru_cache(maxsize=2)
def _rendered(markdown: str) -> tuple[str, str]:
    """Contents and body; many releases of one schema have the same."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = reader.parse(markdown)
    _anchored(tokens)
    for name in ("text", "code_inline", "html_block", "html_inline"):
        reader.add_render_rule(name, _RENDER[name])
    return _contents(tokens), str(reader.renderer.render(tokens, reader.options, {}))


def slug(words: str) -> str:
    """The anchor of a heading, as forges make it of Markdown."""
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


def _anchored(tokens: Sequence[Any]) -> None:
    """Give headings and the rows of the vocabularies' codes their anchors."""
    vocabulary = ""
    for place, token in enumerate(tokens):
        if token.type == "inline" and (anchor := _ANCHOR.fullmatch(token.content)):
            vocabulary = anchor[1].removeprefix("vocabulary-")
        elif token.type == "heading_open":
            words = tokens[place + 1].content
            vocabulary = "" if token.tag == "h2" else vocabulary
            token.attrs |= {"id": slug(words), **({"data-find": words} if token.tag != "h1" else {})}
        elif token.type == "tr_open" and vocabulary and tokens[place + 1].type == "td_open":
            code = tokens[place + 2].content.strip("`")
            token.attrs |= {"id": f"{vocabulary}.{code}", "data-find": f"{code} ({vocabulary})"}


def _contents(tokens: Sequence[Any]) -> str:
    found = [(token.tag, tokens[place + 1].content) for place, token in enumerate(tokens) if token.type == "heading_open"]
    return "".join(f'<li><a href="#{slug(words)}">{escape(words)}</a></li>' for tag, words in found if tag == "h2")


def _bidi(text: str) -> str:
    """Escaped text with every run of Arabic set apart, so that it does not turn the signs around it."""
    return "".join(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    place = 0
    for run in _ARABIC.finditer(text):
        yield escape(text[place : run.start()])
        yield f'<bdi lang="ar" dir="rtl">{escape(run[0])}</bdi>'
        place = run.end()
    yield escape(text[place:])


def _text(renderer: Any, tokens: Sequence[Any], place: int, options: Any, env: Any) -> str:
    return _bidi(tokens[place].content)


def _code(renderer: Any, tokens: Sequence[Any], place: int, options: Any, env: Any) -> str:
    return f"<code>{_bidi(tokens[place].content)}</code>"


def _html(renderer: Any, tokens: Sequence[Any], place: int, options: Any, env: Any) -> str:
    """Anchors stay; anything else that looks like HTML is text."""
    content = tokens[place].content
    return content if _ANCHOR.fullmatch(content) or content == "</a>" else _bidi(content)


_RENDER = {"text": _text, "code_inline": _code, "html_block": _html, "html_inline": _html}
