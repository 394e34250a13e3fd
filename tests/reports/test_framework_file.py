"""Frameworks as files: what they say, and what is said of a wrong one."""

from pathlib import Path

import pytest
from aqyl.analysis.framework import Group
from aqyl.analysis.index_rules import Mean
from aqyl.data import folder
from aqyl.reports.framework_file import read_framework
from aqyl.survey.errors import AqylError

SMALL = """
title = { kk = "Индекс", en = "Index" }

[normalisation]
over = "cities"

[aggregation]
mean = "power"
order = 2

[[group]]
id = "economy"
label = { kk = "Экономика" }
weight = 3
aggregation = { mean = "geometric", floor = 0.1 }
indicators = ["wage", "jobless"]

[[group]]
id = "life"

[[group.group]]
id = "housing"
indicators = ["flats"]

[indicator.jobless]
label = "Jobless"
polarity = "negative"
weight = 0.5
"""


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "f.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_framework_is_read_as_it_is_written(tmp_path: Path) -> None:
    found = read_framework(write(tmp_path, SMALL))
    economy, life = found.framework.root.members
    assert isinstance(economy, Group)
    assert isinstance(life, Group)
    assert economy.weight == 3
    assert economy.mean == Mean("geometric", floor=0.1)
    assert found.framework.mean == Mean("power", 2.0)
    assert found.framework.normalisation.over == "cities"
    assert [(i.id, i.polarity, i.weight) for i in found.framework.indicators] == [
        ("wage", "positive", 1.0),
        ("jobless", "negative", 0.5),
        ("flats", "positive", 1.0),
    ]
    assert [g.id for g in found.framework.groups] == ["economy", "housing", "life", "index"]
    assert found.title["kk"] == "Индекс"
    assert found.labels["jobless"] == {"und": "Jobless"}
    assert found.labels["wage"] == {"und": "wage"}


@pytest.mark.parametrize("name", ["thesis", "sensible", "article"])
def test_shipped_frameworks_hold_all_indicators_once(name: str) -> None:
    found = read_framework(folder("turkistan") / f"framework_{name}.toml")
    assert len(found.framework.indicators) == 111
    assert len(found.framework.root.members) == 7
    for group in found.framework.groups:
        assert set(found.labels[group.id]) == {"kk", "ru", "en"}


def test_a_catalogue_gives_weights_and_goalposts(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(
        "id;label_kk;weight;low;high;way\nwage;Жалақы;2,5;0;500;+\njobless;;1;0;20;-\n", "utf-8"
    )
    text = (
        '[catalogue]\nfile = "c.csv"\npolarity = "way"\n'
        '[normalisation]\nover = "goalposts"\n'
        '[[group]]\nid = "g"\nindicators = ["wage", "jobless"]\n'
    )
    wage, jobless = read_framework(write(tmp_path, text)).framework.indicators
    assert (wage.weight, wage.goalposts, wage.polarity) == (2.5, (0, 500), "positive")
    assert jobless.polarity == "negative"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('over = "cities"', 'ovr = "cities"', r"Unknown key `normalisation.ovr`; did you mean"),
        ('over = "cities"', 'over = "city"', "`normalisation.over`: .*'years', 'cities'.* got"),
        ('polarity = "negative"', 'polarity = "down"', "`indicator.jobless.polarity`"),
        ("weight = 3", "weight = -3", r"weight of `economy` must be .* got -3 \(f.toml\)"),
        ("weight = 3", 'weight = "x"', "`group.1.weight`: .* got `x`"),
        ("[indicator.jobless]", "[indicator.jobles]", "jobles.*Did you mean `jobless`"),
        ('indicators = ["flats"]', "indicators = []", "group `housing` has no members"),
        ('indicators = ["flats"]', 'indicators = ["wage"]', "`wage` occurs twice"),
        ("order = 2", "", "`order` belongs to the power mean"),
        ("[normalisation]", "[normalisation", "not valid TOML"),
    ],
)
def test_a_wrong_key_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in SMALL
    with pytest.raises(AqylError, match=message):
        read_framework(write(tmp_path, SMALL.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("catalogue", "message"),
    [
        ("name;weight\na;1\n", "needs the column `id`"),
        ("id;way\na;up\n", r"positive or negative .* got `up` \(c.csv, row 2, column `way`\)"),
        ("id;way\na;+\na;-\n", r"id `a` occurs twice \(c.csv, row 3"),
        ("id;way;weight\na;+;heavy\n", r"`heavy` is not a number \(c.csv, row 2"),
        ("id;other\na;+\n", "no column `way`"),
    ],
)
def test_a_wrong_catalogue_is_named(tmp_path: Path, catalogue: str, message: str) -> None:
    (tmp_path / "c.csv").write_text(catalogue, "utf-8")
    text = (
        '[catalogue]\nfile = "c.csv"\npolarity = "way"\n[[group]]\nid = "g"\nindicators = ["a"]\n'
    )
    with pytest.raises(AqylError, match=message):
        read_framework(write(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(AqylError, match="no framework file"):
        read_framework(tmp_path / "none.toml")
