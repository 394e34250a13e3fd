"""The indices of cities that a study asks for, as sections of its document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...analysis.integral_index import IntegralIndex
from ..blocks import Block, Heading
from ..figures.picture import Picture
from ..framework_file import FrameworkFile, read_framework
from ..index_pictures import index_pictures
from ..index_report import computed
from ..index_tables import index_tables
from ..indicator_file import IndicatorFile, read_indicators
from ..language import Language
from ..table import Table
from .plan import IndexPlan

__all__ = ["IndexPart", "index_blocks", "index_part"]


@dataclass(frozen=True, slots=True, eq=False)
class IndexPart:
    """An index with the data and the framework that it was computed from."""

    source: IndicatorFile
    scheme: FrameworkFile
    result: IntegralIndex


def index_part(plan: IndexPlan) -> IndexPart:
    """Read the files of an index and compute it.

    Raises
    ------
    AqylError
        As `read_framework`, `read_indicators` and `integral_index`.
    """
    scheme = read_framework(plan.framework)
    source = read_indicators(
        plan.data,
        decimal=plan.decimal,
        encoding=plan.encoding,
        sheet=plan.sheet,
        missing_marks=plan.missing,
        ignore=scheme.ignore,
    )
    return IndexPart(source, scheme, computed(source, scheme))


def index_blocks(parts: Sequence[IndexPart], lang: Language) -> list[Block]:
    """Return a section for each index; several are told apart in the names of their tables."""
    blocks: list[Block] = []
    for i, part in enumerate(parts, start=1):
        stem = "index" if len(parts) == 1 else f"index{i}"
        title = lang.text("document.index_title", title=lang.label(part.scheme.title))
        blocks.append(Heading(title, stem))
        members: list[Table | Picture] = [
            *index_pictures(part.result, part.scheme, lang),
            *index_tables(part.result, part.source.panel, part.scheme, lang),
        ]
        blocks += [replace(block, name=_name(block.name, stem)) for block in members]
    return blocks


def _name(name: str, stem: str) -> str:
    return name if stem == "index" else f"{stem}_{name.removeprefix('index_')}"
