"""The survey of the thesis on the simulated sample: published beside regenerated, then all."""

from __future__ import annotations

from dataclasses import replace

from ...data import folder
from ..blocks import Block, Bullets, Document, Heading
from ..cache import NO_CACHE, Cache
from ..caption import numbered
from ..composition import told
from ..figures.picture import Picture
from ..language import Language
from ..study.answers import read_answers
from ..study.method_table import method_sentences
from ..study.pictures import coefficient_picture, model_picture, sample
from ..study.pls_picture import path_diagram
from ..study.report import told_blocks
from ..study.results import StudyResults, analyse
from ..study.sections import marked, namer, study_blocks
from ..study.study_file import read_study
from ..table_style import STYLES
from .survey_evidence import SurveyEvidence
from .survey_findings import survey_findings
from .survey_published import SurveyPublished
from .survey_tables import comparison_summary, comparison_tables

__all__ = ["run_thesis_survey", "survey_chapter"]

_ABOVE = {"simulated_model", "simulated_path_diagram", "simulated_coefficient_plot"}


def run_thesis_survey(cache: Cache = NO_CACHE) -> StudyResults:
    """Run the shipped study on the simulated sample."""
    study = read_study(folder("turkistan") / "study.toml")
    return analyse(study, read_answers(study), cache)


def survey_chapter(
    published: SurveyPublished, results: StudyResults, evidence: SurveyEvidence, lang: Language
) -> Document:
    """Compose the document of one language."""
    name, style = namer(results, lang), STYLES["spss"]
    model = model_picture(results, name, lang)
    betas = {
        predictor: published.value(14, (predictor,), "beta")
        for predictor in (results.study.regression.predictors if results.study.regression else ())
    }
    coefficients = coefficient_picture(results, name, lang, published=betas)
    simulated = lang.text("study.simulated")
    compared = [
        comparison_summary(evidence, lang),
        *comparison_tables(published, evidence, results.study.instrument, lang),
    ]
    figures = [_published_figure(model, 26, lang)]
    if results.model:
        people = sample(results, results.model.bootstrap.original.n, lang)
        diagram = path_diagram(results.model, name, lang, sample=people)
        figures.append(_published_figure(diagram, 27, lang))
    figures.append(_published_figure(coefficients, 28, lang))
    found = Bullets((*survey_findings(published, evidence, lang), *method_sentences(results, lang)))
    own = [b for b in study_blocks(results, lang.in_style(style)) if not _shown(b)]
    blocks: list[Block] = [
        Heading(lang.text("document.findings"), "findings"),
        *told([found], style),
        Heading(lang.text("study_section.comparison"), "comparison"),
        *(marked(block, lang) for block in (*compared, *figures)),
        *told_blocks(results, own, style, lang),
    ]
    return Document(
        title=lang.text("comparison.document_title"),
        subtitle=f"{simulated} {lang.text('comparison.document_subtitle')}",
        blocks=tuple(numbered(blocks, prefix=lang.text("caption.own"))),
        lang=lang,
        style=style,
    )


def _published_figure(picture: Picture, number: int, lang: Language) -> Picture:
    shown = lang.text(f"shows.{picture.name}")
    return replace(picture, name=f"figure_{number}", number=str(number), text=(shown,))


def _shown(block: Block) -> bool:
    """Tell the figures that stand in the comparison already."""
    return isinstance(block, Picture) and block.name in _ABOVE
