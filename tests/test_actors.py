"""Who is named in the text: offices, ranks, countries and names joined, in four languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builder.knowledge import load_knowledge
from builder.model import Article, Mention, Origin
from builder.parsers.actors import actor_words
from builder.parsers.actors.mentions import find_mentions
from builder.strict import DataError
from builder.text import normalize

DAY = date(2018, 1, 31)


def read(words: str, language: str, day: date | None = DAY) -> list[tuple[str, Mention]]:
    """Mentions with the name, or the whole words, as written."""
    text = normalize(Article("x", "", words, Origin("x")), language)
    found = find_mentions(text, load_knowledge(), day)
    return [(text.words(m.name_start, m.name_end) if m.name_start >= 0 else text.words(m.start, m.end), m) for m in found]


def people(words: str, language: str, day: date | None = DAY) -> list[tuple[str, str | None, str | None]]:
    return [(name, m.party, m.role) for name, m in read(words, language, day) if m.kind == "person"]


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "Karim Ziani, Tunisia's interior minister, arrived.", ("Karim Ziani", "TUN", "MOI")),
        ("en", "U.S. Defense Secretary Jim Mattis arrived.", ("Jim Mattis", "USA", "DEF")),
        ("en", "The Philippine contingent commander Brigadier General Paulo Reyes spoke.", ("Paulo Reyes", "PHL", "MIL")),
        ("fr", "Le ministre tunisien de la Défense Karim Ziani est arrivé.", ("Karim Ziani", "TUN", "DEF")),
        ("ru", "Министр обороны Туниса Карим Зиани прибыл.", ("Карим Зиани", "TUN", "DEF")),
        ("ar", "وصل وزير الدفاع التونسي كريم الزياني إلى العاصمة.", ("كريم الزياني", "TUN", "DEF")),
        ("ar", "قال الجنرال النرويجي رون ستالسن، إن التدريب بدأ.", ("رون ستالسن", "NOR", "MIL")),
        ("ar", "وصل وزير الدفاع الكوري الجنوبي سونغ مين إلى العاصمة.", ("سونغ مين", "KOR", "DEF")),
        ("ar", "وقال كيران هاملن مساعد وزير الدفاع الأمريكي إن البيع تم.", ("كيران هاملن", "USA", "DEF")),
        ("ar", "حضر اللقاء رونالد بيكر وزير الدفاع البريطاني، وإليسا هورتن وزيرة الداخلية البريطانية.", ("إليسا هورتن", "GBR", "MOI")),
        ("ar", "أكد سفير إيطاليا بتونس، لوكا بارتوني، أن التعاون مستمر.", ("لوكا بارتوني", "ITA", "DIP")),
        ("ar", "حضر قائد سلاح الإشارة بالقوات البرية السعودية اللواء الركن سعد الحويطي.", ("سعد الحويطي", "SAU", "MIL")),
        ("ar", "وصل العميد الركن محمد علي الملحق العسكري السعودي.", ("محمد علي", "SAU", "MIL")),
        ("ar", "وصل رئيس الوزراء المالطي وزير الخارجية جورج كارلو إلى العاصمة.", ("جورج كارلو", "MLT", "HOG")),
        ("ar", "وصل مساعد وزير الخارجية الأمريكي لشؤون الشرق الأدنى ديفيد هارلو إلى الرباط.", ("ديفيد هارلو", "USA", "FOR")),
        ("fr", "La justice suédoise a tranché. La juge Clara Lindqvist a remis le suspect à la France.", ("Clara Lindqvist", "SWE", "JUS")),
        ("fr", "Le juge de la Cour suprême chilienne Pedro Olmos a signé.", ("Pedro Olmos", "CHL", "JUS")),
        ("fr", "Le ministre letton des Affaires étrangères et européennes, Jean Martin, a signé.", ("Jean Martin", "LVA", "FOR")),
        ("en", "US Marines planning officer Colonel Peter Holt spoke.", ("Peter Holt", "USA", "MIL")),
        ("en", "North Korea's army left. South Korea's Unification Minister Cho Jin-su spoke.", ("Cho Jin-su", "KOR", "GOV")),
        ("en", "Syrian Deputy Foreign Minister Walid al-Hamad spoke.", ("Walid al-Hamad", "SYR", "FOR")),
        ("en", "Israel's envoy listened. Senior White House adviser Peter Holt spoke.", ("Peter Holt", "USA", "GOV")),
        ("en", "The U.S. Congress met. Troops left Syrian towns, Sen. Peter Holt said.", ("Peter Holt", "USA", "LEG")),
        ("en", "Top Zelensky aide Andrey Yermolenko came.", ("Andrey Yermolenko", "UKR", "GOV")),
        ("ru", "Приехал советник Обамы Тони Харгривз.", ("Тони Харгривз", "USA", "GOV")),
        ("ar", "قالت السفيرة الأمريكية لدى الأمم المتحدة نيكول هارلي إن القرار مهم.", ("نيكول هارلي", "USA", "DIP")),
        ("ar", "أعلن المبعوث الأممي مارتن هولت بدء المحادثات.", ("مارتن هولت", "UNO", "IGO")),
        ("fr", "L'émissaire américain dans la région, Jeffrey Holt, a parlé.", ("Jeffrey Holt", "USA", "DIP")),
        ("fr", "Son homologue français Bruno Le Maire a parlé.", ("Bruno Le Maire", "FRA", "GOV")),
        ("en", "The U.S. ambassador to Tunisia Daniel Harrow spoke.", ("Daniel Harrow", "USA", "DIP")),
    ],
)
def test_an_office_and_a_country_make_a_person_nobody_listed(language: str, words: str, expected: tuple[str, str, str]) -> None:
    assert expected in people(words, language)


def test_a_deputy_minister_who_is_chief_of_staff_is_military() -> None:
    words = "استقبل نائب وزير الدفاع الوطني، رئيس أركان الجيش الوطني الشعبي، الفريق أحمد قايد صالح، ضيفه."
    assert ("أحمد قايد صالح", "DZA", "MIL") in people(words, "ar")


def test_a_counterpart_bears_the_office_named_before() -> None:
    words = "Russian Foreign Minister Sergei Lavrov met his Tunisian counterpart Karim Ziani."
    assert ("Karim Ziani", "TUN", "FOR") in people(words, "en")


def test_a_surname_alone_is_the_person_named_before() -> None:
    found = people("Tunisian Defence Minister Karim Ziani arrived. Later Ziani left.", "en")
    assert [party for name, party, _ in found if name == "Ziani"] == ["TUN"]


def test_a_surname_that_is_an_adjective_is_nobody_alone() -> None:
    found = people("قال الأمين العام للجامعة العربية نبيل العربي في بيان إن العمل العربي المشترك مستمر.", "ar")
    assert len([name for name, *_ in found if "العربي" in name]) == 1


@pytest.mark.parametrize(
    ("language", "words", "name"),
    [
        ("ar", "استقبل وزير الدفاع السعودي الأمير محمد بن سلمان بن عبدالعزيز آل سعود ضيفه.", "محمد بن سلمان بن عبدالعزيز آل سعود"),
        ("en", "Turkish President Tayyip Erdogan arrived.", "Tayyip Erdogan"),
        ("en", "Secretary of State John F. Kerry arrived.", "John F. Kerry"),
        ("ru", "Прошла встреча Халифы Хафтара с послом.", "Халифы Хафтара"),
        ("ru", "Встреча с Эрдоганом. Реджеп Тайип Эрдоган Эрдоган Реджеп Тайип Президент Турции.", "Реджеп Тайип Эрдоган"),
    ],
)
def test_a_listed_name_is_read_whole(language: str, words: str, name: str) -> None:
    assert name in [found for found, *_ in people(words, language)]


def test_office_surname_and_day_tell_who_it_is() -> None:
    assert ("Ghani", "AFG", "HOS") in people("They met President Ghani and left.", "en")
    assert ("Ghani", "AFG", "HOS") not in [(name, m.party, m.role) for name, m in read("They met President Ghani.", "en", date(2003, 1, 1))]


def test_and_to_is_no_governor() -> None:
    assert [m.kind for _, m in read("سافر من الجزائر وإلى تونس.", "ar")] == ["country", "country"]


def test_a_suspect_is_no_reason_to_give_the_judge_his_country() -> None:
    assert people("La juge Clara Lindqvist a remis le suspect à la France.", "fr") == [("Clara Lindqvist", None, "JUS")]


def test_a_counterpart_who_is_listed_bears_his_own_office() -> None:
    words = "التقى الوزير الفرنسي الرئيس عبد الفتاح السيسي ونظيره المصري سامح شكري."
    assert ("سامح شكري", "EGY", "FOR") in people(words, "ar")


def test_an_office_not_held_on_the_day_is_flagged() -> None:
    words = "U.S. Defense Secretary Jim Mattis arrived."
    valid = {m.office_valid for _, m in read(words, "en", DAY) if m.kind == "person"}
    later = {m.office_valid for _, m in read(words, "en", date(2022, 5, 1)) if m.kind == "person"}
    assert (valid, later) == ({True}, {False})


def test_an_office_still_to_come_gives_no_role() -> None:
    assert ("Marco Rubio", "USA", None) in people("Marco Rubio criticised the deal.", "en", date(2009, 5, 1))
    assert ("Марко Рубио", "USA", "LEG") in people("Сенатор США от штата Флорида Марко Рубио против.", "ru", date(2015, 5, 1))


def test_a_former_office_is_told_as_former() -> None:
    found = [m for _, m in read("Former U.S. Defense Secretary Jim Mattis arrived.", "en") if m.kind == "person"]
    assert [m.former for m in found] == [True]


@pytest.mark.parametrize(
    ("language", "words", "party", "role"),
    [
        ("ar", "أعلنت القوات المسلحة المصرية بدء التدريب.", "EGY", "MIL"),
        ("ar", "قالت الخارجية التونسية إن اللقاء ناجح.", "TUN", "FOR"),
        ("en", "The Algerian army began the drill.", "DZA", "MIL"),
        ("fr", "Le ministère tunisien de la Défense a signé.", "TUN", "DEF"),
        ("en", "The Los Angeles Police Department arrested him.", "USA", "POL"),
        ("en", "Japan's Maritime Self-Defence Force took part.", "JPN", "MIL"),
        ("fr", "L'accord lie le ministère grec de la Défense.Il court dix ans.", "GRC", "DEF"),
        ("ru", "Министерство обороны Туниса подписало договор.", "TUN", "DEF"),
    ],
)
def test_an_institution_takes_the_country_beside_it(language: str, words: str, party: str, role: str) -> None:
    assert (party, role) in [(m.party, m.role) for _, m in read(words, language) if m.kind == "institution"]


@pytest.mark.parametrize(
    "words",
    ["قال رئيس مجلس الأمناء إن العمل مستمر.", "بحث وزير الدفاع شؤون التعاون العسكري.", "أعلن الرئيس التونسي نتائج القمة المرتقبة."],
)
def test_common_words_after_an_office_are_no_name(words: str) -> None:
    assert people(words, "ar") == []


def test_a_name_that_opens_the_next_clause_is_not_the_holder() -> None:
    assert people("He was in charge despite being the U.S. envoy in Brussels, Holt testified.", "en") == []


def test_who_is_named_after_an_indefinite_office_does_not_hold_it() -> None:
    assert people("It is a must for a U.S. president, Mr. Holt says.", "en") == []


@pytest.mark.parametrize(
    "words",
    [
        "أبلغ ولي العهد السعودي إرادة لنقل العلاقات.",
        "وصف الرئيس الفرنسي معروف بتأييده الاتفاق.",
        "التقى ملك المغرب يبحثان قضايا إقليمية.",
        "زار الرئيس باريس، ورافقه خلالها وزير الخارجية.",
        "رحب وزير الدفاع المصري، الاحتفال بوصول الفرقاطة.",
    ],
)
def test_arabic_words_that_no_name_begins_with_are_no_name(words: str) -> None:
    assert people(words, "ar") == []


def test_an_arabic_name_ends_where_its_words_end() -> None:
    assert people("سلم السفير الإيطالي أنطونيو بيرتولي نائبا له.", "ar") == [("أنطونيو بيرتولي", "ITA", "DIP")]


def test_an_institution_lends_no_office_to_a_name() -> None:
    assert ("Obama", "USA", "HOS") in people("The Obama administration agreed.", "en", date(2014, 5, 1))


def test_a_name_ends_with_its_sentence() -> None:
    assert [name for name, *_ in people("La juge Marie Dorval. Samir Tazi peut partir en Tunisie.", "fr")] == ["Marie Dorval"]


def test_unknown_keys_are_told_with_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx.actors.yml").write_text("language: xx\nlinkz: []\n", encoding="utf-8")
    monkeypatch.setattr(actor_words, "language_dir", lambda: tmp_path)
    with pytest.raises(DataError, match=r"xx\.actors\.yml:2: .*linkz"):
        actor_words.load_actor_words("xx")


@pytest.mark.parametrize(
    ("language", "words", "codes"),
    [
        ("en", "Michelle Obama spoke in Paris. Then Obama left.", ["Q76"]),
        ("fr", "Brigitte Macron a reçu les élèves.", []),
        ("ar", "حضر جورج شولتس الجلسة", []),
        ("ar", "أعلن البيت الأبيض أن ترامب سيزور بروكسل", ["Q22686"]),
        ("en", "George W. Bush met Angela Merkel", ["Q207", "Q567"]),
        ("ar", "رئيس اليمن علي عبد الله صالح قال ذلك، ثم ظهر خالد صالح في المخا", ["Q483672"]),
    ],
)
def test_a_surname_behind_anothers_given_name_is_not_the_listed_person(language: str, words: str, codes: list[str]) -> None:
    text = normalize(Article("a", "", words, Origin("test")), language)
    assert [m.code for m in find_mentions(text, load_knowledge(), date(2018, 5, 1)) if m.kind == "person"] == codes


@pytest.mark.parametrize(
    ("language", "words", "name"),
    [
        ("fr", "Le maire de Paris Hervé Lormont a parlé. Plus tard, selon Hervé Lormont, rien n'a changé.", "Hervé Lormont"),
        ("fr", "L'ambassadrice de France Anne de Valbonne a signé. Anne de Valbonne repart.", "Anne de Valbonne"),
        ("fr", "L'ancien ministre Valéry Giscard d'Estaing est venu. Selon Valéry Giscard d'Estaing, rien.", "Valéry Giscard d'Estaing"),
        ("ar", "قال وزير الشؤون الإسلامية والأوقاف والدعوة والإرشاد صالح بن عبدالعزيز العمري ذلك.", "صالح بن عبدالعزيز العمري"),
        ("fr", "Le président du Sénat Valéry Giscard d'Estaing est venu.", "Valéry Giscard d'Estaing"),
        ("ru", "Министр обороны Словении Марьян Кошар прибыл. Встреча с Марьяном Кошаром прошла.", "Марьяном Кошаром"),
        ("ru", "Переговоры с Президентом Казахстана Касым-Жомартом Токаевым прошли.", "Касым-Жомартом Токаевым"),
        ("ru", "Король Норвегии Олаф V принял гостей.", "Олаф V"),
        ("ru", "Принял участие помощник Президента России Глеб Сомов Сомов Глеб Петрович.", "Глеб Сомов"),
        ("ru", "Губернатор Техаса Грег Холт приехал.", "Грег Холт"),
        ("en", "They read Rep. Peter Holt's letter.", "Peter Holt"),
        ("en", "Flake and Sen. Robin Carver Robert (Robin) Phillips spoke.", "Robin Carver"),
        ("en", "The law was read by Sen. Angus S. King Jr. of Maine.", "Angus S. King Jr"),
        ("en", "The officer for Salem and King County spoke with ambassador Mary Vance USA TODAY.", "Mary Vance"),
    ],
)
def test_a_name_is_read_whole_wherever_it_stands(language: str, words: str, name: str) -> None:
    told = [found for found, *_ in people(words, language)]
    assert name in told and all(" " in one for one in told)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "Президент Европейского футбольного союза приехал."),
        ("ru", "Губернатор Алтайского края приехал."),
        ("ru", "Президент УЕФА приехал."),
        ("ru", "Он был вице-президентом «Вектора»."),
        ("ru", "Пост генерального секретаря Форума свободен."),
        ("ru", "В порт пришёл корабль «Адмирал Соснин»."),
        ("ru", "Супруга президента США Мишель Обама приехала."),
        ("ru", "Фигуристка Евгения Медведева и актриса Керри Фишер приехали."),
        ("ru", "Авария у хутора Медведев."),
        ("fr", "L'ex-bras droit de Marine Le Pen parle."),
        ("fr", "Le député Rassemblement national est venu."),
        ("fr", "Le ministre de la Défense du gouvernement Morand est venu."),
        ("fr", "Melania Trump visite la Trump Tower."),
        ("fr", "Il est mort à l'hôpital Erdogan."),
        ("en", "Donald Trump Jr. and Hunter Biden met at Trump Tower."),
        ("en", "Several major Internet firms left the Premier League."),
        ("en", "She met the president America might have had."),
    ],
)
def test_what_an_office_heads_and_namesakes_are_nobody(language: str, words: str) -> None:
    assert people(words, language) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "They read her record as secretary of state."),
        ("en", "The defense secretary nominee spoke."),
        ("en", "A U.S. senator spoke."),
        ("fr", "Le livre de l'ancien président des États-Unis a paru."),
        ("fr", "L'ex-président des États-Unis est venu."),
        ("fr", "Le 28e président des États-Unis avait hésité."),
        ("ar", "وصل الرئيس الأمريكي الديمقراطي السابق إلى تونس."),
        ("ar", "لم يسبق لأي رئيس أمريكي أن أخطأ."),
        ("ar", "سميت المدينة نسبة للرئيس الأمريكي جورج واشنطن."),
        ("ar", "وكانت وزيرة الخارجية الأمريكية بين 2009 و2013 تؤيد ذلك."),
        ("en", "She was named U.S. secretary of state."),
        ("en", "A new secretary of defense of the United States was sworn in."),
        ("en", "He was the U.S. secretary of state between 2009 and 2013."),
    ],
)
def test_an_office_told_of_another_is_not_its_holder(language: str, words: str) -> None:
    assert [m.code for _, m in read(words, language) if m.kind == "office"] == [""]


def test_a_visited_country_is_not_the_guests() -> None:
    assert [m.party for _, m in read("أكدت زيارة ولي ولي العهد للأردن عمق العلاقات.", "ar") if m.kind == "office"] == ["SAU"]


def test_a_crown_prince_called_prince_is_no_king() -> None:
    found = read('ولي العهد السعودي أمير "طموح" يقود الإصلاحات.', "ar", date(2018, 6, 1))
    assert [m.code for _, m in found if m.kind == "office"] == ["Q6892571"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "Пресс-секретарь президента России Дмитрий Песков заявил об этом."),
        ("ru", "Пресс-секретарь президента России Глеб Сомов заявил об этом."),
        ("ar", "قال المتحدث باسم الرئيس الروسي ديمتري بيسكوف ذلك."),
        ("fr", "Le porte-parole du président russe Dmitri Peskov a parlé."),
        ("en", "A spokesman for the Russian president, Dmitry Peskov, spoke."),
    ],
)
def test_who_speaks_for_a_president_is_none(language: str, words: str) -> None:
    assert [role for *_, role in people(words, language, date(2021, 6, 1))] == ["GOV"]


def test_a_president_spoken_for_is_still_one() -> None:
    assert [role for *_, role in people("قال المتحدث باسم الرئيس الأمريكي دونالد ترامب ذلك.", "ar", date(2018, 6, 1))] == ["HOS"]


def test_a_judges_title_is_no_aide_and_a_then_emir_not_todays() -> None:
    assert [m for _, m in read("حضر المستشار عدلي منصور الحفل.", "ar") if m.kind == "office"] == []
    assert [m.code for _, m in read("لقاء أمير الكويت آنذاك في القصر.", "ar", date(2015, 6, 1)) if m.kind == "office"] == [""]


def test_who_congratulates_a_king_is_another() -> None:
    assert [m.party for _, m in read("هنأ رئيس مجلس الشورى خادم الحرمين الشريفين.", "ar") if m.role == "HOS"] == ["SAU"]
    assert people("قال رئيس مجلس الشورى خادم الحرمين الشريفين الملك سلمان.", "ar") != []


@pytest.mark.parametrize("words", ["إيقاف رئيس روما ثلاثة أشهر.", "فاز النصر (كأس خادم الحرمين الشريفين) بعد المباراة."])
def test_clubs_and_cups_are_no_heads_of_state(words: str) -> None:
    assert [m for _, m in read(words, "ar") if m.kind == "office"] == []


def test_an_officer_who_heads_an_authority_does_not_lead_the_state() -> None:
    assert [role for *_, role in people("في مصر قال رئيس هيئة قناة السويس الفريق مهاب مميش إن القناة آمنة.", "ar")] == ["MIL"]


def test_teams_and_currencies_have_counterparts_that_hold_no_office() -> None:
    assert [m.kind for _, m in read("فاز المنتخب الفرنسي على نظيره الكرواتي بحضور الرئيس الروسي.", "ar") if m.kind == "office"] == [
        "office"
    ]
