"""What a language or a trigger does is told by traits: each is explained, asked for by a rule and borne by something; docs list them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.config import LANGUAGES
from builder.parsers.grammar.frames import load_frames
from builder.parsers.grammar.traits import load_traits
from builder.paths import language_dir
from builder.text import press

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs" / "languages.md"
BLOCK = re.compile(r"<!-- traits -->\n.*?<!-- /traits -->", re.S)
# A rule asks for traits by name, one or several in a row.
ASKED = re.compile(r"\.has\(\s*\"(\w+)\"|for trait in \(([^)]*)\)|\"(\w+)\" (?:not )?in (?:\w+\.)*traits")


def asked() -> set[str]:
    """The traits that the rules ask for."""
    found: set[str] = set()
    for path in (ROOT / "builder").rglob("*.py"):
        for one, several, member in ASKED.findall(path.read_text(encoding="utf-8")):
            found |= {one or member, *re.findall(r"\w+", several)} - {""}
    return found


def table() -> str:
    lines = ["<!-- traits -->"]
    for bearer, heading in (("triggers", "of a trigger"), ("languages", "of a language")):
        lines += [f"| trait {heading} | it says | borne by |", "| --- | --- | --- |"]
        lines += [f"| `{name}` | {says} | {', '.join(bearers(bearer, name))} |" for name, says in load_traits()[bearer].items()]
        lines.append("")
    return "\n".join([*lines[:-1], "<!-- /traits -->"])


def bearers(bearer: str, trait: str) -> list[str]:
    """The languages that bear a trait, or that have a trigger which does."""
    frames = {language: load_frames(language) for language in LANGUAGES}
    return [name for name, one in frames.items() if (one.has(trait) if bearer == "languages" else any(t.has(trait) for t in one.triggers))]


def test_every_trait_is_asked_for_and_borne() -> None:
    known = [name for traits in load_traits().values() for name in traits]
    assert sorted(asked()) == sorted(known)
    assert [name for bearer, traits in load_traits().items() for name in traits if not bearers(bearer, name)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shared_list_of_words_is_used(language: str) -> None:
    text = (language_dir() / f"{language}.frames.yml").read_text(encoding="utf-8")
    lists = re.findall(r"^  (\w+): ", text[text.index("\nwords:") : text.index("\ntriggers:")], re.M)
    assert lists and [name for name in lists if not re.search(rf"\${name}\b", text)] == []


def test_docs_list_the_traits(update_cases: bool) -> None:
    text = DOCS.read_text(encoding="utf-8")
    want = BLOCK.sub(lambda _: table(), text)
    if update_cases and text != want:
        DOCS.write_text(want, encoding="utf-8")
        return
    assert "<!-- traits -->" in text
    assert text == want, "out of date: pytest tests/test_languages.py --update-cases"


def named() -> Iterator[str]:
    rooms = ("actors", "dates", "learned", "scene", "sides", "reality", "when", "where", "events")
    for path in sorted(path for room in rooms for path in (ROOT / "builder" / "parsers" / room).glob("*.py")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(r"\blanguage (?:==|!=|in|not in) [(\"]|\.id\.(?:ends|starts)with|\.id (?:==|in) [(\"]", line):
                yield f"{path.relative_to(ROOT)}:{number}: {line.strip()}"


def test_no_rule_names_a_language_or_a_trigger() -> None:
    """A rule asks for a trait, so that whatever bears it is read alike."""
    assert list(named()) == []


def test_kb_check_loads_every_file_of_a_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands around a story is checked too, not first when one is read."""
    folder = tmp_path / "languages"
    shutil.copytree(language_dir(), folder)
    path = folder / "en.press.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("\nagencies:", "\nagencis:", 1), encoding="utf-8")
    monkeypatch.setattr(press, "language_dir", lambda: folder)
    press.load_press.cache_clear()
    done = CliRunner().invoke(main, ["kb", "check"])
    press.load_press.cache_clear()
    assert done.exit_code == 5
    assert re.search(r"en\.press\.yml:\d+: .*unknown key 'agencis'", done.output)
