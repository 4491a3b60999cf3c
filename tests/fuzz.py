"""Structure-aware fuzz over every reader and over every regular expression: python tests/fuzz.py [COUNT] [--seed N] [--patterns]

Each input is a small file of one kind, mutated by rules of its own kind and as bytes. Reading it must raise nothing, take
no longer than a few seconds, and give at least one article or reject for a file, each with path, record, reason and cure.
With --patterns, each regular expression of the program runs on long texts built of its own parts; none may take long.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import gzip
import io
import json
import random
import re
import signal
import sys
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from builder.model import Article, Reject
from builder.readers import Limits, ReadOptions, read

PAGES = Path(__file__).parent / "pages"
SECONDS = 10.0
STORY = "وقع وزيرا داخلية الأردن وقطر في الدوحة مذكرة تفاهم للتعاون في مكافحة الإرهاب وتمويله، تشمل تبادل القوائم والتحقيقات المشتركة."
TOKENS = [
    b"\x00", b"\xff\xfe", "\u202e".encode(), b"<div>" * 300, b'{"a":[' * 50, b"&lt;", b'"', b"\\ud800", b"]]>", b"\x1f\x8b", b"<!--",
    b"-->", b'<script type="application/ld+json">', b"</script>", b"<style>", b"<svg>", b"&#xD800;", b"&amp;amp;", b"\r", b"\n\n",
    b",,,,", b";", b"\t", b"<![CDATA[", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"1e999", b"9" * 400, b"-0", b"null", b"[]",
    b"<time datetime='2018-13-45'>", b"<meta charset='utf-16'>", b"<meta charset='koi8-r'>", b"WARC/1.0\r\n",
    b"HTTP/1.1 200 OK\r\n\r\n", b"Content-Length: 99999999\r\n", b"Content-Encoding: gzip\r\n", b"Transfer-Encoding: chunked\r\n",
    b"PK\x03\x04", b"PAR1", b"\x28\xb5\x2f\xfd", "é".encode("cp1252"), "ال".encode("cp1256") * 40, b"=cmd|' /C calc'!A0", b"../" * 9,
    b"<p>" * 500, b"</p>" * 50, b"<table><tr><td>" * 60, b"<li>" * 200,
]  # fmt: skip


def seeds() -> dict[str, list[bytes]]:
    """Whole files by kind."""
    import pyarrow
    from pyarrow import parquet

    record = {"id": "1", "title": "عنوان", "text": STORY, "published": "2018-01-31", "url": "http://a.example/2018/01/02/x", "lang": "ar"}
    line = json.dumps(record, ensure_ascii=False).encode()
    table = f'title,text,published\n"a","{STORY}",2018-01-31\nx,{STORY},\n'.encode()
    packed = io.BytesIO()
    parquet.write_table(pyarrow.table({"title": ["a"] * 3, "text": [STORY] * 3, "published": ["2018-01-31"] * 3}), packed)
    pages = [path.read_bytes() for path in sorted(PAGES.glob("*.html"))]
    item = f"<item><title>t</title><description>&lt;p&gt;{STORY}&lt;/p&gt;</description><pubDate>Wed, 31 Jan 2018</pubDate></item>"
    entry = f"<entry><title>t</title><content type='html'>{STORY}</content><published>2018-01-31</published></entry>"
    return {
        "jsonl": [b"\n".join([line] * 5)],
        "json": [b"[" + b",".join([line] * 3) + b"]"],
        "csv": [table, table.replace(b",", b";")],
        "tsv": [table.replace(b",", b"\t")],
        "parquet": [packed.getvalue()],
        "txt": [f"عنوان\n\n{STORY}\n".encode(), f"عنوان\n\n{STORY}\n".encode("cp1256")],
        "html": pages,
        "rss": [f"<rss><channel><title>c</title>{item * 2}</channel></rss>".encode()],
        "atom": [f'<feed xmlns="http://www.w3.org/2005/Atom"><title>c</title>{entry}</feed>'.encode()],
        "warc": [warc(pages[0]) + warc(pages[1]), warc(pages[2], b"Content-Encoding: gzip\r\n", gzip.compress)],
        "zip": [zipped({"a.html": pages[3], "b.jsonl": line})],
        "tar": [tarred({"a.html": pages[4], "b.csv": table})],
    }


def warc(page: bytes, header: bytes = b"", pack: Callable[[bytes], bytes] = bytes) -> bytes:
    """One response record."""
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + header + b"\r\n" + pack(page)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.example/1\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
    head += b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(body)
    return head + body + b"\r\n\r\n"


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    """A tar file."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


def mutate(data: bytes, chance: random.Random) -> bytes:
    """A few changes: bytes, cuts, tokens of the formats, pieces moved, lines and tags doubled or dropped."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(changed) + 1)
        kind = chance.randrange(9)
        if kind == 0 and changed:
            changed[place % len(changed)] = chance.randrange(256)
        elif kind == 1:
            del changed[place : place + chance.randint(1, 200)]
        elif kind == 2:
            changed[place:place] = chance.choice(TOKENS)
        elif kind == 3:
            other = chance.randrange(len(changed) + 1)
            changed[place:place] = changed[other : other + 150]
        elif kind == 4 and chance.random() < 0.3:
            del changed[place:]
        elif kind == 5:
            changed[place:place] = bytes(chance.randrange(256) for _ in range(5))
        elif kind == 6:
            changed = bytearray(_parts(bytes(changed), chance))
        elif kind == 7:
            changed[place:place] = chance.choice(TOKENS) * chance.choice((1, 3, 200))
    return bytes(changed)


def _parts(data: bytes, chance: random.Random) -> bytes:
    """Lines, tags or fields in another order, doubled or gone."""
    mark = chance.choice([b"\n", b"<", b",", b'"', b">"])
    parts = data.split(mark)
    one, two = chance.randrange(len(parts)), chance.randrange(len(parts))
    parts[one], parts[two] = parts[two], parts[one]
    if chance.random() < 0.5:
        parts[one:one] = parts[two : two + 3]
    return mark.join(parts)


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in what computes longer; waiting for a busy machine does not count."""

    def late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def check(path: Path, options: ReadOptions) -> list[str]:
    """What is wrong with how a file is read: nothing, if all is well."""
    with limited(SECONDS):
        found = list(read([path], options))
    faults = [] if found else ["no article and no reject"]
    for item in found:
        if isinstance(item, Reject):
            whole = item.reason and item.message.startswith(item.origin.path) and ";" in item.message
            faults += [] if whole else [f"a reject without cure: {item.message}"]
            faults += [f"not foreseen: {item.message}"] if item.reason == "failed" else []
            item.message.encode("utf-8")
        elif isinstance(item, Article):
            "\n".join([item.title, item.text, item.byline or "", item.url or "", item.publisher or "", item.section or ""]).encode("utf-8")
            size = len(item.text)
            faults += [] if all(0 <= start < end <= size for start, end in item.boilerplate) else ["boilerplate beyond the text"]
    return faults


def fuzz_readers(count: int, seed: int) -> tuple[Counter[str], list[str], float]:
    """Outcomes by kind, faults with the input's number, and the longest time of one input."""
    chance = random.Random(seed)  # noqa: S311
    whole, outcomes, faults, longest = seeds(), Counter[str](), list[str](), 0.0
    options = ReadOptions(limits=Limits(page_bytes=2_000_000, line_bytes=2_000_000))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            kind = chance.choice([*whole, "html", "html", "warc"])
            data = mutate(chance.choice(whole[kind]), chance)
            if chance.random() < 0.15:
                data = gzip.compress(data, mtime=0)
                data = mutate(data, chance) if chance.random() < 0.5 else data
            path = Path(folder) / f"input.{kind}"
            path.write_bytes(data)
            start = time.process_time()
            try:
                wrong = check(path, options)
            except TimeoutError:
                wrong = [f"longer than {SECONDS:g} s"]
            except Exception as error:
                wrong = [f"{type(error).__name__}: {error}"]
            longest = max(longest, time.process_time() - start)
            outcomes[kind] += 1
            faults.extend(f"input {number} ({kind}): {fault}" for fault in wrong)
    return outcomes, faults, longest


def recorded_patterns() -> dict[str, tuple[re.Pattern[str], str]]:
    """Every regular expression of text that the program compiles when all of its data is loaded, and in which module."""
    found: dict[str, tuple[re.Pattern[str], str]] = {}
    original = re.compile

    def record(pattern: object, flags: int = 0) -> object:
        compiled = original(pattern, flags)  # type: ignore[call-overload]
        frame = sys._getframe(1)
        module = str(frame.f_globals.get("__name__", ""))
        if isinstance(compiled.pattern, str) and module.startswith("builder."):
            found[compiled.pattern] = (compiled, module)
        return compiled

    for name in [name for name in sys.modules if name == "builder" or name.startswith("builder.")]:
        del sys.modules[name]
    re.compile = record  # type: ignore[assignment]
    try:
        _load_all()
    finally:
        re.compile = original
    return found


def _load_all() -> None:
    import importlib
    import pkgutil

    package = importlib.import_module("builder")
    for module in pkgutil.walk_packages(package.__path__, "builder."):
        if not module.name.endswith("__main__"):
            with contextlib.suppress(ImportError):
                importlib.import_module(module.name)
    coding = importlib.import_module("builder.coding")
    coding.warm()
    for language in coding.LANGUAGES:
        importlib.import_module("builder.text.press").load_press(language)
    importlib.import_module("builder.readers.html.names").load_names()
    sets = importlib.import_module("builder.parsers.grammar.patterns").PatternSet
    for found in [one for one in gc.get_objects() if isinstance(one, sets)]:
        found.regexes()


# Patterns of these modules are matched to short pieces only: lines beside a story, names of elements, entries of data files.
SIZES = {
    "builder.text.press": 400,
    "builder.readers.html.names": 80,
    "builder.parsers.grammar.patterns": 200,
    "builder.parsers.dates.grammar": 200,
}


def texts_for(pattern: str, size: int, chance: random.Random) -> Iterator[str]:
    """Long texts of one character and of the pattern's own words, that nearly match."""
    words = [word for word in re.findall(r"[^\W\d_]{2,}", re.sub(r"\\[a-zA-Z]", " ", pattern)) if len(word) < 30]
    pieces = [" ", "a", "ا", "я", "1", "-", ".", "\n", "<", "(", "a ", "ا ", "1 ", "1/", "«", *chance.sample(words, min(4, len(words)))]
    if len(words) > 1:
        pieces.append(" ".join(chance.sample(words, 2)) + " ")
    for piece in pieces:
        yield (piece * (size // len(piece) + 1))[:size] + "\x01"


def slow_patterns(size: int = 2_000, seconds: float = 0.5, seed: int = 1) -> list[str]:
    """Patterns that take longer than ``seconds`` for one search in a text of ``size`` characters."""
    chance = random.Random(seed)  # noqa: S311
    slow = []
    for words, (pattern, module) in recorded_patterns().items():
        for text in texts_for(words, SIZES.get(module, size), chance):
            try:
                with limited(seconds):
                    pattern.search(text)
                    pattern.fullmatch(text[:300])
            except TimeoutError:
                slow.append(f"{module}: {words[:120]!r} on {text[:20]!r}…")
                break
    return slow


def main() -> None:
    """Run the fuzz and tell what it found."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("count", nargs="?", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--patterns", action="store_true")
    options.add_argument("--size", type=int, default=2_000, help="length of the texts for --patterns")
    asked = options.parse_args()
    if asked.patterns:
        found = recorded_patterns()
        slow = slow_patterns(asked.size)
        print(f"{len(found)} patterns, {len(slow)} slow", *slow, sep="\n")
        raise SystemExit(1 if slow else 0)
    outcomes, faults, longest = fuzz_readers(asked.count, asked.seed)
    print(f"{sum(outcomes.values())} inputs ({', '.join(f'{kind} {n}' for kind, n in sorted(outcomes.items()))})")
    print(f"{len(faults)} faults; the longest input took {longest:.2f} s")
    print(*faults[:50], sep="\n")
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
