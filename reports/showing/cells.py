"""Values of a result as cells: numbers stay numbers, verdicts become words of the language."""

from __future__ import annotations

import math
from dataclasses import is_dataclass
from pathlib import Path

import numpy as np

from ..study.factor_tables import below
from ..study.heads import head
from ..table import Cell, Column, Rounded
from .setting import Setting

__all__ = ["cell_of", "column_of", "field_word", "number_cell"]

_DECIMALS = 3
_MOST = 12  # decimals of a very small number
# Where the words of a verdict stand: by field, or by class and field.
_VERDICTS = {
    "ave_verdicts": "pls.reliability",
    "alpha_verdicts": "pls.reliability",
    "classes": "pls.mediation",
    "f_squared_verdicts": "pls.effect",
    "fornell_larcker_verdicts": "pls.fornell",
    "inferred": "pls.htmt",
    "item_quadrants": "pls.quadrant",
    "loading_verdicts": "pls.indicator",
    "modes": "pls.mode",
    "powers": "pls.power",
    "quadrants": "pls.quadrant",
    "rho_a_verdicts": "pls.reliability",
    "rho_c_verdicts": "pls.reliability",
    "weight_verdicts": "pls.indicator",
    "key": "shown_finding",
    "BootstrapInterval.method": "pls.interval",
    "Correlations.method": "head",
    "Discriminance.verdicts": "pls.htmt",
    "Extraction.method": "extraction",
    "Interval.method": "pls.interval",
    "Invariance.reached": "groups.level",
    "InvarianceLevel.level": "groups.level",
    "Kmo.verdict": "kmo_word",
    "MeasuredConstruct.mode": "pls.mode",
    "Micom.invariance": "groups.micom",
    "ModificationIndices.kind": "sem.kind",
    "OutcomeQuality.verdicts": "pls.explained",
    "PredictivePower.overall": "pls.power",
    "Rotation.method": "rotation",
    "SemEstimates.kind": "sem.kind",
    "Verdict.verdict": "hypothesis",
}

# Fields whose texts are choices of the program, not names of the data.
_CODED = frozenset(
    {"antecedents", "benchmark", "curvature", "distribution", "draws", "error", "errors"}
    | {"estimator", "identification", "kind", "likelihood", "linear_antecedents", "method"}
    | {"missing", "model", "reason", "reasons", "scheme", "signs", "thresholds_from"}
    | {"treatment", "variance_rule", "verdict", "verdicts", "vif_verdicts"}
)
_WHOLE = frozenset({"df", "df_within", "n", "ties"})  # counts that are kept as floats
_MARKS = {"paths": " → ", "path": " → ", "ways": " → ", "pairs": " – "}


def field_word(field: str, setting: Setting, *, owner: str = "") -> str:
    """Return the words of a field of a result; its name where the language has none."""
    words = setting.lang.words
    for key in (f"shown_field.{owner}.{field}", f"shown_field.{field}", f"head.{field}"):
        word = words.get(key, "")
        if word and "{" not in word:
            return word
    return field.replace("_", " ")


def column_of(
    field: str, setting: Setting, *, owner: str = "", key: str = "", group: str = ""
) -> Column:
    """Return a column of numbers that holds a field of a result."""
    known = f"head.{field}" in setting.lang.words
    return Column(
        key or field,
        field_word(field, setting, owner=owner),
        "label" if field == "years" else "p" if _is_chance(field) else "number",
        _DECIMALS,
        group,
        bounded=known and head(setting.lang, field, percent="").bounded,
    )


def cell_of(value: object, setting: Setting, *, owner: str = "", field: str = "") -> Cell:
    """Write any value as a cell; what has no number or text of its own is named by its class.

    Parameters
    ----------
    value : object
    setting : Setting
    owner, field : str
        Class and field that hold the value, by which verdicts find their words.
    """
    if isinstance(value, np.ndarray | np.generic) and value.ndim == 0:
        value = value.item()
    if isinstance(value, bool):
        return setting.lang.text("study.yes" if value else "study.no")
    if isinstance(value, float) and field in _WHOLE and value.is_integer():
        return int(value)
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, str):
        return _words(value, setting, owner, field)
    if isinstance(value, tuple | list | set | frozenset):
        parts = sorted(value) if isinstance(value, set | frozenset) else value
        return (
            _MARKS.get(field, ", ").join(_text(part, setting, owner, field) for part in parts)
            or None
        )
    return _other(value)


def number_cell(cell: Cell, field: str, setting: Setting) -> Cell:
    """Give a number that stands in a column with others the decimals that it needs by itself."""
    if not isinstance(cell, float) or math.isnan(cell) or math.isinf(cell):
        return cell
    if _is_chance(field):
        return below(cell, setting.lang) if cell < 0.0005 else Rounded(cell, _DECIMALS)
    if cell == 0 or abs(cell) >= 0.001:
        return Rounded(cell, _DECIMALS)
    return Rounded(cell, min(_MOST, 2 - math.floor(math.log10(abs(cell)))))


def _is_chance(field: str) -> bool:
    return field == "p" or field.startswith("p_") or field.endswith("_p")


def _other(value: object) -> str:
    if isinstance(value, Path):
        return value.name  # a place on this machine concerns nobody else
    if isinstance(value, np.ndarray):
        return " × ".join(str(size) for size in value.shape)
    return type(value).__name__ if is_dataclass(value) else str(value)


def _text(value: object, setting: Setting, owner: str, field: str) -> str:
    cell = cell_of(value, setting, owner=owner, field=field)
    if isinstance(cell, float):
        return setting.lang.number(cell, _DECIMALS)
    return "" if cell is None else str(cell)


def _words(value: str, setting: Setting, owner: str, field: str) -> str:
    where = _VERDICTS.get(f"{owner}.{field}") or _VERDICTS.get(field)
    words = setting.lang.words
    if where:
        found = words.get(f"{where}.{value}") or words.get(f"{where}_{value}")
        return found or words.get(f"shown_value.{value}") or value.replace("_", " ")
    if field in _CODED:
        return words.get(f"shown_value.{value}") or value.replace("_", " ")
    return setting.name(value)
