"""Columns: how online forms write their headers, and every doubt that is refused."""

import pytest
from aqyl.survey.answer_columns import find_columns
from aqyl.survey.errors import SpecificationError
from aqyl.survey.instrument import Construct, Instrument, Item, Scale
from hypothesis import given
from hypothesis import strategies as st

OTHERS = ["T1", "U1"]
T2 = "I distrust the city"


def found(questionnaire: Instrument, headers: list[str], **options) -> dict[str, str]:
    return find_columns(dict.fromkeys(headers, ""), questionnaire, **options)


@pytest.mark.parametrize(
    "header",
    [
        "T2",
        "t_2",
        T2,
        f" {T2}. ",
        "I distrust\nthe city",
        f"1. {T2}",
        f"12) {T2} ",
        f"3.2. {T2}",
        f"№ 7: {T2}",
        f"1. {T2} [T2]",
        f"{T2} (T2):",
        "Rate it [t 2]",
        f"How far do you agree? [{T2}]",
        f"T2. {T2}",
        "T2: in other words",
        "T2) in other words",
        "[T2] in other words",
        "T2 – in other words",
        "T2 in other words",
        "1. T2. in other words",
        "3. T2",
    ],
)
def test_a_header_of_a_form_is_found(questionnaire: Instrument, header: str) -> None:
    assert found(questionnaire, ["Timestamp", header, *OTHERS])["T2"] == header


@pytest.mark.parametrize(
    "header",
    [
        "T20. other",
        "T2.1 other",
        "T2.1. other",
        "T2-1 other",
        "T2_1",
        "XT2. other",
        "other T2",
        "other [XT2]",
        "other [T2] more",
        f"{T2} very much",
        f"Why: {T2}",
        f"2024 {T2}",
    ],
)
def test_a_header_that_only_resembles_is_not_taken(questionnaire: Instrument, header: str) -> None:
    with pytest.raises(SpecificationError, match="No column for the item `T2`"):
        found(questionnaire, [header, *OTHERS])


def test_a_word_that_is_a_code_needs_more_than_a_space(questionnaire: Instrument) -> None:
    assert "age" not in found(questionnaire, ["T2", *OTHERS, "Age of the house"])
    assert found(questionnaire, ["T2", *OTHERS, "Age: how old?"])["age"] == "Age: how old?"


def test_an_exact_header_wins(questionnaire: Instrument) -> None:
    headers = ["T2. Comment", "T2", "1. T1", *OTHERS]
    assert found(questionnaire, headers) == {"T1": "T1", "T2": "T2", "U1": "U1"}


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        (["T2. a", "b [T2]", *OTHERS], r"`T2` fits `T2. a` and `b \[T2\]`"),
        (["T2", T2, *OTHERS], f"`T2` fits `T2` and `{T2}`"),
        ([f"1. {T2}", f"2. {T2}", *OTHERS], f"`T2` fits `1. {T2}` and `2. {T2}`"),
        (["T2. a [T1]", "U1"], r"The column `T2. a \[T1\]` fits `T1` and `T2`"),
    ],
)
def test_a_doubt_names_both(questionnaire: Instrument, headers: list[str], message: str) -> None:
    with pytest.raises(SpecificationError, match=message):
        found(questionnaire, headers)


def test_what_the_caller_says_wins(questionnaire: Instrument) -> None:
    headers = ["T2", "T2 (second wave)", *OTHERS]
    place = found(questionnaire, headers, given={"T2": "T2 (second wave)"})
    assert place["T2"] == "T2 (second wave)"


def test_a_label_that_names_another_item_than_the_name_is_refused(
    questionnaire: Instrument,
) -> None:
    headings = {"T1": T2, "v2": "", "U1": ""}
    with pytest.raises(SpecificationError, match="The column `T1` fits `T1` and `T2`"):
        find_columns(headings, questionnaire)


FORMS = ["{code}", "{number}. {code}", "{code}. …", "{number}) … [{code}]", "… ({code})"]


@given(st.permutations(["T1", "T2", "U1"]), st.lists(st.sampled_from(FORMS), min_size=3))
def test_every_order_and_form_leads_to_the_same_items(order: list[str], forms: list[str]) -> None:
    headers = {
        code: form.format(code=code, number=i + 1)
        for i, (code, form) in enumerate(zip(order, forms, strict=False))
    }
    scale = Scale((1, 2), ({"en": "no"}, {"en": "yes"}))
    items = tuple(Item(code, "all", {"en": code}) for code in ("T1", "T2", "U1"))
    construct = Construct("all", {"en": "all"}, ("T1", "T2", "U1"))
    instrument = Instrument({"en": ""}, scale, (construct,), items, ())
    assert found(instrument, [*headers.values(), "Comment"]) == headers
