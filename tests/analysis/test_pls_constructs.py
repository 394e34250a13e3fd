"""Constructs of PLS path models: reliable, distinct, and formed by what they should be."""

from dataclasses import replace

import numpy as np
import pytest
from aqyl.analysis.bootstrap import bootstrap_pls
from aqyl.analysis.composites.pls_construct_quality import construct_quality
from aqyl.analysis.composites.pls_discriminance import discriminance
from aqyl.analysis.composites.pls_indicator_quality import indicator_quality
from aqyl.analysis.composites.pls_limits import MeasurementLimits
from aqyl.analysis.composites.pls_redundancy import redundancy
from aqyl.analysis.regression import regress
from aqyl.analysis.reliability import cronbach_alpha
from aqyl.survey.errors import SpecificationError

from .pls_study import ALL, ANSWERS, ITEMS, NAMES, PEER, SAME, fitted, seminr, triangle


def test_alpha_is_that_of_standardised_items_and_seminr_s() -> None:
    found, cells = construct_quality(fitted(), ALL), seminr("full", "alpha")
    for name, alpha in zip(found.constructs, found.alpha, strict=True):
        own = cronbach_alpha(ALL.select(ITEMS[name]))
        assert alpha == pytest.approx(own.standardised, abs=SAME)
        assert alpha == pytest.approx(cells[name, "alpha"], abs=SAME)


def test_fornell_larcker_is_seminr_s() -> None:
    found, cells = discriminance(fitted()), seminr("full", "fornell_larcker")
    for i, a in enumerate(found.constructs):
        for j, b in enumerate(found.constructs[: i + 1]):
            assert found.fornell_larcker[i, j] == pytest.approx(cells[a, b], abs=PEER)
    assert found.fornell_larcker_verdicts == ("distinct",) * 3


@pytest.mark.parametrize(
    ("ratio", "verdict"),
    [(0.84, "strict"), (0.86, "liberal"), (0.95, "one"), (1.01, "not_distinct")],
)
def test_htmt_is_judged_by_three_limits(ratio: float, verdict: str) -> None:
    result = fitted()
    ratios = result.htmt.copy()
    ratios[0, 1] = ratios[1, 0] = ratio
    assert discriminance(replace(result, htmt=ratios)).verdicts[0] == verdict


def test_htmt_is_inferred_one_sidedly() -> None:
    bootstrap = bootstrap_pls(ANSWERS, NAMES, triangle(), seed=1, resamples=400)
    found = discriminance(bootstrap.original, bootstrap=bootstrap)
    assert found.pairs == (("A", "B"), ("A", "C"), ("B", "C"))
    expected = np.quantile(bootstrap.draws["htmt"][0, 1], 0.95)
    assert found.upper[0] == pytest.approx(expected, abs=SAME)
    assert (found.upper > found.htmt).all()
    assert found.inferred == ("strict",) * 3
    narrow = MeasurementLimits(
        htmt_strict=float(found.htmt[0] + 1e-6), htmt_liberal=float(found.upper[0] + 1e-6)
    )
    judged = discriminance(bootstrap.original, bootstrap=bootstrap, limits=narrow)
    assert (judged.verdicts[0], judged.inferred[0]) == ("strict", "liberal")


def test_what_says_nothing_is_not_judged() -> None:
    found = construct_quality(fitted(triangle("BAA", single="C")), ALL)
    assert np.isnan(found.alpha).tolist() == [True, False, True]
    for verdicts in (found.alpha_verdicts, found.rho_a_verdicts, found.rho_c_verdicts):
        assert (verdicts[0], verdicts[2]) == ("", "")
    assert found.ave_verdicts[::2] == ("", "")
    distinct = discriminance(fitted(triangle("BAA", single="C")))
    assert distinct.fornell_larcker_verdicts[::2] == ("", "")
    assert distinct.pairs == (("A", "B"),)
    indicators = indicator_quality(fitted(triangle("BAA", single="C")), ALL)
    assert indicators.vif[-1] == 1
    assert indicators.vif_verdicts[-1] == ""


def test_redundancy_with_one_item_is_a_multiple_correlation() -> None:
    found = redundancy(ALL, ITEMS["A"], ["B1"])
    assert found.path == pytest.approx(regress(ALL, "B1", ITEMS["A"]).r, abs=1e-7)
    assert not found.passed
    both = redundancy(ALL, ITEMS["A"], ITEMS["B"])
    assert both.r_squared == pytest.approx(both.path**2, abs=SAME)
    assert both.path > found.path
    own = MeasurementLimits(redundancy=found.path - 1e-9)
    assert redundancy(ALL, ITEMS["A"], ["B1"], limits=own).passed
    with pytest.raises(SpecificationError, match="`A1` belongs to `construct` and to `measure`"):
        redundancy(ALL, ITEMS["A"], ["A1"])
