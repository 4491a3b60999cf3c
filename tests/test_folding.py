"""Folding: the characters of a text in one alphabet, and of one with others between, come out alike, with their way back."""

from __future__ import annotations

import pytest

from builder.text.folding import fold_with_offsets


@pytest.mark.parametrize(
    "raw",
    [
        "وقّع وزيرُ الدفاعِ الجزائريّ، أمس، اتفاقيّـــةً في «الجزائر» ١٢ مسئولاً",
        "Le général s’est rendu à N’Djamena – « été 2019 » … #Défense_Sahel",
        "Министр обороны объявил: «Всё готово» — №5, 10\u00a0июня",
        "The minister’s “visit”\u200b to\u00ad Beirut\t–\r 12 May",
    ],
)
def test_a_letter_of_another_alphabet_changes_no_other(raw: str) -> None:
    folded, offsets = fold_with_offsets(raw)
    mixed, places = fold_with_offsets(raw + " 京")
    assert mixed == folded + " 京"
    assert list(places or range(len(mixed)))[: len(folded)] == list(offsets or range(len(folded)))


def test_offsets_lead_back_over_marks_that_are_dropped() -> None:
    raw = "وقّع الوزيرُ"
    folded, offsets = fold_with_offsets(raw)
    assert folded == "وقع الوزير"
    assert offsets is not None
    assert [raw[place] for place in offsets] == list(folded)
