"""What the tests share: the published data, and one run of the whole reproduction."""

import os
from pathlib import Path

import pytest
from aqyl.reports.thesis.chapter import reproduce
from aqyl.reports.thesis.published import Published, load_published
from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True, max_examples=100)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the tests, and the commands that they start, away from the user's cache."""
    os.environ["AQYL_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def published() -> Published:
    return load_published()


@pytest.fixture(scope="session")
def reproduced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the whole reproduction, in all languages."""
    out = tmp_path_factory.mktemp("reproduced") / "out"
    reproduce(out)
    return out
