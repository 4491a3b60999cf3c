"""What the knowledge base knows of names: listed persons → their whole names as written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from builder.knowledge import Knowledge
from builder.knowledge.finder import fold_all
from builder.knowledge.names import FAMILY_FIRST
from builder.knowledge.people import Person
from builder.knowledge.sounds import likeness, skeleton
from builder.languages.russian import case_forms
from builder.model import Mention, Text
from builder.parsers.actors.actor_words import ActorWords, load_actor_words
from builder.parsers.actors.name_tokens import CLOSING, capital
from builder.text.clitics import ARTICLE, DEFINITE

_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*\.?) $")
_JUNIOR = re.compile(r",? (?:jr|junior)(?!\w)")
_WORD_AFTER = re.compile(r" ([^\W\d_]+(?:-[^\W\d_]+)*)")
_INITIAL = re.compile(r"[^\W\d_]\.")
_ENDINGS, _SHORTEST_STEM = "аяоеыйьу", 3
_INSTRUMENTAL = ("ом", "ем", "ым")
_FURTHEST, _LONGEST_SON = 24, 7
_NO_PARTICLE, _LONG_FAMILY = 4, 5
_SAME_WORD = 0.7
# The columns that spell names as each language writes them.
SCRIPTS = {"ar": ("name_ar",), "en": ("name_en",), "fr": ("name_en", "name_fr"), "ru": ("name_ru",)}


def behind_son(text: Text, mention: Mention, words: ActorWords) -> bool:
    """Whether what is listed is told as somebody's father: the person of that name is not meant, nor the office «مساعد»."""
    return words.father.search(text.folded, max(0, mention.start - _LONGEST_SON), mention.start) is not None


def whole_names(text: Text, persons: Sequence[Mention], listed: Sequence[Mention], knowledge: Knowledge) -> list[Mention]:
    """Listed persons, one a span, each with the given names before a surname and the lineage after it."""
    kept: dict[tuple[int, int], Mention] = {}
    floor = 0
    for person in persons:
        if (person.start, person.end) not in kept:
            whole = _whole(text, person, floor, knowledge)
            if (whole.end > person.end and _other_line(text, person, whole, knowledge)) or _other_family(text, whole, listed, knowledge):
                continue
            if is_junior(text, whole) and "jr" not in own_words(knowledge, whole.code):
                continue
            if whole.start != person.start or not of_another(text, person, knowledge, floor):
                kept[person.start, person.end] = whole
            floor = whole.end
    return list(kept.values())


def is_junior(text: Text, person: Mention) -> bool:
    """Whether the son of that name is meant: "Donald Trump Jr."."""
    return _JUNIOR.match(text.folded, person.end) is not None


def _word_before(text: Text, floor: int, start: int) -> re.Match[str] | None:
    """The word before a place, with a blank between; the first group leaves the blank out."""
    floor = max(floor, start - _FURTHEST)
    return _WORD_BEFORE.search(text.folded, max(floor, text.folded.rfind(" ", floor, start - 1) + 1), start)


def _whole(text: Text, person: Mention, floor: int, knowledge: Knowledge) -> Mention:
    start, end = person.start, person.end
    found, words = None, load_actor_words(text.language)
    if text.folded[end + 1 : end + 2] in words.lineage_opens:  # the look costs little where nothing follows
        found = words.lineage.match(text.folded, end)
    if found and capital(text, text.folded.rfind(" ", 0, found.end()) + 1) and found[0] not in text.folded[start:end]:
        end = found.end()
    if " " not in text.folded[start : person.end] and text.folded[max(0, start - 1) : start] == " ":
        own = own_words(knowledge, person.code)
        while (before := _word_before(text, floor, start)) and (
            before[1] in own or _INITIAL.fullmatch(before[1]) or ("cases" in words.traits and _stem(before[1]) in own)
        ):
            start = before.start(1)
    return person if (start, end) == (person.start, person.end) else person._replace(start=start, end=end)


def _stem(word: str) -> str:
    """A Russian given name without its case ending: «Касым-Жомартом»."""
    return word[:-2] if word.endswith(_INSTRUMENTAL) else word.rstrip(_ENDINGS)


def _other_line(text: Text, person: Mention, whole: Mention, knowledge: Knowledge) -> bool:
    """Whether the fathers told behind "Sheikh Zayed" are not those of the listed one."""
    words = load_actor_words(text.language)
    fathers = text.folded[person.end : whole.end].replace("-", " ").replace("عبد ", "عبد").split()
    if ARTICLE in fathers and person.party not in _DYNASTIC:
        return True  # «محمد بن عيسى آل خليفة» is not Benaissa
    if text.folded[person.start : person.end].split()[0] not in words.courtesy:
        return False
    own = own_words(knowledge, person.code)
    told = [word for word in fathers if len(word) >= _NO_PARTICLE and word not in words.particles]
    return bool(told) and told[0].removeprefix("عبد") not in own and not any(likeness(told[0], word) >= _SAME_WORD for word in own)


def _other_family(text: Text, whole: Mention, listed: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether another family's name follows: «محمد ناصر الغامدي» is not محمد الناصر, nor «عبدالله بن عبدالعزيز الربيعي» the king."""
    name, words = text.folded[whole.start : whole.end], load_actor_words(text.language)
    if "plain_script" not in words.traits or " " not in name or text.folded[whole.end : whole.end + 1] != " ":
        return False
    after = text.folded[whole.end + 1 : whole.end + _FURTHEST].split(" ", 1)[0].strip(',.:()"')
    if len(after) < _NO_PARTICLE or after in words.courtesy or after in words.not_names or after in own_words(knowledge, whole.code):
        return False
    family = (
        len(after) > _LONG_FAMILY
        and after.startswith(ARTICLE)
        and after.endswith("ي")
        and after[2:] not in _nationalities(knowledge, text.language)
    )
    if not family and not (" بن " in name and after in arabic_name_words(knowledge)):
        return False
    begins = (whole.end + 1, whole.end + 1 + len(ARTICLE))
    return not any(m.start in begins and m.kind != "person" for m in listed)  # an office, a country: «أمير منطقة عسير»


@cache
def _nationalities(knowledge: Knowledge, language: str) -> frozenset[str]:
    """The language's adjectives of countries: «ترامب الأمريكي»."""
    return frozenset(
        phrase
        for alias, phrase in zip(knowledge.aliases, knowledge.phrases, strict=True)
        if alias.language == language and alias.form == "adjective"
    )


# Where families are called آل.
_DYNASTIC = frozenset(("SAU", "ARE", "QAT", "BHR", "KWT", "OMN"))


def of_another(text: Text, person: Mention, knowledge: Knowledge, floor: int = 0) -> bool:
    """Whether a surname told before stands behind the given name of somebody else: "Michelle Obama", «جورج شولتس»."""
    if " " in text.folded[person.start : person.end]:
        return False
    before = _word_before(text, floor, person.start)
    if before is not None and before[1] in load_actor_words(text.language).second_halves:  # «جلال الدين» is one name
        before = _word_before(text, floor, before.start(1))
    if "cases" in load_actor_words(text.language).traits and _as_given_name(text, person, knowledge):
        return True
    if before is None or before[1] not in _given_forms(knowledge, text.language) or not capital(text, before.start(1)):
        return False
    earlier = _word_before(text, floor, before.start(1))
    own = own_words(knowledge, person.code) if person.code else frozenset()
    if earlier is not None and earlier[1] in own:
        return False
    return not any(likeness(before[1], word) >= _SAME_WORD for word in own)


def of_one_family(text: Text, person: Mention, knowledge: Knowledge) -> bool:
    """Whether somebody else's given name follows the family's, where that stands first: «كيم يونغ تشول» is not كيم جونغ أون."""
    words = load_actor_words(text.language)
    if "plain_script" not in words.traits or person.party not in FAMILY_FIRST or " " in text.folded[person.start : person.end]:
        return False
    after = _WORD_AFTER.match(text.folded, person.end)
    given = after[1].split("-")[0] if after is not None else ""
    if given in words.not_names:
        return False  # «وافق كيم على»
    return given in arabic_name_words(knowledge) and not (person.code and given in own_words(knowledge, person.code))


@cache
def _given_names(knowledge: Knowledge, language: str) -> frozenset[str]:
    """The first words of listed persons' full names in the language's script."""
    persons = knowledge.people.persons.values()
    names = [name for person in persons for column in SCRIPTS[language] if " " in (name := getattr(person, column))]
    first = {name.split()[0] for name in fold_all(names)} if names else set()
    # Short Arabic names are also particles: «ان», «علي» for على.
    words = load_actor_words(language)
    names_only = (first | words.given_names) - words.not_names
    shortest = _NO_PARTICLE if "plain_script" in words.traits else 1
    return frozenset(word for word in names_only if not word.endswith(".") and len(word) >= shortest)


@cache
def _given_forms(knowledge: Knowledge, language: str) -> frozenset[str]:
    """Given names; Russian ones in every case."""
    names = _given_names(knowledge, language)
    if "cases" not in load_actor_words(language).traits:
        return names
    return frozenset(fold_all([form for name in names for form in case_forms(name.title())]))


def _as_given_name(text: Text, person: Mention, knowledge: Knowledge) -> bool:
    """Whether the surname is a given name here, a family name behind it: «Керри Фишер», «Ли Чжаньшу»."""
    after = _WORD_AFTER.match(text.folded, person.end)
    if after is None or not capital(text, after.start(1)) or text.folded[person.start : person.end] not in _given_names(knowledge, "ru"):
        return False
    own = own_words(knowledge, person.code) if person.code else frozenset()
    return after[1] not in own and _stem(after[1]) not in own


@cache
def own_words(knowledge: Knowledge, code: str) -> frozenset[str]:
    """The words of all spellings of a listed person's name, folded."""
    person = knowledge.people.persons[code]
    words = {word for name in fold_all(_names(person)) for word in name.split()}
    return frozenset(words | {word.rstrip(_ENDINGS) for word in words if len(word) > _SHORTEST_STEM})


def _names(person: Person) -> list[str]:
    return [name for name in (person.name_en, person.name_ar, person.name_fr, person.name_ru, *person.variants) if name]


@cache
def arabic_name_words(knowledge: Knowledge) -> frozenset[str]:
    """Given names, and every word that stands in a listed person's Arabic name."""
    persons = knowledge.people.persons.values() if knowledge.people else ()
    listed = fold_all([one for person in persons for one in (person.name_ar, *person.variants)])
    given = load_actor_words("ar").given_names
    return given | {word for name in listed for word in name.split() if word not in load_actor_words("ar").not_names}


@cache
def _sounds(knowledge: Knowledge) -> frozenset[str]:
    """The consonants of long words of listed persons' Latin names."""
    persons = knowledge.people.persons.values() if knowledge.people else ()
    long = {word for person in persons for word in person.name_en.split() if len(word) > _LONG_SOUND + 1}
    return frozenset(sound for sound in map(_sound, long) if len(sound) >= _LONG_SOUND)


def arabic_name(text: Text, span: tuple[int, int], knowledge: Knowledge, sure: bool, ends: bool = False) -> tuple[int, int] | None:
    """What of the words is a name: from the first that no article makes part of the office; None where nothing tells of a name.

    A name shows by a given name among its first two words, or by the sound of a foreign one that is listed in Latin letters;
    where it must be ``sure``, by both words. ``ends``: what follows the words is told to be no part of the name.
    """
    known, particles = arabic_name_words(knowledge), load_actor_words("ar").particles
    words = [(found.start(), found[0]) for found in _ARABIC_WORD.finditer(text.folded, *span)]
    while words and _no_given_name([word for _, word in words], known):
        words.pop(0)
    if len(words) < 2:
        return None
    opening = [word for _, word in words[:2]]
    enough = all if sure else any
    told = enough(word in known or word.startswith("عبدال") for word in opening) or opening[0] in particles
    told = told or opening[1] in _SONS or "-" in opening[1]  # only foreign names are hyphened: «سونغ يونغ-مو»
    if not told and (sure or not any(_sound(word) in _sounds(knowledge) for word in opening if word[:1] not in _CLITIC_OR_ARTICLE)):
        return None
    closed = ends or text.folded[span[1] : span[1] + 2].lstrip(" ")[:1] in CLOSING
    return words[0][0], _name_end(words, known, closed)


def _no_given_name(words: Sequence[str], known: frozenset[str]) -> bool:
    """Whether the first word is part of an office or a courtesy: not where a father's name follows («الوليد بن خالد»)."""
    if words[0] in load_actor_words("ar").courtesy:
        return len(words) > 2
    return words[0].startswith(DEFINITE) and words[0] not in known and not _SONS.intersection(words[1:2])


def _name_end(words: Sequence[tuple[int, str]], known: frozenset[str], closed: bool) -> int:
    """After two words a name goes on with known words, family names with the article, their particles, or one word before a stop."""
    end, ours = 2, load_actor_words("ar")
    for place in range(2, len(words)):
        word, before = words[place][1], words[place - 1][1]
        last = place == len(words) - 1
        # Where no stop closes the name, a family name with the article shows by its ending or has no prefix: not «الاعتذار», «المعارك».
        family = word.startswith(ARTICLE) and (word.endswith("ي") or (closed and last) or word[2:3] not in _DERIVED)
        bare = closed and last and place == 2 and not word.startswith(ARTICLE)
        particle = word in ours.particles or before in ours.particles or before in ours.joins_name
        particle = particle or (word in ours.joins_name and place + 1 < len(words) and (word != "لو" or words[place + 1][1] in known))
        if word in known or word in ours.ends_name or family or bare or particle:
            end = place + 1
        else:
            break
    return words[end - 1][0] + len(words[end - 1][1])


@lru_cache(maxsize=50_000)
def _sound(word: str) -> str:
    return skeleton(word)


_ARABIC_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CLITIC_OR_ARTICLE = frozenset("ابلو")
_SONS = frozenset(("بن", "ابن"))
_LONG_SOUND = 4
_DERIVED = frozenset("امت")
