"""A job of `aqyl cityscore`: its files read, its settlements scored."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ...analysis.city_score.readings import CHOICES, Reading, read_choices
from .options import Job
from .order_file import read_order
from .results import Claims, Results, compute
from .settlement_files import (
    read_done,
    read_extra,
    read_functions,
    read_settlements,
    read_statuses,
    with_extra,
)
from .value_file import read_values

__all__ = ["run_job", "settings"]


def settings(job: Job, results: Results) -> dict[str, Any]:
    """Return what the manifest needs for computing the same again."""
    own, plain = results.scores.reading, Reading()
    taken = [c.name for c in CHOICES if own.option(c.name) != plain.option(c.name)]
    return {
        "values": job.values.name,
        "settlements": job.settlements.name,
        "year": results.year,
        "readings": [f"{name}={own.option(name)}" for name in taken],
        "on": results.on.isoformat(),
        **{name: path.name for name, path in job.tables.items()},
    }


def run_job(job: Job) -> Results:
    """Read all files, score and rank.

    Raises
    ------
    AqylError
        If a file, an option or a value breaks a rule.
    """
    reading = read_choices(job.readings)
    order = read_order(job.tables.get("kpis"))
    settlements = read_settlements(job.settlements)
    ids = settlements.ids
    extra = read_extra(job.tables["extra"], ids) if "extra" in job.tables else ()
    if extra:
        settlements = with_extra(settlements, extra)
    statuses = read_statuses(job.tables["statuses"], ids, order) if "statuses" in job.tables else {}
    found = read_values(job.values, settlements, order, year=job.year)
    by_rule = {rule: replace(values, applicable=statuses) for rule, values in found.by_rule.items()}
    functions, done = job.tables.get("functions"), job.tables.get("done")
    claims = Claims(
        extra=extra,
        functions=read_functions(functions, ids, order) if functions else None,
        done=read_done(done, ids, order) if done else None,
        on=job.on,
    )
    return compute(order, settlements, by_rule, reading, claims, simulated=found.simulated)
