"""Whether a data file is as its schema says: rows, columns, keys, and the kind of every cell."""

from __future__ import annotations

from typing import Any

from aqyl.survey.number_text import printed_number

KEYS = {"source", "rows", "key"}


def assert_fits(rows: list[dict[str, str]], schema: dict[str, Any], file: str, seed: str) -> None:
    """Hold the rows of a file against its table in schema.toml; `seed` begins its source."""
    columns = {key: kind for key, kind in schema.items() if key not in KEYS}
    assert schema["source"].startswith(seed)
    assert len(rows) == schema["rows"]
    assert list(rows[0]) == list(columns)
    keys = [tuple(row[k] for k in schema["key"]) for row in rows]
    assert len(set(keys)) == len(keys)
    for i, row in enumerate(rows):
        for column, kind in columns.items():
            assert fits(row[column], kind), f"{file}, row {i + 2}, {column}: {row[column]!r}"


def fits(text: str, kind: str | list[str]) -> bool:
    if isinstance(kind, list):
        return text in kind
    if not text or text != text.strip():
        return not text and kind.endswith("?")
    match kind.rstrip("?"):
        case "integer":
            return text.lstrip("-").isdigit()
        case "number":
            return " " not in text and isinstance(float(text), float)
        case "printed" | "marked":
            bare = text if kind.startswith("printed") else text.rstrip("ab*")
            return isinstance(printed_number(bare).value, float)
    return True
