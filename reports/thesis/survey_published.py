"""Tables 9-15 as they were printed, cell by cell, and what contradicts itself in them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ...data import folder
from ...survey.number_text import PrintedNumber, printed_number

__all__ = ["PublishedCell", "SurveyPublished", "load_survey_published"]

_SAMPLE = 676


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """One printed number.

    Attributes
    ----------
    table : int
    row : tuple of str
        Ids: question and option, construct, item, part of the regression, hypothesis; or empty.
    statistic : str
    printed : PrintedNumber
    corrected : float or None
        What other printed numbers prove it must be, if it cannot be right.
    """

    table: int
    row: tuple[str, ...]
    statistic: str
    printed: PrintedNumber
    corrected: float | None = None

    @property
    def target(self) -> float:
        """The corrected number where there is one, else the printed one."""
        return self.printed.value if self.corrected is None else self.corrected


@dataclass(frozen=True, slots=True)
class SurveyPublished:
    """Tables 9-15.

    Attributes
    ----------
    cells : tuple of PublishedCell
        In the order of the tables.
    components : mapping of item to component
        Table 12, from 1; items without a printed loading are not in it.
    unloaded : tuple of str
        Items of Table 12 without a loading.
    verdicts : mapping of hypothesis to its printed verdict
    files : tuple of Path
    """

    cells: tuple[PublishedCell, ...]
    components: Mapping[str, int]
    unloaded: tuple[str, ...]
    verdicts: Mapping[str, str]
    files: tuple[Path, ...]

    def of(self, table: int) -> tuple[PublishedCell, ...]:
        """Return the cells of one table."""
        return tuple(cell for cell in self.cells if cell.table == table)

    def value(self, table: int, row: tuple[str, ...], statistic: str) -> float:
        """Return the target of one cell.

        Raises
        ------
        KeyError
            If it was not printed.
        """
        for cell in self.of(table):
            if (cell.row, cell.statistic) == (row, statistic):
                return cell.target
        raise KeyError((table, row, statistic))


def load_survey_published() -> SurveyPublished:
    """Read Tables 9-15 from the shipped data.

    Raises
    ------
    ValueInFileError
        If a printed number cannot be read.
    """
    home = folder("turkistan")
    names = ("profile", "descriptives", "factorability", "loadings", "regression", "hypotheses")
    files = {name: home / f"{name}_published.csv" for name in names}
    rows = {name: _rows(path) for name, path in files.items()}
    loadings = [row for row in rows["loadings"] if row["value"]]
    betas = {
        row["part"]: float(row["value"]) for row in rows["regression"] if row["statistic"] == "beta"
    }
    ps = {row["part"]: float(row["value"]) for row in rows["regression"] if row["statistic"] == "p"}
    items = len(rows["loadings"])
    cells = [
        *_profile(rows["profile"]),
        *(
            _cell(10, (row["construct"],), row["statistic"], row["printed"])
            for row in rows["descriptives"]
        ),
        *(_factorability(row, items) for row in rows["factorability"]),
        *(_cell(12, (row["item"],), "loading", row["printed"]) for row in loadings),
        *(_regression(row) for row in rows["regression"]),
        *(_hypothesis(row, "beta", betas) for row in rows["hypotheses"]),
        *(_hypothesis(row, "p", ps) for row in rows["hypotheses"]),
    ]
    return SurveyPublished(
        cells=tuple(cells),
        components={row["item"]: int(row["component"]) for row in loadings},
        unloaded=tuple(row["item"] for row in rows["loadings"] if not row["value"]),
        verdicts={row["hypothesis"]: row["verdict"] for row in rows["hypotheses"]},
        files=tuple(files.values()),
    )


def _profile(rows: list[dict[str, str]]) -> list[PublishedCell]:
    """Table 9; a count that its own percent contradicts is corrected from the percent."""
    cells = []
    for row in rows:
        place = (row["question"], row["option"])
        count = float(row["count"])
        from_percent = round(float(row["percent"]) / 100 * _SAMPLE)
        share = round(100 * count / _SAMPLE, 1)
        corrected = None if abs(share - float(row["percent"])) < 0.11 else float(from_percent)
        cells.append(_cell(9, place, "count", row["count_printed"], corrected))
        cells.append(_cell(9, place, "percent", row["percent_printed"]))
    return cells


def _regression(row: dict[str, str]) -> PublishedCell:
    """Table 13 (the model) or 14 (everything else)."""
    table = 13 if row["part"] == "model" else 14
    return _cell(table, (row["part"],), row["statistic"], row["printed"])


def _hypothesis(row: dict[str, str], key: str, table_14: Mapping[str, float]) -> PublishedCell:
    """Table 15, which repeats numbers of Table 14."""
    place = (row["hypothesis"], row["construct"])
    return _cell(15, place, key, row[f"{key}_printed"], table_14[row["construct"]])


def _factorability(row: dict[str, str], items: int) -> PublishedCell:
    """Table 11; the degrees of freedom follow from the number of items."""
    against = float(items * (items - 1) // 2) if row["statistic"] == "df" else None
    return _cell(11, (), row["statistic"], row["printed"], against)


def _cell(
    table: int, row: tuple[str, ...], statistic: str, text: str, against: float | None = None
) -> PublishedCell:
    """Make a cell; `against` corrects it where the two are not the same number."""
    printed = printed_number(text.strip(" *ab"))
    same = against is None or abs(printed.value - against) <= 1e-9
    return PublishedCell(table, row, statistic, printed, None if same else against)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
