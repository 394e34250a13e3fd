"""One study file in, a chapter out: what `aqyl run` and `aqyl pls` do, and Python may."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...survey.errors import AqylError
from ..cache import NO_CACHE, Cache
from ..drawing import Progress
from ..input_stamp import stamps
from ..language import LanguageCode, language
from ..output import check_target
from ..second_process import SecondProcess
from .answers import read_answers
from .index_part import IndexPart, index_part
from .report import study_inputs, write_study_report
from .results import StudyResults, analyse
from .study_file import read_study

__all__ = ["Run", "run_study"]


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A study that was run.

    Attributes
    ----------
    results : StudyResults
    languages : tuple of str
    inputs : tuple of Path
    indices : tuple of IndexPart
        Of cities, in the order of the study.
    removed : tuple of str
        Folders of an earlier run that this one does not have, such as those of languages.
    """

    results: StudyResults
    languages: tuple[LanguageCode, ...]
    inputs: tuple[Path, ...]
    indices: tuple[IndexPart, ...] = ()
    removed: tuple[str, ...] = ()


def run_study(
    study: str | Path,
    out: str | Path | None = None,
    *,
    languages: Sequence[LanguageCode] = (),
    data: str | Path | None = None,
    allow_outside: bool = False,
    overwrite: bool = False,
    cache: Cache = NO_CACHE,
    progress: Progress = lambda _total: lambda: None,
    analysed: Callable[[StudyResults], object] = lambda _results: None,
    writer: SecondProcess | None = None,
) -> Run:
    """Read a study, analyse it, and write its chapter.

    Parameters
    ----------
    study : str or Path
        Study file; a model file with `data`.
    out : str or Path, optional
        Folder to write; nothing is written without one.
    languages : sequence of {"kk", "ru", "en"}
        Those of the study if not given, else English.
    data : str or Path, optional
        Answers in place of those that the file names.
    allow_outside : bool
        Whether the study may name files outside its folder.
    overwrite : bool
        Whether results that were changed since they were written may be replaced.
    cache : Cache
    progress : callable
        As in `write_study_report`.
    analysed : callable
        Receives the results before anything is written.
    writer : SecondProcess, optional
        As in `write_study_report`.

    Raises
    ------
    AqylError
        If the study or a file that it names is wrong, or the folder cannot be written.

    Examples
    --------
    >>> from aqyl.data import folder
    >>> run = run_study(folder("turkistan") / "study.toml")  # doctest: +SKIP
    >>> run.results.regression.diagnostics.regression.r_squared  # doctest: +SKIP
    """
    if out is not None:
        check_target(Path(out), overwrite=overwrite)
    seen = stamps([Path(study)])
    plan = read_study(study, data=data, allow_outside=allow_outside)
    indexed = [path for index in plan.indices for path in (index.data, index.framework)]
    seen = stamps([*plan.files, plan.data_file, *indexed]) | seen
    answers = read_answers(plan)
    try:
        results = analyse(plan, answers, cache)
    except AqylError as error:
        if error.where:
            raise
        where = plan.path.name
        raise type(error)(error.problem, where=where, next_step=error.next_step) from error
    indices = tuple(index_part(index) for index in plan.indices)
    analysed(results)
    chosen = tuple(languages) or plan.languages or ("en",)
    removed: tuple[str, ...] = ()
    if out is not None:
        named = {} if data is None else {"command": "pls", "data": Path(data).name}
        removed = write_study_report(
            results,
            out,
            [language(code) for code in chosen],
            indices=indices,
            seen=seen,
            settings=named,
            overwrite=overwrite,
            cache=cache,
            progress=progress,
            writer=writer,
        )
    files = sorted({source.path for source in study_inputs(results, indices)})
    return Run(results, chosen, tuple(files), indices, removed)
