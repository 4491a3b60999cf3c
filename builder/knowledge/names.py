"""How a person's name may be written: name → spelling variants in its script."""

from __future__ import annotations

import re

from builder.text.clitics import ARTICLE
from builder.text.folding import fold

_LATIN_FAMILIES = (
    ("Mohammed", "Mohamed", "Mohammad", "Muhammad"), ("Ahmed", "Ahmad"), ("Abdel ", "Abdul ", "Abd al-", "Abd el-", "Abdel-", "Abdul-"),
    ("Yousef", "Youssef", "Yusuf", "Yousuf"), ("Hussein", "Hossein", "Husayn", "Hussain"), ("Khaled", "Khalid"), ("Sergei", "Sergey"),
    ("Alexander", "Aleksandr", "Alexandr"), ("Dmitry", "Dmitri", "Dmitriy"), ("Nikolai", "Nikolay"), ("Andrei", "Andrey"),
    ("Volodymyr", "Vladimir"), ("Mahmoud", "Mahmud"), ("Omar", "Umar"), ("Saleh", "Salih"), ("Faisal", "Faysal"),
)  # fmt: skip
_ARTICLE = re.compile(r"\b([AaEe])l[- ]")
_SYLLABLES = 2
# Where the family's name stands first.
FAMILY_FIRST = frozenset(("CHN", "HKG", "KOR", "PRK", "TWN", "VNM"))


def arabic_variants(name: str, foreign: bool, family_first: bool = False) -> list[str]:
    """Spellings of an Arabic-script name: عبد joined or apart, hyphens, the family's آل left out, g as غ ج ق ك in foreign names.

    A given name of two syllables behind the family's is also hyphened: «مون جاي-إن».
    """
    found = [name]
    if family_first and name.count(" ") == _SYLLABLES:
        found.append("-".join(name.rsplit(" ", 1)))
    if "-" in name:
        found.append(name.replace("-", " "))
    if " آل " in name:
        found.append(name.split(" آل ")[0])
    found += [one.replace("عبد ", "عبد") for one in found if "عبد " in one]
    found += [one.replace("عبدال", "عبد ال") for one in found if "عبدال" in one]
    found += [one.replace("أبو ", "أبو") for one in found if "أبو " in one]
    if foreign:
        found += [one.replace("غ", other) for one in list(found) if "غ" in one for other in "جقك"]
        found += [one.replace("كولا", "قولا") for one in list(found) if "كولا" in one]
        found += [one.replace(" وي", " و") for one in list(found) if " وي" in one]
        # The Slavic ending -in is written with and without its long vowel: بوتين, بوتن.
        found += [f"{one[:-2]}ن" for one in list(found) if one.endswith("ين") and len(one) > 4]
    else:
        found += _last_article(name)
    return [one for one in dict.fromkeys(found) if " " in one or one == name]


def _last_article(name: str) -> list[str]:
    """The family name with or without ال."""
    head, _, last = name.rpartition(" ")
    if not head or head.endswith(("بن", "آل", "أبو", "عبد")):
        return []
    if last.startswith(ARTICLE) and len(last) > 5:
        return [f"{head} {last[2:]}"]
    if last.endswith(_NISBA) and len(last) > _SHORT and not last.startswith(ARTICLE):
        return [f"{head} {ARTICLE}{last}"]  # حموشي, الحموشي
    return []


_NISBA, _SHORT = "ي", 4


def latin_variants(name: str) -> list[str]:
    """Spellings of a Latin-script name: hyphens, the Arabic article, bin or ben, common given names."""
    found = [name]
    for family in _LATIN_FAMILIES:
        spelt = next((one for one in family if one in name), None)
        if spelt:
            found += [name.replace(spelt, other) for other in family if other != spelt]
    found += [one.replace(" bin ", " ben ") for one in found if " bin " in one]
    found += [one.replace(" ben ", " bin ") for one in found if " ben " in one]
    if "l" in name and _ARTICLE.search(name):
        found += [_ARTICLE.sub(article, one) for one in list(found) for article in ("al-", "Al ", "el-", "El ", "Al-", "El-", "")]
    found += [one.replace("-", " ") for one in found if "-" in one]
    found += [re.sub(r"\b[A-Z]\.\s+", "", one) for one in found if ". " in one]
    return [one for one in dict.fromkeys(found) if " " in one or one == name]


def surname(name: str) -> str:
    """The family name: the last word, with its particle where it has one."""
    words = name.split()
    start = len(words) - 1
    while start > 1 and fold(words[start - 1]) in _SURNAME_PARTICLES:
        start -= 1
    return " ".join(words[start:])


_SURNAME_PARTICLES = frozenset("ال بن ابو فون فان دي von van de der le la di al el ould ag фон ван де ле".split())
