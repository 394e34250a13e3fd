"""Errors in Kazakh and Russian: no sentence lacks a translation, and none is left over."""

from __future__ import annotations

import errno
import importlib
import os
import re
import tomllib
from pathlib import Path
from typing import Any

import aqyl.reports
import pytest
from aqyl.reports.error_words import catalogue, told, told_sentence
from aqyl.reports.language import LanguageCode, language
from aqyl.survey.errors import MethodError
from aqyl.survey.toml_keys import StrictKeys, faults
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from .program_texts import HOLE, Program, Scope
from .raised_sentences import english_in, numbered, raised

ROOT = Path(aqyl.reports.__path__[0]).parent
TRANSLATED: tuple[LanguageCode, ...] = ("kk", "ru")
SYSTEM = (
    *(errno.EACCES, errno.ENOENT, errno.EISDIR, errno.ENOTDIR, errno.ENOSPC, errno.EROFS),
    *(errno.EIO, errno.EEXIST, errno.EINVAL, errno.EPERM, errno.EMFILE, errno.ENAMETOOLONG),
    errno.EFBIG,
)
PLACE = re.compile(r"\{\d+\}")

WRONG = (
    *(True, "x", "", 1.5, -7, 10**9, float("nan"), float("inf"), [], {}, [1], [1.5, "a"]),
    *(
        ["a"],
        [[1]],
        [["a"]],
        [{}],
        {"a": 1},
        {"a": "b"},
        {"a": []},
        {"a": {}},
        {"kk": 1},
        [1, 2, 3],
    ),
)


def places(text: str) -> list[str]:
    return sorted(PLACE.findall(text))


@pytest.fixture(scope="module")
def program() -> Program:
    return Program(ROOT)


@pytest.fixture(scope="module")
def by_file() -> dict[LanguageCode, dict[str, dict[str, str]]]:
    """Read the catalogues by language and file."""
    return {
        code: {
            path.stem: tomllib.loads(path.read_text("utf-8"))
            for path in sorted((ROOT / "reports" / "words" / code / "errors").glob("*.toml"))
        }
        for code in TRANSLATED
    }


def test_every_sentence_that_can_be_raised_has_an_entry_and_none_is_left_over(
    program: Program, by_file: dict[LanguageCode, dict[str, dict[str, str]]]
) -> None:
    """A sentence of two rooms stands with the first; add to or take from both languages."""
    earlier: set[str] = set()
    for room in program.rooms:
        sentences = raised(program, room) - earlier
        earlier |= sentences
        for code in TRANSLATED:
            entries = set(by_file[code][room])
            lacking, left_over = sorted(sentences - entries), sorted(entries - sentences)
            assert (lacking, left_over) == ([], []), f"{code}/errors/{room}.toml"


@pytest.mark.parametrize("code", TRANSLATED)
def test_translations_keep_the_places_and_have_no_english(code: LanguageCode) -> None:
    for english, words in catalogue(code).items():
        assert places(english) == places(words), english
        assert words.count("`") % 2 == 0, words
        assert english_in(words) == [], words


def test_the_languages_have_the_same_sentences_each_in_one_file(
    by_file: dict[LanguageCode, dict[str, dict[str, str]]],
) -> None:
    for code in TRANSLATED:
        assert len(catalogue(code)) == sum(len(entries) for entries in by_file[code].values())
    assert set(catalogue("kk")) == set(catalogue("ru"))
    assert catalogue("en") == {}


def key_faults() -> set[str]:
    """Everything said about wrong values of the keys of any file."""
    for path in sorted((ROOT / "reports").rglob("*.py")):
        if "StrictKeys" in path.read_text("utf-8"):
            importlib.import_module(
                ".".join(("aqyl", *path.relative_to(ROOT).with_suffix("").parts))
            )
    models, said = [*StrictKeys.__subclasses__()], set()
    for model in models:
        models += model.__subclasses__()
        wrong: list[dict[str, Any]] = [{"unheard": 1}, {}]
        for name, field in model.model_fields.items():
            key = field.alias or name
            wrong += [{key: value} for value in WRONG] + [{f"{key}s": 1}]
        for keys in wrong:
            try:
                model.model_validate(keys)
            except ValidationError as error:
                said |= set(faults(error, model))
    return said


def test_every_fault_of_a_key_is_told(
    by_file: dict[LanguageCode, dict[str, dict[str, str]]],
) -> None:
    said = key_faults()
    for code in TRANSLATED:
        lang = language(code)
        for sentence in said:
            assert english_in(told_sentence(sentence, lang)) == [], sentence
        for english in by_file[code]["keys"]:
            pattern = ".*".join(map(re.escape, PLACE.split(english)))
            assert any(re.fullmatch(pattern, sentence, re.DOTALL) for sentence in said), english


@pytest.mark.parametrize("code", TRANSLATED)
def test_what_python_and_the_system_say_is_told(
    code: LanguageCode, by_file: dict[LanguageCode, dict[str, dict[str, str]]]
) -> None:
    library = Program(Path(tomllib.__file__).parents[1], rooms=("tomllib",))
    calls = [*library.calls["suffixed_err"], *library.calls["TOMLDecodeError"]]
    said = {
        numbered(text)
        for call in calls
        for part in call.args
        for text in library.texts(part, Scope("tomllib/_parser.py"))
        if text != HOLE and "(at " not in text  # the place is cut off
    }
    system = {os.strerror(number) for number in SYSTEM}
    assert set(by_file[code]["system"]) == said | system


@pytest.mark.parametrize("code", TRANSLATED)
@pytest.mark.parametrize("value", ["7", "a, b", "`a`, `b`", "x-1.csv"])
def test_every_entry_is_found_by_its_own_sentence(code: LanguageCode, value: str) -> None:
    """No entry takes the sentence of another, whatever the values are."""
    for english, words in catalogue(code).items():
        sentence, wanted = english, words
        for place in PLACE.finditer(english):
            before = english[: place.start()].replace("'s ", "s ")
            quoted = any(before.count(mark) % 2 for mark in "`\"'")
            fill = "name" if quoted else value
            sentence, wanted = (text.replace(place[0], fill) for text in (sentence, wanted))
        assert told_sentence(sentence, language(code)) == wanted, english


def test_an_unknown_sentence_stays_english() -> None:
    for text in ("Something else (.*) `a` {1}", "", "`", "a; b, c"):
        assert told_sentence(text, language("ru")) == text


PIECES = [
    "`",
    '"',
    "a",
    ", ",
    "; ",
    "row 2",
    " and ",
    "column `b`",
    "{1}",
    "(",
    "`x` does not vary",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_is_told_without_a_fault(text: str) -> None:
    for code in TRANSLATED:
        assert text == "" or told_sentence(text, language(code))


@pytest.mark.parametrize("piece", ["`a` and ", "a, row 1; ", "a; b, c (", "1 cell breaks a rule: "])
def test_a_long_text_is_told_without_a_fault(piece: str) -> None:
    """Sentences within sentences end, however often a text repeats them."""
    assert len(told_sentence(piece * 300, language("kk"))) > 300


def test_values_are_no_patterns_and_names_stay() -> None:
    """A construct may be called as a word of the program, or as a pattern or a template."""
    ru = language("ru")
    for name in ("item", "{1}", "a.*b", "\\1", "Leave it out.", "a, b; c"):
        said = told_sentence(f"`{name}` does not vary", ru)
        assert said == f"Значения `{name}` не меняются"
    place = told_sentence("{2}.csv, row 3, column `row 4`", ru)
    assert place == "{2}.csv, строка 3, столбец `row 4`"


def test_a_list_of_sentences_is_translated_by_its_members() -> None:
    listed = "the variance of `a`, the loading of `b` on `c`"
    problem = f"The model is not identified: the data cannot tell apart {listed}"
    said = told_sentence(problem, language("ru"))
    assert said.endswith("нельзя различить: дисперсия `a`, нагрузка `b` на `c`")
    cells = "a.csv, row 2, column `T1`: `x; y` is no point and no label of the scale"
    more = "a.csv, row 3, column `T2` and 4 more cells: `9` is not on the scale 1-5"
    said = told_sentence(f"6 cells break a rule: {cells}; {more}", language("kk"))
    assert said == (
        "Ережені бұзған 6 ұяшық: a.csv, 2-жол, `T1` бағаны: `x; y` – шкала балы да, белгісі де "
        "емес; a.csv, 3-жол, `T2` бағаны және тағы 4 ұяшық: `9` – 1-5 шкаласында жоқ"
    )


def test_the_whole_error_is_told_in_its_order() -> None:
    error = MethodError("`T1` does not vary", where="group `f`", next_step="Leave it out.")
    assert told(error, language("kk")) == (
        "`T1` мәндері өзгермейді (`f` тобы). Оны талдаудан алып тастаңыз."
    )
    assert told(error, language("en")) == str(error)
