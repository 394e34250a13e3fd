"""Odd data of every figure of a survey: one item, many, nobody's answers, very long words."""

from functools import partial

import numpy as np
from aqyl.reports.figures.correlation_map import CorrelationMap, draw_correlation_map
from aqyl.reports.figures.htmt_plot import HtmtPlot, HtmtRow, draw_htmt_plot
from aqyl.reports.figures.ipma_map import IpmaMap, IpmaPoint, draw_ipma_map
from aqyl.reports.figures.likert_bars import LikertBars, LikertGroup, LikertItem, draw_likert_bars
from aqyl.reports.figures.loading_matrix import LoadingMatrix, LoadingRow, draw_loading_matrix
from aqyl.reports.figures.loading_plot import LoadingPlot, LoadingPoint, draw_loading_plot
from aqyl.reports.figures.profile_bars import (
    ProfileBar,
    ProfileBars,
    ProfilePanel,
    draw_profile_bars,
)
from aqyl.reports.figures.small_multiples import (
    MultipleRow,
    SmallMultiple,
    SmallMultiples,
    draw_small_multiples,
)

NAN = float("nan")
LONG = "Қоршаған ортаны қорғауға арналған цифрлық қызметтердің сапасы"
WORDS = ("мүлдем жоқ", "жоқ", "көбіне жоқ", "айта алмаймын", "көбіне иә", "иә", "толығымен иә")
FIELDS = ("сақтау", "осыған назар аудару", "артық болуы мүмкін", "басымдығы төмен")


def likert(count: int, *items: tuple[int, ...], label: str = LONG) -> LikertBars:
    names = WORDS if count == 7 else tuple(str(i + 1) for i in range(count))
    made = tuple(LikertItem(f"A{i} {label}", counts) for i, counts in enumerate(items))
    return LikertBars(LONG, "n = 9", names, (LikertGroup(LONG, made),))


def points(n: int, label: str) -> tuple[IpmaPoint, ...]:
    rng = np.random.default_rng(3)
    pairs = zip(rng.normal(0.2, 0.2, n).tolist(), rng.normal(60, 12, n).tolist(), strict=True)
    return tuple(IpmaPoint(f"{i} {label}", *pair) for i, pair in enumerate(pairs))


def correlations(k: int) -> CorrelationMap:
    r = np.random.default_rng(4).uniform(-1, 1, (k, k))
    values = tuple(tuple(r[i, :i].tolist()) for i in range(k))
    return CorrelationMap(LONG, "n = 9", (LONG,) * k, values, tuple((3,) * i for i in range(k)))


def matrix(k: int, m: int, label: str = LONG) -> LoadingMatrix:
    loadings = np.random.default_rng(5).uniform(-0.45, 0.45, (k, m))
    loadings[np.arange(k), np.arange(k) % m] = np.where(np.arange(k) % 5, 0.8, -0.7)
    rows = tuple(LoadingRow(f"A{i} {label}", tuple(row)) for i, row in enumerate(loadings.tolist()))
    return LoadingMatrix(LONG, "n = 9", "Компонент", 0.5, rows)


def multiples(panels: int, labels: tuple[str, ...]) -> SmallMultiples:
    row, empty = MultipleRow(3.0, 2.8, 3.2), MultipleRow(NAN, NAN, NAN)
    rows = (*(row for _ in labels[1:]), empty)
    made = tuple(SmallMultiple(LONG, rows, 3.0) for _ in range(panels))
    return SmallMultiples(LONG, "n = 9", labels, made)


def loading_points(n: int) -> LoadingPlot:
    rng = np.random.default_rng(6)
    first, second = (rng.uniform(-0.2, 0.9, n).tolist() for _ in range(2))
    made = tuple(LoadingPoint(f"SEN{i}", first[i], second[i], i % 3) for i in range(n))
    key = ("Компонент 1", "Компонент 2", "Басқа тармақтар")
    return LoadingPlot(LONG, "n = 9", key[:2], key, made)


PAIR = f"{LONG} – {LONG}"
PROFILE = ProfilePanel(LONG, 9, (ProfileBar(LONG, 100.0, 9), ProfileBar("b", 0.0, 0)))
NOBODY = ProfilePanel("Ештеңе", 0, (ProfileBar("a", NAN, 0), ProfileBar("b", NAN, None)))
SHORT = ProfilePanel("Жынысы", 9, (ProfileBar("Әйел", 55.6, 5), ProfileBar("Ер", 44.4, 4)))
HTMT = (HtmtRow(PAIR, 1.12, 2.3, False), HtmtRow("a – b", 0.2, NAN, True))
ODD = {
    "likert_7": partial(draw_likert_bars, likert(7, (5, 9, 0, 30, 4, 5, 9), (0,) * 7)),
    "likert_7_nobody": partial(draw_likert_bars, likert(7, (0,) * 7)),
    "likert_2": partial(draw_likert_bars, likert(2, (5, 9), (14, 0), (0, 14))),
    "likert_4": partial(draw_likert_bars, likert(4, (1, 2, 3, 4), label="")),
    "likert_3": partial(draw_likert_bars, likert(3, (1, 2, 3), (0, 9, 0))),
    "likert_11": partial(draw_likert_bars, likert(11, tuple(range(11)))),
    "matrix_1": partial(draw_loading_matrix, matrix(1, 1)),
    "matrix_12": partial(draw_loading_matrix, matrix(54, 12)),
    "matrix_20": partial(draw_loading_matrix, matrix(20, 20)),
    "loading_plot": partial(draw_loading_plot, loading_points(24)),
    "ipma_1": partial(draw_ipma_map, IpmaMap(LONG, "n", "x", "y", FIELDS, points(1, LONG))),
    "ipma_2": partial(draw_ipma_map, IpmaMap(LONG, "n", "x", "y", FIELDS, points(2, LONG))),
    "ipma_12": partial(draw_ipma_map, IpmaMap(LONG, "n", "x", "y", FIELDS, points(12, "Орта"))),
    "profile": partial(draw_profile_bars, ProfileBars(LONG, "n", (PROFILE, NOBODY))),
    "profile_one": partial(draw_profile_bars, ProfileBars(LONG, "n", (PROFILE,))),
    "profile_two_columns": partial(draw_profile_bars, ProfileBars("a", "n", (SHORT, NOBODY))),
    "correlations_2": partial(draw_correlation_map, correlations(2)),
    "correlations_12": partial(draw_correlation_map, correlations(12)),
    "no_correlation": partial(
        draw_correlation_map, CorrelationMap("a", "n", ("b", "c"), ((), (NAN,)), ((), (0,)))
    ),
    "htmt": partial(draw_htmt_plot, HtmtPlot(LONG, "n", (0.85, 0.9, 1.0), HTMT)),
    "htmt_one": partial(draw_htmt_plot, HtmtPlot("a", "n", (0.85, 0.9, 1.0), HTMT[1:])),
    "multiples_12": partial(draw_small_multiples, multiples(12, (LONG, "б"))),
    "multiples_1": partial(draw_small_multiples, multiples(1, ("а", "б"))),
    "multiples_empty": partial(draw_small_multiples, multiples(1, ("а",))),
}
