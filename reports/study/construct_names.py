"""What constructs are called, those of the questionnaire and those that a model forms of them."""

from __future__ import annotations

from ..language import Language
from .plan import Study

__all__ = ["construct_names"]


def construct_names(study: Study, lang: Language) -> dict[str, str]:
    """Return the label of every construct by its id.

    A product of constructs without a label of its own is called by theirs, so that no key of the
    study file stands in a chapter.

    Examples
    --------
    >>> from aqyl.data import folder
    >>> from aqyl.reports.language import language
    >>> from aqyl.reports.study.study_file import read_study
    >>> study = read_study(folder("turkistan") / "study.toml")
    >>> construct_names(study, language("ru"))["people"]
    'Умные люди'
    """
    instrument = study.instrument
    names = {construct.id: lang.label(construct.labels) for construct in instrument.constructs}
    names |= {own: lang.label(labels) for own, labels in instrument.formed.items()}
    products = study.model.interactions if study.model else {}
    for own, factors in products.items():
        if own not in names:
            names[own] = " × ".join(names.get(factor, factor) for factor in factors)
    return names
