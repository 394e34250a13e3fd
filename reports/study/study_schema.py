"""The JSON Schema of a study file, by which editors complete and check it.

It is made of the models that read the file, so that what an editor accepts and what aqyl accepts
cannot part. Shapes that the readers of questionnaires turn into one another, and what their keys
mean, are added here.
"""

from __future__ import annotations

import json
from typing import Any

from .study_keys import StudyKeys

__all__ = ["schema_text", "study_schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_QUESTIONNAIRE: dict[str, dict[str, str]] = {
    "InstrumentKeys": {
        "": "Table `[instrument]`: scale, constructs, items and profile questions.",
        "title": "Title of the questionnaire.",
        "scale": "The scale on which items are answered.",
        "construct": "Constructs in the long form: tables with id, label and items.",
        "constructs": "Constructs in the short form: their items by their id.",
        "reverse": "Items that are reverse-keyed.",
        "labels": "Texts by id of a construct, item, question or option.",
        "item": "Wording of single items, and whether they are reverse-keyed.",
        "profile": "Questions about the person, and their options.",
    },
    "ScaleKeys": {
        "": "Table `[instrument.scale]`.",
        "points": "Whole numbers in ascending order, such as [1, 2, 3, 4, 5].",
        "labels": "One label for each point.",
    },
    "ConstructKeys": {
        "": "Table `[[instrument.construct]]`.",
        "id": "Id, by which the rest of the study names it.",
        "label": "Name for tables and figures.",
        "items": "Ids of its items.",
    },
    "ItemKeys": {
        "": "Table `[instrument.item.ID]`.",
        "label": "Wording of the item.",
        "reverse": "Whether the item is reverse-keyed.",
    },
    "OptionKeys": {
        "": "One answer to a profile question, or only its code.",
        "code": "Code, as the cells have it.",
        "label": "Text for tables.",
    },
    "ProfileKeys": {
        "": "Table `[[instrument.profile]]`.",
        "id": "Id of the question.",
        "label": "The question.",
        "options": "Its answers.",
    },
}


def study_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a study file.

    Examples
    --------
    >>> schema = study_schema()
    >>> schema["required"], schema["properties"]["data"]["anyOf"][0]
    (['data'], {'type': 'string'})
    """
    schema = _plain(StudyKeys.model_json_schema(by_alias=True))
    definitions = schema["$defs"]
    for name, texts in _QUESTIONNAIRE.items():
        definitions[name]["description"] = texts[""]
        for key, text in texts.items():
            if key:
                definitions[name]["properties"][key]["description"] = text
    _accept_short_forms(definitions)
    return {"$schema": _DIALECT, "title": "aqyl study", **schema}


def schema_text() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(study_schema(), indent=2, ensure_ascii=False) + "\n"


def _accept_short_forms(definitions: dict[str, Any]) -> None:
    """Let an option be its code, and profile questions a table by their ids."""
    profile = definitions["ProfileKeys"]["properties"]
    option = {"anyOf": [{"type": "string"}, profile["options"]["items"]]}
    profile["options"]["items"] = option
    short = {key: value for key, value in definitions["ProfileKeys"].items() if key != "required"}
    short["properties"] = {key: value for key, value in profile.items() if key != "id"}
    short["required"] = ["options"]
    questionnaire = definitions["InstrumentKeys"]["properties"]
    listed = questionnaire["profile"]
    by_id = {
        "type": "object",
        "additionalProperties": {"anyOf": [profile["options"], short]},
    }
    questionnaire["profile"] = {
        "description": listed["description"],
        "anyOf": [{"type": "array", "items": listed["items"]}, by_id],
    }


def _plain(node: Any) -> Any:
    """Leave out what TOML cannot say (null), and titles that only repeat the key."""
    if isinstance(node, list):
        return [_plain(member) for member in node]
    if not isinstance(node, dict):
        return node
    found = {
        key: _plain(value)
        for key, value in node.items()
        if not (key == "title" and isinstance(value, str))
        and not (key == "default" and (value is None or value == ""))
    }
    kinds = [kind for kind in found.get("anyOf", ()) if kind != {"type": "null"}]
    if "anyOf" in found:
        del found["anyOf"]
        found = {**found, **kinds[0]} if len(kinds) == 1 else {**found, "anyOf": kinds}
    return found
