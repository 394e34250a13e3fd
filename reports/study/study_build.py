"""From the keys of a study file to a study, or to everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...analysis.hypotheses import Hypothesis
from ...analysis.structural_model import StructuralModel
from ...survey.errors import AqylError
from ...survey.instrument import Instrument
from ...survey.toml_file import read_toml
from ...survey.toml_keys import labels_of
from .model_file import check_model, structural_model
from .model_keys import RegressionKeys
from .plan import IndexPlan, Study
from .study_checks import (
    all_paths,
    check_estimated,
    check_known,
    check_once,
    hypotheses,
    limits,
    regression_keys,
    score_keys,
)
from .study_faults import Faults
from .study_folder import StudyFolder
from .study_keys import IndexKeys, StudyKeys
from .study_questionnaire import Questionnaire, formed_names, inline_questionnaire

__all__ = ["Draft", "built_study", "index_plans", "study_answers", "study_questionnaire"]

_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A study file whose keys have been read.

    Attributes
    ----------
    path : Path
    keys : StudyKeys
    questionnaire : Questionnaire or None
        From a file of its own.
    table : mapping
        The table ``[instrument]``, as the file has it.
    files : tuple of Path
        The study file and its questionnaire.
    folder : StudyFolder
    answers : Path or None
        Answers that the caller named.
    broken : collection of str
        Tables that could not be read: nothing is said of what depends on them.
    """

    path: Path
    keys: StudyKeys
    questionnaire: Questionnaire | None
    table: Mapping[str, Any]
    files: tuple[Path, ...]
    folder: StudyFolder
    answers: Path | None
    broken: Collection[str]


def built_study(
    draft: Draft,
    questionnaire: Questionnaire,
    data_file: Path | None,
    indices: Sequence[IndexPlan],
    faults: Faults,
) -> Study | None:
    """Build a study of its parts; None if `faults` says why it cannot be."""
    keys, instrument = draft.keys, questionnaire.instrument
    screening = limits(keys.screening, faults)
    _check_lists(keys, faults)
    _check_date(keys.date, faults)
    if instrument is None:
        return None
    _check_questions(keys, instrument, faults)
    scores = score_keys(keys.scores, instrument, faults)
    regression, stated = _paths(draft, instrument, faults, sound=questionnaire.sound)
    if len(faults) or data_file is None:
        return None
    return Study(
        path=draft.path,
        title=labels_of(keys.title, draft.path.stem),
        date=keys.date,
        languages=tuple(keys.language),
        simulated=keys.simulated,
        instrument=instrument,
        data=keys.data,
        data_file=data_file,
        limits=screening,
        factors=keys.factors,
        scores=scores,
        regression=regression,
        model=keys.model,
        hypotheses=tuple(stated),
        wordings={h.id: labels_of(h.label, "") for h in keys.hypothesis},
        compare_by=tuple(keys.comparison.by) if keys.comparison else (),
        indices=tuple(indices),
        documents=keys.documents,
        privacy=keys.privacy,
        licence=keys.data.licence,
        source={code: text for code, text in keys.data.source.items() if text},
        files=draft.files,
    )


def study_questionnaire(draft: Draft, faults: Faults) -> Questionnaire:
    """Return the questionnaire; if it is not sound, `faults` says why."""
    if draft.questionnaire is not None:
        return draft.questionnaire
    if draft.table:
        inline = draft.table, draft.keys.instrument, faults
        return inline_questionnaire(*inline, formed=formed_names(faults.source.tree))
    if "instrument" not in draft.broken:
        faults.say(
            (),
            "The study has no questionnaire",
            'Add a table `[instrument]`, or instrument = "questionnaire.toml".',
        )
    return Questionnaire(None, sound=False)


def study_answers(draft: Draft, faults: Faults) -> Path | None:
    """Return the path of the answers; None if `faults` says why there is none."""
    if draft.answers is not None or "data" in draft.broken:
        return draft.answers
    with faults.at("data", "file"):
        return draft.folder.file(draft.keys.data.file, "data.file")
    return None


def index_plans(draft: Draft, faults: Faults) -> list[IndexPlan]:
    """Return the indices whose files may be read."""
    found = []
    for i, keys in enumerate(draft.keys.index):
        with faults.at("index", i, "data"):
            data = draft.folder.file(keys.data, "index.data")
            with faults.at("index", i, "framework"):
                found.append(_index(keys, data, draft.folder))
    return found


def _index(keys: IndexKeys, data: Path, folder: StudyFolder) -> IndexPlan:
    """Take the files of an index; a catalogue that the framework names lies in the folder too."""
    framework = folder.file(keys.framework, "index.framework")
    if framework.is_file():
        catalogue = read_toml(framework, "framework").get("catalogue")
        name = catalogue.get("file") if isinstance(catalogue, dict) else None
        if isinstance(name, str):
            folder.file((Path(keys.framework).parent / name).as_posix(), "catalogue.file")
    read = keys.model_dump(include={"decimal", "encoding", "sheet"})
    return IndexPlan(data, framework, missing=tuple(keys.missing), **read)


def _check_lists(keys: StudyKeys, faults: Faults) -> None:
    """Refuse what a list names twice, and lists that leave nothing to write."""
    check_once(keys.language, "language", "language", faults)
    check_once(keys.documents.formats, "documents.formats", "format", faults)
    check_once(keys.documents.figures, "documents.figures", "format", faults)
    if not keys.documents.formats:
        faults.say(("documents", "formats"), "`documents.formats` must name at least one format")
    if keys.comparison:
        check_once(keys.comparison.by, "comparison.by", "question", faults)


def _check_date(text: str, faults: Faults) -> None:
    if text and not _DAY.fullmatch(text):
        faults.say(("date",), f"`date` must be a day such as 2025-06-01, got `{text}`")


def _check_questions(keys: StudyKeys, instrument: Instrument, faults: Faults) -> None:
    """Refuse a number of components beyond the items, and questions that nobody is asked."""
    count, items = keys.factors.count, len(instrument.items)
    if isinstance(count, int) and not 1 <= count <= items:
        faults.say(
            ("factors", "count"), f"`factors.count` must be from 1 to {items} items, got {count}"
        )
    questions = [question.id for question in instrument.profile]
    for i, name in enumerate(keys.comparison.by if keys.comparison else ()):
        with faults.at("comparison", "by", i):
            check_known(name, questions, "comparison.by", "profile question")
    if keys.model and keys.model.groups:
        with faults.at("model", "groups"):
            check_known(keys.model.groups, questions, "model.groups", "profile question")


def _paths(
    draft: Draft, instrument: Instrument, faults: Faults, *, sound: bool
) -> tuple[RegressionKeys | None, list[Hypothesis]]:
    """Check the regression, the hypotheses and the model against each other."""
    keys, broken = draft.keys, set(draft.broken)
    constructs = [construct.id for construct in instrument.constructs]
    regression = None
    if keys.regression:
        regression = regression_keys(keys.regression, constructs, faults)
        broken |= {"regression"} if regression is None else set()
    formed = [*keys.model.higher_order, *keys.model.interactions] if keys.model else []
    before = len(faults)
    # A model that cannot be read may form constructs that the hypotheses name.
    stated = [] if "model" in broken else hypotheses(
        keys.hypothesis, [*constructs, *formed], faults
    )  # fmt: skip
    broken |= {"hypothesis"} if len(faults) > before else set()
    stated_well = [h for h in stated if h]
    given = all_paths(stated_well, regression)
    model = _model(draft, instrument, given, broken, faults, sound=sound)
    if broken & {"regression", "model"}:
        return regression, stated_well
    if stated_well and regression is None and model is None:
        faults.say(
            ("hypothesis", 0),
            "The hypotheses need a regression or a model",
            "Add a table `[regression]` or `[model]`.",
        )
        return regression, stated_well
    for i, hypothesis in enumerate(stated):
        if hypothesis:
            with faults.at("hypothesis", i, "path"):
                check_estimated(hypothesis, regression, model)
    return regression, stated_well


def _model(
    draft: Draft,
    instrument: Instrument,
    paths: list[tuple[str, str]],
    broken: set[str],
    faults: Faults,
    *,
    sound: bool,
) -> StructuralModel | None:
    """Check the model; where it cannot be built, it joins the broken tables.

    Of an unsound questionnaire only the names are known: nothing is built on it.
    """
    keys, before = draft.keys.model, len(faults)
    if keys is None:
        return None
    check_model(keys, instrument, faults)
    waits = not keys.paths and broken & {"regression", "hypothesis"}
    if sound and len(faults) == before and not waits:
        try:
            return structural_model(keys, instrument, paths)
        except AqylError as error:
            faults.add(faults.source.place_of(error, ("model",)), error)
    broken.add("model")
    return None
