"""What the verb `aqyl cityscore` does: read, score, say what was found, write the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..cache import NO_CACHE, Cache
from ..input_stamp import stamp
from ..language import Language, LanguageCode, language
from ..manifest import InputFile
from ..output import check_target
from .cautions import cautions
from .job import run_job, settings
from .names import Names
from .options import Job
from .report import write_city_score
from .results import Results
from .sentences import city_sentences

__all__ = ["score_cities", "summary"]

_SAID = (
    "scores",
    *(f"ranking_{name}" for name in ("republican", "regions", "oblast")),
    *("readings", "reading_effects"),
)


def score_cities(
    job: Job,
    out: Path,
    codes: Sequence[LanguageCode],
    *,
    figures: bool = True,
    overwrite: bool = False,
    cache: Cache = NO_CACHE,
    progress: Callable[[int], Callable[[], object]] = lambda _total: lambda: None,
) -> Results:
    """Score settlements and write the report.

    Parameters
    ----------
    job : Job
    out : Path
    codes : sequence of {"kk", "ru", "en"}
    figures : bool
    overwrite : bool
        Whether results that were changed since they were written may be replaced.
    cache : Cache
    progress : callable
        Receives the number of figures, returns what is called after each.

    Raises
    ------
    AqylError
        If a file breaks a rule, or the folder cannot be written.
    """
    check_target(out, overwrite=overwrite)
    inputs = [InputFile(path, seen=stamp(path)) for path in job.every_file()]
    results = run_job(job)
    write_city_score(
        results,
        out,
        [language(code) for code in codes],
        inputs=inputs,
        settings=settings(job, results),
        figures=figures,
        overwrite=overwrite,
        cache=cache,
        progress=progress,
    )
    return results


def summary(results: Results, lang: Language) -> list[str]:
    """Say in a few lines who was scored, who is first, and how sure that is."""
    said = city_sentences(results, lang)
    warned = cautions(Names(results, lang))
    if not results.simulated:
        return [*warned, *(" ".join(said[name]) for name in _SAID if name in said)]
    told = [said[f"simulated_{name}"][1:] for name in _SAID if f"simulated_{name}" in said]
    return [lang.text("cityscore.intro.simulated"), *warned, *map(" ".join, told)]
