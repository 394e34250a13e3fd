"""Keys of TOML files that people write, and how to say which of them is wrong."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

__all__ = ["Number", "StrictKeys", "Texts", "faults", "labels_of", "nearest"]

Number = Annotated[float, Field(strict=True)]  # neither true nor "2"

# A text in several languages, or one text for all of them ("und": language not determined).
Texts = Annotated[
    dict[Literal["kk", "ru", "en", "und"], str],
    BeforeValidator(lambda value: {"und": value} if isinstance(value, str) else value),
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
    found: dict[tuple[str | int, ...], str] = {}
    for fault in error.errors():
        place = _without_type(fault["loc"])
        said = _fault([*place], dict(fault), model)
        if place in found:
            # Of a key that may be of several types, every type has its own fault.
            first, _, got = found[place].rpartition(", got ")
            said = f"{first}, or {said.partition(': ')[2].removeprefix('input should be ')}"
            said = said if got else found[place]
        found[place] = said
    return tuple(found.values())


def nearest(name: str, known: Iterable[str]) -> str:
    """Suggest the known name most like `name`, or nothing.

    Examples
    --------
    >>> nearest("outcom", ["outcome", "predictors"])
    'Did you mean `outcome`?'
    """
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"Did you mean `{near[0]}`?" if near else ""


def _without_type(place: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Drop what pydantic adds to a place to tell the types that a key may have."""
    last = str(place[-1]) if place else ""
    return place[:-1] if last in {"int", "float", "str"} or last.startswith("literal[") else place


def _fault(place: list[str | int], fault: dict[str, Any], model: type[BaseModel]) -> str:
    if "[key]" in place:
        at = place.index("[key]")
        return f"`{_key(place[: at - 1])}` must be a text, or a table with texts for kk, ru and en"
    where = _key(place)
    if fault["type"] == "extra_forbidden":
        inner = _model_at(model, place[:-1])
        hint = nearest(str(place[-1]), _names(inner)) if inner else ""
        return f"Unknown key `{where}`" + (f"; {hint[0].lower()}{hint[1:-1]}" if hint else "")
    if fault["type"] == "missing":
        return f"`{where}` is missing"
    if fault["type"] in {"model_type", "model_attributes_type", "dict_type"}:
        first = next(iter(_names(_model_at(model, place) or StrictKeys)), "key")
        return f"`{where}` must be a table such as {{ {first} = … }}, got `{fault['input']}`"
    rule = fault["msg"][0].lower() + fault["msg"][1:]
    if fault["type"] == "too_short":
        rule = f"needs at least {fault['ctx']['min_length']} of its kind"
    return f"`{where}`: {rule}, got `{fault['input']}`"


def _key(place: list[str | int]) -> str:
    """Write a place in a file as its keys; the members of a list count from 1."""
    return ".".join(f"{part + 1}" if isinstance(part, int) else part for part in place)


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
