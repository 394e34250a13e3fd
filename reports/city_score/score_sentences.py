"""What the scores, rankings and readings say, in a sentence or two each."""

from __future__ import annotations

import numpy as np

from ...analysis.city_score.rankings import Ranking
from ...analysis.city_score.readings import CHOICES
from .cautions import few_data_of
from .names import Names
from .ranking_tables import Span, shown_rankings, spans, with_score
from .reading_effects import Effect, alone, role

__all__ = ["least_sure", "ranking_sentences", "reading_sentences", "score_sentences"]

_LEADING = 2  # ranks that a sentence names
_TIED = 3  # members that are named as the least certain


def score_sentences(names: Names) -> dict[str, list[str]]:
    """Say how far the totals reach, the levels, and who loses points."""
    scores = names.results.scores
    called = [names.settlement(name) for name in scores.values.ids]
    total = scores.total
    there = np.flatnonzero(~np.isnan(total))
    said: list[str] = []
    if len(there) == 1:
        i = int(there[0])
        level = names.of(scores.levels[i])
        said = [names.said("scores_one", name=called[i], total=names.points(total[i]), level=level)]
    elif len(there):
        low, high = int(there[np.argmin(total[there])]), int(there[np.argmax(total[there])])
        spread = names.said(
            "scores_many",
            low=names.points(total[low]),
            last=called[low],
            high=names.points(total[high]),
            first=called[high],
            median=names.points(float(np.median(total[there]))),
        )
        said = [spread, names.said("levels", levels=_levels(names))]
    lost = [name for name, points in zip(called, scores.penalty, strict=True) if points > 0]
    if lost:
        said.append(names.said("penalised", names=names.listed(lost)))
    elif len(there):
        said.append(names.said("not_penalised"))
    empty = [name for name, value in zip(called, total, strict=True) if np.isnan(value)]
    if empty:
        said.append(names.said("no_score", names=names.listed(empty)))
    return {"scores": said}


def _levels(names: Names) -> str:
    scores = names.results.scores
    counts = [(level.id, scores.levels.count(level.id)) for level in scores.order.levels]
    return "; ".join(f"{names.of(level)} – {names.whole(n)}" for level, n in counts if n)


def ranking_sentences(names: Names) -> dict[str, list[str]]:
    """Say who is first in each ranking, and how sure the ranks are."""
    return {f"ranking_{r.name}": _ranking(r, names) for r in shown_rankings(names.results)}


def _ranking(ranking: Ranking, names: Names) -> list[str]:
    score = ranking.scores[0]
    there = [int(j) for j in np.argsort(-score, kind="stable") if not np.isnan(score[j])]
    called = [names.member(member, ranking.name) for member in ranking.members]
    said = [names.said("not_ranked")] if ranking.name in {"oblast", "district"} else []
    if not there:
        return [*said, names.said("none")]
    top = names.points(score[there[0]])
    if len(there) == 1:
        said.append(names.said("only", name=called[there[0]], score=top))
    else:
        said += [*_first(ranking, there, called, names), *_sure(ranking, there, called, names)]
    few = [called[j] for j in there[:_LEADING] if ranking.members[j] in few_data_of(ranking, names)]
    if few:
        said.append(names.said("few_data", names=names.listed(few)))
    if ranking.name == "regions":
        said += _alone(ranking, names)
    return said


def _first(ranking: Ranking, there: list[int], called: list[str], names: Names) -> list[str]:
    """Name the first and the second; a rank that is shared has no second."""
    score = ranking.scores[0]
    leading = [called[j] for j in there if ranking.ranks[0, j] == 1]
    top = names.points(score[there[0]])
    if len(leading) > 1:
        return [names.said("first_shared", names=names.listed(leading), score=top)]
    following = [j for j in there if ranking.ranks[0, j] == 2]
    second = names.listed([called[j] for j in following])
    behind = names.said("second", second=second, score=names.points(score[following[0]]))
    return [names.said("first", first=leading[0], score=top), behind]


def _sure(ranking: Ranking, there: list[int], called: list[str], names: Names) -> list[str]:
    """Say under how many readings the first stays first, and whose rank is least certain."""
    readings = names.results.sensitivity.readings
    if readings == 1:
        return []
    found, scored = spans(names.results, ranking), with_score(names.results, ranking)
    n, first = names.whole(scored), found[there[0]]
    said: list[str] = []
    if scored < readings:
        values = {"n": names.whole(readings - scored), "all": names.whole(readings)}
        said.append(names.said("unscored", **values))
    if all(found[j].held == scored for j in there):
        return [*said, names.said("all_sure", all=n)]
    if first.held == scored:
        said.append(names.said("first_sure", all=n))
    elif found[there[1]].rank > 1:
        said.append(names.said("first_held", n=names.whole(first.held), all=n))
    return [*said, least_sure(found, there, called, n, names)]


def least_sure(found: list[Span], there: list[int], called: list[str], n: str, names: Names) -> str:
    """Name the rank that stays under the fewest readings, or all ranks that do."""
    fewest = min(found[j].held for j in there)
    tied = [j for j in there if found[j].held == fewest]
    if len(tied) > 1:
        ranks = [names.entry(called[j], _span(found[j], names)) for j in tied]
        held = {"n": names.whole(fewest), "all": n}
        return names.said("least_sure_shared", names=names.listed(ranks, _TIED, slack=0), **held)
    j = tied[0]
    span = found[j]
    return names.said(
        "least_sure",
        name=called[j],
        rank=names.whole(span.rank),
        n=names.whole(span.held),
        all=n,
        best=names.whole(span.best),
        worst=names.whole(span.worst),
    )


def _span(span: Span, names: Names) -> str:
    """Write a rank and its ends over all readings."""
    return f"{names.whole(span.rank)}; {names.whole(span.best)}–{names.whole(span.worst)}"


def _alone(ranking: Ranking, names: Names) -> list[str]:
    """Warn of regions that one settlement stands for."""
    settlements = names.results.scores.values.settlements
    towns = [s.region for s in settlements if s.category != "republican"]
    single = sum(towns.count(region) == 1 for region in ranking.members)
    if not single:
        return []
    values = {"n": names.whole(single), "all": names.whole(len(ranking.members))}
    return [names.said("one_town", **values)]


def reading_sentences(names: Names) -> dict[str, list[str]]:
    """Say how many places are open, how many of them matter, and which matters most."""
    results = names.results
    live = [choice for choice in CHOICES if role(results, choice) == "yes"]
    places = names.whole(len(CHOICES))
    if not live:
        return {"readings": [names.said("readings_none", places=places)]}
    effects = [
        (choice.name, effect)
        for choice in live
        for option in choice.options
        if (effect := alone(results, choice.name, option))
    ]
    count = names.count("readings", results.sensitivity.readings)
    said = [names.said("readings", places=places, live=names.whole(len(live)), readings=count)]
    return {"readings": said, "reading_effects": _largest(effects, names)}


def _largest(effects: list[tuple[str, Effect]], names: Names) -> list[str]:
    said = []
    choice, effect = max(effects, key=lambda pair: np.nan_to_num(abs(pair[1].total)))
    if np.nan_to_num(effect.total):
        values = {
            "change": names.points(effect.total, signed=True),
            "settlement": names.settlement(effect.settlement),
            "choice": names.word("choice", f"{choice}.title"),
        }
        said.append(names.said("largest_total", **values))
    choice, effect = max(effects, key=lambda pair: np.nan_to_num(pair[1].rank))
    if np.nan_to_num(effect.rank):
        title = names.word("choice", f"{choice}.title")
        said.append(names.said("largest_rank", change=names.whole(effect.rank), choice=title))
    return said
