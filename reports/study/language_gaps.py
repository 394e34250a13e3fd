"""Texts of a study that a language lacks, so that a document shows them in another one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...survey.instrument import Instrument, Labels
from ..language import Language, LanguageCode
from .plan import Study

__all__ = ["LanguageGap", "gap_sentence", "language_gaps"]

_CODE = re.compile(r"[\W\d_]*[A-Za-z0-9_.-]*[\W\d_]*")  # an id or a number speaks no language
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]", re.IGNORECASE)
_LEAST_KAZAKH = 0.2  # share of texts with letters that Russian does not have

Text = tuple[str, str, Labels]  # kind of thing, its id, its texts


@dataclass(frozen=True, slots=True)
class LanguageGap:
    """What one language lacks.

    Attributes
    ----------
    language : str
    names : mapping of kind to tuple of str
        Ids of the items, questions and so on whose text is missing, by the kind of thing.
    """

    language: LanguageCode
    names: Mapping[str, tuple[str, ...]]

    @property
    def count(self) -> int:
        """Number of texts."""
        return sum(map(len, self.names.values()))


def language_gaps(
    study: Study, instrument: Instrument, languages: Sequence[LanguageCode]
) -> tuple[LanguageGap, ...]:
    """Return what each language lacks; languages without a gap are left out.

    A text without a language stands for all of them, unless its letters say that it is of one.

    Parameters
    ----------
    study : Study
    instrument : Instrument
        With the wordings of the file of answers.
    languages : sequence of {"kk", "ru", "en"}
        Of the documents.

    Examples
    --------
    >>> from aqyl.data import folder
    >>> from aqyl.reports.study.study_file import read_study
    >>> study = read_study(folder("turkistan") / "study.toml")
    >>> language_gaps(study, study.instrument, ("kk", "ru", "en"))
    ()
    """
    texts = [text for text in _texts(study, instrument) if _speaks(text)]
    alone = _language_of([labels["und"] for _, _, labels in texts if "und" in labels])
    latin = alone == "en" and len({*languages, *study.languages}) == 1  # of whatever language
    found = []
    for code in languages:
        names: dict[str, tuple[str, ...]] = {}
        for kind, name, labels in texts:
            stands_for_all = "und" in labels and (alone == code or latin)
            if code not in labels and not stands_for_all:
                names[kind] = (*names.get(kind, ()), name)
        if names:
            found.append(LanguageGap(code, names))
    return tuple(found)


def gap_sentence(gap: LanguageGap, lang: Language) -> str:
    """Say how many texts a language lacks, and where."""
    where = ", ".join(
        f"{lang.text(f'gap.{kind}')} – {lang.number(len(names), 0)}"
        for kind, names in gap.names.items()
    )
    language = lang.text(f"gap.language_{gap.language}")
    return lang.plural("gap.told", gap.count, language=language, where=where)


def _texts(study: Study, instrument: Instrument) -> Iterator[Text]:
    yield "title", study.path.stem, study.title
    if study.source:
        yield "source", study.path.stem, study.source
    for point, labels in zip(instrument.scale.points, instrument.scale.labels, strict=True):
        yield "scale", str(point), labels
    for construct in instrument.constructs:
        yield "dimensions", construct.id, construct.labels
    yield from _formed(study, instrument)
    for item in instrument.items:
        yield "items", item.id, item.labels
    for question in instrument.profile:
        yield "questions", question.id, question.labels
        for option in question.options:
            yield "options", option.code, option.labels
    for name, labels in study.wordings.items():
        yield "hypotheses", name, labels


def _formed(study: Study, instrument: Instrument) -> Iterator[Text]:
    """Take what a model forms; a product without a label is called by those of its constructs."""
    if study.model is None:
        return
    for name in (*study.model.higher_order, *study.model.interactions):
        if name in instrument.formed:
            yield "formed", name, instrument.formed[name]
        elif name in study.model.higher_order:
            yield "formed", name, {"und": name}


def _speaks(text: Text) -> bool:
    """Whether a text is of some language, and not only an id that stands for it."""
    _, name, labels = text
    own = labels.get("und")
    return own is None or (own not in {"", name} and not own.isdigit()) or not _CODE.fullmatch(own)


def _language_of(texts: Sequence[str]) -> LanguageCode | None:
    """Tell by their letters which language most texts are of."""
    cyrillic = sum(bool(_CYRILLIC.search(text)) for text in texts)
    kazakh = sum(bool(_KAZAKH.search(text)) for text in texts)
    if not texts:
        return None
    if 2 * cyrillic < len(texts):
        return "en"
    return "kk" if kazakh >= _LEAST_KAZAKH * cyrillic else "ru"
