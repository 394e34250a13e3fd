"""CityScore of settlements for one year, with everything that led to it (Annex 5, 2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...survey.errors import SpecificationError
from ...survey.toml_keys import nearest
from .applicability import applicable
from .kpi_scores import kpi_score
from .order import Order
from .readings import Reading
from .settlements import Values, refuse_impossible
from .totals import city_score_100, level_of, penalty, section_scores, total_score

__all__ = ["CityScore", "city_score"]


@dataclass(frozen=True, slots=True, eq=False)
class CityScore:
    """Scores of s settlements by k KPIs in j sections.

    Attributes
    ----------
    order : Order
    values : Values
    reading : Reading
    status : ndarray of str, shape (s, k)
        ``"A"`` applicable with data, ``"NA"`` not applicable, ``"ND"`` applicable without data.
    kpi_scores : ndarray, shape (s, k)
        S_kpi from 0 to 1; NaN unless the status is A.
    section_scores : ndarray, shape (s, j)
        0 to 1; NaN where a section has no KPI with data.
    city_score : ndarray, shape (s,)
        CityScore from 0 to 100, before extra initiatives and penalty; NaN where nothing is scored.
    contributions : ndarray, shape (s, k)
        Points of CityScore that each KPI brings; they sum to `city_score`.
    worth : ndarray, shape (s, k)
        Points of CityScore that each KPI brings at S_kpi = 1; 0 unless the status is A.
    missing_share : ndarray, shape (s,)
        Share of applicable KPIs without data, as the reading counts it.
    penalty, total : ndarray, shape (s,)
    levels : tuple of str, length s
        Level ids; empty where there is no total.
    """

    order: Order
    values: Values
    reading: Reading
    status: np.ndarray
    kpi_scores: np.ndarray
    section_scores: np.ndarray
    city_score: np.ndarray
    contributions: np.ndarray
    worth: np.ndarray
    missing_share: np.ndarray
    penalty: np.ndarray
    total: np.ndarray
    levels: tuple[str, ...]

    def number(self, status: str) -> np.ndarray:
        """Count the KPIs of each settlement that have a status."""
        return (self.status == status).sum(axis=1)


def city_score(order: Order, values: Values, reading: Reading | None = None) -> CityScore:
    """Score settlements by the order.

    Parameters
    ----------
    order : Order
    values : Values
        Yearly values of one year.
    reading : Reading, optional
        How to read the order where it leaves a choice.

    Raises
    ------
    SpecificationError
        If the values name a measure that the order lacks, or a status by hand has no target.
    MethodError
        If a value is impossible for its unit.

    Examples
    --------
    >>> from .order import Initiative, Kpi, Level, Section, Stage, Target
    >>> from .settlements import Settlement
    >>> kpi = Kpi("K01.01", 1, "all", "all", "percent", "at_least", 9,
    ...           {"republican": Target(90, 90)})
    >>> stages = {"republican": Stage(1, 2026, 2027)}
    >>> order = Order((Section("all", 100),), (Initiative(1, "all", stages),), (kpi,),
    ...               (Level("low", 0),))
    >>> astana = Settlement("astana", "republican", 1_500_000, extra=1)
    >>> values = Values(2026, (astana,), ("K01.01",), np.array([[45.0]]))
    >>> city_score(order, values).total.tolist()
    [52.0]
    """
    reading = reading or Reading()
    _known(order, values)
    refuse_impossible(order, values)
    scores = np.column_stack([kpi_score(kpi, values, reading) for kpi in order.kpis])
    applies = np.column_stack([applicable(kpi, order, values, reading) for kpi in order.kpis])
    missing = applies & np.isnan(scores)
    scored = applies & ~missing
    kept = np.where(scored, scores, 0.0)
    points = np.array([kpi.points for kpi in order.kpis])
    place = sections_of(order, reading)
    whole = (scored * points) @ place
    sections = section_scores((kept * points) @ place, whole)
    weights = np.array([section.weight for section in order.sections])
    base = city_score_100(sections, weights, reading)
    # What a section with every KPI at its target would bring, shared out by points.
    shares = city_score_100_of(np.isfinite(sections), weights, reading)
    per_point = np.divide(shares, whole, out=np.zeros_like(shares), where=whole > 0) @ place.T
    worth = scored * points * per_point
    n_applicable, n_missing = applies.sum(axis=1), missing.sum(axis=1)
    lost = penalty(n_applicable, n_missing, reading)
    of = n_applicable if reading.missing_share == "of_applicable" else n_applicable - n_missing
    extra = np.array([settlement.extra for settlement in values.settlements])
    total = total_score(base, extra, lost)
    return CityScore(
        order=order,
        values=values,
        reading=reading,
        status=np.where(missing, "ND", np.where(applies, "A", "NA")),
        kpi_scores=np.where(scored, scores, np.nan),
        section_scores=sections,
        city_score=base,
        contributions=worth * kept,
        worth=worth,
        missing_share=n_missing / np.where(of > 0, of, np.nan),
        penalty=lost,
        total=total,
        levels=tuple(level_of(value, order.levels, reading) for value in total.tolist()),
    )


def sections_of(order: Order, reading: Reading) -> np.ndarray:
    """Place each KPI in its section: ndarray of 0 and 1, shape (k, j)."""
    names = [section.id for section in order.sections]
    own = [kpi.section if reading.section == "initiative" else kpi.meaning for kpi in order.kpis]
    place = np.zeros((len(own), len(names)))
    place[np.arange(len(own)), [names.index(section) for section in own]] = 1.0
    return place


def city_score_100_of(there: np.ndarray, weights: np.ndarray, reading: Reading) -> np.ndarray:
    """Points of CityScore that each section brings at its full score, shape (s, j)."""
    full = np.where(there, 1.0, np.nan)
    whole = (there * weights).sum(axis=-1, keepdims=True)
    best = city_score_100(full, weights, reading)[..., None]
    part = np.divide(there * weights, whole, out=np.zeros(there.shape), where=whole > 0)
    return part * np.nan_to_num(best)


def _known(order: Order, values: Values) -> None:
    known = order.measures
    for measure in values.measures:
        if measure not in known:
            raise SpecificationError(
                f"The order has no KPI `{measure}`", next_step=nearest(measure, known)
            )
