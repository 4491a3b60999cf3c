"""Every file of tests/cases/<language>/ is one article and what a trained coder would make of it.

Only the keys that an ``expect`` block gives are compared; the sides of symmetric types are one set, as in the coding guide.
A case with a ``known_fault`` is one the coder is known to get wrong, and why: it must fail until it is right, and then the key goes.
``--update-cases`` rewrites the blocks with what is coded now; read the difference before committing it: the coding guide, not the
program, says what is right.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.coding import code_article
from builder.model import Article, CodedArticle, Origin
from builder.readers import ReadOptions
from builder.readers.records import article_of
from builder.rows import gold_record

CASES = sorted((Path(__file__).parent / "cases").glob("*/*.yml"))
SYMMETRIC = {"meeting", "conference", "agreement", "mechanism", "operation"}


def params() -> list[Any]:
    """A parameter a case; those with a known fault are expected to fail."""
    return [pytest.param(path, id=f"{path.parent.name}/{path.stem}", marks=_marks(path)) for path in CASES]


def _marks(path: Path) -> list[pytest.MarkDecorator]:
    fault = yaml.safe_load(path.read_text(encoding="utf-8")).get("known_fault")
    return [pytest.mark.xfail(reason=fault, strict=True)] if fault else []


def sided(event: dict[str, Any]) -> dict[str, Any]:
    """An event with the sides of a symmetric type joined into its source."""
    if event["type"] not in SYMMETRIC:
        return event
    return {**event, "source": sorted({*event["source"], *event["target"]}), "target": []}


def read_case(path: Path) -> tuple[CodedArticle, dict[str, Any], str]:
    """The article of a case as coded now, what is expected, and the file's text before the expect block."""
    text = path.read_text(encoding="utf-8")
    case = yaml.safe_load(text)
    article = article_of(case["article"], Origin(path.name), ReadOptions(language=path.parent.name))
    assert isinstance(article, Article), article
    return code_article(article), case["expect"], text[: text.index("\nexpect:") + 1]


def dates(event: dict[str, Any]) -> str | None:
    start, end = event["date_start"], event["date_end"]
    return start if start == end else f"{start}/{end}"


def summary(coded: CodedArticle) -> dict[str, Any]:
    """What is compared, in the form in which a person writes it."""
    record = gold_record(coded)
    events = [
        {
            "type": event["type"],
            "source": sorted(event["source"]),
            "target": sorted(event["target"]),
            "dates": dates(event),
            "location": event["location"],
            "status": event["status"],
            "lead": event["lead"],
            "background": event["background"],
        }
        for event in record["events"]
    ]
    actors = [{key: actor[key] for key in ("name", "country", "role")} for actor in record["actors"]]
    return {
        "outcome": coded.outcome,
        "reason": coded.reason,
        "events": sorted(events, key=order),
        "actors": sorted(actors, key=lambda actor: (actor["country"], actor["name"])),
        "groups": sorted(record["threat_groups"]),
        "topics": sorted(record["topics"]),
    }


def order(event: dict[str, Any]) -> tuple[Any, ...]:
    return not event.get("lead"), bool(event.get("background")), event["type"], event["source"], str(event.get("dates"))


def full(expected: dict[str, Any]) -> dict[str, Any]:
    """An expect block with its defaults: an event is neither lead nor background unless it says so."""
    value = dict(expected)
    if "events" in value:
        value["events"] = sorted(
            ({"lead": False, "background": False, **event, "dates": _dates(event)} for event in value["events"]), key=order
        )
    if "actors" in value:
        value["actors"] = sorted(value["actors"], key=lambda actor: (actor["country"], actor["name"]))
    return value


def _dates(event: dict[str, Any]) -> str | None:
    return None if event.get("dates") is None else str(event["dates"])


def restricted(found: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """What was coded, down to the keys that the case gives; location is compared where an event of the case tells it."""
    value = {key: found[key] for key in expected}
    told = {key for event in expected.get("events", ()) for key in event}
    if told:
        value["events"] = [{key: item for key, item in event.items() if key in told} for event in value["events"]]
    return value


@pytest.mark.parametrize("path", params())
def test_case(path: Path, update_cases: bool) -> None:
    coded, expected, before = read_case(path)
    want = full(expected)
    got = restricted(summary(coded), want)
    if "events" in want:
        want, got = ({**value, "events": sorted(map(sided, value["events"]), key=order)} for value in (want, got))
    if update_cases and got != want:
        path.write_text(before + written(got, expected), encoding="utf-8")
        return
    assert got == want


def written(got: dict[str, Any], expected: dict[str, Any]) -> str:
    """The expect block with what was coded; only keys that it had, events one a line, defaults left out."""
    lines = ["expect:"]
    for key in expected:
        value = got[key]
        if key in ("events", "actors") and value:
            lines += [f"  {key}:", *(f"    - {_flow(item)}" for item in value)]
        else:
            lines.append(f"  {key}: {_flow(value)}")
    return "\n".join(lines) + "\n"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        value = {key: item for key, item in value.items() if item is not False}
    return (
        yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000)
        .strip()
        .removesuffix("...")
        .strip()
    )


def test_every_language_has_cases_and_negatives() -> None:
    for language in ("ar", "en", "fr", "ru"):
        outcomes = [yaml.safe_load(path.read_text(encoding="utf-8"))["expect"]["outcome"] for path in CASES if path.parent.name == language]
        assert outcomes.count("coded") >= 7, language
        assert outcomes.count("not_relevant") >= 3, language
