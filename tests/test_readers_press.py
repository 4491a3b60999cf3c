"""Press matter around a story → spans over the raw text, and the fields that stood in it; the story itself stays whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builder.model import Article, Origin
from builder.readers import read
from builder.readers.report import story_text
from builder.strict import DataError
from builder.text import normalize
from builder.text.boilerplate import clean
from builder.text.press import load_press

HEADLINE = "وزير الدفاع يبحث في الرباط أمن الحدود"
STORY = "أجرى وزير الدفاع المغربي في الرباط محادثات مع نظيره الإسباني تناولت أمن الحدود البحرية وتبادل المعلومات حول التهريب في المتوسط."
PAGE = f"""{HEADLINE}

أخبار العالم العربي

{HEADLINE}
انسخ الرابطhttps://example.org/ab1c

{STORY}

اقرأ أيضاً: خبر آخر لا صلة له بالموضوع

المصدر: تاس

سلمى الإدريسي

موافق

هذا الموقع يستخدم ملفات الارتباط .بامكانك قراءة الشروط لتفعيل هذه الخاصية اضغط هنا"""


def check(found: Article) -> None:
    assert (found.agency, found.byline, found.short_url) == ("TASS", "سلمى الإدريسي", "https://example.org/ab1c")
    assert found.section == "أخبار العالم العربي" and found.language == "ar"
    assert story_text(found) == STORY


def test_a_page_saved_as_text_keeps_only_its_story(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    (found,) = read([tmp_path / "a.txt"])
    assert isinstance(found, Article) and found.title == HEADLINE and found.text == PAGE
    check(found)


def test_the_same_text_in_a_record_is_cleaned_alike(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "title": HEADLINE, "text": PAGE}), encoding="utf-8")
    (found,) = read([tmp_path / "a.jsonl"])
    assert isinstance(found, Article)
    check(found)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ar", "تابعونا على تويتر"),
        ("ar", "// انتهى //"),
        ("ar", "آخر تحديث: 3 مارس 2018"),
        ("en", "ADVERTISEMENT"),
        ("en", "READ MORE: Another story"),
        ("en", "Updated at 5 p.m. ET"),
        ("en", "We use cookies to improve this site"),
        ("fr", "Lire aussi : un autre article"),
        ("fr", "Publicité"),
        ("ru", "Читайте также: другая новость"),
        ("ru", "Поделиться"),
        ("fr", "Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés."),
    ],
)
def test_press_lines_are_taken_out(language: str, line: str) -> None:
    assert [PAGE_TEXT(language, line)[start:end] for start, end in clean(PAGE_TEXT(language, line), "", language).spans] == [line]


def PAGE_TEXT(language: str, line: str) -> str:  # noqa: N802
    filler = {
        "ar": STORY,
        "en": "The two ministers met in Nairobi on Tuesday and agreed to train coast guard crews together in Mombasa, they said.",
    }
    story = filler.get(
        language,
        "Les deux ministres se sont vus mardi à Dakar et ont signé un accord de coopération policière qui prévoit des enquêtes communes.",
    )
    return f"{story}\n{line}\n{story}"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ar", "وأشار الخبير إلى أن الشركات تلجأ إلى ما يعرف بملفات تعريف الارتباط لرصد المستخدمين."),
        ("ar", "تقرير سري بيد أوباما"),
        ("ar", "الرئيس الروسي فلاديمير بوتين"),
        ("en", "By Tuesday the talks had ended."),
        ("en", "Follow the money, the minister said."),
        ("en", "Sources: close to the talks are few."[:7] + " said so."),
        ("fr", "De nombreux soldats ont été blessés."),
        ("ru", "Источник в министерстве подтвердил это."),
    ],
)
def test_sentences_of_the_story_stay(language: str, line: str) -> None:
    cleaned = clean(PAGE_TEXT(language, line), "", language)
    assert cleaned.spans == () and cleaned.byline is None


@pytest.mark.parametrize(
    ("language", "text", "agency"),
    [
        ("ar", f"الجزائر (واج) - {STORY}", "APS"),
        ("ar", f"القاهرة - رويترز: {STORY}", "Reuters"),
        ("ar", f"{STORY}\n(أ ف ب)", "AFP"),
        ("ar", STORY, None),
        ("en", "MEXICO CITY (AP) — The minister met his counterpart on Friday.", "AP"),
        ("en", "The AP quoted the minister on Friday as he left the talks.", None),
        ("fr", "PARIS, 3 mai (Reuters) - Le ministre a reçu son homologue.", "Reuters"),
        ("ru", "МОСКВА, 28 апреля - РИА Новости. Министр принял коллегу.", "RIA Novosti"),
        ("ru", "МОСКВА, 14 мая. /ТАСС/. Министр принял коллегу.", "TASS"),
    ],
)
def test_the_agency_is_read_from_dateline_or_signature(language: str, text: str, agency: str | None) -> None:
    assert clean(text, "", language).agency == agency


def test_links_glued_to_a_name_inside_a_sentence_are_taken_out() -> None:
    glued = " Jonathan (Jon) DoeSenators balk at Turkey visit Doe to meet king in Rabat MORE"
    text = f"The talks with Sen. Jon Doe{glued} (D) ended on Tuesday, and nobody in the room asked for MORE of them."
    cleaned = clean(text, "", "en")
    assert [text[start:end] for start, end in cleaned.spans] == [glued] and cleaned.reasons == ("en.linked_name",)


def test_captions_of_a_gallery_and_films_between_paragraphs_are_taken_out() -> None:
    film = "JUST WATCHED How the convoy got through Replay More Videos ... MUST WATCH How the convoy got through 04:55"
    gallery = (
        "Photos: The border closes The border closes – Guards wait at the bridge on May 2. Hide Caption 1 of 2 "
        "Photos: The border closes The border closes – The defence minister of Norway visits the guards. Hide Caption 2 of 2 "
    )
    text = f"The two ministers met on Tuesday in Oslo, the ministry said.\n{film}\n{gallery}They signed an accord on patrols."
    cleaned = clean(text, "", "en")
    kept = "".join(c for at, c in enumerate(text) if not any(start <= at < end for start, end in cleaned.spans))
    assert kept.split("\n") == ["The two ministers met on Tuesday in Oslo, the ministry said.", "", "They signed an accord on patrols."]


OPENING = "The two ministers signed an accord on patrols of their border in Oslo on Tuesday, the ministry said."
MORE = "They will meet again in spring."


@pytest.mark.parametrize(
    ("language", "above", "points"),
    [
        ("en", ["Media playback is unsupported on your device Media caption How do the patrols work?"], 0),
        ("en", ["The Norwegian minister, left, waits in Oslo for his guest, Tuesday, March 5, 2019, in Oslo. (AP Photo/Jane Doe)"], 0),
        ("en", ["FILE PHOTO: Soldiers stand guard at the border on a bridge.", "Jane Doe"], 0),
        ("en", ["The defence minister (left) greets his guest at the airport of Oslo. He arrived on Monday."], 0),
        ("en", ["Story highlights Norway and Finland sign an accord on patrols", "Ministers meet in Oslo for two hours"], 2),
        ("ru", ["Министры обороны двух стран на церемонии в Осло"], 1),
        ("en", [], 0),
        ("en", ["He says it can be done."], 1),
    ],
)
def test_a_story_opens_below_its_captions_and_points(language: str, above: list[str], points: int) -> None:
    article = Article("a", "Ministers sign accord", "\n\n".join((*above, OPENING, MORE)), Origin("a.txt"))
    text = normalize(article, language)
    leads = [text.words(s.start, s.end) for s in text.sentences if s.part == "lead"]
    wanted = above[-1:] if above == ["He says it can be done."] else [*above[:points], OPENING]
    assert leads == wanted


def test_lines_without_stops_open_a_story_that_has_none() -> None:
    article = Article("a", HEADLINE, "وصل وزير الدفاع إلى الرباط اليوم\n\nوسيجري محادثات مع نظيره حول الحدود", Origin("a.txt"))
    text = normalize(article, "ar")
    assert [s.part for s in text.sentences] == ["title", "lead", "body"]


@pytest.mark.parametrize("language", ["ar", "en", "fr", "ru"])
def test_press_files_load_and_faults_name_file_and_line(language: str, tmp_path: Path) -> None:
    assert load_press(language).rules
    text = (Path(__file__).parent.parent / "builder" / "languages" / f"{language}.press.yml").read_text(encoding="utf-8")
    (tmp_path / f"{language}.press.yml").write_text(text.replace("kind: source", "kind: sauce", 1), encoding="utf-8")
    with pytest.raises(DataError, match=rf"{language}\.press\.yml:\d+: .*sauce"):
        load_press(language, tmp_path)


def _cnn(*behind: str) -> str:
    told = (
        "الرباط، المغرب (CNN)-- بحث وزير الدفاع المغربي مع نظيره الإسباني، الثلاثاء، أمن الحدود البحرية بين البلدين.",
        "وقال الوزير المغربي إن بلاده ملتزمة بتعزيز التعاون مع جارتها الشمالية في مواجهة شبكات التهريب.",
    )
    return "\n".join((*told, *behind))


_OPENINGS = (
    "أعلن الجيش الكولومبي، الاثنين، اعتقال خمسة من قادة الميليشيات المسلحة في ضواحي العاصمة بوغوتا.",
    "وصل رئيس الوزراء الكندي، الثلاثاء، إلى طوكيو في مستهل جولة آسيوية تشمل ثلاث دول، وذلك خلال",
    '"لن ننسى".. بهذه الكلمات افتتح عمدة مدينة أوسلو معرضا للصور في متحف المدينة، الاثنين.',
    "كشفت شركة للسيارات الكهربائية عن طراز جديد يقطع مسافة ألف كيلومتر دون شحن البطارية.",
    "فرنسا تتوج بلقب بطولة كرة اليد للسيدات بعد فوزها على السويد في مباراة احتضنتها برشلونة.",
)


def test_the_openings_of_other_stories_behind_a_story_are_taken_out() -> None:
    text = _cnn(*_OPENINGS)
    assert [text[start:end] for start, end in clean(text, "", "ar").spans] == list(_OPENINGS)


@pytest.mark.parametrize(
    "behind",
    [
        _OPENINGS[:4],  # fewer than the site puts there
        (
            *_OPENINGS[:4],
            "وأضاف المصدر ذاته أن اللقاء المقبل بين الجانبين سيعقد في مدريد قبل نهاية السنة الجارية.",
        ),  # linked: the story goes on
        # linked: the story goes on
        (*_OPENINGS[:4], "وأضاف المصدر ذاته أن اللقاء المقبل بين الجانبين سيعقد في مدريد قبل نهاية السنة الجارية."),
        (*_OPENINGS[:4], "كما اتفق الوزيران على تكثيف الدوريات المشتركة في مضيق جبل طارق خلال فصل الصيف المقبل."),
    ],
)
def test_paragraphs_of_the_story_itself_stay(behind: tuple[str, ...]) -> None:
    assert not clean(_cnn(*behind), "", "ar").spans


def test_without_the_mark_of_the_site_nothing_is_taken_out() -> None:
    assert not clean(_cnn(*_OPENINGS).replace("(CNN)", ""), "", "ar").spans
