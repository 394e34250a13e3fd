"""Every example in a docstring runs and prints what it says."""

import doctest
import importlib
import pkgutil

import aqyl.analysis
import aqyl.data
import aqyl.reports
import aqyl.survey
import pytest

ROOMS = (aqyl.survey, aqyl.analysis, aqyl.reports, aqyl.data)
MODULES = sorted(
    found.name
    for room in ROOMS
    for found in pkgutil.walk_packages(room.__path__, room.__name__ + ".", onerror=print)
) + [room.__name__ for room in ROOMS]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(name), raise_on_error=False)
    assert outcome.failed == 0
