"""Numbers of a study, computed again as the explanations of its tables write their formulas."""

from collections.abc import Callable

import numpy as np
from aqyl.analysis.moments import Moments, moments_of
from aqyl.reports.language import language
from aqyl.reports.study.results import StudyResults
from aqyl.reports.study.sections import study_blocks
from aqyl.reports.table import Table
from aqyl.survey.scoring import turned

SAME = 1e-9  # both sides are computed from the same data in double precision
FIT = 1e-5  # one factor by maximum likelihood stops at its own tolerance


def cell(results: StudyResults, table: str, row: int, column: str) -> float:
    """Return a number as its table has it."""
    blocks = study_blocks(results, language("en"))
    found = next(b for b in blocks if isinstance(b, Table) and b.name == table)
    value = found.records()[row][column]
    assert isinstance(value, int | float)
    return float(value)


def items(results: StudyResults, construct: str = "trust") -> Moments:
    """Moments of the items of one dimension."""
    names = tuple(item.id for item in results.kept.instrument.items)
    chosen = next(c.items for c in results.kept.instrument.constructs if c.id == construct)
    answers = turned(results.kept)[:, [names.index(item) for item in chosen]]
    return moments_of(answers, chosen)


def every_item(results: StudyResults) -> Moments:
    names = tuple(item.id for item in results.kept.instrument.items)
    return moments_of(turned(results.kept), names)


def scores(results: StudyResults) -> np.ndarray:
    """Scores of trust, ease and use of those who have all of them."""
    values = results.scores.values
    return values[~np.isnan(values).any(axis=1)]


def fitted(results: StudyResults, columns: tuple[int, ...] = (0, 1)) -> dict[str, float]:
    """Return what formulas of the regression on some scores need."""
    x = scores(results)
    n, m = len(x), len(columns)
    design = np.column_stack([np.ones(n), x[:, columns]])
    b, *_ = np.linalg.lstsq(design, x[:, 2], rcond=None)
    e = x[:, 2] - design @ b
    sse, sst = float(e @ e), float(((x[:, 2] - x[:, 2].mean()) ** 2).sum())
    steps = float((np.diff(e) ** 2).sum())
    sd = x.std(axis=0, ddof=1)
    return {
        "n": n, "m": m, "sse": sse, "sst": sst, "r2": 1 - sse / sst, "steps": steps,
        "beta": float(b[1] * sd[columns[0]] / sd[2]),
    }  # fmt: skip


def alpha(results: StudyResults) -> float:
    c = items(results).covariance
    k = len(c)
    return k / (k - 1) * (1 - np.trace(c) / c.sum())


def standardised_alpha(results: StudyResults) -> float:
    r = items(results).correlation
    k = len(r)
    return k / (k - 1) * (1 - k / r.sum())


def loadings(results: StudyResults) -> np.ndarray:
    return np.array([cell(results, "item_total", i, "loading") for i in range(3)])


def omega(results: StudyResults) -> float:
    own, s = loadings(results), items(results).sd
    common = (own @ s) ** 2
    return common / (common + ((1 - own**2) * s**2).sum())


def cr(results: StudyResults) -> float:
    own = loadings(results)
    return own.sum() ** 2 / (own.sum() ** 2 + (1 - own**2).sum())


def partial(r: np.ndarray) -> np.ndarray:
    q = np.linalg.inv(r)
    a = -q / np.sqrt(np.outer(np.diag(q), np.diag(q)))
    return a - np.diag(np.diag(a))


def kmo(results: StudyResults) -> float:
    r = every_item(results).correlation
    r2, a2 = ((r - np.eye(len(r))) ** 2).sum(), (partial(r) ** 2).sum()
    return r2 / (r2 + a2)


def bartlett(results: StudyResults) -> float:
    moments = every_item(results)
    k = len(moments.names)
    determinant = np.linalg.slogdet(moments.correlation)[1]
    return -(moments.n - 1 - (2 * k + 5) / 6) * determinant


def htmt(results: StudyResults) -> float:
    size = np.abs(every_item(results).correlation)
    within = [size[i : i + 3, i : i + 3][np.triu_indices(3, 1)].mean() for i in (0, 3)]
    return size[:3, 3:6].mean() / np.sqrt(within[0] * within[1])


def skewness(results: StudyResults) -> float:
    x = results.scores.values[:, 0]
    x = x[~np.isnan(x)]
    n, z = len(x), (x - x.mean()) / x.std(ddof=1)
    return n / ((n - 1) * (n - 2)) * (z**3).sum()


def kurtosis(results: StudyResults) -> float:
    x = results.scores.values[:, 0]
    x = x[~np.isnan(x)]
    n, z = len(x), (x - x.mean()) / x.std(ddof=1)
    first = n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * (z**4).sum()
    return first - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3))


def adjusted(results: StudyResults) -> float:
    f = fitted(results)
    return 1 - (1 - f["r2"]) * (f["n"] - 1) / (f["n"] - f["m"] - 1)


def estimate_error(results: StudyResults) -> float:
    f = fitted(results)
    return np.sqrt(f["sse"] / (f["n"] - f["m"] - 1))


def watson(results: StudyResults) -> float:
    f = fitted(results)
    return f["steps"] / f["sse"]


def block(results: StudyResults) -> float:
    r2, before = fitted(results)["r2"], fitted(results, (1,))["r2"]
    return (r2 - before) / (1 - r2)


def lmg(results: StudyResults) -> float:
    both = fitted(results)["r2"]
    first, second = fitted(results, (0,))["r2"], fitted(results, (1,))["r2"]
    return max((first + both - second) / 2, (second + both - first) / 2)


def condition(results: StudyResults) -> float:
    x = scores(results)
    design = np.column_stack([np.ones(len(x)), x[:, :2]])
    design = design / np.sqrt((design**2).sum(axis=0))
    values = np.linalg.eigvalsh(design.T @ design)
    return np.sqrt(values[-1] / values[0])


def welch(results: StudyResults) -> float:
    x, women = results.scores.values[:, 0], results.kept.profile[:, 0] == 0
    men = results.kept.profile[:, 0] == 1
    a, b = (x[group & ~np.isnan(x)] for group in (women, men))
    error = np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
    return (a.mean() - b.mean()) / error


def bic(results: StudyResults) -> float:
    assert results.model is not None
    n, r2 = results.model.bootstrap.original.n, cell(results, "pls_outcomes", 0, "r_squared")
    return n * np.log((n - 1) * (1 - r2) / n) + 2 * np.log(n)  # trust has one path


def srmr(results: StudyResults) -> float:
    assert results.model is not None
    found = results.model.bootstrap.original.estimated
    k = len(found.observed)
    squares = ((found.observed - found.implied)[np.tril_indices(k)] ** 2).sum()
    return np.sqrt(squares / (k * (k + 1) / 2))


def cfi(results: StudyResults) -> float:
    assert results.sem is not None
    test = results.sem.fit.fit.test
    over, base = test.chi_square - test.df, test.baseline_chi_square - test.baseline_df
    return 1 - max(over, 0) / max(over, base, 0)


# Table, row and column of a number, its formula as written, its computation, and the tolerance.
Check = tuple[str, int, str, str, Callable[[StudyResults], float], float]
CHECKS: list[Check] = [
    ("reliability", 0, "alpha", "α = k/(k − 1)·(1 − Σs²ᵢ/s²ₜ)", alpha, SAME),
    ("reliability", 0, "standardised_alpha", "α(std) = k/(k − 1)·(1 − k/Σr)", standardised_alpha,
     SAME),
    ("reliability", 0, "omega", "ω = (Σλᵢsᵢ)²/((Σλᵢsᵢ)² + Σ(1 − λ²ᵢ)s²ᵢ)", omega, FIT),
    ("reliability", 0, "cr", "CR = (Σλᵢ)²/((Σλᵢ)² + Σ(1 − λ²ᵢ))", cr, SAME),
    ("reliability", 0, "ave", "AVE = Σλ²ᵢ/k", lambda s: float((loadings(s) ** 2).mean()), SAME),
    ("factorability", 0, "value", "KMO = Σr²/(Σr² + Σa²)", kmo, SAME),
    ("factorability", 1, "value", "χ² = −(n − 1 − (2k + 5)/6)·ln|R|", bartlett, SAME),
    ("htmt", 1, "with_trust", "HTMT = mean|r₁₂|/√(mean|r₁₁|·mean|r₂₂|)", htmt, SAME),
    ("descriptives", 0, "skewness", "G₁ = n/((n − 1)(n − 2))·Σz³", skewness, SAME),
    ("descriptives", 0, "kurtosis",
     "G₂ = n(n + 1)/((n − 1)(n − 2)(n − 3))·Σz⁴ − 3(n − 1)²/((n − 2)(n − 3))", kurtosis, SAME),
    ("model_summary", 0, "adjusted_r_squared", "R²(adj) = 1 − (1 − R²)·(n − 1)/(n − m − 1)",
     adjusted, SAME),
    ("model_summary", 0, "standard_error", "SEE = √(SSE/(n − m − 1))", estimate_error, SAME),
    ("model_summary", 0, "durbin_watson", "DW = Σ(eₜ − eₜ₋₁)²/Σe²ₜ", watson, SAME),
    ("coefficients", 2, "beta", "βⱼ = bⱼ·sⱼ/sᵧ", lambda s: fitted(s)["beta"], SAME),
    ("collinearity", 2, "condition_index", "ηₖ = √(λ₁/λₖ)", condition, SAME),
    ("blocks", 1, "f_squared", "f² = ΔR²/(1 − R²₂)", block, SAME),
    ("importance", 0, "lmg", "LMGⱼ = Σ_S |S|!·(m − |S| − 1)!/m!·(R²(S ∪ j) − R²(S))", lmg, SAME),
    ("groups_gender", 0, "statistic", "t = (x̄₁ − x̄₂)/√(s²₁/n₁ + s²₂/n₂)", welch, SAME),
    ("pls_outcomes", 0, "bic", "BIC = n·ln(SSE/n) + (m + 1)·ln n", bic, SAME),
    ("pls_fit", 0, "estimated", "SRMR = √(Σᵢ≤ⱼ(rᵢⱼ − σᵢⱼ)²/(k(k + 1)/2))", srmr, SAME),
]  # fmt: skip
