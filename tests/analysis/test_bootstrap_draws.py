"""Draws of people: multinomial, independent, and block by block where the file is long."""

import numpy as np
import pytest
from aqyl.analysis.bootstrap import bootstrap_pls
from aqyl.analysis.composites.bootstrap_draws import BLOCK, counts
from aqyl.analysis.moments import moments_of
from aqyl.analysis.pls import pls
from scipy.stats import chisquare

from .bootstrap_study import MODERATED, PLATFORM
from .pls_study import ANSWERS, NAMES, TIGHT


def test_draws_are_multinomial() -> None:
    n, resamples = 60, 20_000
    drawn = counts(11, 0, resamples, n, 0)
    assert (drawn.sum(axis=1) == n).all()
    assert chisquare(drawn.sum(axis=0)).pvalue > 0.001
    assert drawn.var() == pytest.approx(1 - 1 / n, abs=0.01)
    off = np.corrcoef(drawn.T)[np.triu_indices(n, 1)]
    assert off.mean() == pytest.approx(-1 / (n - 1), abs=0.002)
    assert np.abs(off + 1 / (n - 1)).max() < 5 / np.sqrt(resamples)
    follow = np.corrcoef(drawn[:-1].ravel(), drawn[1:].ravel())[0, 1]
    assert abs(follow) < 5 / np.sqrt(n * resamples)  # neighbouring resamples have nothing in common


def test_long_files_are_drawn_block_by_block() -> None:
    n = 2 * BLOCK + 100
    blocks = [counts(1, 0, 50, n, b) for b in range(3)]
    assert [b.shape for b in blocks] == [(50, BLOCK), (50, BLOCK), (50, 100)]
    total = np.sum([b.sum(axis=1) for b in blocks], axis=0)
    assert (total == n).all()
    assert blocks[2].mean() == pytest.approx(1, abs=0.1)
    assert blocks[0].sum(axis=1).std() > 10  # blocks share the draws at random
    np.testing.assert_array_equal(counts(1, 20, 30, n, 1), blocks[1][20:30])


def test_long_files_are_estimated_from_the_same_rows() -> None:
    x = np.tile(ANSWERS, (18, 1))
    n = len(x)
    assert n > BLOCK
    found = bootstrap_pls(x, NAMES, MODERATED, seed=2, resamples=3)
    drawn = np.concatenate([counts(2, 1, 2, n, b)[0] for b in range(2)])
    rows = np.repeat(x, drawn, axis=0)
    alone = pls(moments_of(rows, NAMES), MODERATED, tolerance=TIGHT, values=rows)
    np.testing.assert_allclose(found.draws["paths"][..., 1], alone.paths, atol=PLATFORM)
