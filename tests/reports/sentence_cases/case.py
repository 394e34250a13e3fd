"""A case: what is found, and the words by which it must be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["FACTORS", "FIRST", "FOUND", "OBLIQUE", "PEOPLE", "Case", "case"]

FIRST, FACTORS = "factors.first", {"factors.first.method": "principal_axis"}
FOUND = "regression.diagnostics.regression"
PEOPLE = "model.assessment"
OBLIQUE = {f"{FIRST}.rotation.method": "promax"}


@dataclass(frozen=True)
class Case:
    """A change of results, and the words by which it must be told: a table and its keys."""

    base: str
    table: str
    keys: str
    changes: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.table}-{self.keys}"


def case(
    table: str, keys: str, changes: Mapping[str, Any] | None = None, base: str = "chain"
) -> Case:
    """Write a case in one line."""
    return Case(base, table, keys, changes or {})
