"""Names across scripts: spellings of one person sound alike, those of different persons do not."""

from __future__ import annotations

from itertools import combinations

import pytest

from builder.knowledge.sounds import keys, likeness, skeleton

SAME = [
    ("Nikolai Patrushev", "نيكولاي باتروشيف", "Николай Патрушев"),
    ("Sergey Lavrov", "سيرغي لافروف", "Сергей Лавров"),
    ("Abdelkader Messahel", "عبد القادر مساهل", "Абделькадер Мессахель"),
    ("Saïd Chengriha", "السعيد شنقريحة", "Саид Шенгриха"),
    ("Ahmed Gaïd Salah", "أحمد قايد صالح", "Ахмед Гаид Салах"),
    ("Recep Tayyip Erdoğan", "رجب طيب أردوغان", "Реджеп Тайип Эрдоган"),
]
OTHERS = [
    ("Sergey Lavrov", "سيرغي شويغو"),
    ("Ahmed Gaïd Salah", "أحمد أويحيى"),
    ("Abdelkader Messahel", "عبد القادر بن صالح"),
]


@pytest.mark.parametrize("spellings", SAME)
def test_spellings_of_one_person_sound_alike(spellings: tuple[str, ...]) -> None:
    for one, other in combinations(spellings, 2):
        assert likeness(one, other) > 0.7, (one, other)
        assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize("pair", OTHERS)
def test_names_of_others_do_not(pair: tuple[str, str]) -> None:
    assert likeness(*pair) < 0.7


def test_skeletons_of_one_name_share_a_key() -> None:
    assert skeleton("Sergey Lavrov") == skeleton("سيرغي لافروف") == skeleton("Сергей Лавров") == "srg lfrf"
    assert keys(skeleton("Guterres")) & keys(skeleton("غوتيريش"))
    assert not keys(skeleton("Lavrov")) & keys(skeleton("شويغو"))


def test_particles_and_what_is_no_name_are_left_out() -> None:
    assert skeleton("محمد بن سلمان آل سعود") == skeleton("محمد سلمان سعود")
    assert likeness("", "سلمان") == 0
    assert skeleton("12 - 13") == ""
