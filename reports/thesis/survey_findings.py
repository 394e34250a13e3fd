"""What Tables 9-15 prove of themselves, and how far the simulated sample is from them."""

from __future__ import annotations

from ..language import Language
from .survey_evidence import SurveyEvidence
from .survey_published import SurveyPublished

__all__ = ["survey_findings"]

_PEOPLE = 676


def survey_findings(
    published: SurveyPublished, evidence: SurveyEvidence, lang: Language
) -> tuple[str, ...]:
    """Say each finding in one sentence, from the numbers of the tables."""
    work = [c for c in published.of(9) if c.row[0] == "work" and c.statistic == "count"]
    education = [c for c in published.of(9) if c.row[0] == "education" and c.statistic == "count"]
    planner = next(c for c in work if c.corrected is not None)
    df = next(c for c in published.of(11) if c.statistic == "df")
    lowest = min(c.target for c in published.of(10) if c.statistic == "minimum")
    highest = max(c.target for c in published.of(10) if c.statistic == "maximum")
    wrong = [c for c in published.of(15) if c.corrected is not None]
    judged = [c for c in evidence.comparisons if c.tolerance is not None]
    within = sum(c.verdict == "within" for c in judged)
    same = [
        name
        for name, printed in published.verdicts.items()
        if evidence.verdicts[name] == (printed == "confirmed")
    ]
    return (
        lang.text(
            "survey_finding.profile",
            printed=lang.number(planner.printed.value, 0),
            sum=lang.number(sum(c.printed.value for c in work), 0),
            n=_PEOPLE,
            corrected=lang.number(planner.target, 0),
            education=lang.number(sum(c.target for c in education), 0),
        ),
        lang.text(
            "survey_finding.df",
            printed=lang.number(df.printed.value, 0),
            items=lang.number(len(published.components) + len(published.unloaded), 0),
            df=lang.number(df.target, 0),
        ),
        lang.text(
            "survey_finding.weights", low=lang.number(lowest, 2), high=lang.number(highest, 2)
        ),
        lang.text(
            "survey_finding.hypotheses", names=", ".join(dict.fromkeys(c.row[0] for c in wrong))
        ),
        lang.text(
            "survey_finding.sample",
            within=lang.number(within, 0),
            judged=lang.number(len(judged), 0),
            same=lang.number(len(same), 0),
            all=lang.number(len(published.verdicts), 0),
        ),
    )
