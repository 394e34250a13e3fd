"""Studies and indices that together write every table and figure."""

from pathlib import Path

import numpy as np
from aqyl.analysis.framework import Framework, Group, Indicator
from aqyl.analysis.index_rules import Normalisation
from aqyl.analysis.integral_index import integral_index
from aqyl.analysis.panel import Panel
from aqyl.reports.city_score.document import city_score_document
from aqyl.reports.city_score.pictures import city_score_pictures
from aqyl.reports.figures.picture import Picture
from aqyl.reports.framework_file import FrameworkFile
from aqyl.reports.index_pictures import index_pictures
from aqyl.reports.index_tables import index_tables
from aqyl.reports.language import language
from aqyl.reports.study.answer_pictures import likert_pictures, profile_pictures
from aqyl.reports.study.answers import read_answers
from aqyl.reports.study.distance_table import distance_table
from aqyl.reports.study.group_pictures import group_pictures
from aqyl.reports.study.model_pictures import htmt_picture, ipma_pictures
from aqyl.reports.study.quality_pictures import (
    correlation_picture,
    first_two_picture,
    loading_pictures,
)
from aqyl.reports.study.results import StudyResults, analyse
from aqyl.reports.study.sections import namer, study_blocks
from aqyl.reports.study.study_file import read_study
from aqyl.reports.table import Table

from .city_score.city_results import computed, results
from .city_score.many_results import many
from .stranger_study import write_study

EVERYTHING = """
blocks = [["ease"], ["trust"]]

[factors]
replications = 20
correlation = "polychoric"
method = "principal_axis"
rotation = "oblimin"
drop = "stepwise"
threshold = 0.4
count = 2

[model]
paths = ["ease -> trust", "trust -> use", "ease -> use", "both -> use"]
interactions = { both = ["trust", "ease"] }
resamples = 100
permutations = 100
groups = "gender"
"""
CHAIN = """
[model]
paths = ["ease -> trust", "trust -> use", "ease -> use"]
resamples = 100
permutations = 100
groups = "gender"
covariance = true
estimator = "MLR"
"""
HIGHER = """
[model]
higher_order = { digital = ["trust", "ease"] }
paths = ["digital -> use"]
resamples = 100
interval = "bca"
"""
HYPOTHESIS = '[[hypothesis]]\nid = "H1"\npath = "trust -> use"\n'


def run(folder: Path, study: str) -> StudyResults:
    folder.mkdir()
    plan = read_study(write_study(folder, study=study))
    return analyse(plan, read_answers(plan))


def city_blocks(code: str, cities: int) -> list[Table | Picture]:
    """Tables and figures of an index of some cities in two criteria, one value missing."""
    values = np.random.default_rng(5).random((cities, 3, 4))
    values[0, 1, 2] = np.nan
    names = tuple(f"i{k}" for k in range(4))
    panel = Panel(tuple(f"city {i}" for i in range(cities)), (2021, 2022, 2023), names, values)
    own = tuple(Indicator(name) for name in names)
    whole = Framework(
        Group("index", (Group("one", own[:2]), Group("two", own[2:]))),
        Normalisation(missing="omit"),
    )
    labels = {name: {"und": name} for name in ("index", "one", "two", *names)}
    scheme = FrameworkFile(whole, {"und": "Cities"}, labels, {}, frozenset(), ())
    found, lang = integral_index(panel, whole), language(code)
    return [*index_pictures(found, scheme, lang), *index_tables(found, panel, scheme, lang)]


def city_score_blocks(code: str) -> list[Table | Picture]:
    """Tables and figures of CityScore: with and without claims, of a few and of many."""
    lang, found = language(code), []
    plain = computed(simulated=False)
    for own in (results(), results(claimed=True), plain, many(60, claimed=True)):
        pictures = city_score_pictures(own, lang)
        document = city_score_document(own, lang, pictures=pictures)
        found += [*document.tables, *pictures]
    return found


def figures(results: StudyResults, code: str) -> list[Picture | None]:
    """Figures of the answers, of the measurement and of the model."""
    lang = language(code)
    name = namer(results, lang)
    given = results, name, lang
    single = first_two_picture(*given), correlation_picture(*given), htmt_picture(*given)
    answers = [*profile_pictures(*given), *likert_pictures(*given)]
    groups = [p for part in results.groups for p in group_pictures(results, part, name, lang)]
    return [*answers, *groups, *loading_pictures(*given), *ipma_pictures(*given), *single]


def written(studies: tuple[StudyResults, ...], code: str) -> list[Table | Picture]:
    """Everything that studies and indices write in one language."""
    lang = language(code)
    blocks = [block for results in studies for block in study_blocks(results, lang)]
    pictures = [picture for results in studies for picture in figures(results, code)]
    cities = [*city_blocks(code, 4), *city_blocks(code, 1), distance_table((), lang)]
    scores = city_score_blocks(code)
    return [
        one for one in (*blocks, *pictures, *cities, *scores) if isinstance(one, Table | Picture)
    ]
