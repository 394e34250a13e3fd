"""Tables of a study on its answers and scores: frequencies, moments, normality."""

from __future__ import annotations

from ...analysis.descriptives import Descriptives, Mardia
from ...analysis.normality import Normality
from ...survey.instrument import Instrument
from ...survey.item_frequencies import ItemFrequencies
from ..language import Language
from ..table import Cell, Column, Table
from .agreement import point_names, sides
from .heads import caption, head, text_head

__all__ = ["descriptives_table", "item_table", "normality_table"]


def item_table(found: ItemFrequencies, instrument: Instrument, lang: Language) -> Table:
    """How often each point was chosen, item by item, in percent of those who answered."""
    rows = []
    for i, item in enumerate(instrument.items):
        shares = [float(share) for share in found.valid_percent[i]]
        n = int(found.count[i].sum())
        own: list[Cell] = [item.id, lang.label(item.labels), n, int(found.missing[i])]
        own += [*shares, float(found.mean[i]), float(found.sd[i]), float(found.top_box[i])]
        rows.append(tuple(own))
    answers = lang.text("tables.answers")
    columns = (
        text_head(lang, "item"),
        text_head(lang, "wording"),
        head(lang, "n", 0),
        head(lang, "missing", 0),
        *(Column(f"percent_{p}", str(p), "number", 1, answers) for p in found.points),
        head(lang, "mean", 2),
        head(lang, "sd", 2),
        head(lang, "top_box", 1),
    )
    names = zip(point_names(found.points, instrument.scale.labels, lang), found.points, strict=True)
    labelled = [name for name, point in names if name != str(point)]
    points = "; ".join(labelled) or f"{found.points[0]}–{found.points[-1]}"
    notes = [lang.text("study.scale_note", points=points)]
    turned = [item.id for item in instrument.items if item.reverse]
    if turned:
        notes.append(lang.text("study.reverse_note", items=", ".join(turned)))
    _, above = sides(found.points, found.top)
    notes.append(lang.text("study.top_note", above=above))
    return Table("items", caption(lang, "items"), columns, tuple(rows), tuple(notes))


def descriptives_table(
    found: Descriptives, labels: tuple[str, ...], lang: Language, *, notes: tuple[str, ...] = ()
) -> Table:
    """Moments of the scores in SPSS's layout, and in its style with as many decimals."""
    as_spss = lang.style.name == "spss"
    numbers = (
        found.minimum,
        found.maximum,
        found.mean,
        found.mean_se,
        found.sd,
        found.skewness,
        found.skewness_se,
        found.kurtosis,
        found.kurtosis_se,
    )
    rows = tuple(
        (label, int(found.n[i]), *(float(column[i]) for column in numbers))
        for i, label in enumerate(labels)
    )
    columns = (
        text_head(lang, "construct"),
        head(lang, "n", 0),
        head(lang, "minimum", 2),
        head(lang, "maximum", 2),
        head(lang, "mean", 4 if as_spss else 2),
        head(lang, "mean_se", 5 if as_spss else 3),
        head(lang, "sd", 5 if as_spss else 2),
        head(lang, "skewness"),
        head(lang, "skewness_se"),
        head(lang, "kurtosis"),
        head(lang, "kurtosis_se"),
    )
    return Table("descriptives", caption(lang, "descriptives"), columns, rows, notes)


def normality_table(
    found: Normality, mardia: Mardia | None, labels: tuple[str, ...], lang: Language
) -> Table:
    """Show the tests of each score, with the rule of size, and Mardia's tests of all together."""
    numbers = (
        found.d,
        found.d_p,
        found.w,
        found.w_p,
        found.skewness_z,
        found.kurtosis_z,
    )
    rows = tuple(
        (
            label,
            int(found.n[i]),
            *(float(column[i]) for column in numbers),
            lang.text("study.yes" if found.within[i] else "study.no"),
        )
        for i, label in enumerate(labels)
    )
    columns = (
        text_head(lang, "construct"),
        head(lang, "n", 0),
        head(lang, "ks"),
        head(lang, "ks_p", kind="p"),
        head(lang, "sw"),
        head(lang, "sw_p", kind="p"),
        head(lang, "skewness_z", 2),
        head(lang, "kurtosis_z", 2),
        text_head(lang, "within"),
    )
    notes = (_mardia_note(mardia, lang),) if mardia else ()
    return Table("normality", caption(lang, "normality"), columns, rows, notes)


def _mardia_note(mardia: Mardia, lang: Language) -> str:
    return lang.text(
        "study.mardia",
        n=lang.number(mardia.n, 0),
        skewness=lang.number(mardia.skewness, 2),
        chi=lang.number(mardia.chi_square, 1),
        skewness_p=_p(mardia.skewness_p, lang),
        kurtosis=lang.number(mardia.kurtosis, 2),
        z=lang.number(mardia.z, 2),
        kurtosis_p=_p(mardia.kurtosis_p, lang),
    )


def _p(p: float, lang: Language) -> str:
    """Write a p within a sentence, with its sign."""
    if p < 0.0005:
        return lang.text("study.p_below", p=lang.number(0.001, 3, bounded=True))
    return lang.text("study.p_equal", p=lang.number(p, 3, bounded=True))
