"""What each table of a CityScore report shows, in one or two plain sentences before it."""

from __future__ import annotations

from collections import Counter

import numpy as np

from ...analysis.city_score.improvement import missing_to_fill
from ..language import Language
from .initiative_tables import needed_most
from .kpi_tables import BEST
from .names import Names
from .order_tables import doubtful
from .results import Results
from .road_map_tables import day, reported
from .score_sentences import ranking_sentences, reading_sentences, score_sentences
from .score_tables import by_category

__all__ = ["city_sentences"]

_LOWEST = 3  # KPIs that are named as the least reached


def city_sentences(results: Results, lang: Language) -> dict[str, tuple[str, ...]]:
    """Say what each table shows, by the name of the table."""
    names = Names(results, lang)
    parts = (
        score_sentences,
        ranking_sentences,
        reading_sentences,
        _improvement,
        _missing,
        _extra,
        _coverage,
        _road_map,
        _order,
    )
    told = {table: said for part in parts for table, said in part(names).items()}
    told["reading_options"] = [names.said("options")]
    return {names.file(table): _opened(table, said, names) for table, said in told.items() if said}


def _opened(table: str, said: list[str], names: Names) -> tuple[str, ...]:
    """Begin with the words that values are simulated, where the table rests on values that are."""
    simulated = names.file(table) != table
    return (names.said("simulated"), *said) if simulated else tuple(said)


def _improvement(names: Names) -> dict[str, list[str]]:
    """Say which single step brings most, and which KPIs are farthest from their targets."""
    results = names.results
    steps = [
        (results.improvement.step_gain[i, k], i, k)
        for i in by_category(results)
        for k in results.improvement.best(i, BEST)
    ]
    if not steps:
        return {"improvement": [names.said("no_step")], "kpis": _reached(names)}
    gain, i, k = max(steps, key=lambda step: step[0])
    best = names.said(
        "best_step",
        gain=names.lang.number(float(gain), 2, signed=True),
        settlement=names.settlement(results.scores.values.ids[i]),
        kpi=names.kpi(results.scores.order.kpis[k].id),
    )
    return {"improvement": [best, names.said("gains_add")], "kpis": _reached(names)}


def _reached(names: Names) -> list[str]:
    scores = names.results.scores
    known = ~np.isnan(scores.kpi_scores)
    counts = known.sum(axis=0)
    means = np.where(known, scores.kpi_scores, 0.0).sum(axis=0) / np.maximum(counts, 1)
    ranked = [int(k) for k in np.argsort(means, kind="stable") if counts[k]]
    if not ranked:
        return []
    lowest = [
        names.entry(names.kpi(scores.order.kpis[k].id), names.lang.number(float(means[k]), 2))
        for k in ranked[:_LOWEST]
        if means[k] < 1
    ]
    said = [names.said("kpi_low", kpis="; ".join(lowest))] if lowest else []
    full = names.whole(sum(means[k] >= 1 for k in ranked))
    return [*said, names.said("kpi_high", n=full, all=names.whole(len(ranked)))]


def _missing(names: Names) -> dict[str, list[str]]:
    scores = names.results.scores
    missing, asked = (int(scores.number(word).sum()) for word in ("ND", "A"))
    if not missing:
        return {}
    everything = missing + asked
    said = [
        names.said(
            "missing",
            n=names.whole(missing),
            all=names.whole(everything),
            percent=names.points(100 * missing / everything),
        )
    ]
    fill = [
        names.entry(names.settlement(name), names.whole(int(n)))
        for name, n in zip(scores.values.ids, missing_to_fill(scores), strict=True)
        if n
    ]
    if fill:
        said.append(names.said("to_fill", names=names.listed(fill)))
    return {"missing_data": said}


def _extra(names: Names) -> dict[str, list[str]]:
    extra = names.results.extra
    if not extra:
        return {}
    counted = names.whole(sum(not entry.failed for entry in extra))
    return {"extra_initiatives": [names.said("extra", n=names.whole(len(extra)), counted=counted)]}


def _coverage(names: Names) -> dict[str, list[str]]:
    """Say how much is there, where least, and how many needed functions somebody lacks."""
    found, order = names.results.coverage, names.results.order
    if not found:
        return {}
    asked, there = Counter[int](), Counter[int]()
    for entry in found:
        asked[entry.initiative] += entry.asked
        there[entry.initiative] += entry.there
    share = {number: 100 * there[number] / asked[number] for number in asked}
    least = min(share, key=lambda number: share[number])
    said = [
        names.said(
            "coverage",
            there=names.whole(there.total()),
            asked=names.whole(asked.total()),
            percent=names.points(100 * there.total() / asked.total()),
        ),
        names.said("coverage_low", initiative=names.of(least), percent=names.points(share[least])),
    ]
    out = set(names.results.scores.values.ids) - {entry.settlement for entry in found}
    if out:
        said.append(names.said("coverage_out", n=names.whole(len(out))))
    high = {function.id for function in order.functions if function.need == "high"}
    urgent = sum(name in high for name, _ in needed_most(names.results))
    return {
        "coverage": said,
        "lacking_functions": [names.said("lacking", n=names.whole(urgent))],
    }


def _road_map(names: Names) -> dict[str, list[str]]:
    """Say how far the road map is, or that nothing is known of it but the plan."""
    results = names.results
    states = Counter(found.state for found in results.progress)
    planned = states.total() - states["not_planned"]
    when, everything = day(results, names.lang), names.whole(planned)
    if not reported(results):
        ended = names.whole(states["overdue"])
        plan = names.said("plan", day=when, ended=ended, all=everything)
        return {"road_map_plan": [names.said("nothing_done"), plan]}
    counts = {state: names.whole(states[state]) for state in ("done", "under_way", "overdue")}
    said = names.said("states", all=everything, ahead=names.whole(states["ahead"]), **counts)
    late = Counter(found.settlement for found in results.progress if found.state == "overdue")
    most = [
        names.entry(names.settlement(name), names.whole(n)) for name, n in late.most_common(_LOWEST)
    ]
    return {
        "road_map_counts": [said],
        "road_map_overdue": [names.said("overdue", names="; ".join(most))],
    }


def _order(names: Names) -> dict[str, list[str]]:
    order = names.results.order
    n, everything = names.whole(len(doubtful(names.results))), names.whole(len(order.rows))
    said = [names.said("doubtful", n=n, all=everything)]
    certain = names.whole(sum(row.certain for row in order.missing))
    lost = [names.said("lost", n=names.whole(len(order.missing)), certain=certain)]
    added = sum(row.added for row in order.rows.values())
    if added:
        lost.append(names.said("added", n=names.whole(added)))
    return {"order_doubtful": said, "order_missing": lost}
