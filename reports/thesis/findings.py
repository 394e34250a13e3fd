"""What the numbers prove, in sentences: one finding a sentence key, with its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..language import Language
from .index_evidence import IndexEvidence
from .published import YEARS, Published
from .source_evidence import SourceEvidence

__all__ = ["Finding", "findings", "sentences"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement: the key of its sentence and the numbers in it.

    `names` are ids of indicators, `decimals` the digits by which the sentence shows a number,
    `percent` the numbers that it shows in percent.
    """

    key: str
    numbers: Mapping[str, float]
    names: tuple[str, ...] = ()
    decimals: Mapping[str, int] | None = None
    percent: frozenset[str] = frozenset()


def findings(
    published: Published, evidence: IndexEvidence, source: SourceEvidence
) -> tuple[Finding, ...]:
    """Draw the conclusions that the evidence carries."""
    return (
        *_on_the_index(published, evidence),
        *_on_the_rows(evidence),
        *_on_the_sources(source),
    )


def _on_the_index(published: Published, evidence: IndexEvidence) -> list[Finding]:
    cells = evidence.cells
    geometric = evidence.variants["geometric"].scores[0, :, :-1]
    old, new = evidence.variants["published"], evidence.variants["sensible"]
    stable = evidence.variants["no_constants"]
    verdicts = [cell.raw_verdict for cell in cells]
    real = [row for row in published.rows if row.domain == "governance"]
    return [
        Finding(
            "mean",
            {
                "cells": len(cells),
                "worst": max(abs(c.from_normalised.difference) for c in cells),
                "zero": int((geometric == 0).sum()),
            },
            decimals={"worst": 7},
        ),
        Finding(
            "counts",
            {
                "real": len(published.rows),
                "stated": published.counts["total"],
                "governance": len(real),
                "governance_stated": published.counts["governance"],
                "index": published.table8["governance"][-1].value,
            },
            decimals={"index": 6},
        ),
        Finding(
            "raw",
            {
                "worst": max(abs(c.from_raw.difference) for c in cells),
                "equal": verdicts.count("equal"),
                "rounding": verdicts.count("rounding"),
                "rows": verdicts.count("rows"),
            },
            decimals={"worst": 4},
        ),
        Finding(
            "directions",
            {
                "n": len(evidence.contradictions),
                "env_old": float(old.score("environment")[0, 0]),
                "env_new": float(new.score("environment")[0, 0]),
                "liv_old": float(old.score("living")[0, -1]),
                "liv_new": float(new.score("living")[0, -1]),
            },
            names=evidence.contradictions,
            decimals=dict.fromkeys(("env_old", "env_new", "liv_old", "liv_new"), 2),
        ),
        Finding(
            "constants",
            {
                "n": sum(row.constant for row in published.rows),
                "liv_old": float(old.score("living")[0, 0]),
                "liv_new": float(stable.score("living")[0, 0]),
            },
            names=tuple(row.id for row in published.rows if row.constant),
            decimals={"liv_old": 2, "liv_new": 2},
        ),
    ]


def _on_the_rows(evidence: IndexEvidence) -> list[Finding]:
    reasons = [row.reason for row in evidence.rows]
    differing = evidence.differing()
    found = [
        Finding(
            "rows",
            {
                "all": len(reasons),
                "equal": reasons.count("equal"),
                "rounding": reasons.count("rounding"),
                "n": len(differing),
            },
            names=tuple(row.row.id for row in differing),
        )
    ]
    for row in differing:
        if row.limits is None or row.row.index.min() >= 0:
            continue
        # The minimum that was used is the value of another year, so a smaller value fell below 0.
        used = int(np.argmin(np.abs(row.row.values - row.limits.minimum)))
        below = int(row.row.index.argmin())
        found.append(
            Finding(
                "negative",
                {
                    "minimum": row.row.values[used],
                    "year": YEARS[used],
                    "cell_year": YEARS[below],
                    "value": row.row.index[below],
                },
                names=(row.row.id,),
                decimals={"value": 5},
            )
        )
    return found


def _on_the_sources(source: SourceEvidence) -> list[Finding]:
    trend = source.trend
    multiplied = sum(found.factor > 1 for found in source.extrapolations)
    return [
        Finding(
            "chains",
            {"n": len(source.chains)},
            names=tuple(chain.row.id for chain in source.chains),
        ),
        Finding("extrapolations", {"n": len(source.extrapolations), "multiplied": multiplied}),
        Finding("mismatches", {"n": len(source.mismatches), "absent": len(source.unsupported)}),
        Finding(
            "forecast",
            {
                "published": source.published_growth,
                "trend": trend.yearly_growth,
                "p": trend.slope_p,
                "year": int(trend.years[-1]),
                "lower": float(trend.lower[-1]),
                "upper": float(trend.upper[-1]),
            },
            decimals={"published": 2, "trend": 2, "p": 2, "lower": 0, "upper": 0},
            percent=frozenset({"published", "trend"}),
        ),
        Finding("sample", {"n": source.sample.n, "predictors": source.sample.predictors}),
    ]


def sentences(found: tuple[Finding, ...], published: Published, lang: Language) -> tuple[str, ...]:
    """Write the findings in one language."""
    return tuple(_sentence(finding, published, lang) for finding in found)


def _sentence(finding: Finding, published: Published, lang: Language) -> str:
    shown: dict[str, str] = {}
    for key, value in finding.numbers.items():
        if "year" in key:
            shown[key] = str(int(value))
        elif key in finding.percent:
            digits = (finding.decimals or {}).get(key, 1)
            space = "" if lang.code == "en" else "\u00a0"
            shown[key] = f"{lang.number(100 * value, digits)}{space}%"
        else:
            shown[key] = lang.number(value, (finding.decimals or {}).get(key, 0))
    names = [lang.label(published.label(name)) for name in finding.names]
    quoted = "; ".join(names)
    return lang.text(f"finding.{finding.key}", names=quoted, name=quoted, **shown)
