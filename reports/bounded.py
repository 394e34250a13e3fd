"""Which statistics cannot pass 1 in size: some styles write them without the zero, ``,48``.

APA (7th edition, 6.36) leaves the zero out "when the statistic cannot be greater than 1". What is
of their kind goes with them: ends of their intervals, differences between them, and limits that
they are judged by. Standardised coefficients can pass 1, and so can TLI, RMSEA and SRMR, but rarely
do: they are written as their neighbours, correlations and CFI, as is the custom.
"""

from __future__ import annotations

__all__ = ["BOUNDED", "KEPT", "SIGNS"]

# Statistics as columns, rows and sentences name them.
BOUNDED = frozenset(
    {
        "adjusted_r_squared", "agfi", "alpha", "ave", "beta", "by_pls", "by_regression", "by_sem",
        "cfi", "cfi_change", "chance_lower", "chance_upper", "communality",
        "composite_correlation", "cr", "direct", "epsilon_squared", "eta_squared", "gfi", "htmt",
        "htmt_upper", "if_deleted", "indirect", "item_total", "kmo", "ks", "largest",
        "largest_cross", "lmg", "loading", "mean_r", "msa", "nfi", "omega", "omega_h",
        "omega_squared", "p", "pearson", "q2_predict", "quantile_5", "r", "r_squared",
        "r_squared_change", "rank_biserial", "rho_a", "rho_c", "rmsea", "rmsea_change", "shapiro",
        "slope", "spearman", "srmr", "standardised", "standardised_alpha", "sw", "tli",
        "tolerance", "total", "weight",
    }
)  # fmt: skip

# Statistics that can pass 1 and keep their zero.
KEPT = frozenset(
    {
        "b", "chance", "chi_square", "cohen_d", "condition_index", "cook", "d_g", "d_uls",
        "difference", "durbin_watson", "eigenvalue", "expected_change", "f", "f_change",
        "f_squared", "hc3_se", "hedges_g", "importance", "jarque_bera", "kurtosis",
        "kurtosis_se", "kurtosis_z", "mean", "mean_difference", "mean_se", "mean_square",
        "modification", "percent", "performance", "sd", "se", "skewness", "skewness_se",
        "skewness_z", "standard_error", "statistic", "sum_of_squares", "t",
        "variance_difference", "vif", "z",
    }
)  # fmt: skip

# How sentences write the bounded ones before "=", "<" or "≥".
SIGNS = (
    "AGFI", "AVE", "CFI", "CR", "GFI", "HTMT", "HTMT2", "KMO", "MSA", "NFI", "R", "RMSEA", "R²",
    "SRMR", "TLI", "W", "p", "r", "|r|", "|λ|", "Q²", "Q²predict", "α", "β", "ε²", "η²", "λ", "ρ",
    "ρA", "ρC", "ω", "ω²", "√AVE", "ΔCFI", "ΔRMSEA", "ΔR²", "Δβ",
)  # fmt: skip
