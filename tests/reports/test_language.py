"""Words, numbers and plurals in three languages."""

import re
from pathlib import Path

import aqyl.reports
import pytest
from aqyl.reports.language import LANGUAGES, language
from aqyl.survey.errors import SpecificationError

PLURAL = re.compile(r"\.(one|few|many|other)$")


def fields(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_key_lacks_a_language_and_no_placeholder_is_lost(code: str) -> None:
    base, other = language("en").words, language(code).words
    # A language has the plural forms of its own grammar.
    assert {PLURAL.sub("", k) for k in base} == {PLURAL.sub("", k) for k in other}
    for key, text in base.items():
        if not PLURAL.search(key):
            assert fields(text) == fields(other[key]), key


def test_every_key_is_used_and_every_used_key_is_there() -> None:
    """Keys in code are literal, or built from a prefix that names a table of the words."""
    code = "\n".join(
        path.read_text("utf-8") for path in Path(aqyl.reports.__path__[0]).rglob("*.py")
    )
    words = language("en").words
    literal = set(re.findall(r"""lang\.(?:text|plural)\(\s*"([a-z_.0-9]+)\"""", code))
    assert {k for k in literal if k not in words and f"{k}.other" not in words} == set()


def test_numbers_follow_the_language() -> None:
    kk, ru, en = (language(code) for code in LANGUAGES)
    assert kk.number(75975336.06, 1) == "75\u00a0975\u00a0336,1"
    assert ru.number(-0.4804, 3) == "−0,480"
    assert en.number(1234.5, 1) == "1,234.5"
    assert en.number(None) == en.number(float("nan")) == "–"
    assert kk.number(-0.0001, 2) == "0,00"
    assert en.number(0.5, 1, signed=True) == "+0.5"
    assert en.number(0.0, 1, signed=True) == "0.0"


@pytest.mark.parametrize(
    ("n", "form"), [(1, "1 город"), (3, "3 города"), (5, "5 городов"), (21, "21 город")]
)
def test_russian_plurals(n: int, form: str) -> None:
    assert language("ru").plural("index.cities", n) == form


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(SpecificationError, match="one of kk, ru, en, got `de`"):
        language("de")
