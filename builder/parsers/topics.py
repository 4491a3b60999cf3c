"""Topics of an article: folded text → topics with the words that show them, from ``schemas/vocab/topic_cues.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from builder.model import Event, GroupNamed, Text, TopicFound
from builder.parsers.patterns import PatternSet
from builder.paths import schema_dir
from builder.strict import check_keys, load_yaml

_STRONG, _WEAK, _NEEDED = 1.0, 0.5, 1.0


@dataclass(frozen=True, slots=True)
class TopicCues:
    """Compiled cues of one language: topic and weight of each pattern; topics that event types and threat groups imply."""

    patterns: PatternSet
    topics: tuple[tuple[str, float], ...]
    from_events: dict[str, tuple[str, ...]]
    from_groups: dict[str, tuple[str, ...]]


@lru_cache(maxsize=8)
def load_topic_cues(language: str) -> TopicCues:
    """The cues of ar, en, fr or ru."""
    path = schema_dir() / "vocab" / "topic_cues.yml"
    patterns: list[str] = []
    topics: list[tuple[str, float]] = []
    implied: dict[str, tuple[str, ...]] = {}
    named: dict[str, tuple[str, ...]] = {}
    for entry in load_yaml(path):
        check_keys(path, str(entry.get("topic")), entry, ("topic", "strong"), ("weak", "from_events", "from_groups"))
        for key, weight in (("strong", _STRONG), ("weak", _WEAK)):
            for pattern in (entry.get(key) or {}).get(language, ()):
                patterns.append(pattern)
                topics.append((entry["topic"], weight))
        for event_type in entry.get("from_events", ()):
            implied[event_type] = (*implied.get(event_type, ()), entry["topic"])
        for group in entry.get("from_groups", ()):
            named[group] = (*named.get(group, ()), entry["topic"])
    return TopicCues(PatternSet(patterns), tuple(topics), implied, named)


def find_topics(text: Text, events: tuple[Event, ...], groups: tuple[GroupNamed, ...]) -> tuple[TopicFound, ...]:
    """Topics by weight of distinct cues, and those that event types and threat groups imply, in the order of the words."""
    cues = load_topic_cues(text.language)
    found: dict[str, TopicFound] = {}
    seen: set[tuple[str, str]] = set()
    for match in cues.patterns.find(text.folded, text.sentences):
        topic, weight = cues.topics[match.pattern]
        words = text.folded[match.start : match.end]
        if (topic, words) in seen:
            continue
        seen.add((topic, words))
        known = found.get(topic)
        score = weight + (known.score if known else 0.0)
        start, end = (known.start, known.end) if known else (match.start, match.end)
        found[topic] = TopicFound(topic, score, start, end, f"topic.{topic}.{text.language}")
    for event in events:
        for topic in cues.from_events.get(event.event_type, ()):
            found.setdefault(topic, TopicFound(topic, _NEEDED, event.trigger_start, event.trigger_end, f"topic.{topic}.event"))
    for group in groups:
        for topic in cues.from_groups.get(group.group_id, ()):
            if topic not in found or found[topic].score < _NEEDED:
                found[topic] = TopicFound(topic, _NEEDED, group.mention.start, group.mention.end, f"topic.{topic}.group")
    return tuple(t for t in found.values() if t.score >= _NEEDED)
