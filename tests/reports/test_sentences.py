"""Sentences of tables and hypotheses: which one is chosen, and whether it reads well."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from aqyl.reports.language import LANGUAGES, Language, language
from aqyl.reports.study.answers import read_answers
from aqyl.reports.study.cautions import cautions
from aqyl.reports.study.results import StudyResults, analyse
from aqyl.reports.study.sections import namer, study_blocks
from aqyl.reports.study.sentences.every_table import study_sentences
from aqyl.reports.study.sentences.hypotheses import hypothesis_sentences
from aqyl.reports.study.study_file import read_study
from aqyl.reports.table import Table

from .changed_results import at, others, put, stated
from .sentence_cases import CASES, SIMULATED, UNDEFINED, Case, case
from .stranger_study import STUDY, write_study

MODEL = """
[model]
paths = ["ease -> trust", "trust -> use", "ease -> use"]
resamples = 200
covariance = true
groups = "gender"
permutations = 100
"""
NO_REGRESSION = STUDY.replace('[regression]\noutcome = "use"\n', "")
BLOCKS = STUDY.replace('outcome = "use"', 'outcome = "use"\nblocks = [["ease"], ["trust"]]')
ONE_PREDICTOR = STUDY.replace('outcome = "use"', 'outcome = "use"\npredictors = ["trust"]')
CAPITAL = re.compile(r"[A-ZА-ЯӘҒҚҢӨҰҮҺІ][a-zа-яәғқңөұүһі ]")  # of a word, not of a symbol
PLURAL = re.compile(r"\.(one|few|many|other)$")
# What no language translates: names of measures and methods.
SYMBOLS = {
    "AGFI", "AVE", "CFI", "CR", "GFI", "HC", "HTMT", "KMO", "MAP", "NFI", "PLS", "RMSE", "RMSEA",
    "SEM", "SRMR", "TLI", "ULS", "VIF", "predict",
}  # fmt: skip


def run(folder: Path, study: str) -> StudyResults:
    plan = read_study(write_study(folder, study=study))
    return analyse(plan, read_answers(plan))


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, StudyResults]:
    studies = {
        "chain": STUDY + MODEL,
        "pls": NO_REGRESSION + MODEL.replace("covariance = true\n", ""),
        "blocks": BLOCKS,
        "one": ONE_PREDICTOR,
    }
    return {name: run(tmp_path_factory.mktemp(name), text) for name, text in studies.items()}


def made(bases: Mapping[str, StudyResults], own: Case) -> StudyResults:
    results = bases[own.base]
    for path, value in own.changes.items():
        results = put(results, path, value)
    return results


def told(results: StudyResults, lang: Language) -> dict[str, tuple[str, ...]]:
    name = namer(results, lang)
    own = hypothesis_sentences(results, name, lang)
    return {**study_sentences(results, name, lang), "each hypothesis": own}


def matched(sentence: str, key: str, lang: Language) -> bool:
    """Tell whether a sentence has the words of a key, whatever fills them in."""
    forms = [t for k, t in lang.words.items() if PLURAL.sub("", k) == f"sentence.{key}"]
    patterns = [re.sub(r"\\\{\w+\\\}", ".*", re.escape(form)) for form in forms]
    return any(re.search(pattern, sentence, re.IGNORECASE) for pattern in patterns)


@pytest.mark.parametrize("own", CASES, ids=str)
def test_the_sentence_follows_from_what_is_found(bases: dict[str, StudyResults], own: Case) -> None:
    results = made(bases, own)
    for code in LANGUAGES:
        lang = language(code)
        said = told(results, lang)[own.table]
        for key in own.keys.split():
            assert any(matched(sentence, key, lang) for sentence in said), (key, said)
        for sentence in said:
            check(sentence, code, results)


def check(sentence: str, code: str, results: StudyResults) -> None:
    """Check what holds of every sentence: nothing left to fill in, punctuation, numbers, script."""
    assert not set("{}") & set(sentence), sentence
    assert not re.search(r"\s\s|\s[.,;:)]|\(\s|nan|: None|inf\b", sentence), sentence
    assert re.search(r"[^.;:]\.$", sentence), sentence
    assert sentence[0].isupper() or sentence[0] in "«“αβ0123456789", sentence
    if code == "en":
        assert not re.search(r"\d,\d\b|\d,\d\d\b", sentence), sentence
        return
    assert not re.search(r"\d\.\d", sentence), sentence
    instrument = results.study.instrument
    own = {item.id for item in instrument.items} | {c.id for c in instrument.constructs}
    words = re.sub("|".join(sorted(own, key=len, reverse=True)), "", sentence)
    assert set(re.findall(r"[A-Za-z]{2,}", words)) <= SYMBOLS, sentence
    if code == "ru":
        assert not set("әғқңөұүһі") & set(words.lower()), sentence


class Heard(dict[str, str]):
    """Words that remember which of them were asked for."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__(words)
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.asked.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """Return the words of a key, or the default."""
        self.asked.add(key)
        return super().get(key, default)


def test_every_word_is_said_in_some_case(bases: dict[str, StudyResults]) -> None:
    words = Heard(language("en").words)
    for own in (*CASES, SIMULATED):
        told(made(bases, own), Language("en", words))
    own_words = {PLURAL.sub("", key) for key in words if key.startswith("sentence.")}
    asked = {PLURAL.sub("", key) for key in words.asked if key.startswith("sentence.")}
    assert own_words - asked == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_table_has_one_or_two_sentences(bases: dict[str, StudyResults], code: str) -> None:
    lang = language(code)
    for results in bases.values():
        said = study_sentences(results, namer(results, lang), lang)
        tables = {b.name for b in study_blocks(results, lang) if isinstance(b, Table)}
        # Of one predictor there is one share, and of one method nothing to compare.
        trivial = {"importance"} if results is bases["one"] else set()
        trivial |= {"methods"} if results is bases["pls"] else set()
        assert tables - set(said) == trivial
        assert set(said) <= tables
        assert {len(own) for name, own in said.items() if name != "loadings"} <= {1, 2}


@pytest.mark.parametrize("code", LANGUAGES)
def test_simulated_answers_are_called_so_in_every_table(
    bases: dict[str, StudyResults], code: str
) -> None:
    lang, results = language(code), made(bases, SIMULATED)
    opening = lang.text("sentence.simulated", sentence="")
    names = (
        r"\b(кронбах|шапиро|бартлет|кайзер|дарбин|бройш|кук|ху|форнел|манн|краскел|браун|харман|"
        r"cronbach|shapiro|bartlett|kaiser|durbin|breusch|cook|hu|pearson|welch|mann|harman)"
    )
    for own in study_sentences(results, namer(results, lang), lang).values():
        assert own[0].startswith(opening)
        rest = own[0].removeprefix(opening)
        assert not CAPITAL.match(rest), rest
        assert not re.search(names, rest)
    said = hypothesis_sentences(results, namer(results, lang), lang)
    assert all(sentence.startswith(opening) for sentence in said)


def test_the_own_name_of_a_hypothesis_keeps_its_first_letter(
    bases: dict[str, StudyResults],
) -> None:
    lang = language("kk")
    results = put(made(bases, SIMULATED), "verdicts.0.hypothesis.id", "Trust")
    (sentence,) = hypothesis_sentences(results, namer(results, lang), lang)
    assert sentence.startswith("Модельденген іріктемеде Trust гипотезасы")


def test_what_people_gave_is_not_called_simulated(bases: dict[str, StudyResults]) -> None:
    for code in LANGUAGES:
        lang = language(code)
        opening = lang.text("sentence.simulated", sentence="")
        for own in told(bases["chain"], lang).values():
            assert not any(sentence.startswith(opening) for sentence in own)


@pytest.mark.parametrize("own", UNDEFINED, ids=str)
def test_nothing_is_said_of_numbers_that_are_not_defined(
    bases: dict[str, StudyResults], own: Case
) -> None:
    results = made(bases, own)
    for code in LANGUAGES:
        lang = language(code)
        said = told(results, lang)
        assert own.table not in said
        for sentences in said.values():
            for sentence in sentences:
                check(sentence, code, results)


def test_what_was_refused_has_no_sentence(bases: dict[str, StudyResults]) -> None:
    parts = (
        "factorability", "retention", "factors", "descriptives", "normality", "mardia", "quality",
        "correlations", "rank_correlations", "regression", "model", "sem", "grouped", "invariant",
    )  # fmt: skip
    results = replace(bases["chain"], **dict.fromkeys(parts), verdicts=(), groups=(), profile=())
    lang = language("ru")
    said = study_sentences(results, namer(results, lang), lang)
    assert set(said) == {"screening", "sensitivity", "items"}
    assert hypothesis_sentences(results, namer(results, lang), lang) == ()


def test_numbers_are_those_of_the_results(bases: dict[str, StudyResults]) -> None:
    results, lang = bases["chain"], language("ru")
    assert results.regression is not None
    found = results.regression.diagnostics.regression
    (sentence,) = hypothesis_sentences(results, namer(results, lang), lang)
    for number in (found.beta[0], found.t[0] ** 2 / found.df_residual):
        assert lang.number(float(number), 3) in sentence
    assert lang.number(float(found.t[0]), 2) in sentence
    assert f"p = {lang.number(float(found.p[0]), 3)}" in sentence
    said = study_sentences(results, namer(results, lang), lang)
    assert said["screening"][0] == "Из 160 анкет исключены 3 (1,9 %), оставлено 157."


def test_the_hypotheses_that_the_regression_does_not_have_are_named(
    bases: dict[str, StudyResults],
) -> None:
    more = case("hypotheses", "", {"study.hypotheses": stated("H1", "H8", "H9")})
    lang, results = language("ru"), made(bases, more)
    said = study_sentences(results, namer(results, lang), lang)["hypotheses"]
    assert said[0].startswith("По регрессии проверена одна гипотеза, H1:")
    assert said[-1] == "Вне регрессии, по ней не проверялось: H8 и H9."


def test_the_sensitivity_holds_the_p_of_both_samples(bases: dict[str, StudyResults]) -> None:
    numbers = {
        "sensitivity.screened.betas": (0.21, 0.4),
        "sensitivity.screened.p": (0.04, 0.001),
        "sensitivity.unscreened.betas": (0.19, 0.4),
        "sensitivity.unscreened.p": (0.06, 0.001),
    }
    lang, results = language("en"), made(bases, case("sensitivity", "", numbers))
    said = study_sentences(results, namer(results, lang), lang)["sensitivity"][0]
    assert "(β = 0.210, p = 0.040 as screened; β = 0.190, p = 0.060 otherwise)" in said


def test_few_people_for_the_factors_are_told_from_a_twentieth_on(
    bases: dict[str, StudyResults],
) -> None:
    lang = language("kk")
    for n, few in ((150, False), (149, True)):
        results = made(bases, case("factorability", "", {"factorability.n": n}))
        said = study_sentences(results, namer(results, lang), lang)["factorability"]
        for lines in (said, cautions(results, lang)):
            assert any(f"157 сауалнаманың ішінен {n}" in line for line in lines) == few


def test_a_number_beside_its_limit_shows_on_which_side_it_is(
    bases: dict[str, StudyResults],
) -> None:
    low = case("reliability", "", {"quality.quality.alpha": at(0, value=0.69996)})
    lang, results = language("en"), made(bases, low)
    said = study_sentences(results, namer(results, lang), lang)["reliability"][0]
    assert "below 0.70, for “trust” (0.69996)" in said


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("ru", ("исключена 1 (", "исключены 2 (", "исключено 5 (", "исключена 21 (")),
        ("en", ("1 is left out", "2 are left out", "5 are left out", "21 are left out")),
    ],
)
def test_verbs_agree_with_their_numbers(
    bases: dict[str, StudyResults], code: str, forms: tuple[str, ...]
) -> None:
    lang = language(code)
    for n, form in zip((1, 2, 5, 21), forms, strict=True):
        kept = case("screening", "", {"screening.kept": lambda old, n=n: np.arange(len(old)) >= n})
        results = made(bases, kept)
        assert form in study_sentences(results, namer(results, lang), lang)["screening"][0]


def test_a_suppressed_cell_is_not_given_away(bases: dict[str, StudyResults]) -> None:
    lang = language("en")
    few = {
        "profile.0.count": lambda _old: np.array([3, 154]),
        "study.privacy.suppress": True,
    }
    results = made(bases, case("profile", "", few))
    (said,) = study_sentences(results, namer(results, lang), lang)["profile"]
    assert "Пол" not in said
    assert "Возраст" in said
    results = put(results, "profile.1.missing", 2)  # nothing that people have in common
    assert "Возраст" in study_sentences(results, namer(results, lang), lang)["profile"][0]
    results = put(results, "profile.1.count", np.array([3, 100, 52]))
    assert "profile" not in study_sentences(results, namer(results, lang), lang)
    open_results = put(results, "study.privacy.suppress", False)
    assert len(study_sentences(open_results, namer(open_results, lang), lang)["profile"]) == 2


def test_the_study_of_the_data_that_fail_reads_well(tmp_path: Path) -> None:
    """Items without anything in common: low reliability, no factors, no effects."""
    noise = np.random.default_rng(4).integers(1, 8, size=(90, 9)).astype(float)
    study = STUDY.replace("longest_run = 8\n", "")
    plan = read_study(write_study(tmp_path, study=study + MODEL, points=noise))
    results = analyse(plan, read_answers(plan))
    for code in LANGUAGES:
        lang = language(code)
        said = told(results, lang)
        assert matched(said["factorability"][0], "factorability.kmo_poor", lang)
        assert matched(said["reliability"][0], "reliability.low", lang)
        assert matched(said["each hypothesis"][0], "hypothesis.not_supported", lang)
        for sentence in (sentence for own in said.values() for sentence in own):
            check(sentence, code, results)


@pytest.mark.parametrize(("difference", "higher"), [(0.4, "ж"), (-0.4, "м")])
def test_the_group_with_the_larger_mean_is_named(
    bases: dict[str, StudyResults], difference: float, higher: str
) -> None:
    two = "groups.0.two"
    changes = {f"{two}.welch.p_holm": others(0.01), f"{two}.difference": others(difference)}
    lang, results = language("ru"), made(bases, case("groups_gender", "", changes))
    said = study_sentences(results, namer(results, lang), lang)["groups_gender"][0]
    assert said.count(f"выше в группе «{higher}»") == 3
