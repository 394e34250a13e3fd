"""A toy questionnaire and its targets, for the tests of simulation."""

from dataclasses import replace

import numpy as np
from aqyl.analysis.simulation.lawful import as_responses
from aqyl.analysis.simulation.targets import (
    Careless,
    CompositeTarget,
    RegressionTarget,
    Targets,
)
from aqyl.survey.instrument import (
    Construct,
    Instrument,
    Item,
    Option,
    ProfileQuestion,
    Scale,
)
from aqyl.survey.scoring import score
from aqyl.survey.screening import Limits

LOADINGS = (0.82, 0.78, 0.74, 0.70)


def instrument(
    *, points: int = 5, sizes: tuple[int, ...] = (4, 4, 4), reverse: tuple[str, ...] = ()
) -> Instrument:
    blocks = [(f"c{i}", [f"C{i}_{j}" for j in range(size)]) for i, size in enumerate(sizes)]
    options = tuple(Option(code, {"en": code}) for code in ("yes", "no", "maybe"))
    return Instrument(
        title={"en": "Toy"},
        scale=Scale(tuple(range(1, points + 1)), ({},) * points),
        constructs=tuple(Construct(name, {}, tuple(items)) for name, items in blocks),
        items=tuple(Item(i, name, {}, i in reverse) for name, items in blocks for i in items),
        profile=(ProfileQuestion("works", {}, options),),
    )


def toy(**changes: object) -> Targets:
    """Three constructs of four items, with nothing but composite moments and loadings."""
    questionnaire = instrument()
    wanted = Targets(
        instrument=questionnaire,
        n=240,
        composites={
            "c0": CompositeTarget(3.4, 0.80),
            "c1": CompositeTarget(2.9, 0.75),
            "c2": CompositeTarget(3.7, 0.85),
        },
        loadings=dict(zip((i.id for i in questionnaire.items), LOADINGS * 3, strict=True)),
    )
    return replace(wanted, **changes)


RICH = {
    "composites": {
        "c0": CompositeTarget(3.06, 0.72, 0.9, -0.5, 0.3, full_range=True),
        "c1": CompositeTarget(2.9, 0.75, 1.0, 0.1),
        "c2": CompositeTarget(3.7, 0.80, 1.0, -0.8, 0.6, full_range=True),
    },
    "regression": RegressionTarget("c2", ("c0", "c1"), (0.4, 0.2), 0.30, (1.4, 1.4), 1.9),
    "profile": {"works": (120, 80, 30)},
    "limits": Limits(
        completeness=1.0, seconds_per_item=2.0, longest_run=8, spread=0.3, duplicates=True
    ),
    "careless": Careless(incomplete=20, hurried=15, uniform=12, copied=9),
}


def composites(answers: np.ndarray, targets: Targets) -> tuple[np.ndarray, tuple[str, ...]]:
    items = targets.instrument.items
    weight = {item.id: targets.composites[item.construct].weight for item in items}
    scored = score(
        as_responses(targets.instrument, answers),
        rule="weighted",
        weights=weight,
        leave_out=targets.left_out,
    )
    return scored.values, scored.constructs
