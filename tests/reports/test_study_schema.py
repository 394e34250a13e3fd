"""The JSON Schema of study files: it is the models, and it takes and refuses what they do."""

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from aqyl.data import folder
from aqyl.reports.language import LANGUAGES
from aqyl.reports.study.study_keys import StudyKeys
from aqyl.reports.study.study_schema import schema_text, study_schema
from jsonschema import Draft202012Validator

from .stranger_study import STUDY

SCHEMA = study_schema()
SWITCH = re.compile(r"^# (\[+[a-z]+\]+|[a-z_]+ = )", flags=re.MULTILINE)


def wrong(text: str) -> list[str]:
    """Places of a study that the schema refuses."""
    errors = Draft202012Validator(SCHEMA).iter_errors(tomllib.loads(text))
    return [error.json_path for error in errors]


def template(code: str) -> str:
    return (folder("new_study") / f"{code}.toml").read_text("utf-8")


def test_the_published_schema_is_made_of_the_models() -> None:
    path = folder("new_study") / "study.schema.json"
    assert path.read_text("utf-8") == schema_text()
    Draft202012Validator.check_schema(json.loads(schema_text()))
    assert set(SCHEMA["properties"]) == {f.alias or n for n, f in StudyKeys.model_fields.items()}


def described(node: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Every key that the schema knows, with its description."""
    for name, inner in node.get("properties", {}).items():
        yield f"{at}.{name}", inner.get("description", "")
    for name, inner in node.get("$defs", {}).items():
        yield name, inner.get("description", "")
        yield from described(inner, name)


def test_every_key_is_described() -> None:
    texts = dict(described(SCHEMA))
    assert len(texts) > 80
    assert [key for key, text in texts.items() if not text.endswith(".")] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_new_studies_satisfy_the_schema_with_and_without_what_is_optional(code: str) -> None:
    assert wrong(template(code)) == []
    full = SWITCH.sub(r"\1", template(code))
    assert wrong(full) == []
    found = StudyKeys.model_validate(tomllib.loads(full))
    assert found.index[0].framework == "scheme.toml"
    left = {name for name in StudyKeys.model_fields if name not in found.model_fields_set}
    assert left == set(), "every table is shown"


def test_defaults_in_the_templates_are_those_of_the_models() -> None:
    """What is commented out holds anyway, but for examples of what has no useful default."""
    examples = {
        "index", "weights", "predictors", "blocks", "paths", "modes", "higher_order", "missing",
        "interactions", "encoding", "sheet", "columns", "source", "licence", "spread", "groups",
        "mahalanobis", "even_odd", "scores.weights",
    }  # fmt: skip
    plain = StudyKeys.model_validate(tomllib.loads(template("en"))).model_dump()
    full = StudyKeys.model_validate(tomllib.loads(SWITCH.sub(r"\1", template("en")))).model_dump()
    for table, keys in full.items():
        if isinstance(keys, dict) and table not in {"instrument", "title"}:
            for key, value in keys.items():
                if key not in examples:
                    assert value == plain[table][key], f"{table}.{key}"


def test_the_shipped_study_satisfies_the_schema() -> None:
    assert wrong((folder("turkistan") / "study.toml").read_text("utf-8")) == []
    assert wrong(STUDY) == []


def test_a_questionnaire_may_be_written_in_every_form() -> None:
    questionnaire = tomllib.loads((folder("turkistan") / "instrument.toml").read_text("utf-8"))
    long = {"data": "a.csv", "instrument": questionnaire}
    assert list(Draft202012Validator(SCHEMA).iter_errors(long)) == []
    short = (
        'data = "a.csv"\n[instrument]\nscale = { points = [1, 2] }\nconstructs = { a = ["A"] }\n'
    )
    assert wrong(short + 'profile = { sex = ["f"], age = { label = "A", options = ["1"] } }') == []
    assert wrong(short + "profile = { sex = { label = 'S' } }") == ["$.instrument"]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("[regression]", "[regresion]", "$"),
        ("longest_run", "longest_ran", "$.screening"),
        ('outcome = "use"', 'outcom = "use"', "$.regression"),
        ("replications = 20", "replications = 1", "$.factors.replications"),
        ("replications = 20", 'count = "all"', "$.factors.count"),
        ("replications = 20", "count = 2.5", "$.factors.count"),
        ('by = ["gender", "age"]', "by = [1]", "$.comparison.by[0]"),
        ('title = "Доверие к сервису"', 'title = { fr = "x" }', "$.title"),
    ],
)
def test_the_schema_refuses_what_aqyl_refuses(old: str, new: str, place: str) -> None:
    assert old in STUDY
    text = STUDY.replace(old, new, 1)
    assert place in wrong(text)
    with pytest.raises(ValueError, match="validation error"):
        StudyKeys.model_validate(tomllib.loads(text))
