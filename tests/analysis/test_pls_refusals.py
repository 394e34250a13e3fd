"""What PLS says of options, data and models that have no result."""

from dataclasses import replace

import numpy as np
import pytest
from aqyl.analysis.moments import Moments, moments_of
from aqyl.analysis.pls import pls
from aqyl.analysis.structural_model import (
    Interaction,
    MeasuredConstruct,
    StructuralModel,
)
from aqyl.survey.errors import MethodError, SpecificationError

from .pls_study import ALL, ANSWERS, NAMES, moderated, triangle


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"scheme": "fast"}, '`scheme` must be "path", "factor" or "centroid", got "fast"'),
        ({"tolerance": 0}, "`tolerance` must be between 0 and 1, got 0"),
        ({"limit": 0}, "`limit` must be at least 1, got 0"),
        ({"composite_blocks": "all"}, '`composite_blocks` must be "observed" or "loadings"'),
    ],
)
def test_wrong_options_are_refused(change: dict, message: str) -> None:
    with pytest.raises(SpecificationError, match=message):
        pls(ALL, triangle(), **change)


def test_interactions_need_their_rows() -> None:
    with pytest.raises(SpecificationError, match=r"`AB` needs the rows of the data.*`values`"):
        pls(ALL, moderated())
    with pytest.raises(SpecificationError, match="not the data of the moments: 239 complete rows"):
        pls(ALL, moderated(), values=ANSWERS[1:])
    with pytest.raises(SpecificationError, match=r"12 variables, got the shape \(240, 11\)"):
        pls(ALL, moderated(), values=ANSWERS[:, 1:])
    factors = replace(moderated(), constructs=triangle("rAA").constructs)
    with pytest.raises(SpecificationError, match="`AB` is of `A`, which is reflective"):
        pls(ALL, factors, values=ANSWERS)
    alone = StructuralModel(
        triangle().constructs,
        (("A", "B"), ("AB", "C")),
        interactions=(Interaction("AB", ("A", "B")),),
    )
    with pytest.raises(SpecificationError, match="`C` has paths with interactions alone"):
        pls(ALL, alone, values=ANSWERS)


def test_too_few_people_are_refused() -> None:
    few = replace(ALL, n=12)
    with pytest.raises(MethodError, match="more people than items, got 12 people for 12 items"):
        pls(few, triangle())


def test_weights_that_do_not_converge_are_refused_with_their_change() -> None:
    with pytest.raises(
        MethodError, match=r"not converged in 2 rounds: they still change by 0\.\d+"
    ):
        pls(ALL, triangle(), limit=2)


def test_an_item_that_does_not_vary_is_named() -> None:
    x = ANSWERS.copy()
    x[:, 3] = 2
    with pytest.raises(MethodError, match="`A4` does not vary"):
        pls(moments_of(x, NAMES), triangle())


def test_items_and_constructs_that_determine_each_other_are_named() -> None:
    x = ANSWERS.copy()
    x[:, 1] = 6 - x[:, 0]
    moments = moments_of(x, NAMES)
    with pytest.raises(MethodError, match="determine each other exactly: the items of `A`"):
        pls(moments, triangle("BAA"))
    assert pls(moments, triangle()).rho_a[0] < 1.5  # mode A needs no inverse
    x[:, 4:8] = ANSWERS[:, :4]
    x[:, 1] = ANSWERS[:, 1]
    twins = StructuralModel(triangle().constructs, (("A", "C"), ("B", "C")))
    with pytest.raises(MethodError, match="constructs `A`, `B`, which explain `C`"):
        pls(moments_of(x, NAMES), twins)


def test_a_factor_whose_items_disagree_is_refused() -> None:
    r = np.eye(4)
    r[0, 1] = r[1, 0] = -0.4
    r[0, 2] = r[2, 0] = 0.4
    r[1, 2] = r[2, 1] = 0.45
    model = StructuralModel(
        (MeasuredConstruct("x", ("a", "b"), "reflective"), MeasuredConstruct("y", ("c",))),
        (("x", "y"),),
    )
    moments = Moments(100, tuple("abcd"), np.zeros(4), r)
    with pytest.raises(MethodError, match="rho_A of the reflective construct `x` is not positive"):
        pls(moments, model)


def test_unrelated_constructs_are_refused() -> None:
    moments = Moments(100, ("a", "b"), np.zeros(2), np.eye(2))
    model = StructuralModel(
        (MeasuredConstruct("x", ("a",)), MeasuredConstruct("y", ("b",))), (("x", "y"),)
    )
    with pytest.raises(MethodError, match="no relation to"):
        pls(moments, model)
