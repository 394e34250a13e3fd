"""A survey study as one TOML file: data, questionnaire, screening, factors, model, hypotheses.

::

    title = "Trust in the smart city"
    data = "answers.csv"                  # or a table: file, id, time, missing, columns, …

    [instrument]                          # or: instrument = "questionnaire.toml"
    scale = { points = [1, 2, 3, 4, 5] }
    constructs = { trust = ["T1", "T2", "T3"], use = ["U1", "U2", "U3"] }
    profile = { gender = ["female", "male"] }

    [screening]                           # see aqyl.survey.screening.Limits
    completeness = 0.9
    longest_run = 20

    [factors]                             # see aqyl.analysis.factors
    count = "parallel"

    [regression]
    outcome = "use"

    [[hypothesis]]
    id = "H1"
    path = "trust -> use"

    [documents]
    style = "gost"                        # or spss, apa

Files that it names lie in its own folder, unless the caller allows others.
"""

from __future__ import annotations

from pathlib import Path

from .plan import IndexPlan, Study
from .study_reading import study_reading

__all__ = ["IndexPlan", "Study", "read_study"]


def read_study(
    path: str | Path, *, data: str | Path | None = None, allow_outside: bool = False
) -> Study:
    """Read a study file.

    Parameters
    ----------
    path : str or Path
    data : str or Path, optional
        Answers in place of those that the file names, if it names any. The file then needs a
        table ``[model]``.
    allow_outside : bool
        Whether the study may name files outside its own folder.

    Raises
    ------
    FileError
        If a file is missing or is not TOML.
    SpecificationError
        If a key is unknown, a value is not allowed, the study names a file outside its folder, or
        a construct, an item or a question that its questionnaire does not have; the sentence names
        the key. Of several faults this is the first; `check_study` tells them all.

    Examples
    --------
    >>> from aqyl.data import folder
    >>> study = read_study(folder("turkistan") / "study.toml")
    >>> [hypothesis.id for hypothesis in study.hypotheses]
    ['H1', 'H2', 'H3', 'H4', 'H5', 'H6']
    """
    reading = study_reading(Path(path), data=data, allow_outside=allow_outside)
    if reading.study is None:
        raise reading.faults[0].error
    return reading.study
