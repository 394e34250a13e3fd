"""What is shown of indices of cities and of trends."""

from __future__ import annotations

from functools import partial

from ...analysis.growth import Trend
from ...analysis.integral_index import IntegralIndex
from ...analysis.panel import Panel
from ..blocks import Block
from ..figures.line_chart import Line, LineChart, draw_line_chart
from ..figures.picture import Picture
from ..framework_file import FrameworkFile
from ..index_pictures import index_pictures
from ..index_tables import index_tables
from ..study.index_part import IndexPart
from .any_result import result_tables, result_title
from .cells import field_word
from .setting import Setting

__all__ = ["city_index", "index_of_study", "trend"]


def city_index(found: IntegralIndex, setting: Setting) -> list[Block]:
    """Scores, ranks, changes and contributions, with their figures."""
    named = [*found.framework.groups, *found.framework.indicators]
    scheme = FrameworkFile(
        framework=found.framework,
        title={"": result_title(found, setting)},
        labels={part.id: setting.labels.get(part.id) or {"": part.id} for part in named},
        units={},
        ignore=frozenset(),
        files=(),
    )
    return _index(found, _panel(found), scheme, setting)


def index_of_study(found: IndexPart, setting: Setting) -> list[Block]:
    """Show the index of a study, with the words of its framework."""
    return _index(found.result, found.source.panel, found.scheme, setting)


def trend(found: Trend, setting: Setting) -> list[Block]:
    """Show a trend with its prediction interval."""
    tables = result_tables(found, setting)
    years = tuple(int(year) for year in found.years)
    if len(years) < 2:
        return [*tables]
    parts = {"fitted": found.fitted, "lower": found.lower, "upper": found.upper}
    lines = tuple(
        Line(field_word(key, setting), tuple(values.tolist())) for key, values in parts.items()
    )
    title = result_title(found, setting)
    chart = LineChart(title, "", years, lines, 1)
    ends = setting.lang.number(float(found.fitted[-1]), 2)
    picture = Picture(
        name="trend_lines",
        caption=title,
        alt=f"{title}: {years[-1]} – {ends}.",
        data=tables[-1],
        draw=partial(draw_line_chart, chart, setting.lang),
    )
    return [*tables, picture]


def _index(
    found: IntegralIndex, panel: Panel, scheme: FrameworkFile, setting: Setting
) -> list[Block]:
    return [
        *index_tables(found, panel, scheme, setting.lang),
        *index_pictures(found, scheme, setting.lang),
    ]


def _panel(found: IntegralIndex) -> Panel:
    """Return what the index knows of its data: where a normalised value is missing, so was it."""
    names = tuple(indicator.id for indicator in found.framework.indicators)
    return Panel(found.cities, found.years, names, found.normalised)
