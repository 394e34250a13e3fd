"""What a framework refuses."""

import math
from typing import Any, cast

import numpy as np
import pytest
from aqyl.analysis.framework import Framework, Group, Indicator
from aqyl.analysis.index_rules import Mean, Normalisation
from aqyl.analysis.panel import Panel
from aqyl.survey.errors import AqylError, SpecificationError


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: Indicator("a", cast("Any", "sideways")),
            "polarity of `a` must be one of",
        ),
        (lambda: Indicator("a", weight=-1), "weight of `a` must be a number >= 0, got -1"),
        (lambda: Indicator("a", weight=math.nan), "weight of `a`"),
        (lambda: Indicator("a", weight=math.inf), "weight of `a`"),
        (lambda: Indicator("a", goalposts=(2, 2)), "low < high"),
        (lambda: Group("g", ()), "`g` has no members"),
        (lambda: Group("g", (Indicator("a", weight=0),)), "sum to zero"),
        (lambda: Mean("power"), "`order` belongs to the power mean"),
        (lambda: Mean("geometric", 2.0), "`order` belongs to the power mean"),
        (lambda: Mean("power", 0.0), "from 0.001 to 100 in size, got 0"),
        (lambda: Mean("geometric", floor=-1), "`floor` must not be negative"),
        (lambda: Mean(floor=0.1), "`floor` does nothing"),
        (lambda: Mean(cast("Any", "mode")), "mean must be one of"),
        (lambda: Normalisation(method=cast("Any", "log")), "method must be one of"),
        (lambda: Normalisation("rank", "goalposts"), "Goalposts do not define a rank"),
        (
            lambda: Framework(Group("x", (Indicator("a"), Indicator("a")))),
            "`a` occurs twice",
        ),
        (lambda: Framework(Group("a", (Indicator("a"),))), "`a` occurs twice"),
        (
            lambda: Framework(Group("x", (Indicator("a"),)), Normalisation(over="goalposts")),
            "`a` has no goalposts",
        ),
    ],
)
def test_a_contradiction_is_refused(build, message: str) -> None:
    with pytest.raises(SpecificationError, match=message):
        build()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((("a",), (2020,), ("x",), np.zeros((1, 2, 1))), "shape"),
        ((("a", "a"), (2020,), ("x",), np.zeros((2, 1, 1))), "city `a` occurs twice"),
        ((("a",), (2021, 2020), ("x",), np.zeros((1, 2, 1))), "must ascend"),
        ((("a",), (2020,), ("x",), np.full((1, 1, 1), np.inf)), "finite.*got inf"),
        ((("a",), (2020,), ("x",), np.full((1, 1, 1), 1e200)), r"at most 1e\+150"),
    ],
)
def test_a_panel_that_is_none_is_refused(arguments, message: str) -> None:
    with pytest.raises(AqylError, match=message):
        Panel(*arguments)
