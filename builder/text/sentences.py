"""Cuts folded text into sentences: folded text + where the body begins → title, lead and body sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from builder.model import Sentence

# A full stop ends a sentence before white space; the closing quote or bracket goes with it.
# Web text glues sentences ("2015.Le président"); Arabic has no capitals, so a stop between Arabic letters is enough there.
_END = re.compile(r"[.!?؟…\n](?:(?<=\n)\n*|[\"')\]]*\s+|(?<=[ء-ي][ء-ي][ء-ي].)(?=[ء-ي][ء-ي][ء-ي]))")
_GLUED = re.compile(
    r"[.!?](?:(?<=[a-zà-ÿа-яё0-9»\")][a-zà-ÿа-яё0-9»\")].)|(?<=[A-ZÀ-ÝА-ЯЁ][»\")].))(?=[«\"]?(?:[A-ZÀ-ÝА-ЯЁ][a-zà-ÿа-яё'’ ]|M\. [A-Z]))"
    r"(?!(?:Am|Az|By|Com|Ge|Info|Kg|Kz|Md|Net|Org|Ru|Tj|Tv|Ua|Uz|Ру)\b)"  # «Day.Az», «Lenta.Ru» are names
)
# A heading inside a story that lost its line breaks, as agencies set them: "… la région.- Loukachenko défiant -Un face-à-face".
_HEADING = re.compile(r"- [^\n.]{3,70}? -(?=\s?[«\"(]?[A-ZÀ-ÝА-ЯЁ])")
# Titles, ranks and months that end in a stop, and single capital initials, do not end a sentence.
_SHORTENED = (
    "mr mrs ms dr st gen lt col maj capt sgt cmdr adm brig rep sen gov prof no vs etc jan feb mar apr jun jul aug sept sep oct nov dec "
    "mon tue tues wed thu thurs fri sat sun u.s u.n u.k e.u a.m p.m m mm mme janv fevr avr juil т.е т.н г гг им ул млн млрд тыс руб долл "
    "св стр янв февр апр авг сент окт нояб дек"
).split()
_INITIALS = "".join(chr(code) for first, last in ("az", "ая", "ءي") for code in range(ord(first), ord(last) + 1))
_ABBREVIATIONS = frozenset((*_SHORTENED, *_INITIALS))
_ABBREVIATION = re.compile(rf"(?:^|[\s(\"'-]|(?<=[a-z]{{3}}\.)(?=m\.))(?:{'|'.join(map(re.escape, _SHORTENED))}|[{_INITIALS}])\.$")


_CLOSES = frozenset('.!?"»)')
_LEAD_WORDS = 5
_LONG = 6  # no abbreviation has so many letters
_REACH = 12
# Within so many sentences the story opens; a point of a list or a second headline above it has fewer words than so many.
_OPENING, _SHORT = 14, 21
_STOPS = frozenset(".!?؟…\"')]:")


def glued_at(raw: str) -> list[int]:
    """Raw offsets where a sentence begins with a capital right after the stop of the one before, or a heading begins or ends."""
    headings = (m.span() for m in _HEADING.finditer(raw) if {*raw[max(0, m.start() - 2) : m.start()].rstrip()[-1:]} & _CLOSES)
    found = [cut for span in headings for cut in span]
    for sign in ".!?":
        place = raw.find(sign)
        while place >= 0:
            if not raw[place + 1 : place + 2].isspace() and _GLUED.match(raw, place):
                found.append(place + 1)
            place = raw.find(sign, place + 1)
    return sorted(found)


def split_sentences(folded: str, body_start: int, glued: Iterable[int] = (), above: Sequence[tuple[int, int]] = ()) -> tuple[Sentence, ...]:
    """Sentences in order; ``paragraph`` counts lines of the text, the title being 0; ``glued``: further cuts (folded offsets).

    ``above``: spans (folded offsets) of captions and notices that stand above the story.
    """
    found: list[Sentence] = []
    paragraph = start = 0
    cuts = sorted([*_gaps(folded), *((cut, cut, False) for cut in glued)])
    for _left, right, broken in (*cuts, (0, len(folded), False)):
        words = folded[start:right].rstrip()
        stripped = words.lstrip()
        if stripped:
            left = start + len(words) - len(stripped)
            found.append(Sentence(left, start + len(words), "title" if left < body_start else "body", paragraph))
        paragraph += broken
        start = max(start, right)
    for number in _lead(found, folded, above):
        found[number] = found[number]._replace(part="lead")
    return tuple(found)


def _lead(sentences: list[Sentence], folded: str, above: Sequence[tuple[int, int]]) -> list[int]:
    """What the story opens with: its first sentence of some length and the points or second headline above it, captions left out."""
    opening = [(n, s, len(folded[s.start : s.end].split(None, _SHORT))) for n, s in enumerate(sentences[:_OPENING]) if s.part == "body"]
    told = [(n, s, words) for n, s, words in opening if words >= _LEAD_WORDS]
    stopped = {s.paragraph for _, s, _ in opening if folded[s.end - 1] in _STOPS}
    captions = {s.paragraph for _, s, _ in opening if any(start <= s.start < end for start, end in above)} if above else set()
    # Where paragraphs end in a stop, short lines that end in none stand above the story.
    points = {s.paragraph for _, s, words in told if words < _SHORT} - stopped if stopped - captions else set()
    first = next((n for n, s, _ in told if s.paragraph not in captions and s.paragraph not in points), told[0][0] if told else None)
    return [n for n, s, _ in told if first is not None and (n == first or (n < first and s.paragraph in points - captions))]


def led_by(sentences: tuple[Sentence, ...], held: frozenset[int]) -> tuple[Sentence, ...]:
    """The sentences with the lead on the first of the opening that ``held`` lists: "Tension has been rising. Kenya sent …"."""
    led = [n for n, s in enumerate(sentences) if s.part == "lead"]
    if not led or held.intersection(led) or led[-1] + 1 not in held:
        return sentences
    parts = dict.fromkeys(led, "body") | {led[-1] + 1: "lead"}
    return tuple(s._replace(part=parts.get(n, s.part)) for n, s in enumerate(sentences))


def _gaps(folded: str) -> Iterator[tuple[int, int, bool]]:
    for gap in _END.finditer(folded):
        start, end = gap.span()
        broken = "\n" in folded[start:end]
        if folded[start] == "." and not broken:
            if folded[start - 3 : start] == "(..":
                continue  # «la menace (...) demeure»: words left out of a quotation
            if _is_abbreviation(folded, start):
                continue
        yield start, end, broken


def _is_abbreviation(folded: str, stop: int) -> bool:
    """Whether the stop belongs to the word before it."""
    if stop >= _LONG and folded[stop - _LONG : stop].isalpha():
        return False
    before = folded[max(0, stop - _REACH) : stop]
    word = before.rpartition(" ")[2]
    return word in _ABBREVIATIONS if word.isalpha() else _ABBREVIATION.search(folded, stop - len(before), stop + 1) is not None
