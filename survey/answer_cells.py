"""What the cells of an answer mean: points of the scale, options, or seconds.

A meaning is a number, or the rule that the text breaks; nothing is guessed. A value that a file
labels is held against the questionnaire: where the two contradict each other, the codes of the
file are turned or shifted, and the column is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from .cells import Cells
from .errors import SpecificationError, ValueInFileError
from .instrument import Labels, ProfileQuestion, Scale
from .number_text import parse_numbers
from .workbook_file import as_typed

__all__ = ["options", "plain", "points", "seconds"]

_WITH_LABEL = re.compile(r"([-+]?[0-9]{1,9})\s*[-.):]\s*(.+)")
_WHOLE = re.compile(r"([-+]?[0-9]{1,9})(?:[.,]0+)?")
_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?")
_CLOCK = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-9]{2}(?:[.,][0-9]+)?)")
_DAY = re.compile(  # a date, whatever time of the day stands behind it
    r"(?:[0-9]{4}([-./])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{1,2}([-./])[0-9]{1,2}\2(?:[0-9]{4}|[0-9]{2}))"
    r"(?:[T ,].*)?"
)
_DATE = re.compile(r"%t|[AEJS]?DATE|MOYR|QYR|WKYR|YMDHMS|WKDAY|MONTH")
_TIME = (
    "`time` needs seconds (95) or a clock (1:35); if no column has them, take `time` out of the "
    "study."
)


def plain(text: str) -> str:
    """Fold case, spaces, dashes and closing stops, which people write as they like.

    Examples
    --------
    >>> plain("18 – 25 :"), plain("Strongly_Agree")
    ('18-25', 'stronglyagree')
    """
    text = text.casefold().replace("–", "-").replace("—", "-").strip(" .:;?")
    return re.sub(r"[\s_]+", "", text)


def points(cells: Cells, scale: Scale, file: str) -> list[float | str]:
    """Read the texts of an item: a point, the label of a point, or both (``4 - Agree``).

    A text that is neither and that the file labels means what its label means.

    Parameters
    ----------
    cells : Cells
    scale : Scale
    file : str
        Name of the file, for errors.

    Returns
    -------
    list of float or str, length m
        For each of ``cells.texts`` the point, or the rule that it breaks.

    Raises
    ------
    ValueInFileError
        If the file labels a value with the questionnaire's label of another point.
    """
    by_label = _places(list(zip(scale.points, scale.labels, strict=True)))
    for value, label in cells.labels.items():
        own, named = _point(value, scale, by_label), _point(label, scale, by_label)
        codes = _NUMBER.fullmatch(value) or not isinstance(own, str)
        if value in cells.declared or isinstance(named, str) or own == named or not codes:
            continue
        point = int(named if isinstance(own, str) else own)
        listed = " / ".join(dict.fromkeys(scale.labels[scale.points.index(point)].values()))
        told = f"point {point} of the questionnaire is `{listed}`"
        raise _contradiction(cells.name, value, label, told, file)
    found: list[float | str] = []
    for text in map(as_typed, cells.texts):
        point = _point(text, scale, by_label)
        if isinstance(point, str) and text in cells.labels and not _NUMBER.fullmatch(text):
            point = _point(cells.labels[text], scale, by_label)
        found.append(point)
    return found


def _point(text: str, scale: Scale, by_label: Mapping[str, int]) -> float | str:
    first, last = scale.points[0], scale.points[-1]
    whole = _WHOLE.fullmatch(text)
    if whole:
        point = int(whole.group(1))
        return float(point) if point in scale.points else f"is not on the scale {first}-{last}"
    if _NUMBER.fullmatch(text):
        return f"is not a whole point of the scale {first}-{last}"
    if plain(text) in by_label:
        return float(by_label[plain(text)])
    both = _WITH_LABEL.fullmatch(text.replace("–", "-").replace("—", "-"))
    if both and by_label.get(plain(both.group(2))) == int(both.group(1)):
        return float(both.group(1))
    return "is no point and no label of the scale"


def options(cells: Cells, question: ProfileQuestion, file: str) -> list[float | str]:
    """Read the texts of a profile question: code or label of an option, or its number from 1.

    A number that the file labels means its label, because the order of options tells nothing.

    Parameters
    ----------
    cells : Cells
    question : ProfileQuestion
    file : str
        Name of the file, for errors.

    Returns
    -------
    list of float or str, length m
        For each of ``cells.texts`` the place of the option from 0, or the rule that it breaks.

    Raises
    ------
    ValueInFileError
        If the file labels the code of one option with the label of another.
    """
    by_text = _places([(i, {**o.labels, "": o.code}) for i, o in enumerate(question.options)])
    found: list[float | str] = []
    for text in map(as_typed, cells.texts):
        label = cells.labels.get(text, "")
        own, named = by_text.get(plain(text)), by_text.get(plain(label))
        if own is not None and named is not None and own != named:
            told = f"`{text}` is another option of the questionnaire"
            raise _contradiction(cells.name, text, label, told, file)
        place = named if own is None else own
        if place is not None:
            found.append(float(place))
        elif label:
            found.append(f"is labelled `{label}`, which is none of the options")
        elif text.isascii() and text.isdigit() and 1 <= int(text) <= len(question.options):
            found.append(float(int(text) - 1))
        else:
            found.append("is none of the options")
    return found


def seconds(cells: Cells, file: str) -> list[float | str]:
    """Read the texts of a time: seconds (``95``, ``95,5``) or a clock (``1:35``, ``00:01:35``).

    Parameters
    ----------
    cells : Cells
    file : str
        Name of the file, for errors.

    Returns
    -------
    list of float or str, length m
        For each of ``cells.texts`` the seconds, or the rule that it breaks.

    Raises
    ------
    SpecificationError
        If the column holds dates.
    ValueInFileError
        If the decimal sign of the column cannot be told.

    Examples
    --------
    >>> seconds(Cells("time", ("95,5", "1:35", "00:01:35"), np.arange(3)), "a.csv")
    [95.5, 95.0, 95.0]
    """
    if _DATE.match(cells.format):
        raise SpecificationError(
            f"`{cells.name}` holds dates (format {cells.format}), not the time that a person took",
            where=file,
            next_step=_TIME,
        )
    dates = [bool(_DAY.fullmatch(as_typed(text))) for text in cells.texts]
    if 2 * sum(dates) > len(dates):
        raise _dates(cells, np.array([*dates, False]), file)
    texts = pl.Series(cells.texts, dtype=pl.String)
    clock = [_CLOCK.fullmatch(as_typed(text)) for text in cells.texts]
    try:
        numbers = parse_numbers(texts.set(pl.Series([c is not None for c in clock]), None))
    except ValueInFileError as error:
        raise ValueInFileError(
            error.problem,
            where=f"{file}, column `{cells.name}`",
            next_step="Write all seconds with the same decimal sign, such as 95.5.",
        ) from error
    values = numbers.values
    fine = ~numbers.unreadable & ~numbers.percent & (np.isnan(values) | (values >= 0))
    return [
        _clock(face) if face else float(value) if good else "is no time such as 95 or 1:35"
        for face, value, good in zip(clock, values, fine, strict=True)
    ]


def _dates(cells: Cells, dates: np.ndarray, file: str) -> SpecificationError:
    """Say that a column holds dates; `dates` tells of which texts, the last of empty cells."""
    first = as_typed(cells.texts[int(dates.argmax())])
    count = int(dates[cells.codes].sum())
    return SpecificationError(
        f"`{cells.name}` holds dates, such as `{first}` (cells: {count}), "
        "not the time that a person took",
        where=file,
        next_step=_TIME,
    )


def _clock(face: re.Match[str]) -> float | str:
    hours, minutes, rest = face.groups()
    second = float(rest.replace(",", "."))
    if second >= 60 or (hours is not None and int(minutes) >= 60):
        return "has more than 59 minutes or seconds"
    return int(hours or 0) * 3600 + int(minutes) * 60 + second


def _places(labels: Sequence[tuple[int, Labels]]) -> dict[str, int]:
    """Place by label; a label of two places names none."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for place, texts in labels:
        for text in map(plain, texts.values()):
            if found.setdefault(text, place) != place:
                twice.add(text)
    return {text: place for text, place in found.items() if text and text not in twice}


def _contradiction(name: str, value: str, label: str, told: str, file: str) -> ValueInFileError:
    return ValueInFileError(
        f"Value {value} of `{name}` is labelled `{label}`, but {told}",
        where=file,
        next_step="Recode the variable, or mend its value labels.",
    )
