"""Stages 3 and 4, find and resolve, for actors: Text + Knowledge + day → mentions of persons, offices, institutions, countries.

What the knowledge base lists is found first; offices and institution nouns take the country beside them, names stand
to the office beside them, and a name nobody lists becomes a person where an office or rank vouches for it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from builder.knowledge import Knowledge
from builder.model import Mention, Text
from builder.parsers.actors.actor_words import ActorWords, load_actor_words
from builder.parsers.actors.chains import HONOURS, joined, with_context
from builder.parsers.actors.holders import holder
from builder.parsers.actors.known_names import behind_son, is_junior, of_another, of_one_family, whole_names
from builder.parsers.actors.surnames import named_again
from builder.parsers.actors.titles import Title, counterparts, titles_of
from builder.parsers.actors.unlisted_names import Reading, surnames_too, unlisted_name
from builder.text.clitics import after_article
from builder.text.folding import fold

_GAP, _AFTER, _LONGEST = 60, 8, 200
# «صاحب السمو الملكي الأمير» vouches for a name that no list holds; of a listed person his office tells more.
_ROYAL = "royal"
Named = tuple[Title | None, Mention]
_TOLD_AS_FATHERS = ("person", "office")


def find_mentions(text: Text, knowledge: Knowledge, day: date | None) -> list[Mention]:
    """All mentions by position; countries stay visible inside composed ones, and the coder takes the outermost."""
    words = load_actor_words(text.language)
    listed = [m for m in knowledge.find(text) if m.kind not in _TOLD_AS_FATHERS or not behind_son(text, m, words)]
    if any(m.kind == "group" for m in listed):
        listed = list(_governing(listed, knowledge, day))
    titles = [*titles_of(text, listed, knowledge, words)]
    titles.extend(counterparts(text, listed, titles, words))
    titles = with_context(text, joined(text, titles, listed, words), listed)
    persons = [m for m in listed if m.kind == "person"]
    reading = Reading(text, knowledge, words, day, listed)
    made = _persons(reading, titles, whole_names(text, persons, listed, knowledge)) if titles or persons else []
    taken = {id(title) for title, _ in made if title is not None}
    found = [mention for _, mention in made if not _named_after(text, mention, words)]
    bare = (_bare(text, title, knowledge, day, words) for title in titles if id(title) not in taken and title.bears_party)
    found.extend(mention for mention in bare if mention.kind != "office" or not _named_after(text, mention, words))
    again = named_again(text, [m for m in found if m.kind == "person"], [*listed, *found], words)
    found.extend(m for m in again if not (of_another(text, m, knowledge) or is_junior(text, m) or of_one_family(text, m, knowledge)))
    others = [m for m in listed if m.kind not in ("person", "office") and not m.rule.startswith("kind.")]
    return sorted([*others, *found], key=_by_position)


def _by_position(mention: Mention) -> tuple[int, int]:
    return mention.start, -mention.end


def _governing(listed: Sequence[Mention], knowledge: Knowledge, day: date | None) -> Iterator[Mention]:
    """The listed mentions; a group that governs a state on the day stands for its government too, as the Kremlin does for Russia's."""
    for mention in listed:
        party = knowledge.groups[mention.code].governs(day) if mention.kind == "group" else None
        if party is None:
            yield mention
            continue
        yield mention._replace(party=party)
        yield mention._replace(kind="institution", form="metonym", party=party, role="GOV", rule=f"{mention.rule}.governs")


def _persons(reading: Reading, titles: Sequence[Title], persons: Sequence[Mention]) -> list[Named]:
    """Persons with the title beside them, listed ones and those that only a title vouches for."""
    text, words = reading.text, reading.words
    made: list[Named] = []
    used: set[int] = set()
    starts = [t.start for t in titles]
    full = {person.code for person in persons if not person.rule.startswith("kb.short")}
    begun = {person.start for person in persons}
    for person in persons:
        around = titles[bisect_left(starts, person.start - _LONGEST) : bisect_left(starts, person.end + _AFTER)]
        near = [t for t in around if t.kind != "institution" and t.code != _ROYAL and id(t) not in used]
        # "Putin, President Lukashenko": the office of the next in a list.
        near = [t for t in near if t.start < person.end or t.end + 1 not in begun]
        beside = [t for t in near if _beside(text, t, person.start, person.end, words) and not _whom_he_meets(reading, t, person)]
        # A crown prince's ministry says more than his rank, but where he rules (coding guide, section 4).
        term = reading.knowledge.people.term_on(person.code, reading.day) if len(beside) > 1 and reading.knowledge.people else None
        rules = term is not None and term.role == "HOS"
        title = next((t for t in beside if rules or t.code not in HONOURS), next(iter(beside), None))
        if person.rule.startswith("kb.short") and title is None and person.code not in full:
            continue
        if title is not None:
            used.add(id(title))
        made.append((title, _listed_person(text, person, title, reading.knowledge, reading.day, words)))
    return [*made, *_vouched(reading, [t for t in titles if id(t) not in used and t.kind != "institution"], [m for _, m in made])]


def _vouched(reading: Reading, titles: Sequence[Title], named: Sequence[Mention]) -> list[Named]:
    """Names no list holds, each with the titles beside it: a rank before it and an office after it are one person's."""
    if not titles:
        return []
    claimed = _claimed(reading, named)
    places = surnames_too(reading.text, reading.listed, reading.words)
    made: list[Named] = []
    for title in titles:
        span = unlisted_name(reading, title, claimed, places)
        if span is None:
            continue
        last = made[-1] if made else None
        if last is not None and last[0] is not None and (last[1].name_start, last[1].name_end) == span:
            guessed = title.guessed if title.party else last[0].guessed
            title = title._replace(party=title.party or last[0].party, start=min(last[0].start, title.start), guessed=guessed)
            made.pop()
        if (mention := _unlisted(reading, title, span)) is not None:
            made.append((title, mention))
    return made


def _whom_he_meets(reading: Reading, title: Title, person: Mention) -> bool:
    """«استقبل الأمير تميم وزير الدفاع الأميركي»: behind the verb an office of another state right after the subject is the object."""
    told = title.party is not None and person.party is not None and not title.guessed
    if not told or title.party == person.party or "verb_first" not in reading.words.traits or title.start < person.end:
        return False
    states = reading.knowledge.countries
    apart = reading.text.folded[person.end : title.start].strip() == ""
    return apart and title.party in states and person.party in states


def _claimed(reading: Reading, named: Sequence[Mention]) -> list[tuple[int, int]]:
    """The spans that something else is named in, by position."""
    others, folded = [*reading.listed, *named], reading.text.folded
    if "clitics" not in reading.words.traits:
        return sorted([(m.start, m.end) for m in others])
    # What may be the end of a longer Arabic word claims nothing: «كلاوس» is no «ك» + «لاوس».
    return sorted([(m.start, m.end) for m in others if not (m.start and folded[m.start - 1] in "كف" and m.form == "name")])


def _beside(text: Text, title: Title, start: int, end: int, words: ActorWords) -> bool:
    """Whether a name stands beside a title or what the office is for; a line break, and so the end of the headline, parts them."""
    if title.end <= start:
        between = text.folded[title.end : start]
        if len(between) >= _GAP or "\n" in between:
            return False
        if "clitics" in words.traits and ",و" in between.replace(" ", ""):
            return False  # the office of the one named before, then the next of a list
        if words.name_link.match(between):
            return True
        purpose = words.purpose.match(text.folded, title.end)
        if purpose is None or not title.end < purpose.end() <= start:
            return False
        return words.name_link.match(text.folded[purpose.end() : start]) is not None
    if title.kind == "rank" or not 0 <= title.start - end < _AFTER:
        return False
    if "verb_first" in words.traits and (" " not in text.folded[start:end] or words.next_person.match(text.folded, title.end)):
        return False  # an office after a bare surname or before courtesy words opens the next noun phrase
    between = text.folded[end : title.start]
    return "\n" not in between and between.strip() in (",", "(", ", the", "-", "")


_YEAR = "2000"
_LEADERS = frozenset(("HOS", "HOG"))
_SEVERAL = frozenset(("lawmaker", "judge", "ambassador", "envoy", "aide", "presidential_aide", "military_attache"))
_VAGUE = frozenset(("minister", "leader", "commander", "staff_chief", "governor"))


def _listed_person(text: Text, person: Mention, title: Title | None, knowledge: Knowledge, day: date | None, words: ActorWords) -> Mention:
    term = knowledge.people.term_on(person.code, day) if knowledge.people else None
    # Whom the list knows by the organisation he heads may still have served his state on the day.
    serving = person.party in knowledge.igos and term is not None and day is not None and term.covers(day.isoformat())
    country = term.country if term and (term.role == "IGO" or not person.party or serving) else person.party
    if term and day and country in knowledge.igos and day.isoformat() < term.start:
        country = None  # the organisation that he is to head one day is none of his yet
    if title is None or title.kind == "rank":
        start = person.start if title is None else min(title.start, person.start)
        yet = term is not None and (day is None or term.start[: len(_YEAR)] <= day.isoformat()[: len(_YEAR)])  # not an office still to come
        role = term.role if term and yet else (title.role if title else None)
        office = term.position if term and (day is None or term.covers(day.isoformat())) else None
        return Mention("person", person.code, start, person.end, person.rule, person.form, country, role, person.start, person.end, office)
    people = knowledge.people
    valid = people.held(person.code, title.role, None, day) if people and not title.former else None
    bore = valid or (day is None and people and any(one.role == title.role for one in people.by_person.get(person.code, ())))
    # "His counterpart": the office named last before may be another's. "The minister": which one the terms tell.
    vague = title.kind == "counterpart" or title.code in _VAGUE
    same = term is not None and (title.guessed or vague or title.role in (term.role, "GOV"))
    party = country if same or (title.guessed and country) else title.party or country
    role = term.role if term and vague and (not bore or term.role in _LEADERS) else title.role
    if not bore and _speaks_for(text, title, words):
        role = term.role if term else _spoken(role)
    return Mention(
        "person", person.code, min(title.start, person.start), max(title.end, person.end), person.rule, person.form, party, role,
        person.start, person.end, text.words(title.start, title.end), valid, title.former,
    )  # fmt: skip


def _speaks_for(text: Text, title: Title, words: ActorWords) -> bool:
    """«Пресс-секретарь президента России Песков», «المتحدث باسم الرئيس الروسي بيسكوف»: who speaks for a leader is none."""
    return title.role in _LEADERS and words.speaks_for.search(text.folded, max(0, title.start - _GAP), title.start) is not None


def _spoken(role: str) -> str:
    return "GOV" if role in _LEADERS else role


def _unlisted(reading: Reading, title: Title, span: tuple[int, int]) -> Mention | None:
    """The person that a title makes of a name no list holds; office, surname and day may tell which listed one it is."""
    text = reading.text
    name = text.folded[span[0] : span[1]].split()
    told = None if title.guessed else title.party
    term = holder(reading.knowledge, text.language, title.role, told, name, reading.day)
    if term is None and title.guessed and title.role == "HOS":
        return None  # "president" beside no country is mostly that of a council or company; heads of state are listed
    start, end = min(title.start, span[0]), max(title.end, span[1])
    code, party = (term.person, term.country) if term else ("", title.party)
    form = "guessed" if title.guessed and term is None else "composed"
    # The bare president of no country heads a council, a club or a party.
    role = "OTH" if party is None and title.code == "president" else title.role
    role = _spoken(role) if term is None and _speaks_for(text, title, reading.words) else role
    return Mention("person", code, start, end, f"actors.{title.rule}", form, party, role,
                   span[0], span[1], text.words(title.start, title.end), True if term else None, title.former)  # fmt: skip


def _named_after(text: Text, person: Mention, words: ActorWords) -> bool:
    """Whether a building or a prize bears the name: «قاعدة الملك فهد», "Lincoln Airport"."""
    after = text.folded[person.end : person.end + _GAP].split(None, 1)[:1] if words.named_behind else []
    if after and after[0].strip(",.;:") in words.named_behind and text.folded[person.end] == " ":
        return True
    if not words.named_after:
        return False
    start = person.start - 2 if after_article(text.folded, person.start) else person.start
    before = text.folded[max(0, start - _AFTER * 3) : start].split()
    if before and before[-1] in words.courtesy:  # «طريق الأمير نايف»
        before.pop()
    last = before[-1].lstrip('("«') if before else ""
    if not last:
        return False
    named_after = words.named_after
    return last in named_after or (last[0] in words.attached and last[1:] in named_after) or last.rpartition("'")[2] in named_after


def _bare(text: Text, title: Title, knowledge: Knowledge, day: date | None, words: ActorWords) -> Mention:
    """An office or institution told without a name; the office's one holder on the day gives the id."""
    if title.kind == "institution":
        return Mention("institution", "", title.start, title.end, title.rule, "composed", title.party, title.role, title.start, title.end)
    code = _holder_on(text, title, knowledge, day, words) if day is not None and not title.former else ""
    return Mention("office", code, title.start, title.end, f"actors.{title.rule}", "composed", title.party, title.role, former=title.former)


def _holder_on(text: Text, title: Title, knowledge: Knowledge, day: date, words: ActorWords) -> str:
    """The id of the office's one holder on the day; empty where a state has several at a time or another is meant."""
    if not knowledge.people or not title.party or title.code in _VAGUE or title.code in _SEVERAL or title.code.startswith("deputy"):
        return ""
    if _predicate(text, title, words) or _any_one(text, title, knowledge, words):
        return ""
    office = knowledge.offices.offices.get(title.code)
    holders = knowledge.people.holders(office.holders if office is not None else title.code, title.party, day)
    return holders[0] if len(holders) == 1 and not _another_follows(text, title, holders[0], knowledge, words) else ""


def _another_follows(text: Text, title: Title, holder: str, knowledge: Knowledge, words: ActorWords) -> bool:
    """«الرئيس الأمريكي جورج واشنطن»: an Arabic given name behind the office that is none of its holder's on the day."""
    after = (
        text.folded[title.end : title.end + _GAP * 2].split(None, 1)[:1]
        if "plain_script" in words.traits and text.folded[title.end : title.end + 1] == " "
        else []
    )
    if not after or after[0] not in words.given_names or knowledge.people is None:
        return False
    person = knowledge.people.persons[holder]
    return all(after[0] not in fold(name).split() for name in (person.name_ar, *person.variants))


def _any_one(text: Text, title: Title, knowledge: Knowledge, words: ActorWords) -> bool:
    """«لم يسبق لأي رئيس أمريكي»: an Arabic office whose adjective bears no article is of any holder."""
    country = knowledge.countries.get(title.party or "")
    if "bare_is_one" not in words.traits or country is None:
        return False
    span = text.folded[title.start : title.end]
    forms = (f" {fold(lemma)}{ending}" for lemma in country.adjectives.get(words.language, ()) for ending in ("", "ه"))
    return span.endswith(tuple(forms))


def _last_word(text: Text, title: Title) -> str:
    return text.folded[title.start : title.end].replace("-", " ").rsplit(None, 1)[-1]


def _predicate(text: Text, title: Title, words: ActorWords) -> bool:
    """Whether the office is told of who is named elsewhere: "her record as secretary of state", "the next president"."""
    before = text.folded[max(0, title.start - _GAP) : title.start].replace("'", " ").split()
    if before and before[-1] in words.candidacy:
        return True
    while before and before[-1] in words.articles:
        before.pop()
    after = text.folded[title.end : title.end + _GAP].replace("-", " ").split()[:1]
    told = bool(before) and (before[-1] in words.predicates or bool(words.indefinite.intersection(before[-2:])))
    told = told or words.term.match(text.folded, title.end) is not None  # "secretary of state between 2009 and 2013"
    told = told or (bool(before) and words.ordinal.fullmatch(before[-1]) is not None)  # "le 28e président américain"
    return told or _last_word(text, title) in words.hopefuls or any(word.strip(".,") in words.hopefuls for word in after)
