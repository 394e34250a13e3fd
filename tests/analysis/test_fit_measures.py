"""Fit measures against lavaan, and where they reach their ends."""

import numpy as np
import pytest
from aqyl.analysis.fit_measures import FitTest, fit_indices, scaled_indices
from aqyl.survey.errors import SpecificationError
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ncx2

from .lavaan_reference import as_lavaan_names, expected, fitted

RELATIVE = 1e-6  # the same formulas; lavaan's interval of RMSEA ends at about 1e-7
REFERENCE = expected()
CASES = [case for case in REFERENCE if not case.startswith("invariance")]

# Where conventions differ: lavaan counts thresholds among the parameters and in GFI, means in GFI,
# and has other robust measures for missing and for ordinal answers (Savalei 2021; Zhang and Savalei
# 2023), which are not formed here.
OTHER = {
    "FIML": ("gfi", "agfi", "cfi.robust", "tli.robust", "rmsea"),
    "DWLS": ("gfi", "agfi", "npar", "cfi.robust", "tli.robust", "rmsea"),
}


@pytest.mark.parametrize("case", CASES)
def test_fit_measures_are_lavaan_s(case: str) -> None:
    fit = fitted(case).fit
    found = as_lavaan_names(fit)
    skipped = next((keys for name, keys in OTHER.items() if name in case), ())
    compared = set()
    for key, row, _, value in REFERENCE[case]:
        if row or "~" in key or (key in skipped and key != "rmsea"):
            continue
        if key.endswith(".robust") and "rmsea" in skipped:
            assert fit.robust is None
            continue
        assert found[key] == pytest.approx(value, rel=RELATIVE, abs=RELATIVE), key
        compared.add(key)
    assert len(compared) >= 12
    assert {"chisq", "df", "cfi", "tli", "rmsea", "rmsea.ci.upper", "srmr"} <= compared


@given(st.floats(0, 500), st.integers(1, 200), st.floats(1, 3000), st.integers(50, 5000))
def test_the_interval_holds_its_point_and_its_probability(
    chi_square: float, df: int, more: float, n: int
) -> None:
    test = FitTest(chi_square, df, chi_square + more, df + 5, n)
    found = fit_indices(test)
    assert 0 <= found.rmsea_lower <= found.rmsea + 1e-12
    assert found.rmsea_lower <= found.rmsea_upper
    if found.rmsea_upper > 0:
        noncentrality = found.rmsea_upper**2 * n * df
        assert ncx2.cdf(chi_square, df, noncentrality) == pytest.approx(0.05, abs=1e-6)
    assert 0 <= found.p_close <= 1
    assert np.isnan(found.cfi) or 0 <= found.cfi <= 1


def test_factors_of_one_change_nothing() -> None:
    test = FitTest(85.3, 24, 918.9, 36, 301)
    plain = fit_indices(test)
    for other in (
        fit_indices(test, factor=1.0, baseline_factor=1.0),
        scaled_indices(test, factor=1.0, baseline_factor=1.0),
    ):
        assert other.cfi == plain.cfi
        assert other.rmsea_upper == plain.rmsea_upper
        assert other.p_close == plain.p_close


def test_the_ends_of_the_measures() -> None:
    saturated = fit_indices(FitTest(0.0, 0, 100.0, 3, 50))
    assert (saturated.cfi, saturated.tli, saturated.rmsea) == (1, 1, 0)
    assert np.isnan(saturated.p_close)
    nothing = fit_indices(FitTest(2.0, 3, 5.0, 6, 50))
    assert np.isnan(nothing.cfi)
    assert nothing.rmsea == 0
    two = fit_indices(FitTest(60.0, 20, 500.0, 30, 300, groups=2))
    one = fit_indices(FitTest(60.0, 20, 500.0, 30, 300))
    assert two.rmsea == pytest.approx(one.rmsea * np.sqrt(2), rel=1e-14)


@pytest.mark.parametrize("factors", [(1.0, np.nan), (np.nan, 1.0), (-1.0, 1.0), (1.0, 0.0)])
def test_factors_come_in_pairs(factors: tuple[float, float]) -> None:
    with pytest.raises(SpecificationError, match="must both be positive"):
        fit_indices(FitTest(9, 4, 90, 6, 99), factor=factors[0], baseline_factor=factors[1])
