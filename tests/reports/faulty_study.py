"""The stranger's study with slips in it, and what the check tells of them."""

from pathlib import Path

from aqyl.reports.study.study_check import Fault, check_study

from .stranger_study import STUDY, write_study

INDEX = '[[index]]\ndata = "cities.csv"\nframework = "scheme.toml"\n'
SCHEME = '[normalisation]\nover = "panel"\n[[group]]\nid = "g"\nindicators = ["wage"]\n'
CITIES = "city;indicator;2021;2022\nTurkistan;wage;1;2\nKentau;wage;3;4\n"


def told(found: tuple[Fault, ...]) -> list[tuple[str, str]]:
    return [(fault.place, fault.key) for fault in found]


def changed(*pairs: tuple[str, str]) -> str:
    """Return the stranger's study with replacements."""
    text = STUDY
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def check(tmp_path: Path, *pairs: tuple[str, str], more: str = "") -> tuple[Fault, ...]:
    return check_study(write_study(tmp_path, study=changed(*pairs) + more))
