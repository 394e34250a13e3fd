"""By which name a table or a figure is explained, whatever a report adds to it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from .spoken_names import titled_name

__all__ = ["name_of_title", "name_within", "plain_name"]

# Names that a report continues with a question, an outcome or a number.
_STEMS = (
    "group_means",
    "group_pairs",
    "group_tests",
    "groups",
    "ipma",
    "likert",
    "loading_matrix",
    "pls_ipma",
    "profile_bars",
)
_PAGE = re.compile(r"_part_\d+$")  # of a figure on several pages
_SETTLEMENT = re.compile(r"kpis_\d+")  # one figure a settlement
_DAY = re.compile(r"(?:,| on| на) (?:\w+ \d{1,2}, )?\d.*")  # year or day that ends a title
_OF_INDEX = re.compile(r"index\d*_")  # of an index within a study
# Figures of the published thesis that are those of a study, and its other names.
_FIGURES = {
    "coefficient_plot": "coefficients",
    "figure_26": "model",
    "figure_27": "path_diagram",
    "figure_28": "coefficients",
}
_PUBLISHED = re.compile(
    r"(table|figure|annex)_\d.*|annexes|chained_series|comparison_summary|directions|index_lines"
    r"|indicator_heat_map|mismatches|unsupported|urbanisation|values_of_2024"
)
_ENDINGS = re.compile(r"\.(csv|docx|html|json|pdf|png|svg|tex|xlsx)$")


def name_within(plain: str, names: Container[str]) -> str:
    """Return the one of `names` that stands in a plain name; empty if none does.

    Examples
    --------
    >>> name_within("groups_age", ("scores", "groups")), name_within("x", ("groups",))
    ('groups', '')
    """
    candidates = (plain, _OF_INDEX.sub("", plain, count=1), _whole(plain))
    return next((one for one in candidates if one in names), "")


def name_of_title(title: str, titles: Sequence[tuple[str, str]]) -> str:
    """Return the name of what has a title, with or without its year or day; empty if nothing.

    Parameters
    ----------
    title : str
    titles : sequence of (str, str)
        Title and name of everything.
    """
    undated = _DAY.sub("", title)
    # Whole titles first, because some are alike up to their colon.
    same = (name for own, name in titles if own.casefold() == undated.strip().casefold())
    return next(same, "") or titled_name(title, titles) or titled_name(undated, titles)


def plain_name(name: str) -> str:
    """Cut off folder, page, ending and the mark of simulated data.

    Examples
    --------
    >>> plain_name("out/tables/simulated_Item-Total.csv")
    'item_total'
    """
    last = re.split(r"[/\\#]", name.strip().rstrip("/\\#"))[-1].lower()
    last = re.sub(r"[\s-]+", "_", _ENDINGS.sub("", last))
    return last.removeprefix("simulated_")


def _whole(name: str) -> str:
    """Return the name by which a longer one is explained; itself if there is none."""
    name = _PAGE.sub("", name)
    if _SETTLEMENT.fullmatch(name):
        return "kpis_1"
    if name in _FIGURES:
        return _FIGURES[name]
    if name.endswith("_distances"):
        return "distances"
    if _PUBLISHED.fullmatch(name):
        return "published"
    return next((stem for stem in _STEMS if name.startswith(f"{stem}_")), name)
