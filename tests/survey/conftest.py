"""A small questionnaire with all there is: labels in three languages, a turned item, options."""

from pathlib import Path

import pytest
from aqyl.survey.instrument import Instrument, read_instrument

QUESTIONNAIRE = """
[scale]
points = [1, 2, 3, 4, 5]
labels = [
  { kk = "Толығымен келіспеймін", ru = "Совершенно не согласен", en = "Strongly disagree" },
  { kk = "Келіспеймін", ru = "Не согласен", en = "Disagree" },
  { kk = "Шешімім жоқ", ru = "Затрудняюсь ответить", en = "Undecided" },
  { kk = "Келісемін", ru = "Согласен", en = "Agree" },
  { kk = "Толығымен келісемін", ru = "Полностью согласен", en = "Strongly agree" },
]
[[construct]]
id = "trust"
items = ["T1", "T2"]
[[construct]]
id = "use"
items = ["U1"]
[item.T2]
label = { kk = "Мен қалаға сенбеймін", ru = "Я не доверяю городу", en = "I distrust the city" }
reverse = true
[[profile]]
id = "age"
options = [{ code = "18-25" }, { code = "26-35", label = { kk = "26 – 35 жас" } }]
[[profile]]
id = "sex"
options = [
  { code = "male", label = { kk = "Ер", en = "Man" } },
  { code = "female", label = { kk = "Әйел", en = "Woman" } },
]
"""


@pytest.fixture
def questionnaire(tmp_path: Path) -> Instrument:
    (tmp_path / "q.toml").write_text(QUESTIONNAIRE, "utf-8")
    return read_instrument(tmp_path / "q.toml")
