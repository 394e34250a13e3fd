"""Texts that a language lacks: counted, named by kind, and told in one line."""

from pathlib import Path

import pytest
from aqyl.reports.language import LANGUAGES, LanguageCode, language
from aqyl.reports.study.language_gaps import LanguageGap, gap_sentence, language_gaps
from aqyl.reports.study.study_check import checked_study
from aqyl.reports.study.study_file import read_study
from aqyl.reports.study_commands import check_study_file

from .stranger_study import STUDY, write_study

TABLE = """
data = "answers.csv"
[instrument]
scale = { points = [1, 2] }
constructs = { trust = ["T1", "T2"] }
profile = { sex = ["f", "m"], age = ["18-25", "26+"] }
"""


def gaps(
    tmp_path: Path, text: str, languages: tuple[LanguageCode, ...]
) -> dict[str, dict[str, tuple[str, ...]]]:
    path = tmp_path / "study.toml"
    path.write_text(text, "utf-8")
    study = read_study(path)
    found = language_gaps(study, study.instrument, languages)
    return {gap.language: dict(gap.names) for gap in found}


def test_codes_are_of_no_language(tmp_path: Path) -> None:
    assert gaps(tmp_path, TABLE, LANGUAGES) == {}


def test_what_has_a_text_in_another_language_alone_is_named(tmp_path: Path) -> None:
    labels = """
[instrument.labels]
trust = { ru = "Доверие", kk = "Сенім" }
T1 = { ru = "Я доверяю" }
sex = { kk = "Жынысы" }
f = { kk = "Әйел", ru = "Женщина", en = "Woman" }
"""
    found = gaps(tmp_path, 'title = { en = "T" }\n' + TABLE + labels, LANGUAGES)
    assert found == {
        "kk": {"title": ("study",), "items": ("T1",)},
        "ru": {"title": ("study",), "questions": ("sex",)},
        "en": {"dimensions": ("trust",), "items": ("T1",), "questions": ("sex",)},
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [("Я доверяю городу", "ru"), ("Мен қалаға сенемін", "kk"), ("I trust the city", "en")],
)
def test_a_text_for_all_languages_is_of_the_one_that_its_letters_show(
    tmp_path: Path, text: str, code: str
) -> None:
    study = TABLE.replace("profile", f'labels = {{ T1 = "{text}" }}\nprofile')
    others = [other for other in LANGUAGES if other != code]
    assert gaps(tmp_path, study, LANGUAGES) == {other: {"items": ("T1",)} for other in others}


def test_one_language_in_latin_letters_may_be_any(tmp_path: Path) -> None:
    study = TABLE.replace("profile", 'labels = { T1 = "Men qalaga senemin" }\nprofile')
    assert gaps(tmp_path, study, ("kk",)) == {}


def test_options_and_points_without_labels_of_their_own_are_texts(tmp_path: Path) -> None:
    path = write_study(tmp_path, study='language = ["ru", "kk"]\n' + STUDY)
    (gap,) = checked_study(path).gaps
    assert gap.language == "kk"
    assert {kind: len(names) for kind, names in gap.names.items()} == {
        "title": 1, "scale": 7, "questions": 2, "options": 4,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("kk", "Орыс тілі: 3 мәтін аударылмаған, олар басқа тілде көрсетіледі (тармақтар – 2, "),
        ("ru", "Русский язык: 3 текста не переведены и показаны на другом языке (пункты – 2, "),
        ("en", "Russian: 3 texts have no translation and are shown in another language (items – 2"),
    ],
)
def test_a_gap_is_one_sentence(code: str, said: str) -> None:
    gap = LanguageGap("ru", {"items": ("T1", "T2"), "options": ("f",)})
    assert gap_sentence(gap, language(code)).startswith(said)


def test_the_check_warns_and_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_study(tmp_path, study='language = "kk"\n' + STUDY)
    check_study_file(path, "ru")
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Ошибок нет."
    assert said[-4].startswith("Внимание. Казахский язык: 14 текстов не переведены")
    assert said[-2] == "  вопросы о респонденте: gender, age"
