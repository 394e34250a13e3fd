"""Study files: what they say, and what is said of a wrong one."""

from pathlib import Path

import pytest
from aqyl.analysis.hypotheses import Hypothesis
from aqyl.data import folder
from aqyl.reports.study.study_file import read_study
from aqyl.survey.errors import AqylError

from .stranger_study import STUDY


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "study.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_study_is_read_as_it_is_written(tmp_path: Path) -> None:
    found = read_study(write(tmp_path, STUDY))
    assert found.data_file == tmp_path / "answers.csv"
    assert [c.id for c in found.instrument.constructs] == ["trust", "ease", "use"]
    assert [item.id for item in found.instrument.items if item.reverse] == ["E2"]
    assert [o.code for o in found.instrument.profile[1].options][-1] == "старше 50"
    assert (found.limits.completeness, found.limits.longest_run) == (0.8, 8)
    assert found.limits.duplicates is False
    assert found.regression is not None
    assert found.regression.predictors == ["trust", "ease"]
    assert found.hypotheses == (Hypothesis("H1", "trust", "use", 1),)
    assert found.compare_by == ("gender", "age")


def test_the_shipped_study_states_the_thesis(tmp_path: Path) -> None:
    found = read_study(folder("turkistan") / "study.toml")
    assert [h.id for h in found.hypotheses] == [f"H{i}" for i in range(1, 7)]
    assert {h.outcome for h in found.hypotheses} == {"acceptance"}
    assert found.scores.weights["SE1"] == found.scores.weights["SE5"] == 0.912
    assert all(set(words) == {"kk", "ru", "en"} for words in found.wordings.values())
    assert {path.name for path in found.files} == {"study.toml", "instrument.toml"}


def test_an_items_own_weight_goes_before_that_of_its_construct(tmp_path: Path) -> None:
    text = STUDY.replace(
        "[regression]",
        '[scores]\nrule = "weighted"\nweights = { T2 = 2.0, trust = 0.5 }\n[regression]',
    )
    weights = read_study(write(tmp_path, text)).scores.weights
    assert weights == {"T1": 0.5, "T2": 2.0, "T3": 0.5}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[regression]", "[regresion]", "Unknown key `regresion`; did you mean `regression`"),
        ("longest_run", "longest_ran", "`screening.longest_ran`; did you mean `longest_run`"),
        ('outcome = "use"', 'outcome = "usage"', "`regression.outcome`.*no construct `usage`"),
        ('outcome = "use"', 'outcome = "usage"', "there are trust, ease, use .*Did you mean `use`"),
        ('outcome = "use"', 'outcome = "use"\npredictors = ["use"]', "cannot predict itself"),
        ('outcome = "use"', 'outcome = "use"\nblocks = [["ease"]]\npredictors = ["trust", "ease"]',
         "every predictor once"),
        ('"trust -> use"', '"trust, use"', "must be written `predictor -> outcome`"),
        ('"trust -> use"', '"trust -> us"', "`hypothesis H1`: there is no construct `us`"),
        ('"gender", "age"]\n', '"sex"]\n', "no profile question `sex`"),
        ("replications = 20", 'count = "all"', "`factors.count`: .*, or 'kaiser', 'par.* got"),
        ("replications = 20", "replications = 1", "greater than or equal to 20"),
        ("completeness = 0.8", "completeness = 80", "`completeness` must be from 0 to 1"),
        ("reverse = [\"E2\"]", "reverse = [\"E9\"]", "`E9` is described or reversed"),
        ("[[hypothesis]]", "[regression2]", "Unknown key"),
        ('id = "H1"', "", "`hypothesis.1.id` is missing"),
    ],
)  # fmt: skip
def test_a_wrong_study_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in STUDY
    with pytest.raises(AqylError, match=message) as caught:
        read_study(write(tmp_path, STUDY.replace(old, new, 1)))
    assert caught.value.where == "study.toml"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[regression]", "[scores]\nweights = { T1 = 2.0 }\n[regression]", "weighted"),
        ('by = ["gender", "age"]', 'by = ["age", "age"]', "names the question `age` twice"),
        ("longest_run = 8", "longest_run = true", "`screening.longest_run`: .*integer"),
        ("points = [1, 2, 3, 4, 5, 6, 7]", "points = [1, 2, 3, 4, 5, 6, 9]", "no mirror images"),
        ('"совсем нет", "нет"', '"2", "нет"', "The point 1 of the scale is labelled `2`"),
        ("replications = 20", "replications = 1000000000", "less than or equal to 100000"),
        ("replications = 20", "seed = -1", "`factors.seed`: .*greater than or equal to 0"),
        (
            "[regression]",
            '[scores]\nrule = "weighted"\nweights = { trust = 0 }\n[regression]',
            "The weight of `trust` must be from 0.0001 to 10000, got 0",
        ),
        ("replications = 20", "count = 40", "`factors.count` must be from 1 to 9 items"),
        ("title =", f"n = {'9' * 5000}\ntitle =", "not valid TOML"),
    ],
)
def test_what_would_mislead_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in STUDY
    with pytest.raises(AqylError, match=message):
        read_study(write(tmp_path, STUDY.replace(old, new, 1)))


def test_hypotheses_need_a_regression(tmp_path: Path) -> None:
    text = STUDY.replace('[regression]\noutcome = "use"\n', "")
    with pytest.raises(AqylError, match="hypotheses need a regression or a model"):
        read_study(write(tmp_path, text))


def test_hypotheses_of_other_paths_are_refused(tmp_path: Path) -> None:
    text = STUDY.replace('"trust -> use"', '"trust -> ease"')
    with pytest.raises(AqylError, match=r"`H1`.*not in the regression"):
        read_study(write(tmp_path, text))


def test_a_study_without_a_questionnaire_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AqylError, match="has no questionnaire"):
        read_study(write(tmp_path, 'data = "answers.csv"\n'))
    with pytest.raises(AqylError, match="no questionnaire file"):
        read_study(write(tmp_path, 'data = "answers.csv"\ninstrument = "q.toml"\n'))
