"""Finds the parts of a raw text that are not its story: text + title + language → spans, and the fields that stood in them.

The raw text is never cut; the spans are blanked when the text is folded. A line is taken out only when the whole of it is
known press matter, so a sentence of the story that holds such words stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from builder.text.folding import fold_with_offsets
from builder.text.press import LONG, LineRule, Press, load_press

_URL = re.compile(r"https?://[^\s<>\"'«»()؟،]+")
STORY_CHARS = 100
HEAD_LINES = 12


@dataclass(slots=True)
class Line:
    """A line of the text without outer spaces; ``folded`` is empty for lines too long to be press matter."""

    start: int
    end: int
    raw: str
    folded: str = ""
    rule: LineRule | None = None
    out: str = ""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Spans to blank, each with why (``reasons``), and the fields read out of them."""

    spans: tuple[tuple[int, int], ...] = ()
    reasons: tuple[str, ...] = ()
    agency: str | None = None
    byline: str | None = None
    short_url: str | None = None
    section: str | None = None


@dataclass(slots=True)
class _Fields:
    agency: str | None = None
    byline: str | None = None
    short_url: str | None = None
    section: str | None = None
    places: list[int] = field(default_factory=list)


def clean(text: str, title: str, language: str, has_title_line: bool = False) -> Cleaned:
    """What of ``text`` is not the story; ``has_title_line`` says that its first line is the headline."""
    press = load_press(language)
    lines = list(_lines(text, press))
    if has_title_line and lines:
        lines[0].out = "headline"
    headline = _squeeze(title)
    for number, line in enumerate(lines):
        if not line.out and line.folded:
            _judge(line, number, headline, press)
    _part_teasers(text, lines, press)
    first, last = _story(lines)
    for number, line in enumerate(lines):
        if line.rule and not _in_place(line.rule.where, number, first, last):
            line.rule, line.out = None, ""
    fields = _Fields()
    _read_lines(lines, press, fields, first)
    if not fields.agency and lines:
        fields.agency = _agency_in_story(lines, press)
    out = sorted([*((line.start, line.end, line.out) for line in lines if line.out), *_inside(text, lines, press)])
    spans = tuple((start, end) for start, end, _ in out)
    return Cleaned(spans, tuple(why for _, _, why in out), fields.agency, fields.byline, fields.short_url, fields.section)


def above_the_story(text: str, start: int, press: Press) -> list[tuple[int, int]]:
    """Spans of the first lines from ``start`` on that a reader takes for captions, labels or notices, not for the story's opening."""
    found = []
    for _ in range(HEAD_LINES if press.above else 0):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end].strip()
        if line and press.above is not None and press.above.match(line):
            found.append((start, end))
        if end == len(text):
            break
        start = end + 1
    return found


def _part_teasers(text: str, lines: list[Line], press: Press) -> None:
    """Take out the openings of other stories that stand behind this one."""
    for rule in press.teasers:
        story = [line for line in lines if not line.out] if rule.mark in text else []
        behind = story[-rule.count :]
        if len(story) > rule.count + 1 and all(rule.pattern.fullmatch(line.raw) for line in behind):
            for line in behind:
                line.out = rule.id


def _inside(text: str, lines: list[Line], press: Press) -> Iterator[tuple[int, int, str]]:
    """What a site's machinery has glued into the sentences of the story."""
    for rule in press.inline:
        for line in lines if rule.mark in text else ():
            if not line.out and rule.mark in line.raw:
                yield from ((line.start + f.start("out"), line.start + f.end("out"), rule.id) for f in rule.pattern.finditer(line.raw))


def _lines(text: str, press: Press) -> Iterator[Line]:
    at = 0
    raws = text.replace("\r", "\n").split("\n")
    foldeds = fold_with_offsets(text.replace("\r", "\n"))[0].split("\n")
    for whole, folded in zip(raws, foldeds, strict=True):
        raw = whole.strip()
        if raw:
            start = at + len(whole) - len(whole.lstrip())
            line = Line(start, start + len(raw), raw)
            if len(raw) <= LONG or (len(raw) <= 2 * LONG and press.long_line and press.long_line.search(raw)):
                line.folded = folded.strip()
            yield line
        at += len(whole) + 1


def _squeeze(words: str) -> str:
    return re.sub(r"\W+", " ", fold_with_offsets(words)[0]).strip()


def _judge(line: Line, number: int, headline: str, press: Press) -> None:
    """Settle what a short line is, where the whole of it tells."""
    if number < HEAD_LINES and headline and _same_words(line.folded, headline):
        line.out = "headline"
        return
    if press.folded_line and press.folded_line.match(line.folded):
        line.rule = next((rule for rule in press.rules if not rule.cased and _takes(rule, line.folded)), None)
    if line.rule is None:
        line.rule = next((rule for rule in press.rules if rule.cased and _takes(rule, line.raw)), None)
    if line.rule and line.rule.kind == "byline" and not _is_byline(line, press):
        line.rule = None
    if line.rule:
        line.out = line.rule.id


def _same_words(folded: str, headline: str) -> bool:
    if not 0.6 * len(headline) <= len(folded) <= 1.3 * len(headline) + 8:
        return False
    return _squeeze(folded) == headline


def _takes(rule: LineRule, words: str) -> bool:
    return len(words) <= rule.max and rule.pattern.fullmatch(words) is not None


def _is_byline(line: Line, press: Press) -> bool:
    """A byline's name holds no word that no name holds."""
    if line.rule is None:
        return False
    found = line.rule.pattern.fullmatch(line.raw if line.rule.cased else line.folded)
    return found is not None and not _has_other_words(found["name"], press)


def _has_other_words(name: str, press: Press) -> bool:
    return any(word in press.not_names for word in re.findall(r"\w+", fold_with_offsets(name)[0]))


def _story(lines: list[Line]) -> tuple[int, int]:
    """The numbers of the first and last line that are story paragraphs."""
    story = [number for number, line in enumerate(lines) if not line.out and line.end - line.start >= STORY_CHARS]
    return (story[0], story[-1]) if story else (len(lines), -1)


def _in_place(where: str, number: int, first: int, last: int) -> bool:
    return where == "any" or (number < first if where == "head" else number > last)


def _read_lines(lines: list[Line], press: Press, fields: _Fields, first: int) -> None:
    after_source = False
    for number, line in enumerate(lines):
        kind = line.rule.kind if line.rule else ""
        if kind == "copy_link" or (line.out and _URL.search(line.raw) and not fields.short_url):
            _take_link(line, fields)
        elif kind in ("source", "byline"):
            _take_fields(line, press, fields)
        elif after_source and not line.out and _is_bare_name(line, press):
            line.out = "byline"
            fields.byline = fields.byline or line.raw
        elif not line.out and number < first and line.folded in press.sections:
            line.out = "section"
            fields.section = fields.section or line.raw
        after_source = kind == "source"


def _take_link(line: Line, fields: _Fields) -> None:
    found = _URL.search(line.raw)
    if found and not fields.short_url:
        fields.short_url = found[0].rstrip(".,;")


def _take_fields(line: Line, press: Press, fields: _Fields) -> None:
    """Agency and byline out of a source or byline line."""
    if line.rule is None:
        return
    folded, offsets = (line.raw, None) if line.rule.cased else fold_with_offsets(line.raw)
    lead = len(folded) - len(folded.lstrip())
    found = line.rule.pattern.fullmatch(folded.strip())
    groups = found.groupdict() if found else {}
    if found and groups.get("source") and not fields.agency and press.agency:
        named = press.agency.search(fold_with_offsets(groups["source"])[0])
        fields.agency = press.agencies[named[0]] if named else None
    if found and groups.get("name") and not fields.byline:
        start, end = found.start("name") + lead, found.end("name") + lead
        if offsets is not None:
            start, end = offsets[start], offsets[end - 1] + 1
        fields.byline = line.raw[start:end].strip(" ,.-")


def _is_bare_name(line: Line, press: Press) -> bool:
    """Two to four words that can be a person's name and nothing else, alone on a line right after the source line."""
    if len(line.raw) > 40 or press.name is None:
        return False
    words = line.folded if any("\u0600" <= sign <= "\u06ff" for sign in line.raw) else line.raw
    return press.name.fullmatch(words) is not None and not _has_other_words(line.raw, press)


def _agency_in_story(lines: list[Line], press: Press) -> str | None:
    """The agency in the dateline of the first paragraph, or signing the last."""
    story = [line for line in lines if not line.out]
    if not story:
        return None
    head = fold_with_offsets(story[0].raw[:140])[0].strip()
    for pattern in press.datelines:
        if found := pattern.match(head):
            return press.agencies[found["agency"]]
    for line in story[-2:]:
        tail = fold_with_offsets(line.raw[-60:])[0].strip()
        for pattern, alone in press.signatures:
            if named := _signs(pattern, tail, alone, len(line.raw) > 60):
                return press.agencies[named]
    return None


def _signs(pattern: re.Pattern[str], tail: str, alone: bool, cut: bool) -> str | None:
    """The agency that signs at the very end of a line, or, ``alone``, has the line for itself."""
    if alone:
        whole = None if cut else pattern.fullmatch(tail)
        return whole["agency"] if whole else None
    return next((found["agency"] for found in pattern.finditer(tail) if found.end() == len(tail)), None)
