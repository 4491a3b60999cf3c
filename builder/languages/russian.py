"""Russian case forms of a person's name: name in the nominative → its six case forms, by the endings of each word.

Rules of declension after the usual grammar of names: surnames in -ов, -ев, -ин, -ский; given names and foreign names that end in
a consonant, -й, -ь, -а, -я; indeclinable are those in -о, -у, -и, -е, -ых, women's names in a consonant, and name particles.
"""

from __future__ import annotations

_PARTICLES = frozenset(
    "бен бин ибн аль эль ад ан ар ас аш ат аз де да дос фон ван дер ле ла ди дель ульд оглы абдель абд аун цзи ли".split()
)
_MALE_IN_A = frozenset("Никита Илья Фома Лука Кузьма Мустафа Абдалла Абдулла Яхья Муса Иса Саша Зия Джа Хамза Закария Идрисса".split())
_FEMALE_IN_CONSONANT = frozenset("Маргарет Элизабет Ингрид Катрин Мадлен Сьюзан Хиллари Аннегрет Мишель".split())
_MALE_SURNAMES = ("ов", "ев", "ин", "ский")
_HUSHING = "жшчщц"
_VELAR = "гкх"


def case_forms(name: str) -> list[str]:
    """The name as given and its genitive, dative, accusative, instrumental and prepositional."""
    words = name.split()
    female = is_female(words)
    rows = [_word_forms(word, female, last=number == len(words) - 1) for number, word in enumerate(words)]
    forms = [" ".join(row[case] for row in rows) for case in range(6)]
    if len(words) > 2:
        # The press often leaves all but the last word of a long foreign name as it is.
        forms += [" ".join([*words[:-1], rows[-1][case]]) for case in range(1, 6)]
    return list(dict.fromkeys(forms))


def is_female(words: list[str]) -> bool:
    """Whether the given name, or the surname, is a woman's."""
    if len(words) < 2:
        return False
    first, last = words[0], words[-1]
    if last.endswith(("ова", "ева", "ёва", "ская", "цкая")):
        return True
    return first in _FEMALE_IN_CONSONANT or (first[-1] in "ая" and first not in _MALE_IN_A and not last.endswith(_MALE_SURNAMES))


def _word_forms(word: str, female: bool, last: bool) -> tuple[str, ...]:
    head, dash, tail = word.rpartition("-")
    if dash:
        if head.lower() in _PARTICLES:
            return tuple(f"{head}-{form}" for form in _simple_forms(tail, female, last))
        heads = _simple_forms(head, female, False)
        return tuple(f"{one}-{two}" for one, two in zip(heads, _simple_forms(tail, female, last), strict=True))
    return _simple_forms(word, female, last)


def _simple_forms(word: str, female: bool, last: bool) -> tuple[str, ...]:
    if len(word) < 3 or word.lower() in _PARTICLES or not word[0].isupper() or word.endswith((".", "ых", "их")):
        return (word,) * 6
    final = word[-1]
    if final in "ая":
        return _in_a(word, female, last)
    if final in "оуиеэюыё" or (female and (last or final != "ь")):
        return (word,) * 6
    return _masculine(word, final, last)


def _in_a(word: str, female: bool, last: bool) -> tuple[str, ...]:
    stem, before = word[:-1], word[-2]
    if last and female and word.endswith(("ова", "ева", "ёва", "ина")):
        return (word, stem + "ой", stem + "ой", stem + "у", stem + "ой", stem + "ой")
    if last and word.endswith(("ская", "цкая")):
        return (word, word[:-2] + "ой", word[:-2] + "ой", word[:-2] + "ую", word[:-2] + "ой", word[:-2] + "ой")
    if word[-1] == "я":
        dative = stem + ("и" if before == "и" else "е")
        return (word, stem + "и", dative, stem + "ю", stem + "ей", dative)
    genitive = stem + ("и" if before in _VELAR + "жшчщ" else "ы")
    instrumental = stem + ("ей" if before in _HUSHING else "ой")
    return (word, genitive, stem + "е", stem + "у", instrumental, stem + "е")


def _masculine(word: str, final: str, last: bool) -> tuple[str, ...]:
    if last and word.endswith(("ский", "цкий", "ой")):
        stem = word[:-2]
        return (word, stem + "ого", stem + "ому", stem + "ого", stem + "им" if word.endswith("ий") else stem + "ым", stem + "ом")
    stem = word[:-1]
    if final == "й":
        prepositional = stem + ("и" if word.endswith("ий") else "е")
        return (word, stem + "я", stem + "ю", stem + "я", stem + "ем", prepositional)
    if final == "ь":
        return (word, stem + "я", stem + "ю", stem + "я", stem + "ем", stem + "е")
    if word == "Павел":
        return ("Павел", "Павла", "Павлу", "Павла", "Павлом", "Павле")
    if word in ("Пётр", "Петр"):
        return (word, "Петра", "Петру", "Петра", "Петром", "Петре")
    russian = last and word.endswith(("ов", "ев", "ёв", "ин", "ын")) and len(word) > 4
    instrumental = word + ("ым" if russian else "ем" if final in _HUSHING else "ом")
    return (word, word + "а", word + "у", word + "а", instrumental, word + "е")
