"""A new folder for `aqyl cityscore`: simulated tables to replace, and lists of the codes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from ...analysis.city_score.order import CATEGORIES
from ...survey.errors import FileError
from ..language import Language
from .demo import demo_folder
from .order_file import OrderFile, read_order

__all__ = ["write_new_cities"]

_SHIPPED = ("values", "settlements", "extra", "functions", "done")


def write_new_cities(out: str | Path, lang: Language) -> tuple[Path, ...]:
    """Write the tables of the demonstration into a folder, and lists of KPIs and functions.

    Parameters
    ----------
    out : str or Path
        A folder that is not there yet, or is empty.
    lang : Language
        Of the names in the lists.

    Returns
    -------
    tuple of Path

    Raises
    ------
    FileError
        If the folder holds anything, or cannot be written.
    """
    out, order = Path(out), read_order()
    try:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise FileError(
                f"{out} is there already and is not an empty folder",
                next_step="Name another folder.",
            )
        out.mkdir(parents=True, exist_ok=True)
        for name in _SHIPPED:
            _copy(demo_folder() / f"{name}.csv", out / f"{name}.csv", lang)
        _write(out / "list_of_kpis.csv", *_kpis(order, lang))
        _write(out / "list_of_functions.csv", *_functions(order, lang))
    except OSError as error:
        raise FileError(f"The folder {out} cannot be written: {error.strerror}") from error
    return tuple(sorted(out.iterdir()))


def _copy(source: Path, target: Path, lang: Language) -> None:
    """Copy a table in the way that Excel of the language opens it: semicolons, decimal commas."""
    text = source.read_text("utf-8")
    if lang.code != "en":
        lines = text.splitlines()
        notes = [line for line in lines if line.startswith("# ")]
        head, *rows = csv.reader(lines[len(notes) :])
        at = head.index("value") if "value" in head else len(head)
        cells = [[c.replace(".", ",") if i == at else c for i, c in enumerate(r)] for r in rows]
        table = "\n".join(";".join(row) for row in (head, *cells))
        text = "\n".join([*notes, table, ""])
    target.write_text(text, encoding="utf-8-sig", newline="\n")


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a list that Excel opens with its letters right."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(head)
        writer.writerows(rows)


def _kpis(order: OrderFile, lang: Language) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    head = ("kpi", "name", "initiative", "unit", "frequency", "yearly", "points", "target")
    rows = (
        (
            measure,
            lang.label(order.rows[kpi.id].labels),
            lang.label(order.labels[str(kpi.initiative)]),
            lang.text(f"cityscore.unit.{kpi.unit}"),
            order.rows[kpi.id].frequency,
            order.rows[kpi.id].yearly,
            f"{kpi.points:g}",
            order.rows[kpi.id].printed,
        )
        for kpi in order.order.kpis
        for measure in kpi.measures
    )
    return head, rows


def _functions(
    order: OrderFile, lang: Language
) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    head = ("function", "name", "initiative", *CATEGORIES, "need")
    rows = (
        (
            function.id,
            lang.label(order.labels[function.id]),
            lang.label(order.labels[str(function.initiative)]),
            *(function.needed[category] for category in CATEGORIES),
            function.need,
        )
        for function in order.functions
    )
    return head, rows
