"""The order as tables: `data/city_score`, and rows of the same form that a user adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from ...analysis.city_score.initiatives import Function
from ...analysis.city_score.order import (
    CATEGORIES,
    Category,
    Initiative,
    Level,
    Order,
    Section,
    Stage,
)
from ...data import folder
from ...survey.record_file import read_records, refuse_twice
from .kpi_rows import (
    CODES,
    KpiRow,
    Labels,
    category_of,
    kpi,
    kpi_records,
    kpi_row,
    labels_of,
    named,
    read_targets,
)

__all__ = ["MissingRow", "OrderFile", "read_order"]


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A row of Annex 4 that the printed text has lost."""

    initiative: int
    number: str
    certain: bool
    labels: Labels


@dataclass(frozen=True, slots=True)
class OrderFile:
    """The order with its words.

    Attributes
    ----------
    order : Order
    functions : tuple of Function
    rows : mapping of KPI to KpiRow
    missing : tuple of MissingRow
    labels : mapping of id to labels by language code
        Of sections, levels, initiatives (by number), functions and domains (``kpi.domain``).
    short : mapping of initiative number to labels
        For charts.
    files : tuple of Path
        Files beyond the shipped ones.
    """

    order: Order
    functions: tuple[Function, ...]
    rows: Mapping[str, KpiRow]
    missing: tuple[MissingRow, ...]
    labels: Mapping[str, Labels]
    short: Mapping[str, Labels]
    files: tuple[Path, ...] = ()

    @property
    def yearly(self) -> dict[str, str]:
        """The rule of each measure by which periods become a year."""
        return {
            measure: self.rows[kpi.id].yearly for kpi in self.order.kpis for measure in kpi.measures
        }


def read_order(extra_kpis: str | Path | None = None) -> OrderFile:
    """Read the order as it is shipped, with rows that a user adds from the official text.

    Parameters
    ----------
    extra_kpis : str or Path, optional
        A table of the form of ``data/city_score/kpis.csv``.

    Raises
    ------
    FileError, ValueInFileError
        If a row breaks the form; the sentence names file, row and column.

    Examples
    --------
    >>> read = read_order()
    >>> len(read.order.kpis), len(read.order.initiatives)
    (88, 16)
    """
    at = folder("city_score")
    functions, function_labels = _functions(at / "functions.csv")
    initiatives, labels, short = _initiatives(at, functions)
    sections = read_records(
        at / "sections.csv", needed=("section", "weight", *named()), optional=("name_printed",)
    )
    levels = read_records(
        at / "levels.csv", needed=("level", "lower", *named()), optional=("range_printed", "upper")
    )
    parts = read_targets(at)
    records = kpi_records(at / "kpis.csv")
    added = kpi_records(Path(extra_kpis)) if extra_kpis else []
    refuse_twice([*records, *added], "kpi")
    order = Order(
        sections=tuple(Section(r.text("section"), r.number("weight")) for r in sections),
        initiatives=initiatives,
        kpis=tuple(kpi(record, initiatives, parts) for record in (*records, *added)),
        levels=tuple(Level(r.text("level"), r.number("lower")) for r in levels),
    )
    labels |= {r.text("section"): labels_of(r) for r in sections}
    labels |= {r.text("level"): labels_of(r) for r in levels}
    return OrderFile(
        order=order,
        functions=functions,
        rows={
            **{r.text("kpi"): kpi_row(r) for r in records},
            **{r.text("kpi"): kpi_row(r, added=True) for r in added},
        },
        missing=_missing(at / "missing.csv"),
        labels={**labels, **function_labels, **parts.labels},
        short=short,
        files=(Path(extra_kpis),) if extra_kpis else (),
    )


def _functions(path: Path) -> tuple[tuple[Function, ...], dict[str, Labels]]:
    needed = ("initiative", "function", "need", *CATEGORIES, *named())
    records = read_records(
        path, needed=needed, optional=("number", "name_printed", "need_printed", "flags", "note")
    )
    functions = tuple(
        Function(
            id=r.text("function"),
            initiative=r.whole("initiative", least=1),
            needed={
                c: cast(Literal["yes"], r.one_of(c, ("yes", "no", "partly"))) for c in CATEGORIES
            },
            need=r.text("need", optional=True),
        )
        for r in records
    )
    return functions, {r.text("function"): labels_of(r) for r in records}


def _initiatives(
    at: Path, functions: Sequence[Function]
) -> tuple[tuple[Initiative, ...], dict[str, Labels], dict[str, Labels]]:
    stages: dict[int, dict[Category, Stage]] = {}
    needed = ("initiative", "category", "stage", "first_year", "last_year")
    more = tuple(f"executors_{part}" for part in ("printed", *CODES))
    for r in read_records(at / "road_map.csv", needed=needed, optional=more):
        stage = Stage(r.whole("stage"), r.whole("first_year"), r.whole("last_year"))
        stages.setdefault(r.whole("initiative"), {})[category_of(r)] = stage
    short = tuple(f"short_{code}" for code in CODES)
    records = read_records(
        at / "initiatives.csv",
        needed=("initiative", "section", *named(), *short),
        optional=("name_printed", "sphere_printed", "kpis_found", "note"),
    )
    initiatives = tuple(
        Initiative(
            number=(number := r.whole("initiative")),
            section=r.text("section"),
            stages=stages.get(number, {}),
            required=frozenset(
                category
                for function in functions
                for category in CATEGORIES
                if function.initiative == number and function.needed[category] != "no"
            ),
        )
        for r in records
    )
    labels = {r.text("initiative"): labels_of(r) for r in records}
    return initiatives, labels, {r.text("initiative"): labels_of(r, "short") for r in records}


def _missing(path: Path) -> tuple[MissingRow, ...]:
    what = tuple(f"what_{code}" for code in CODES)
    return tuple(
        MissingRow(
            r.whole("initiative", least=1),
            r.text("number"),
            r.text("certainty") == "certain",
            labels_of(r, "what"),
        )
        for r in read_records(path, needed=("initiative", "number", "certainty", *what))
    )
