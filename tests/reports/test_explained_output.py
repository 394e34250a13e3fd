"""Everything that is written is explained, and written formulas give the numbers of the tables."""

import numpy as np
import pytest
from aqyl.reports.explanation import explanation, known
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.study.results import StudyResults
from aqyl.reports.table import Table
from aqyl.reports.thesis.chapter import chapter
from aqyl.reports.thesis.findings import findings
from aqyl.reports.thesis.index_evidence import index_evidence
from aqyl.reports.thesis.published import Published
from aqyl.reports.thesis.source_evidence import source_evidence
from aqyl.reports.thesis.survey_chapter import run_thesis_survey

from .city_score.city_results import results
from .explained_studies import CHAIN, EVERYTHING, HIGHER, HYPOTHESIS, run, written
from .stranger_study import STUDY
from .written_formulas import CHECKS, SAME, Check, cell, cfi

MISSING = 0.2  # share of KPIs without data above which 5 points are lost
ROUNDED = 1e-9  # totals are kept with nine decimals


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


def test_explained_columns_are_columns(studies: tuple[StudyResults, ...]) -> None:
    there: dict[str, set[str]] = {"contributions": {"normalised", "contribution"}}
    for block in written(studies, "en"):
        table = block if isinstance(block, Table) else block.data
        name = explanation(table.name, language("en")).name
        there.setdefault(name, set()).update(column.key for column in table.columns)
    for name in known():
        assert {*explanation(name, language("en")).columns} <= there.get(name, set()), name


def test_the_published_thesis_has_one_explanation(published: Published) -> None:
    lang = language("kk")
    index, source = index_evidence(published), source_evidence(published)
    found = findings(published, index, source)
    document = chapter(published, index, source, found, lang)
    names = {block.name for block in (*document.tables, *document.pictures)}
    assert {name for name in names if explanation(name, lang).name != "published"} == {
        "index_change"  # of whose kind an index of anybody's cities has a table
    }


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
