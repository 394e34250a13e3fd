"""One example of every result of the analysis, caught while small studies are computed.

The kinds are those that the annotations of public functions name, so a new kind of result is asked
for by the tests as soon as it is written.
"""

import dataclasses
import importlib
import inspect
import pkgutil
import sys
import tempfile
import typing
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import FrameType

import aqyl.analysis
import numpy as np
from aqyl.analysis.bootstrap import bootstrap_pls
from aqyl.analysis.cfa import fit_sem
from aqyl.analysis.city_score.improvement import improvement
from aqyl.analysis.city_score.initiatives import Function, Needed, coverage, progress
from aqyl.analysis.city_score.order import Category
from aqyl.analysis.city_score.rankings import rankings
from aqyl.analysis.city_score.readings import read_choices
from aqyl.analysis.city_score.scores import city_score
from aqyl.analysis.city_score.sensitivity import sensitivity
from aqyl.analysis.composites import cvpat as predictions
from aqyl.analysis.composites.failures import counted
from aqyl.analysis.composites.folds import assign_folds
from aqyl.analysis.composites.gaussian_copula import gaussian_copula
from aqyl.analysis.composites.model_selection import compare_models
from aqyl.analysis.composites.moderation import simple_slopes
from aqyl.analysis.composites.multigroup_bootstrap import compare_bootstraps
from aqyl.analysis.composites.pls_predict import pls_predict
from aqyl.analysis.composites.pls_redundancy import redundancy
from aqyl.analysis.composites.quadratic_effects import quadratic_effect
from aqyl.analysis.factors import sorted_loadings
from aqyl.analysis.framework import Framework, Group, Indicator
from aqyl.analysis.growth import fit_trend, growth_rates, sample_size
from aqyl.analysis.index_rules import Mean, Normalisation
from aqyl.analysis.integral_index import integral_index
from aqyl.analysis.omega import omega_hierarchical
from aqyl.analysis.panel import Panel
from aqyl.analysis.pls import pls
from aqyl.analysis.polychoric import polychoric
from aqyl.analysis.recomputation import compare, implied_limits
from aqyl.analysis.regression_blocks import regress_blocks
from aqyl.analysis.simulation.distance import distances
from aqyl.analysis.simulation.simulate import simulate
from aqyl.reports.study.results import StudyResults
from aqyl.reports.study.run import run_study
from aqyl.survey.number_text import printed_number

from tests.analysis.city_score.small_order import FULL, ORDER, values
from tests.analysis.pls_study import ALL, ANSWERS, NAMES, moderated, triangle
from tests.analysis.toy_study import toy

from .stranger_study import STUDY, write_study

MODEL = """
[[hypothesis]]
id = "H2"
path = "ease -> trust"

[model]
paths = ["ease -> trust", "trust -> use", "ease -> use"]
resamples = 100
permutations = 100
groups = "gender"
covariance = true

[comparison]"""
RESAMPLES = 100
SEED = 5


def result_kinds() -> set[type]:
    """Return every dataclass of the analysis that a public function or method returns."""
    kinds: set[type] = set()
    for found in pkgutil.walk_packages(aqyl.analysis.__path__, "aqyl.analysis."):
        module = importlib.import_module(found.name)
        for name in getattr(module, "__all__", ()):
            for function in _functions(getattr(module, name)):
                if function.__module__ == module.__name__:
                    returned = typing.get_type_hints(function).get("return")
                    kinds |= {k for k in _classes(returned) if k.__module__.startswith("aqyl.an")}
    return kinds


def _functions(thing: object) -> Iterator[typing.Any]:
    if inspect.isfunction(thing):
        yield thing
    elif inspect.isclass(thing):
        for name, own in vars(thing).items():
            plain = getattr(own, "fget", None) or getattr(own, "__func__", own)
            if inspect.isfunction(plain) and not name.startswith("_"):
                yield plain


def _classes(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        yield hint
    for part in typing.get_args(hint):
        yield from _classes(part)


class Caught:
    """The first result of every kind that any function returns while it watches."""

    def __init__(self) -> None:
        self.results: dict[type, object] = {}

    def __enter__(self) -> "Caught":
        sys.setprofile(self._watch)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _watch(self, _frame: FrameType, event: str, value: object) -> None:
        if event == "return":
            for own in value if isinstance(value, tuple) else (value,):
                kind = type(own)
                if kind not in self.results and dataclasses.is_dataclass(own):
                    self.results[kind] = own


def study_results() -> StudyResults:
    """Return the results of a small study that has everything."""
    study = STUDY.replace("\n[comparison]", MODEL)
    study = study.replace("replications = 20", 'replications = 20\ndrop = "stepwise"')
    with tempfile.TemporaryDirectory() as folder:
        return run_study(write_study(Path(folder), study=study)).results


def other_results() -> None:
    """Compute what no study asks for."""
    _paths()
    _items()
    _cities()
    _settlements()
    simulated = simulate(toy(), seed=SEED)
    distances(simulated)


def _settlements() -> None:
    panel = values(FULL, FULL, FULL, FULL)
    found = city_score(ORDER.with_kpis(()), panel, read_choices(["empty_section=zero"]))
    improvement(found)
    rankings(panel.settlements, found.total)
    sensitivity(ORDER, panel)
    asked: dict[Category, Needed] = {"republican": "yes", "oblast": "no", "district": "no"}
    coverage((Function("F01.01", 1, asked),), panel.settlements, {"astana": frozenset()})
    progress(ORDER, panel.settlements, {("astana", 1): date(2027, 5, 1)}, date(2027, 12, 31))


def _paths() -> None:
    model, data = moderated(), (ANSWERS, NAMES)
    found = bootstrap_pls(*data, model, seed=SEED, resamples=RESAMPLES)
    simple_slopes(found.original, "AB", "C", "B", bootstrap=found)
    quadratic_effect(found.original, "AA", "C", bootstrap=found)
    halves = (
        bootstrap_pls(half, NAMES, triangle(), seed=seed, resamples=RESAMPLES)
        for seed, half in enumerate((ANSWERS[:120], ANSWERS[120:]))
    )
    compare_bootstraps(*halves)
    folds = assign_folds(len(ANSWERS), seed=SEED, repeats=1)
    predicted = pls_predict(*data, triangle(), folds)
    predictions.cvpat(predicted, benchmark="linear")
    whole = pls(ALL, triangle())
    part = pls(ALL, replace(triangle(), paths=(("A", "B"), ("B", "C"))))
    compare_models({"whole": whole, "part": part}, "C")
    redundancy(ALL, ("A1", "A2"), ("A3",))
    sums = ANSWERS.reshape(len(ANSWERS), 3, 4).sum(axis=2)
    gaussian_copula(sums, "ABC", "C", "AB", seed=SEED, resamples=RESAMPLES)

    counted(np.array([0, 1, 0]))
    holed = np.where(np.random.default_rng(SEED).random(ANSWERS.shape) < 0.02, np.nan, ANSWERS)
    fit_sem(ANSWERS, triangle("rrr"), names=NAMES, estimator="MLR")
    fit_sem(holed, triangle("rrr"), names=NAMES, estimator="FIML")


def _items() -> None:
    polychoric(ANSWERS[:, :4], NAMES[:4])
    omega_hierarchical(ALL)
    regress_blocks(ALL, "C1", [["A1"], ["A2", "B1"]])
    sorted_loadings(np.array([[0.8, 0.1], [0.2, 0.7]]))


def _cities() -> None:
    years = np.arange(2015, 2024)
    values = 100 * 1.04 ** (years - 2015) + np.sin(years)
    growth_rates(years, values)
    fit_trend(years, values, ahead=2)
    sample_size(30, 4)
    implied_limits(values, (values - 90) / 60)
    compare(printed_number("0.48"), 0.4804)
    money = Group("money", (Indicator("wage"), Indicator("jobless", "negative")))
    root = Group("life", (money, Group("home", (Indicator("flats"),))))
    framework = Framework(root, Normalisation(), Mean())
    panel = np.random.default_rng(SEED).uniform(1, 9, (3, 4, 3))
    indicators = ("wage", "jobless", "flats")
    data = Panel(("Kentau", "Shymkent", "Turkistan"), (2020, 2021, 2022, 2023), indicators, panel)
    integral_index(data, framework.with_mean(Mean("geometric")))
