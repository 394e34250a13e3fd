"""Keys of TOML files that people write, and how to say which of them is wrong."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from .toml_lines import Place

__all__ = [
    "Number",
    "StrictKeys",
    "Texts",
    "faults",
    "key_of",
    "labels_of",
    "near",
    "nearest",
    "placed_faults",
]

_SHOWN = 80  # signs of a value that an error shows

Number = Annotated[float, Field(strict=True)]  # neither true nor "2"

# A text in several languages, or one text for all of them ("und": language not determined).
Texts = Annotated[
    dict[Literal["kk", "ru", "en", "und"], str],
    BeforeValidator(
        lambda value: {"und": value} if isinstance(value, str) else value,
        json_schema_input_type=str | dict[Literal["kk", "ru", "en"], str],
    ),
]


class StrictKeys(BaseModel):
    """Keys that are known, and no others."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


def labels_of(texts: Mapping[Any, str], fallback: str) -> dict[str, str]:
    """Return the texts that are not empty; `fallback` where there are none."""
    return {str(code): text for code, text in texts.items() if text} or {"und": fallback}


def faults(error: ValidationError, model: type[BaseModel]) -> tuple[str, ...]:
    """Say every fault of a file, by its key; an unknown key with the nearest known one.

    Parameters
    ----------
    error : ValidationError
    model : type of BaseModel
        The keys of the whole file.
    """
    return tuple(said for _, said in placed_faults(error, model))


def placed_faults(error: ValidationError, model: type[BaseModel]) -> tuple[tuple[Place, str], ...]:
    """Say every fault of a file, each with its place: keys, and numbers in lists from 0.

    Where an unknown key is a misspelt one that the file needs, it is not called missing as well.
    """
    found: dict[Place, str] = {}
    meant: set[Place] = set()
    for fault in error.errors():
        place = _without_type(fault["loc"])
        said = _fault([*place], dict(fault), model)
        if fault["type"] == "extra_forbidden":
            inner = _model_at(model, [*place[:-1]])
            meant.add((*place[:-1], near(str(place[-1]), _names(inner) if inner else ())))
        if place in found:
            # Of a key that may be of several types, every type has its own fault.
            first, _, got = found[place].rpartition(", got ")
            said = f"{first}, or {said.partition(': ')[2].removeprefix('input should be ')}"
            said = said if got else found[place]
        found[place] = said
    missing = {_without_type(e["loc"]) for e in error.errors() if e["type"] == "missing"}
    return tuple((p, said) for p, said in found.items() if not (p in missing and p in meant))


def near(name: str, known: Iterable[str]) -> str:
    """Return the known name most like `name`; empty if none is like it."""
    return next(iter(difflib.get_close_matches(name, list(known), n=1)), "")


def nearest(name: str, known: Iterable[str]) -> str:
    """Suggest the known name most like `name`, or nothing.

    Examples
    --------
    >>> nearest("outcom", ["outcome", "predictors"])
    'Did you mean `outcome`?'
    """
    like = near(name, known)
    return f"Did you mean `{like}`?" if like else ""


def _without_type(place: Place) -> Place:
    """Drop what pydantic adds to a place to tell the types that a key may have."""
    last = str(place[-1]) if place else ""
    return place[:-1] if last in {"int", "float", "str"} or last.startswith("literal[") else place


def _fault(place: list[str | int], fault: dict[str, Any], model: type[BaseModel]) -> str:
    if "[key]" in place:
        at = place.index("[key]")
        return (
            f"`{key_of(place[: at - 1])}` must be a text, or a table with texts for kk, ru and en"
        )
    where = key_of(place)
    if fault["type"] == "extra_forbidden":
        inner = _model_at(model, place[:-1])
        hint = nearest(str(place[-1]), _names(inner)) if inner else ""
        return f"Unknown key `{where}`" + (f"; {hint[0].lower()}{hint[1:]}" if hint else "")
    if fault["type"] == "missing":
        return f"`{where}` is missing"
    if fault["type"] in {"model_type", "model_attributes_type", "dict_type"}:
        first = next(iter(_names(_model_at(model, place) or StrictKeys)), "key")
        return (
            f"`{where}` must be a table such as {{ {first} = … }}, got `{_shown(fault['input'])}`"
        )
    rule = fault["msg"][0].lower() + fault["msg"][1:]
    if fault["type"] == "too_short":
        rule = f"needs at least {fault['ctx']['min_length']} of its kind"
    return f"`{where}`: {rule}, got `{_shown(fault['input'])}`"


def key_of(place: Iterable[str | int]) -> str:
    """Write a place in a file as its keys; the members of a list count from 1.

    Examples
    --------
    >>> key_of(("hypothesis", 0, "id"))
    'hypothesis.1.id'
    """
    return ".".join(f"{part + 1}" if isinstance(part, int) else part for part in place)


def _shown(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _names(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(model: type[BaseModel], place: list[str | int]) -> type[BaseModel] | None:
    """Keys that are known at a place of a file."""
    found: type[BaseModel] | None = model
    for part in place:
        if found is None or isinstance(part, int):
            continue
        for name, field in found.model_fields.items():
            if part in {name, field.alias}:
                found = _model_in(field.annotation)
                break
    return found


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Keys inside an annotation such as ``list[Keys] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(part) for part in typing.get_args(annotation))
    return next((model for model in inner if model), None)
