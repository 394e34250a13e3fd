"""What every table needs beside the result: language, names, whether data are simulated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import cast

from ...survey.errors import SpecificationError
from ...survey.instrument import Instrument
from ...survey.responses import Responses
from ..framework_file import FrameworkFile
from ..language import Language
from ..study.heads import Namer
from ..study.results import StudyResults
from ..study.run import Run

__all__ = ["Owner", "Setting", "setting", "study_of"]

Owner = StudyResults | Run | Responses | Instrument | FrameworkFile | Mapping[str, str]
_VARIABLES = {
    "head.construct": "shown_field.names",
    "study_title.correlations": "shown_result.Correlations",
    "study_title.descriptives": "shown_result.Descriptives",
    "study_title.normality": "shown_result.Normality",
}
_NOBODY: Mapping[str, Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Setting:
    """What every table of a result needs beside the result.

    Attributes
    ----------
    lang : Language
    labels : mapping of id to words by language code
        Names of dimensions, questions or indicators; whatever is not in it keeps its id.
    simulated : bool
        Whether the data behind the result are simulated.
    instrument : Instrument or None
        The questionnaire behind the result, if it is known.
    """

    lang: Language
    labels: Mapping[str, Mapping[str, str]]
    simulated: bool = False
    instrument: Instrument | None = None

    @property
    def name(self) -> Namer:
        """What names a dimension; anything unknown keeps its id."""
        return lambda own: self.lang.label(labels) if (labels := self.labels.get(own)) else own


def setting(lang: Language, owner: Owner | None) -> Setting:
    """Take names, and whether the data are simulated, from what a result belongs to.

    Raises
    ------
    SpecificationError
        If `owner` is nothing that knows names.
    """
    if isinstance(owner, Run):
        owner = owner.results
    if owner is None:
        return Setting(_of_variables(lang), _NOBODY)
    if isinstance(owner, StudyResults):
        known = setting(lang, owner.study.instrument)
        return Setting(lang, known.labels, owner.simulated, owner.study.instrument)
    if isinstance(owner, Responses):
        return replace(setting(lang, owner.instrument), simulated=owner.simulated)
    if isinstance(owner, Instrument):
        named = (*owner.constructs, *owner.profile)
        return Setting(lang, {part.id: part.labels for part in named}, instrument=owner)
    if isinstance(owner, FrameworkFile):
        return Setting(lang, owner.labels)
    if isinstance(owner, Mapping):
        return Setting(lang, {name: {lang.code: str(words)} for name, words in owner.items()})
    raise SpecificationError(
        "`of` must be a study, its answers, an instrument, a framework file, or names by id, got "
        f"{type(owner).__name__}"
    )


def _of_variables(lang: Language) -> Language:
    """Speak of variables where nothing says that they are the dimensions of a study."""
    words = {old: lang.words[new] for old, new in _VARIABLES.items()}
    return replace(lang, words={**lang.words, **words})


def study_of(setting: Setting, **parts: object) -> StudyResults:
    """Return a study that has nothing but the named parts.

    The figures of a study are built from its results as a whole; each reads only the parts that it
    draws, so a single result can be drawn as if the rest were there.
    """
    return cast("StudyResults", SimpleNamespace(simulated=setting.simulated, **parts))
