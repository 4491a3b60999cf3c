"""Topics of an article: folded text → topics with the words that show them, from ``schemas/vocab/topic_cues.yml``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from builder.knowledge.groups import Group, load_groups
from builder.model import Event, Evidence, GroupNamed, Text, TopicFound
from builder.parsers.grammar.patterns import PatternSet
from builder.paths import schema_dir
from builder.strict import check_keys, load_yaml

_STRONG, _WEAK, _NEEDED = 1.0, 0.5, 1.0
_TALKS = frozenset(("meeting", "visit", "conference"))


@dataclass(frozen=True, slots=True)
class TopicCues:
    """Compiled cues of one language: topic and weight of each pattern; topics that event types, threat groups and who talks imply."""

    patterns: PatternSet
    topics: tuple[tuple[str, float], ...]
    from_events: dict[str, tuple[str, ...]]
    from_lists: dict[str, tuple[str, ...]]
    from_talks: dict[str, tuple[str, ...]]


@lru_cache(maxsize=8)
def load_topic_cues(language: str) -> TopicCues:
    """The cues of ar, en, fr or ru."""
    path = schema_dir() / "vocab" / "topic_cues.yml"
    patterns: list[str] = []
    topics: list[tuple[str, float]] = []
    implied: dict[str, tuple[str, ...]] = {}
    named: dict[str, tuple[str, ...]] = {}
    talked: dict[str, tuple[str, ...]] = {}
    for entry in load_yaml(path):
        check_keys(path, str(entry.get("topic")), entry, ("topic", "strong"), ("weak", "from_events", "from_lists", "from_talks"))
        for key, weight in (("strong", _STRONG), ("weak", _WEAK)):
            for pattern in (entry.get(key) or {}).get(language, ()):
                patterns.append(pattern)
                topics.append((entry["topic"], weight))
        for event_type in entry.get("from_events", ()):
            implied[event_type] = (*implied.get(event_type, ()), entry["topic"])
        for sanctions in entry.get("from_lists", ()):
            named[sanctions] = (*named.get(sanctions, ()), entry["topic"])
        for role in entry.get("from_talks", ()):
            talked[role] = (*talked.get(role, ()), entry["topic"])
    return TopicCues(PatternSet(patterns), tuple(topics), implied, named, talked)


def find_topics(text: Text, events: tuple[Event, ...], groups: tuple[GroupNamed, ...]) -> tuple[tuple[TopicFound, ...], tuple[Event, ...]]:
    """The article's topics by weight of distinct cues, and the events with those shown beside each of them."""
    shown = [*_cues(text), *_implied(load_topic_cues(text.language), events, groups)]
    found: dict[str, TopicFound] = {}
    seen: set[tuple[str, str]] = set()
    for cue in shown:
        words = text.folded[cue.start : cue.end]
        if (cue.topic, words) in seen:
            continue
        seen.add((cue.topic, words))
        known = found.get(cue.topic)
        found[cue.topic] = replace(known, score=known.score + cue.score) if known else cue
    topics = tuple(topic for topic in found.values() if topic.score >= _NEEDED)
    names = frozenset(topic.topic for topic in topics)
    told = [cue for cue in shown if cue.topic in names]
    return topics, tuple(_with_topics(text, event, told) for event in events)


def _cues(text: Text) -> Iterator[TopicFound]:
    cues = load_topic_cues(text.language)
    for match in cues.patterns.find(text.folded, text.sentences):
        topic, weight = cues.topics[match.pattern]
        yield TopicFound(topic, weight, match.start, match.end, f"topic.{topic}.{text.language}")


def _implied(cues: TopicCues, events: tuple[Event, ...], groups: tuple[GroupNamed, ...]) -> Iterator[TopicFound]:
    """Topics that an event's type, who takes part in talks, or a group's name shows by itself."""
    for event in events:
        for topic in cues.from_events.get(event.event_type, ()):
            yield TopicFound(topic, _NEEDED, event.trigger_start, event.trigger_end, f"topic.{topic}.event")
        talking = [one for one in event.participants if event.event_type in _TALKS and one.mention.kind == "person"]
        for one in talking if not event.background else ():
            for topic in cues.from_talks.get(one.role, ()):
                yield TopicFound(topic, _NEEDED, one.mention.start, one.mention.end, f"topic.{topic}.talks")
    for group in groups:
        for topic in cues.from_lists.get(_list_of(group.group_id), ()):
            yield TopicFound(topic, _NEEDED, group.mention.start, group.mention.end, f"topic.{topic}.group")


@cache
def _lists() -> dict[str, str]:
    """The list of the United Nations (QDe, TAe …) that a group or one it is part of stands on, by the group's id."""
    groups = load_groups(schema_dir() / "vocab", ())
    return {slug: next((one.un.split(".")[0] for one in _line(group, groups) if one.un), "") for slug, group in groups.items()}


def _line(group: Group, groups: Mapping[str, Group]) -> Iterator[Group]:
    """The group, the one it is part of, and so on."""
    above: Group | None = group
    while above is not None:
        yield above
        above = groups.get(above.parent)


def _list_of(group_id: str) -> str:
    return _lists().get(group_id, "")


def _with_topics(text: Text, event: Event, cues: Sequence[TopicFound]) -> Event:
    """The event with the topics shown in its own sentences or the next to them, and the first words that show each."""
    own = {_sentence(text, item.start) for item in event.evidence if item.column == "event_type"}
    near = {number + step for number in own for step in (-1, 0, 1)}
    first: dict[str, TopicFound] = {}
    for cue in cues:
        if _sentence(text, cue.start) in near:
            first.setdefault(cue.topic, cue)
    evidence = tuple(Evidence(f"topics:{cue.topic}", cue.start, cue.end, cue.rule) for cue in first.values())
    return replace(event, topics=tuple(first), evidence=(*event.evidence, *evidence))


def _sentence(text: Text, place: int) -> int:
    return bisect_right(text.sentences, place, key=lambda sentence: sentence.start) - 1
