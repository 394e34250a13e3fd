"""Programs outside Python that some tests need."""

import os
import shutil

import pytest

# Names of programs, separated by commas, without which a test fails instead of being skipped.
_REQUIRED = "AQYL_REQUIRE"


def needed(program: str) -> str:
    """Return the path of a program; without it skip the test, or fail if it is required."""
    found = shutil.which(program)
    if found is None:
        if program in os.environ.get(_REQUIRED, "").split(","):
            pytest.fail(f"{program} is required ({_REQUIRED}) and not installed")
        pytest.skip(f"{program} is not installed")
    return found
