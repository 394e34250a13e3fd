"""Real errors of people's files and data, in Kazakh and Russian."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.bootstrap import bootstrap_pls
from aqyl.analysis.cfa import cfa
from aqyl.analysis.composites.multigroup import permute_groups
from aqyl.analysis.correlation import correlate
from aqyl.analysis.descriptives import describe, mardia
from aqyl.analysis.factorability import factorability
from aqyl.analysis.growth import fit_trend
from aqyl.analysis.moments import Moments, moments_of
from aqyl.analysis.omega import omega_hierarchical
from aqyl.analysis.panel import Panel
from aqyl.analysis.pls import pls
from aqyl.analysis.reliability import cronbach_alpha
from aqyl.analysis.structural_model import MeasuredConstruct, StructuralModel
from aqyl.reports.error_words import told
from aqyl.reports.framework_file import read_framework
from aqyl.reports.indicator_file import read_indicators
from aqyl.reports.language import language
from aqyl.reports.study.study_faults import fault_of
from aqyl.reports.study.study_file import read_study
from aqyl.survey.errors import AqylError
from aqyl.survey.instrument import read_instrument
from aqyl.survey.responses import read_responses

from .raised_sentences import english_in
from .stranger_study import STUDY, write_study

RNG = np.random.default_rng(5)
X = RNG.integers(1, 6, size=(12, 4)).astype(float)
NAMES = ("A1", "A2", "B1", "B2")
CONSTRUCTS = (MeasuredConstruct("a", ("A1", "A2")), MeasuredConstruct("b", ("B1", "B2")))
VALUES = {"trust", "ease", "use", "gender", "age", "A1", "1e", "inf"}  # that stand unquoted
QUESTIONNAIRE = """
scale = { points = [1, 2, 3, 4, 5] }
constructs = { trust = ["T1", "T2"] }
profile = { gender = ["f", "m"] }
"""


def study(changed: str, to: str) -> Callable[[Path], object]:
    """Return what reads a study file in which something is changed."""
    assert changed in STUDY
    return lambda folder: read_study(write_study(folder, study=STUDY.replace(changed, to)))


def answers(text: str) -> Callable[[Path], object]:
    """Return what reads answers to a small questionnaire."""

    def read(folder: Path) -> object:
        (folder / "answers.csv").write_text(text, "utf-8")
        (folder / "questionnaire.toml").write_text(QUESTIONNAIRE, "utf-8")
        questionnaire = read_instrument(folder / "questionnaire.toml")
        return read_responses(folder / "answers.csv", questionnaire)

    return read


def cities(text: str) -> Callable[[Path], object]:
    """Return what reads a table of indicators."""

    def read(folder: Path) -> object:
        (folder / "cities.csv").write_text(text, "utf-8")
        return read_indicators(folder / "cities.csv")

    return read


def framework(text: str) -> Callable[[Path], object]:
    """Return what reads a framework."""

    def read(folder: Path) -> object:
        (folder / "f.toml").write_text(text, "utf-8")
        return read_framework(folder / "f.toml")

    return read


def tied() -> Moments:
    return moments_of(np.column_stack([X, X[:, 0]]), (*NAMES, "A3"))


ERRORS: dict[str, Callable[[Path], object]] = {
    "no study": lambda folder: read_study(folder / "none.toml"),
    "not TOML": study("[screening]", "[screening"),
    "curly quotes": study('outcome = "use"', "outcome = “use”"),
    "unknown key": study("completeness", "completenes"),
    "wrong value": study("replications = 20", 'rotation = "varimaks"'),
    "no number": study("longest_run = 8", 'longest_run = "8"'),
    "unknown outcome": study('outcome = "use"', 'outcome = "usage"'),
    "unknown path": study("trust -> use", "trust > use"),
    "item twice": study('"T2", "T3"]', '"T2", "T2"]'),
    "unknown question": study('["gender", "age"]', '["sex"]'),
    "no column": answers("id;T1\n1;4\n2;5\n"),
    "wrong answers": answers("T1;T2;gender\n9;1;f\n4;2;x\nmaybe;2;m\n"),
    "no rows": answers("T1;T2;gender\n"),
    "columns of one name": answers("T1;T1;T2\n1;2;3\n"),
    "cell that is no number": cities("city;year;x\nA;2020;many\nA;2021;3\n"),
    "no year": cities("city;year;x\nA;20;1\nA;2021;3\n"),
    "cell twice": cities("city;year;indicator;value\nA;2020;x;1\nA;2020;x;2\n"),
    "no layout": cities("place;when\nA;2020\n"),
    "group without members": framework('[[group]]\nid = "a"\n'),
    "wrong weight": framework('[[group]]\nid = "a"\nweight = -1\nindicators = ["x"]\n'),
    "constant item": lambda _: correlate(np.ones((5, 1)), ("T1",)),
    "tied items": lambda _: factorability(tied()),
    "one item": lambda _: cronbach_alpha(moments_of(X[:, :1], ("A1",))),
    "few items": lambda _: omega_hierarchical(moments_of(X, NAMES)),
    "one value": lambda _: describe(X[:1], NAMES),
    "few rows": lambda _: mardia(X[:3]),
    "negative growth": lambda _: fit_trend(np.arange(2019, 2023), np.array([1.0, -2, 3, 4])),
    "endless value": lambda _: Panel(("A",), (2020,), ("x",), np.array([[[np.inf]]])),
    "circle": lambda _: StructuralModel(CONSTRUCTS, paths=(("a", "b"), ("b", "a"))),
    "few people": lambda _: pls(
        moments_of(X[:3], NAMES), StructuralModel(CONSTRUCTS, paths=(("a", "b"),))
    ),
    "wrong seed": lambda _: bootstrap_pls(
        X, NAMES, StructuralModel(CONSTRUCTS, paths=(("a", "b"),)), seed=-1
    ),
    "few people in a group": lambda _: permute_groups(
        X,
        NAMES,
        np.repeat([0, 1], [10, 2]),
        ("f", "m"),
        StructuralModel(CONSTRUCTS, paths=(("a", "b"),)),
        seed=1,
        permutations=10,
    ),
    "tied construct": lambda _: cfa(
        np.column_stack([X, X[:, 0]]),
        (MeasuredConstruct("a", ("A1", "A2", "A3")), CONSTRUCTS[1]),
        names=(*NAMES, "A3"),
    ),
}


@pytest.mark.parametrize("name", ERRORS)
def test_no_english_is_left(name: str, tmp_path: Path) -> None:
    with pytest.raises(AqylError) as caught:
        ERRORS[name](tmp_path)
    error = caught.value
    assert told(error, language("en")) == str(error)
    for code in ("kk", "ru"):
        said = told(error, language(code))
        assert english_in(said, VALUES) == [], said


def test_the_errors_are_different_sentences(tmp_path: Path) -> None:
    said = set()
    for name, cause in ERRORS.items():
        (folder := tmp_path / name).mkdir()
        with pytest.raises(AqylError) as caught:
            cause(folder)
        said.add(caught.value.problem)
    assert len(said) == len(ERRORS)


def test_the_place_of_two_columns_has_no_words() -> None:
    """A check writes places as programs do, which no language translates."""
    fault = fault_of(AqylError("Two", where="a.csv, row 4, columns 3 and 14"), "study.toml")
    assert (fault.place, fault.key) == ("a.csv:4", "")


def test_a_question_ends_with_its_own_mark() -> None:
    assert str(AqylError("Unknown key `a`; did you mean `b`?")).endswith("`b`?")
    assert str(AqylError("Is it `b`?", where="study.toml")).endswith("(study.toml).")
