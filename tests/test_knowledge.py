"""The knowledge base as a user meets it: which names are found in a text, and what a faulty file is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.knowledge import load_knowledge
from builder.knowledge.browse import search, show
from builder.knowledge.check import kb_check
from builder.knowledge.inflect import expand, french_adjective
from builder.knowledge.matcher import Matcher
from builder.knowledge.plain import PlainMatcher
from builder.model import Article, Origin
from builder.strict import DataError
from builder.text import normalize


def found(language: str, words: str, kind: str) -> list[str]:
    text = normalize(Article("a", "", words, Origin("test")), language)
    return [mention.code for mention in load_knowledge().find(text) if mention.kind == kind]


@pytest.mark.parametrize(
    ("language", "words", "codes"),
    [
        ("ar", "استقبل الوزير نظيره الفرنسي، وبحث الجانبان الجزائري والفرنسي التعاون", ["FRA", "DZA", "FRA"]),
        ("ar", "وصل جنود جزائريون إلى شمال مالي", ["DZA", "MLI"]),
        ("ar", "قال وزير المالية إن الدعم المالي كاف", []),
        ("ar", "زار وفد سلطنة عمان ودولة قطر", ["OMN", "QAT"]),
        ("ar", "خرجوا بعد صلاة المغرب", []),
        ("ar", "تابع الوزير مجريات الأحداث وشق المجرى الجديد للقناة", []),
        ("ar", "زار رئيس الوزراء المجري بودابست مع نظيره من المجر", ["HUN", "HUN"]),
        ("en", "The U.S. told us that Turkey and Chad agreed", ["USA", "TUR", "TCD"]),
        ("en", "Michael Jordan ate a roast turkey in Atlanta, Georgia", []),
        ("en", "Nigerien and Nigerian troops", ["NER", "NGA"]),
        ("fr", "les forces algériennes et tchadiennes", ["DZA", "TCD"]),
        ("ru", "российскую делегацию приняли в Алжире с алжирскими коллегами", ["RUS", "DZA", "DZA"]),
    ],
)
def test_countries_in_all_forms(language: str, words: str, codes: list[str]) -> None:
    assert found(language, words, "country") == codes


@pytest.mark.parametrize(
    ("language", "words", "codes"),
    [
        ("ar", "قال قائد القاعدة الجوية إن الطائرات عادت", []),
        ("ar", "قتل ثلاثة من عناصر تنظيم القاعدة", ["al_qaeda"]),
        ("ar", "تنظيم القاعدة في بلاد المغرب الإسلامي", ["aqim"]),
        ("ar", "وزارة الشباب والرياضة", []),
        ("ar", "هجوم لحركة الشباب في الصومال", ["al_shabaab"]),
        ("en", "The group al-Qaeda in the Islamic Maghreb is active", ["aqim"]),
        ("fr", "un chef de l'État islamique au Grand Sahara et d'Aqmi", ["is_sahel", "aqim"]),
        ("ru", "боевики «Исламского государства» и «Талибана»", ["islamic_state", "taliban"]),
    ],
)
def test_groups_and_their_homographs(language: str, words: str, codes: list[str]) -> None:
    assert found(language, words, "group") == codes


def test_a_group_hides_the_country_in_its_name() -> None:
    assert found("en", "Islamic State of Iraq and Syria", "country") == []


def test_capital_is_a_place_after_a_preposition_and_may_be_the_government_elsewhere() -> None:
    text = normalize(Article("a", "", "Moscow said talks in Paris went well", Origin("test")), "en")
    forms = {mention.code: mention.form for mention in load_knowledge().find(text) if mention.kind == "place"}
    assert forms == {"moscow": "capital", "paris": "place"}


def test_government_metonym_has_party_and_role() -> None:
    text = normalize(Article("a", "", "Кремль подтвердил", Origin("test")), "ru")
    mention = next(m for m in load_knowledge().find(text) if m.kind == "institution")
    assert (mention.party, mention.role, mention.form) == ("RUS", "HOS", "metonym")


def test_notation() -> None:
    assert expand("Южн(ая,ой) Африк(а,и)") == ["Южная Африка", "Южной Африки"]
    assert french_adjective("grec/grecque") == ("grec", "grecque", "grecs", "grecques")


def test_overlay_adds_and_a_fault_is_told_with_file_line_and_cure(tmp_path: Path) -> None:
    (tmp_path / "groups.yml").write_text("new_front:\n  name: New Front\n  kind: armed_group\n  en: Zzyx Front\n", encoding="utf-8")
    assert "new_front" in load_knowledge((tmp_path,)).groups
    faulty = tmp_path / "faulty"
    faulty.mkdir()
    (faulty / "groups.yml").write_text("new_front:\n  name: New Front\n  kind: armed_group\n  colour: red\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"groups\.yml:4.*unknown key 'colour'.*known keys"):
        load_knowledge((faulty,))
    (faulty / "groups.yml").write_text("new_front:\n  name: New\n  kind: armed_group\n  en: Hezbollah\n", encoding="utf-8")
    with pytest.raises(DataError, match="also names group 'hezbollah'; drop one or give it a context rule"):
        load_knowledge((faulty,))


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (
            "leads: FIN\n  hosts: FNI\n  certainty: 2\n  en: Cold Harbour",
            r"exercises\.yml:3: .*hosts: no country or organisation has the code 'FNI'; correct it",
        ),
        ("leads: FIN\n  certainty: 2", r"exercises\.yml:1: .*has no name; give one under ar, en, fr, ru"),
        ("leads: ''\n  certainty: 2\n  en: Cold Harbour", r"exercises\.yml:2: .*leads: is empty; write the code"),
        (
            "leads: FIN\n  certainty: 2\n  en: Cold Harbour {harbour}",
            r"exercises\.yml:4: .*needs the context rule 'harbour', which contexts.yml lacks",
        ),
        ("leads: FIN\n  certainty: 2\n  led: SWE\n  en: Cold Harbour", r"exercises\.yml:4.*unknown key 'led'"),
        ("leads: FIN\n  en: Cold Harbour", r"exercises\.yml:1: .*lacks the key 'certainty'; add it"),
        ("leads: FIN\n  certainty: 3\n  en: Cold Harbour", r"exercises\.yml:3: .*certainty: '3' is unknown; write 1 .* or 2"),
        (
            "leads: FIN\n  certainty: 1\n  en: Cold Harbour",
            r"exercises\.yml:3: .*certainty: is 1 without a source; name the title or address",
        ),
        (
            "leads: FIN\n  certainty: 2\n  source: a\n  en: Cold Harbour",
            r"exercises\.yml:4: .*source: stands beside certainty 2; write certainty 1",
        ),
    ],
)
def test_faulty_exercise_is_told_with_file_line_and_cure(tmp_path: Path, entry: str, told: str) -> None:
    (tmp_path / "exercises.yml").write_text(f"cold_harbour:\n  {entry}\n", encoding="utf-8")
    with pytest.raises(DataError, match=told):
        load_knowledge((tmp_path,))


def test_browse_and_check() -> None:
    assert search("بوكو حرام")[0]["code"] == "boko_haram"
    assert {row["code"]: row["existed"] for row in search("GSPC", date(2010, 1, 1)) if row["exact"]} == {"gspc": False}
    assert show("DZA")[0]["cow"] == 615
    assert {entry["vocabulary"] for entry in show("Q317556")} == {"people", "terms"}
    assert search("Nikolay Patroushev")[0]["code"] == search("Николая Патрушева")[0]["code"] == "Q446865"
    assert all(finding.kind in ("ambiguous", "unused", "double") for finding in kb_check())


@pytest.mark.parametrize(
    ("language", "words", "codes"),
    [
        ("ar", "قصفت طائرات التحالف مواقع للحوثيين في صعدة", ["COALITION_SA"]),
        ("ar", "شن التحالف غارات على مواقع تنظيم داعش في الموصل", ["COALITION_IS"]),
        ("ar", "أعلن التحالف الوطني مرشحه في بغداد بعد هزيمة داعش", []),
        ("ar", "قال التحالف إنه يدعم الحكومة", []),
        ("en", "The coalition struck Islamic State positions near Mosul", ["COALITION_IS"]),
        ("en", "The coalition government in Berlin warned of Islamic State", []),
        ("fr", "La coalition a visé des positions des houthistes près de Sanaa", ["COALITION_SA"]),
    ],
)
def test_the_war_tells_which_coalition_is_meant(language: str, words: str, codes: list[str]) -> None:
    assert found(language, words, "igo") == codes


_PIECES = ["مالي", "الهند", "للهند", "وبالهند", "us", "us army", "u.s.", "-", ".", "army", "x1", "والمالي", "_us"]
_WORDS = st.lists(st.sampled_from(_PIECES), max_size=12)


@given(_WORDS, st.sampled_from([" ", "", "-"]))
def test_plain_matcher_gives_the_same_answer(words: list[str], gap: str) -> None:
    phrases = ["مالي", "الهند", "us", "us army", "army", "u.s.", "x1"]
    text = gap.join(words)
    for clitics in (True, False):
        assert PlainMatcher(phrases, clitics).find(text) == Matcher(phrases, clitics).find(text)


def test_overlay_that_holds_nothing_or_a_misnamed_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"holds no vocabulary file; put one of anniversaries\.csv"):
        load_knowledge((tmp_path,))
    (tmp_path / "peple.csv").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match=r"peple\.csv: no vocabulary has this name; did you mean people\.csv"):
        load_knowledge((tmp_path,))


def test_the_base_is_as_large_as_told() -> None:
    base = load_knowledge()
    groups = [group for group in base.groups.values() if all(group.entry.keys.get(language) for language in ("ar", "en", "fr", "ru"))]
    spelled = [one for one in base.people.persons.values() if one.name_en and one.name_ar and one.name_ru]
    posts = {"foreign_minister", "defence_minister", "interior_minister"}
    held = {term.country for term in base.people.terms if term.office in posts and term.covers("2025-03-01")}
    assert len(groups) >= 150 and len(spelled) >= 1000 and len(base.people.terms) >= 4000 and len(base.places) >= 3000 and len(held) >= 70


def test_small_places_are_found_where_their_country_is_named() -> None:
    assert found("ar", "زار ليندي إنغلاند المتهمة", "place") == []
    assert found("ar", "وصل الوفد إلى ليندي في تنزانيا", "place") == ["lindi"]


def test_towns_have_their_russian_names_in_all_cases() -> None:
    words = "Военные из Новосибирска, Челябинска и Самары прибыли в Казань; встречи прошли в Нижнем Новгороде, Алматы и Худжанде."
    assert found("ru", words, "place") == ["novosibirsk", "chelyabinsk", "samara", "kazan", "nizhniy_novgorod", "almaty", "khujand"]


@pytest.mark.parametrize(
    ("language", "words", "codes"),
    [
        ("en", "The shooting in Odessa, Texas, shook London.", ["texas", "london"]),
        ("en", "The Hwasong-12 flew over USS Fort Worth.", []),
        ("ru", "Лодка «Курск» вышла из Мурманска.", ["murmansk"]),
        ("fr", "Naomi Osaka a joué à Osaka, puis est sortie à la station Anvers.", ["osaka"]),
        ("fr", "Le bateau est à Portland en Angleterre.", ["england"]),
        ("ar", "قالت شرطة كامبريدج بولاية ماساتشوستس إن غاي ويلز اعتقل.", ["massachusetts"]),
        ("fr", "Il est né à Saint-Étienne-du-Rouvray, puis à San Juan, en Argentine.", []),
        ("ar", "وقعت شركة المحمدية عقدا في المحمدية.", ["mohammedia"]),
        ("ar", "قال إن والده وجده عاشا في جدة، وإن الحرب سوف تدمر المدينة.", ["jeddah_sau"]),
        ("ar", "فاز بالديربي ودرس فن العمارة ومشهد الحرب بعد عملية قيصرية.", []),
        ("ar", "شهدت طهران ومشهد مظاهرات في إيران.", ["tehran", "mashhad"]),
        ("en", "The Government Accountability Office (GAO) spoke.", []),
        ("en", "An officer of Scotland Yard flew to Scotland.", ["scotland"]),
        (
            "ru",
            "После форсирования Днепра он жил в Днепре и в Запорожье, затем на Запорожской АЭС.",
            ["dnipro", "zaporizhzhia", "zaporizhzhia_npp"],
        ),
        ("ru", "Певец родился в Александрии (Египет).", ["alexandria"]),
        ("ru", "Милан Томашик и Марсель Андерс выступили в Троицком округе.", []),
    ],
)
def test_names_borrowed_from_places_are_no_places(language: str, words: str, codes: list[str]) -> None:
    assert found(language, words, "place") == codes


def test_channels_parties_and_languages_are_no_countries() -> None:
    assert found("fr", "Il parle en français sur France 2 de la France.", "country") == ["FRA"]
    assert found("en", "Steve Israel, an Indian-American, left Beth Israel Deaconess and the Gulf of Mexico for Israel.", "country") == [
        "USA",
        "ISR",
    ]
    assert found("fr", "Debout la France, Le Parisien/Aujourd'hui en France: il parle un peu le français.", "country") == []
    assert found("en", "Nicholas Finn left the Georgian-style house for Jamaica Hospital with Rep. John Lewis of Georgia.", "country") == []
    assert found("en", "Permanent residents show their cards (PRC) to the Mechanical Turk.", "country") == []
    assert found("ru", "В Косовском районе ставят «Шведскую спичку»; физика 60, русский 72; партия «Новый Азербайджан».", "country") == []
    assert found("ru", "В Колумбийском университете ели китайский лимонник от гриппа, «испанки».", "country") == []
    assert found("fr", "La maîtrise du français est exigée place d'Italie.", "country") == []
    assert found("ar", "وعد كاميرون بالمزيد في جامعة كولومبيا.", "country") == []
    assert found("ar", "قال بروس ريديل والكابتن تركي الشهراني وفهد السويد إن القنب الهندي ممنوع.", "country") == []
    assert found("ru", "Банк «Россия» и партия «Справедливая Россия» в России.", "country") == ["RUS"]


@pytest.mark.parametrize(
    ("language", "words", "kind", "codes"),
    [
        ("ar", "يخزن الجسم البروتين المخزن في العضلات.", "institution", []),
        ("ar", "أعلن المخزن المغربي ذلك.", "institution", ["mar_makhzen"]),
        ("ar", "سقطت القذيفة في منطقة بعبدا.", "institution", []),
        ("fr", "Le CNT de Rennes traite les amendes.", "institution", []),
        ("fr", "Un chercheur du Conseil européen des relations internationales a parlé.", "institution", []),
        ("ru", "Стены казанского Кремля и Кремль в Москве.", "institution", ["rus_kremlin"]),
        ("ru", "Генсек газовой ОПЕК приехал.", "igo", []),
        ("en", "She went to a model United Nations.", "igo", []),
        ("fr", "La ministre de la Francophonie est venue.", "igo", []),
        ("ar", "فاز طالبان من جامعة القاهرة بالجائزة.", "group", []),
        ("ar", "صودر الكثير من السيليكا مع زوجة أبو سياف.", "group", []),
        ("ar", "قصفت حركة الجهاد الإسلامي الفلسطينية غلاف غزة.", "group", ["islamic_jihad"]),
        ("ar", "أقر الاتحاد الأوروبي قواعد اللعب المالي النظيف.", "igo", []),
        ("ar", "السياسة الخارجية المصرية ثابتة.", "institution", []),
        ("ar", "ضربة قوية للخويا قبل انطلاق الموسم.", "institution", []),
        ("fr", "Il a réuni son Conseil de sécurité.", "institution", []),
        ("en", "The Pakistan Taliban claimed it.", "group", ["ttp"]),
    ],
)
def test_words_that_only_look_like_a_body(language: str, words: str, kind: str, codes: list[str]) -> None:
    assert found(language, words, kind) == codes


def test_who_comes_to_power_is_no_institution() -> None:
    assert "government" not in found("ru", "Он пришёл к власти в Венесуэле.", "institution")


def test_one_person_under_two_ids_is_told(tmp_path: Path) -> None:
    header = "person,country,name_en,name_ar,name_fr,name_ru,variants,alone"
    (tmp_path / "people.csv").write_text(f"{header}\nusa_jim_mattis,USA,James Mattis,,,,,\n", encoding="utf-8")
    assert "Q267902" in {f.code for f in kb_check((tmp_path,)) if f.kind == "double" and "usa_jim_mattis" in f.message}
