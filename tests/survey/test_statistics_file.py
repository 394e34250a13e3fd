"""Files of SPSS and Stata: labels, values declared as missing, encodings, damage.

``tests/reference/pspp/survey.sav`` and the counts beside it are GNU PSPP's own.
"""

from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyreadstat
import pytest
from aqyl.survey.errors import AqylError, FileError, SpecificationError, ValueInFileError
from aqyl.survey.instrument import Instrument
from aqyl.survey.responses import AnswersError, Responses, read_responses

PSPP = Path(__file__).parents[1] / "reference" / "pspp"
LABELS = {1.0: "Strongly disagree", 2.0: "Disagree", 4.0: "Agree", 5.0: "Strongly agree"}


@pytest.fixture
def answers() -> pl.DataFrame:
    return pl.DataFrame({"T1": [1.0, 5.0, None], "T2": [2.0, 4.0, 9.0], "U1": [3.0, 3.0, 1.0]})


def saved(tmp_path: Path, frame: Any, name: str = "a.sav", **options) -> Path:
    write = pyreadstat.write_dta if name.endswith("dta") else pyreadstat.write_sav
    write(frame, tmp_path / name, **options)
    return tmp_path / name


def declared(found: Responses) -> list[int]:
    """Cells declared as missing, by item."""
    assert found.user_missing is not None
    return found.user_missing.sum(axis=0).tolist()


def test_a_file_of_pspp_is_read_as_pspp_reads_it(questionnaire: Instrument) -> None:
    found = read_responses(
        PSPP / "survey.sav", questionnaire, id_column="person", time_column="time"
    )
    nan = np.nan
    expected = [[1, 5, 4], [5, nan, 4], [nan, nan, nan], [nan, 3, nan], [nan, nan, 2], [4, 2, 3]]
    np.testing.assert_array_equal(found.answers, expected)
    assert found.ids == ("a1", "a2", "a3", "a4", "a5", "a6")
    assert found.profile[:, 1].tolist() == [1, 0, 1, 0, -1, 1]  # 1 is labelled Әйел, a woman
    np.testing.assert_array_equal(found.seconds, [95, 7, nan, 3600, 600, 120])
    assert found.note[0] == "SIMULATED: алты адам, әғқңөұүһі"
    assert found.simulated
    rows = [line.split(",") for line in (PSPP / "survey_sav.csv").read_text("utf-8").splitlines()]
    valid = next(row for row in rows if row[:2] == ["N", "Valid"])
    missing = next(row for row in rows if row[:2] == ["", "Missing"])
    there = ~np.isnan(found.answers[:, :2])
    assert there.sum(axis=0).tolist() == [int(count) for count in valid[2:4]]
    assert (~there).sum(axis=0).tolist() == [int(count) for count in missing[2:4]]
    assert declared(found) == [2, 3, 1]  # the third missing T1 is the system's


@pytest.mark.parametrize("name", ["a.sav", "a.zsav", "a.dta"])
def test_columns_are_found_by_the_labels_of_variables(
    tmp_path: Path, questionnaire: Instrument, answers: pl.DataFrame, name: str
) -> None:
    file = saved(
        tmp_path,
        answers.rename({"T1": "v1", "T2": "v2", "U1": "v3"}),
        name,
        column_labels=["T1", "Мен қалаға сенбеймін", "3. Қолданамын [U1]"],
        file_label="nobody's",
    )
    found = read_responses(file, questionnaire, missing_marks=["9"])
    np.testing.assert_array_equal(found.answers, [[1, 2, 3], [5, 4, 3], [np.nan, np.nan, 1]])
    assert found.ids == ("1", "2", "3")
    assert declared(found) == [0, 1, 0]
    assert not found.simulated


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ([9], [0, 1, 0]),
        ([8, 9], [0, 1, 0]),
        ([{"lo": 6, "hi": 10}], [0, 1, 0]),
        ([{"lo": 6, "hi": 8}, 9], [0, 1, 0]),
        ([{"lo": 4, "hi": 10}], [0, 2, 0]),
    ],
)
def test_values_and_ranges_declared_as_missing_are_missing(
    tmp_path: Path, questionnaire: Instrument, answers: pl.DataFrame, missing: list, expected: list
) -> None:
    found = read_responses(saved(tmp_path, answers, missing_ranges={"T2": missing}), questionnaire)
    assert declared(found) == expected
    assert np.isnan(found.answers).sum(axis=0).tolist() == [1, expected[1], 0]


def test_what_breaks_a_rule_is_named_by_case_and_variable(
    tmp_path: Path, questionnaire: Instrument, answers: pl.DataFrame
) -> None:
    with pytest.raises(AnswersError) as caught:
        read_responses(saved(tmp_path, answers), questionnaire)
    told = [(p.where, p.value, p.rule) for p in caught.value.problems]
    assert told == [("a.sav, case 3, variable `T2`", "9", "is not on the scale 1-5")]


def test_labels_that_agree_or_use_other_words_are_fine(
    tmp_path: Path, questionnaire: Instrument, answers: pl.DataFrame
) -> None:
    labels = {"T1": LABELS, "U1": {1.0: "No!", 3.0: "3 - Undecided"}, "T2": {9.0: "Undecided"}}
    file = saved(tmp_path, answers, variable_value_labels=labels, missing_ranges={"T2": [9]})
    found = read_responses(file, questionnaire)
    np.testing.assert_array_equal(found.answers[:, 2], [3, 3, 1])


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (
            {1.0: "strongly agree"},
            "Value 1 of `T1` is labelled `strongly agree`, but point 1 of the questionnaire is "
            "`Толығымен келіспеймін / Совершенно не согласен / Strongly disagree`",
        ),
        ({5.0: "Келісемін"}, "Value 5 of `T1` is labelled `Келісемін`, but point 5"),
        ({0.0: "Disagree"}, "Value 0 of `T1` is labelled `Disagree`, but point 2"),
        ({2.0: "4 - Agree"}, "Value 2 of `T1` is labelled `4 - Agree`, but point 2"),
        ({2.0: "4"}, "Value 2 of `T1` is labelled `4`, but point 2"),
    ],
)
@pytest.mark.parametrize("name", ["a.sav", "a.dta"])
def test_a_label_that_contradicts_the_questionnaire_is_refused(
    tmp_path: Path,
    questionnaire: Instrument,
    answers: pl.DataFrame,
    labels: dict,
    message: str,
    name: str,
) -> None:
    if name == "a.dta":
        labels = {int(value): label for value, label in labels.items()}
    file = saved(tmp_path, answers, name, variable_value_labels={"T1": labels})
    with pytest.raises(ValueInFileError) as caught:
        read_responses(file, questionnaire, missing_marks=["9"])
    assert message in str(caught.value)


def test_texts_mean_what_their_labels_mean(tmp_path: Path, questionnaire: Instrument) -> None:
    frame = pl.DataFrame(
        {
            "T1": ["A1", "Agree", "5 "],
            "T2": ["A5", "", "x"],
            "U1": [1.0, 2.0, 3.0],
            "sex": ["f", "MALE", None],
            "age": [2.0, 1.0, 7.0],
        }
    )
    labels = {
        "T1": {"A1": "Strongly disagree"},
        "T2": {"A5": "Толығымен келісемін"},
        "sex": {"f": "Woman"},
        "age": {2.0: "18 - 25", 1.0: "26-35"},
    }
    file = saved(
        tmp_path,
        frame,
        variable_value_labels=labels,
        missing_ranges={"T2": ["x"], "age": [7]},
    )
    found = read_responses(file, questionnaire)
    np.testing.assert_array_equal(found.answers[:, :2], [[1, 5], [4, np.nan], [5, np.nan]])
    assert found.profile.tolist() == [[0, 1], [1, 0], [-1, -1]]  # the labels, not the order
    assert declared(found) == [0, 1, 0]


@pytest.mark.parametrize(
    ("values", "labels", "message"),
    [
        ([1.0], {1.0: "Other"}, "`1` is labelled `Other`, which is none of the options"),
        ([3.0], {}, "`3` is none of the options"),
        (["male"], {"male": "Woman"}, "Value male of `sex` is labelled `Woman`, but"),
    ],
)
def test_an_option_is_never_taken_by_its_place_against_its_label(
    tmp_path: Path, questionnaire: Instrument, values: list, labels: dict, message: str
) -> None:
    frame = pl.DataFrame({"T1": [1.0], "T2": [1.0], "U1": [1.0], "sex": values})
    file = saved(tmp_path, frame, variable_value_labels={"sex": labels})
    with pytest.raises(AqylError, match=message):
        read_responses(file, questionnaire)


def test_extended_missing_values_of_stata_are_declared(
    tmp_path: Path, questionnaire: Instrument
) -> None:
    frame = pd.DataFrame(
        {"T1": [1, "a", "z", None], "T2": [2, 2, 2, 2], "U1": ["4", "Agree", "", "Келісемін"]}
    )
    file = saved(
        tmp_path,
        frame,
        "a.dta",
        file_label="SIMULATED",
        missing_user_values={"T1": ["a", "z"]},
        variable_value_labels={"T1": {1: "Strongly disagree", "a": "Agree", "z": "Бас тартты"}},
    )
    found = read_responses(file, questionnaire)
    np.testing.assert_array_equal(found.answers[:, 0], [1, np.nan, np.nan, np.nan])
    np.testing.assert_array_equal(found.answers[:, 2], [4, 4, np.nan, 4])
    assert declared(found) == [2, 0, 0]
    assert found.simulated


def test_a_date_is_no_time(tmp_path: Path, questionnaire: Instrument) -> None:
    frame = pl.DataFrame({"T1": [1.0], "T2": [1.0], "U1": [1.0], "t": [13_000_000_000.0]})
    file = saved(tmp_path, frame, variable_format={"t": "DATETIME20"})
    with pytest.raises(SpecificationError, match=r"`t` holds dates \(format DATETIME20\)"):
        read_responses(file, questionnaire, time_column="t")


def in_code_page(tmp_path: Path, code: str, *, told: int, label: str = "Мүлде жоқ!") -> Path:
    """Write a small file whose texts are in an old code page, as SPSS did before Unicode."""
    frame = pl.DataFrame({"T1": [1.0, 5.0], "T2": [2.0, 2.0], "U1": [3.0, 3.0]})
    labels = {"T1": {1.0: "CCCCCCCCCC", 5.0: "AAAAAAAA"}}
    file = saved(tmp_path, frame, variable_value_labels=labels)
    content = file.read_bytes()
    content = content.replace(b"CCCCCCCCCC", label.encode(code))
    content = content.replace(b"AAAAAAAA", "Согласен".encode(code))
    at = content.index((65001).to_bytes(4, "little"))
    content = content[:at] + told.to_bytes(4, "little") + content[at + 4 :]
    name = content.index(b"\x07\0\0\0\x14\0\0\0")  # the record with the name of the encoding
    length = int.from_bytes(content[name + 12 : name + 16], "little")
    file.write_bytes(content[:name] + content[name + 16 + length :])
    return file


def test_an_old_code_page_is_read_when_it_is_named(
    tmp_path: Path, questionnaire: Instrument
) -> None:
    file = in_code_page(tmp_path, "kz1048", told=1252)
    with pytest.raises(FileError, match="texts are not in the encoding that the file names"):
        read_responses(file, questionnaire)
    # Now the label is understood: 5 is called what the questionnaire calls 4.
    with pytest.raises(ValueInFileError, match="Value 5 of `T1` is labelled `Согласен`"):
        read_responses(file, questionnaire, encoding="kz1048")


def test_cyrillic_read_as_latin_is_told(tmp_path: Path, questionnaire: Instrument) -> None:
    file = in_code_page(tmp_path, "cp1251", told=1252, label="Совсем нет")
    with pytest.raises(FileError, match=r"not WINDOWS-1252, in which they were read: `Ñîâñåì íåò`"):
        read_responses(file, questionnaire)
    file = in_code_page(tmp_path, "cp1251", told=1251, label="Совсем нет")
    with pytest.raises(ValueInFileError, match="Value 5 of `T1` is labelled `Согласен`"):
        read_responses(file, questionnaire)


@pytest.mark.parametrize("encoding", ["utf-8", "koi8-r", "latin-1", "no-such"])
def test_a_wrong_encoding_is_told(tmp_path: Path, questionnaire: Instrument, encoding: str) -> None:
    file = in_code_page(tmp_path, "kz1048", told=1252)
    with pytest.raises(FileError, match=encoding):
        read_responses(file, questionnaire, encoding=encoding)


@pytest.mark.parametrize("encoding", ["cp1251", "kz1048", "cp1252", "koi8-r", "cp866"])
def test_a_wrong_encoding_of_unicode_is_told(questionnaire: Instrument, encoding: str) -> None:
    with pytest.raises(FileError, match=encoding):
        read_responses(PSPP / "survey.sav", questionnaire, encoding=encoding)
    read_responses(PSPP / "survey.sav", questionnaire, encoding="utf-8")


def test_a_path_may_be_kazakh(
    tmp_path: Path, questionnaire: Instrument, answers: pl.DataFrame
) -> None:
    file = saved(tmp_path, answers).rename(tmp_path / "сауалнама ә.sav")
    assert len(read_responses(file, questionnaire, missing_marks=["9"]).ids) == 3


@pytest.mark.parametrize("name", ["a.sav", "a.zsav", "a.dta"])
@pytest.mark.parametrize("cut", [0, 1, 11, 200, -200, -40, -9, -1])
def test_a_cut_file_is_one_sentence(
    tmp_path: Path, questionnaire: Instrument, answers: pl.DataFrame, name: str, cut: int
) -> None:
    file = saved(tmp_path, answers, name, variable_value_labels={"T1": LABELS})
    file.write_bytes(file.read_bytes()[:cut])
    with pytest.raises(FileError, match=r"empty|damaged|cut off"):
        read_responses(file, questionnaire)


@pytest.mark.parametrize("name", ["a.sav", "a.zsav", "a.dta"])
def test_a_file_of_another_kind_or_none_is_one_sentence(
    tmp_path: Path, questionnaire: Instrument, name: str
) -> None:
    with pytest.raises(FileError, match="There is no file"):
        read_responses(tmp_path / name, questionnaire)
    (tmp_path / name).write_text("T1;T2;U1\n1;2;3\n")
    with pytest.raises(FileError, match=r"damaged, or it is no (SPSS|Stata) file: a\."):
        read_responses(tmp_path / name, questionnaire)


@pytest.mark.parametrize("name", ["a.sav", "a.dta"])
def test_a_file_without_cases_is_refused(
    tmp_path: Path, questionnaire: Instrument, answers: pl.DataFrame, name: str
) -> None:
    with pytest.raises(FileError, match="no cases"):
        read_responses(saved(tmp_path, answers.clear(), name), questionnaire)


# Seeds 10 and 97 crash the library that reads the file, and with it the process it runs in.
@pytest.mark.parametrize("seed", [0, 1, 2, 3, 10, 97])
def test_damage_never_brings_the_program_down(
    tmp_path: Path, questionnaire: Instrument, seed: int
) -> None:
    random = Random(seed)
    content = bytearray((PSPP / "survey.sav").read_bytes())
    for _ in range(6):
        content[random.randrange(len(content))] = random.randrange(256)
    (tmp_path / "a.sav").write_bytes(content)
    with suppress(AqylError):
        found = read_responses(tmp_path / "a.sav", questionnaire, missing_marks=["NA"])
        answered = found.answers[~np.isnan(found.answers)]
        assert np.isin(answered, questionnaire.scale.points).all()
