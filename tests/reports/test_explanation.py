"""Explanations: of everything that is written, in three languages, with formulas that hold."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.framework import Framework, Group, Indicator
from aqyl.analysis.index_rules import Normalisation
from aqyl.analysis.integral_index import integral_index
from aqyl.analysis.panel import Panel
from aqyl.reports.city_score.document import city_score_document
from aqyl.reports.city_score.pictures import city_score_pictures
from aqyl.reports.explanation import Explanation, as_text, explanation, known, listing
from aqyl.reports.figures.picture import Picture
from aqyl.reports.framework_file import FrameworkFile
from aqyl.reports.index_pictures import index_pictures
from aqyl.reports.index_tables import index_tables
from aqyl.reports.language import LANGUAGES, language
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
from aqyl.reports.thesis.chapter import chapter
from aqyl.reports.thesis.findings import findings
from aqyl.reports.thesis.index_evidence import index_evidence
from aqyl.reports.thesis.published import Published
from aqyl.reports.thesis.source_evidence import source_evidence
from aqyl.reports.thesis.survey_chapter import run_thesis_survey
from aqyl.survey.errors import SpecificationError

from .city_score.city_results import computed, results
from .city_score.many_results import many
from .stranger_study import STUDY, write_study
from .written_formulas import CHECKS, SAME, Check, cell, cfi

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
MISSING = 0.2  # share of KPIs without data above which 5 points are lost
ROUNDED = 1e-9  # totals are kept with nine decimals
HYPOTHESIS = '[[hypothesis]]\nid = "H1"\npath = "trust -> use"\n'


def run(folder: Path, study: str) -> StudyResults:
    folder.mkdir()
    plan = read_study(write_study(folder, study=study))
    return analyse(plan, read_answers(plan))


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> StudyResults:
    study = STUDY.replace('outcome = "use"', 'outcome = "use"\nblocks = [["ease"], ["trust"]]')
    return run(tmp_path_factory.mktemp("chain") / "study", study + CHAIN)


@pytest.fixture(scope="module")
def studies(
    chain: StudyResults, tmp_path_factory: pytest.TempPathFactory
) -> tuple[StudyResults, ...]:
    """Studies that together write every table and figure, and the one of the thesis."""
    folder = tmp_path_factory.mktemp("studies")
    full, _, rest = STUDY.partition("\n[factors]\nreplications = 20\n")
    outcome = '[regression]\noutcome = "use"\n'
    everything = full + rest.replace(outcome, outcome + EVERYTHING)
    found = (
        chain,
        run(folder / "everything", everything),
        run(folder / "higher", STUDY.replace(HYPOTHESIS, "") + HIGHER),
        run_thesis_survey(),
    )
    assert [results.refused for results in found] == [()] * 4
    return found


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


def parts(found: Explanation) -> dict[str, str]:
    columns = " ".join(found.columns.values())
    own = {key: getattr(found, key) for key in ("title", "means", "formula", "limits", "source")}
    return {**own, "columns": columns, "report": found.report}


def test_all_languages_explain_the_same() -> None:
    names = known()
    assert len(set(names)) == len(names)
    for code in LANGUAGES:
        lang = language(code)
        for name in names:
            found = explanation(name, lang)
            assert found.name == name
            assert [*found.columns] == [*explanation(name, language("en")).columns], name
            for key, text in parts(found).items():
                empty = key == "columns" or (name, key) == ("published", "report")
                assert text or empty, (code, name, key)
                assert "{" not in text, (code, name)
                assert "  " not in text, (code, name)
                assert text == text.strip(), (code, name)


def test_a_meaning_is_two_to_four_sentences() -> None:
    for code in LANGUAGES:
        for name in known():
            found = explanation(name, language(code))
            sentences = re.findall(r"[.:!?](?=\s|$)", found.means)
            assert found.means.endswith("."), (code, name)
            assert 2 <= len(sentences) <= 8, (code, name)  # a colon may open a list
            assert found.report.endswith(".") or name == "published", (code, name)


@pytest.mark.parametrize("code", LANGUAGES)
def test_everything_that_is_written_is_explained(
    studies: tuple[StudyResults, ...], code: str
) -> None:
    lang, used = language(code), {"published", "contributions"}  # written without a `Table`
    for block in written(studies, code):
        found = explanation(block.name, lang)
        if isinstance(block, Table):
            own, title = [found], block.title
        else:  # the data of a figure may have a name of their own
            own, title = [found, explanation(block.data.name, lang)], block.caption
        used.update(one.name for one in own)
        if found.section != "factors":  # whose titles follow the rotation
            assert any(one.title in title for one in own), block.name
    assert used == set(known())


def test_the_published_thesis_has_one_explanation(published: Published) -> None:
    lang = language("kk")
    index, source = index_evidence(published), source_evidence(published)
    found = findings(published, index, source)
    document = chapter(published, index, source, found, lang)
    names = {block.name for block in (*document.tables, *document.pictures)}
    assert {name for name in names if explanation(name, lang).name != "published"} == {
        "index_change"  # of whose kind an index of anybody's cities has a table
    }


def test_explained_columns_are_columns(studies: tuple[StudyResults, ...]) -> None:
    there: dict[str, set[str]] = {"contributions": {"normalised", "contribution"}}
    for block in written(studies, "en"):
        table = block if isinstance(block, Table) else block.data
        name = explanation(table.name, language("en")).name
        there.setdefault(name, set()).update(column.key for column in table.columns)
    for name in known():
        assert {*explanation(name, language("en")).columns} <= there.get(name, set()), name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("reliability", "reliability"),
        (" Reliability ", "reliability"),
        ("out/tables/reliability.csv", "reliability"),
        (r"C:\study\figures\simulated_scree.svg", "scree"),
        ("report.html#pls_paths", "pls_paths"),
        ("groups_Жасы_age", "groups"),
        ("group_tests_gender", "group_tests"),
        ("simulated_group_pairs_work.csv", "group_pairs"),
        ("pls_ipma_2", "pls_ipma"),
        ("likert_3", "likert"),
        ("ipma_1.png", "ipma"),
        ("index_ranking", "ranking"),
        ("index2_index_scores.csv", "index_scores"),
        ("item-total", "item_total"),
        ("simulated_responses_distances.csv", "distances"),
        ("figure_27", "path_diagram"),
        ("table_08_variants", "published"),
        ("simulated_table_11", "published"),
        ("annex_03_all.csv", "published"),
        ("values_of_2024", "published"),
        ("kpis", "kpis"),
        ("simulated_kpis_2_part_3.svg", "kpis_1"),
        ("section_map_part_2", "section_map"),
        ("out/tables/simulated_scores.csv", "scores"),
        ("road_map_term_map", "road_map_term_map"),
        ("Баллы населённых пунктов", "scores"),
        ("Баллы населённых пунктов, 2026 год", "scores"),
        ("Инициативы, просроченные на 30 июня 2028 г.", "road_map_overdue"),
        ("Initiatives that are overdue on June 30, 2028", "road_map_overdue"),
        ("Дорожная карта: сроки инициатив на 30 июня 2028 г.", "road_map_term_map"),
        ("Елді мекендердің балдары, 2026 жыл", "scores"),
        ("KPIs against their targets: Turkistan, 2026", "kpis_1"),
        ("Сенімділік және конвергентті валидтілік", "reliability"),
        ("критерий форнелла-ларкера", "fornell_larcker"),
        ("Pattern matrix", "loadings"),
        ("Сравнение групп: Пол", "groups"),
        ("Screening of the answers (N = 160)", "screening"),
    ],
)
def test_names_and_files_are_understood(given: str, name: str) -> None:
    assert explanation(given, language("kk")).name == name


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("reliabilty", "no table or figure `reliabilty` to explain. Did you mean `reliability`"),
        ("out/tables/coeficients.csv", "Did you mean `coefficients`"),
        ("сенімділік", "Did you mean `reliability`"),
        ("табылмайтын кесте", "`aqyl explain` lists the names"),
        ("", "no table or figure `` to explain"),
    ],
)
def test_a_wrong_name_is_named_with_the_nearest(given: str, message: str) -> None:
    with pytest.raises(SpecificationError, match=message):
        explanation(given, language("ru"))


# Words in Latin letters that Kazakh and Russian texts have as well: programs, methods, names of
# commands, files and tables.
NAMES = """
SPSS Frequencies Descriptives Summary Model Total Variance Explained ANOVA Coefficients Collinearity
Diagnostics Cronbach's Alpha Corrected Item-Total Correlation if Item Deleted leverage scree
PLSpredict MICOM CSV csv contributions aqyl reproduce simulate factors threshold population toml
CityScore TotalScore RegionScore KPI reading kpis_
"""
# And letters of formulas.
LETTERS = """
KMO MAP AVE HTMT SSE SST SSR SEE SSB MSW MSA VIF Tol LMG PLS PLSc SEM BIC AIC SRMR RMSE RMSEA MAE
CFI TLI NFI GFI AGFI EPC BCa std adj mean max min diag tanh artanh cov cor sign SSL d_G d_ULS T_b
d_b S_kpi
"""


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_no_english_is_left(code: str) -> None:
    sources = " ".join(explanation(name, language("en")).source for name in known())
    people = {*re.findall(r"[^\W\d_]+", sources), "Tabachnick", "Fidell", "et", "al"}
    allowed = {*NAMES.split(), *LETTERS.split(), *known()}
    for name in known():
        for key, text in parts(explanation(name, language(code))).items():
            if key == "source" and re.search(r"\(\d{4}\)", text):
                continue  # authors, years and journals
            words = {w.rstrip("-") for w in re.findall(r"[A-Za-z][A-Za-z_'-]{2,}", text)}
            unknown = words - allowed - (people if key == "limits" else set())
            assert not unknown, (name, key)
            cyrillic = re.search(r"[а-яәіңғүұқөһ]", text, re.IGNORECASE)
            assert not text or key in {"columns", "limits", "title"} or cyrillic, (name, key)


@pytest.mark.parametrize("code", LANGUAGES)
def test_decimals_follow_the_language(code: str) -> None:
    wrong = r"\d\.\d" if code != "en" else r"\d,\d{1,2}(?!\d)"
    for name in known():
        for key, text in parts(explanation(name, language(code))).items():
            if key != "source":
                assert not re.search(wrong, text), (name, key)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_screen_keeps_its_width_and_holds_all(code: str, width: int) -> None:
    lang = language(code)
    for name in known():
        found = explanation(name, lang)
        text = as_text(found, lang, width)
        for line in text.splitlines()[1:]:  # the title stands in one line
            assert len(line) <= width or " " not in line.strip(), (name, line)
        together = " ".join(text.split())
        for piece in (found.title, found.means, found.limits, found.report):
            assert " ".join(piece.split()) in together, name
        for piece in (*found.formula.split("; "), *found.columns.values()):
            assert piece in together, name


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_list_names_everything_once(code: str) -> None:
    lang = language(code)
    lines = listing(lang).splitlines()
    named = [line.split()[0] for line in lines if line.startswith("  ")]
    assert named == list(known())
    for name in named:
        assert explanation(name, lang).title in listing(lang)


def test_explaining_is_light() -> None:
    script = (
        "import sys\n"
        "import aqyl.reports.explanation\n"
        "print({'numpy', 'polars', 'scipy', 'matplotlib', 'pydantic'} & set(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: f"{check[0]}-{check[2]}-{check[1]}")
def test_a_written_formula_gives_the_number_of_the_table(chain: StudyResults, check: Check) -> None:
    table, row, column, formula, recompute, tolerance = check
    for code in LANGUAGES:
        assert formula in explanation(table, language(code)).formula.split("; ")
    np.testing.assert_allclose(recompute(chain), cell(chain, table, row, column), rtol=tolerance)


def test_the_written_cfi_is_that_of_the_model(chain: StudyResults) -> None:
    formula = "CFI = 1 − max(T − d, 0)/max(T − d, T_b − d_b, 0)"
    assert chain.sem is not None
    assert explanation("sem_fit", language("kk")).formula.startswith(formula)
    np.testing.assert_allclose(cfi(chain), chain.sem.fit.fit.indices.cfi, rtol=SAME)


def test_written_formulas_of_city_score_give_its_numbers() -> None:
    for code in LANGUAGES:
        own = explanation("scores", language(code)).formula
        assert "CityScore = 100·ΣGⱼWⱼ/ΣWⱼ" in own
        assert "TotalScore = min(max(CityScore + 2N − P, 0), 100)" in own
        formula = explanation("improvement", language(code)).formula
        assert "g₁ = (1 − S)·m; m = 100·Wⱼ·w/(Σw·ΣW)" in formula
    found = results(claimed=True)
    scores, order = found.scores, found.scores.order
    extra = [settlement.extra for settlement in scores.values.settlements]
    shares, part = scores.status == "ND", scores.status != "NA"
    lost = np.where(shares.sum(axis=1) / part.sum(axis=1) > MISSING, 5, 0)
    weights = {section.id: section.weight for section in order.sections}
    for i in range(len(extra)):
        known = {s: g for s, g in zip(weights, scores.section_scores[i], strict=True) if g >= 0}
        whole = sum(weights[s] for s in known)
        city = 100 * sum(g * weights[s] for s, g in known.items()) / whole
        total = min(max(city + 2 * extra[i] - lost[i], 0), 100)
        np.testing.assert_allclose(scores.total[i], total, rtol=ROUNDED)
        for k in np.flatnonzero(scores.status[i] == "A"):
            kpi = order.kpis[k]
            beside = zip(order.kpis, scores.status[i], strict=True)
            points = sum(o.points for o, a in beside if a == "A" and o.section == kpi.section)
            worth = 100 * weights[kpi.section] * kpi.points / (points * whole)
            gain = (1 - scores.kpi_scores[i, k]) * worth
            np.testing.assert_allclose(
                found.improvement.full_gain[i, k], gain, rtol=ROUNDED, atol=ROUNDED
            )
