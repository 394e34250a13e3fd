"""The order once more, in plain loops and from its text alone: a stranger to check against."""

import math
from fractions import Fraction

from aqyl.analysis.city_score.order import Kpi, Target
from aqyl.analysis.city_score.readings import Reading


def plain_total(order, values, reading, i):
    """TotalScore of settlement `i`, and its sections; None where nothing is scored."""
    s = values.settlements[i]
    sums = {section.id: [0.0, 0.0] for section in order.sections}
    applicable = missing = 0
    for kpi in order.kpis:
        if not _applies(kpi, order, values, reading, s):
            continue
        applicable += 1
        score = _score(kpi, values, reading, s, i)
        if score is None:
            missing += 1
            continue
        own = sums[kpi.section if reading.section == "initiative" else kpi.meaning]
        own[0] += score * kpi.points
        own[1] += kpi.points
    sections = {name: a / b if b else None for name, (a, b) in sums.items()}
    weights = {section.id: section.weight for section in order.sections}
    present = [name for name, score in sections.items() if score is not None]
    if not present:
        return None, sections
    base = sum(sections[name] * weights[name] / 100 for name in present)
    if reading.empty_section == "renormalise":
        base /= sum(weights[name] / 100 for name in present)
    base *= 100
    if reading.weights == "as_printed":
        base *= 100
    of = applicable if reading.missing_share == "of_applicable" else applicable - missing
    lost = 5 if missing and (of == 0 or Fraction(missing, of) > Fraction(1, 5)) else 0
    return min(max(base + 2 * s.extra - lost, 0), 100), sections


def _applies(kpi, order, values, reading, s):  # noqa: PLR0911 - one return for each rule
    by_hand = values.applicable.get((s.id, kpi.id))
    if by_hand is not None:
        return by_hand
    (initiative,) = (i for i in order.initiatives if i.number == kpi.initiative)
    stage, required = initiative.stages.get(s.category), s.category in initiative.required
    if reading.applicability in {"both_annexes", "road_map"} and stage is None:
        return False
    if reading.applicability in {"both_annexes", "functions"} and not required:
        return False
    if stage is not None and reading.stage_start != "at_once":
        start = {
            "first_year": stage.first_year,
            "last_year": stage.last_year,
            "year_after": stage.last_year + 1,
        }[reading.stage_start]
        if values.year < start:
            return False
    if kpi.up_to and reading.up_to == "left_out":
        return False
    if kpi.doubtful and reading.doubtful == "left_out":
        return False
    if kpi.repeats and reading.repeated == "once":
        return False
    if kpi.shared and reading.one_value == "republican" and s.category != "republican":
        return False
    if kpi.domains:
        return True
    target = _target(kpi, reading, s)
    if target is None:
        return False
    worded = kpi.direction == "change" and target.wording
    return not (worded and reading.worded_change == "left_out")


def _target(kpi, reading, s) -> Target | None:
    if (
        s.category == "district"
        and reading.fourth_value == "district"
        and not math.isnan(kpi.fourth)
    ):
        return Target(kpi.fourth, kpi.fourth)
    return kpi.targets.get(s.category)


def _score(kpi: Kpi, values, reading: Reading, s, i: int) -> float | None:  # noqa: PLR0911 - one return for each formula
    facts = [float(values.numbers[i, values.measures.index(m)]) for m in kpi.measures]
    if kpi.direction == "domains":
        parts = []
        for fact, domain in zip(facts, kpi.domains, strict=True):
            if not math.isnan(fact):
                parts.append(1.0 if fact == 0 else min(domain.target / fact, 1))
        if not parts:
            return None
        return min(parts) if reading.domains == "worst" else sum(parts) / len(parts)
    (fact,) = facts
    if math.isnan(fact):
        return None
    if kpi.direction == "words":
        return fact if fact == 1 or reading.partly == "in_part" else 0.0
    target = _target(kpi, reading, s) or Target()
    if kpi.direction == "at_least":
        return min(fact / target.low, 1)
    if kpi.direction == "at_most":
        if fact == 0:
            return None if reading.zero == "no_data_for_times" and kpi.unit == "minutes" else 1.0
        return min(target.low / fact, 1)
    if target.wording:
        return float(fact < 0 if target.wording == "smallest" else fact <= 0)
    share = {"near": 0, "middle": 0.5, "far": 1}[reading.range_end]
    score = min(fact / (target.low + share * (target.high - target.low)), 1)
    return max(score, 0) if reading.change_floor == "zero" else score
