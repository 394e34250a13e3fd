"""A study with a moderation: its words, its verdicts, its models and its figures."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.cfa import fit_sem
from aqyl.analysis.moments import moments_of
from aqyl.analysis.structural_model import Interaction, MeasuredConstruct, StructuralModel
from aqyl.reports.cli import app
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.study.answers import read_answers
from aqyl.reports.study.cautions import cautions
from aqyl.reports.study.construct_names import construct_names
from aqyl.reports.study.language_gaps import language_gaps
from aqyl.reports.study.model_arrows import model_arrows
from aqyl.reports.study.model_file import without_interactions
from aqyl.reports.study.report import study_document
from aqyl.reports.study.results import StudyResults, analyse
from aqyl.reports.study.study_check import checked_study
from aqyl.reports.study.study_file import read_study
from aqyl.reports.study.summary import summary
from aqyl.reports.table import Table
from aqyl.survey.errors import AqylError
from aqyl.survey.scoring import turned
from typer.testing import CliRunner

from .stranger_study import STUDY, write_study

SAME = 1e-8  # two fits of one model end within what the iterations leave
MODERATED = """
[[hypothesis]]
id = "H2"
path = "both -> use"
[model]
interactions = { both = ["trust", "ease"] }
paths = ["trust -> use", "ease -> use", "both -> use"]
covariance = true
resamples = 200
[instrument.labels]
trust = { ru = "Доверие", kk = "Сенім", en = "Trust" }
"""
LABEL = 'both = { ru = "Доверие при лёгкости", en = "Trust where it is easy" }\n'
HIGHER = """
[instrument.labels]
digital = "Цифровая среда"
[model]
higher_order = { digital = ["trust", "ease"] }
paths = ["digital -> use"]
resamples = 200
"""
TABLES = ("methods", "sem_fit", "sem_loadings", "sem_paths", "sem_constructs", "hypotheses")


def analysed(folder: Path, text: str, *, gap: bool = False) -> StudyResults:
    path = write_study(folder, study=text)
    if gap:  # a person without one answer is in the scores, and in no path model
        rows = (folder / "answers.csv").read_text("utf-8").splitlines()
        rows[3] = rows[3].rpartition(";")[0] + ";"
        (folder / "answers.csv").write_text("\n".join(rows) + "\n", "utf-8")
    plan = read_study(path)
    return analyse(plan, read_answers(plan))


@pytest.fixture(scope="module")
def moderated(tmp_path_factory: pytest.TempPathFactory) -> StudyResults:
    study = STUDY.replace("[screening]", "[scores]\nat_least = 0.6\n[screening]")
    return analysed(tmp_path_factory.mktemp("moderated"), study + MODERATED + LABEL, gap=True)


def tables(results: StudyResults, code: str) -> dict[str, Table]:
    return {table.name: table for table in study_document(results, language(code)).tables}


def test_what_a_model_forms_has_a_label_everywhere(moderated: StudyResults) -> None:
    for code, label in (("ru", "Доверие при лёгкости"), ("en", "Trust where it is easy")):
        found = tables(moderated, code)
        shown = " ".join(str(cell) for t in found.values() for row in t.rows for cell in row)
        assert f"{label} → " in shown
        assert "both" not in shown


def test_a_product_without_a_label_is_called_by_those_of_its_constructs(tmp_path: Path) -> None:
    study = read_study(write_study(tmp_path, study=STUDY + MODERATED))
    assert construct_names(study, language("kk"))["both"] == "Сенім × ease"
    (gap,) = language_gaps(study, study.instrument, ("kk",))
    assert "formed" not in gap.names


def test_a_label_that_a_language_lacks_is_a_gap(moderated: StudyResults, tmp_path: Path) -> None:
    found = language_gaps(moderated.study, moderated.study.instrument, LANGUAGES)
    assert [gap.language for gap in found if "both" in gap.names.get("formed", ())] == ["kk"]
    study = STUDY.replace('[[hypothesis]]\nid = "H1"\npath = "trust -> use"\n', "")
    higher = read_study(write_study(tmp_path, study=study + HIGHER))
    assert construct_names(higher, language("ru"))["digital"] == "Цифровая среда"
    (gap,) = language_gaps(higher, higher.instrument, ("kk",))
    assert gap.names["formed"] == ("digital",)


@pytest.mark.parametrize("apart", [False, True])
def test_a_label_of_nothing_is_refused_as_before(tmp_path: Path, *, apart: bool) -> None:
    labels = LABEL + 'bth = { ru = "Нет такого" }\n'
    text = STUDY + MODERATED + labels
    if apart:
        start, end = text.index("[instrument]"), text.index("[screening]")
        form = text[start:end].replace("[instrument]\n", "")
        form += text[text.index("[instrument.labels]") :].replace("instrument.labels", "labels")
        (tmp_path / "form.toml").write_text(form, "utf-8")
        text = text[:start] + text[end : text.index("[instrument.labels]")]
        text = 'instrument = "form.toml"\n' + text
    path = write_study(tmp_path, study=text)
    with pytest.raises(AqylError, match="`labels` names `bth`"):
        read_study(path)
    sound = tmp_path / "form.toml" if apart else path
    sound.write_text(sound.read_text("utf-8").replace('bth = { ru = "Нет такого" }\n', ""), "utf-8")
    assert read_study(path).instrument.formed["both"]["ru"] == "Доверие при лёгкости"


def test_the_covariance_model_leaves_the_product_out(moderated: StudyResults) -> None:
    assert moderated.refused == ()
    assert moderated.sem is not None
    assert moderated.sem.without == ("both",)
    model = without_interactions(moderated.study.structure())
    assert model is not None
    latent = tuple(replace(own, mode="reflective") for own in model.constructs)
    names = tuple(item.id for item in moderated.kept.instrument.items)
    answers = turned(moderated.kept)
    moments = moments_of(answers[~np.isnan(answers).any(axis=1)], names)
    expected = fit_sem(moments, replace(model, constructs=latent))
    np.testing.assert_allclose(
        moderated.sem.fit.estimates.standardised, expected.estimates.standardised, atol=SAME
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_table_and_the_cautions_say_so(moderated: StudyResults, code: str) -> None:
    lang = language(code)
    label = construct_names(moderated.study, lang)["both"]
    found = tables(moderated, code)
    for name in TABLES[1:5]:
        assert lang.text("sem.without", names=label) in found[name].notes
    assert lang.text("caution.additive", names=label) in cautions(moderated, lang)
    assert lang.text("methods.without") in found["methods"].notes[0]


def test_the_check_says_so_before_anything_is_computed(tmp_path: Path) -> None:
    path = write_study(tmp_path, study=STUDY + MODERATED)
    (caution,) = checked_study(path).cautions
    assert caution.line == 1 + path.read_text("utf-8").splitlines().index("covariance = true")
    said = {"ru": "строится без взаимодействий", "kk": "өзара әсерлерсіз құрылады"}
    for code, words in said.items():
        done = CliRunner().invoke(app, ["check", str(path), "--lang", code])
        assert done.exit_code == 0
        assert words in done.stdout


def test_a_model_of_products_alone_has_no_covariance_model() -> None:
    measured = (MeasuredConstruct("a", ("A1",)), MeasuredConstruct("b", ("B1",)))
    paths = (("ab", "a"), ("ab", "b"))
    model = StructuralModel(measured, paths, interactions=(Interaction("ab", ("a", "b")),))
    assert without_interactions(model) is None


def test_every_hypothesis_is_counted_and_has_its_row(moderated: StudyResults) -> None:
    assert [verdict.hypothesis.id for verdict in moderated.verdicts] == ["H1", "H2"]
    lang = language("en")
    counted = next(
        line for line in summary(moderated, lang) if "hypotheses" in line or "H1" in line
    )
    assert counted.startswith("By regression and PLS") or "by regression and PLS" in counted
    table = tables(moderated, "en")["hypotheses"]
    assert [row[0] for row in table.rows] == ["H1", "H2"]
    assert lang.text("methods.by_pls", ids="H2") in table.notes


@pytest.mark.parametrize("code", LANGUAGES)
def test_methods_say_on_how_many_people_each_rests(moderated: StudyResults, code: str) -> None:
    assert moderated.regression is not None
    assert moderated.model is not None
    more = moderated.regression.diagnostics.regression.n
    fewer = moderated.model.bootstrap.original.n
    assert more > fewer
    found = tables(moderated, code)["methods"]
    assert f"n = {more} (" in found.notes[-1]
    assert f"{fewer} (PLS)" in found.notes[-1]
    plain = tables(replace(moderated, sem=None), code)["methods"]
    assert not any("SEM" in text for text in (plain.title, *plain.notes))
    assert "SEM" in found.notes[0]


def test_the_diagram_names_the_people_of_the_path_model(moderated: StudyResults) -> None:
    assert moderated.model is not None
    blocks = study_document(moderated, language("ru")).blocks
    (picture,) = (block for block in blocks if getattr(block, "name", "") == "path_diagram")
    shown = picture.draw.args[0].subtitle  # type: ignore[union-attr]
    assert shown.endswith(f"n = {moderated.model.bootstrap.original.n}")


def test_a_moderator_points_at_the_path_of_the_first_construct(moderated: StudyResults) -> None:
    paths, moderations = model_arrows(moderated.study)
    assert [(p.start, p.end, p.label) for p in paths] == [
        ("trust", "use", "H1"),
        ("ease", "use", ""),
    ]
    assert [(m.moderator, m.start, m.end, m.label) for m in moderations] == [
        ("ease", "trust", "use", "H2")
    ]


def test_folders_of_languages_that_go_are_named(tmp_path: Path) -> None:
    path = write_study(tmp_path, study=STUDY + '[documents]\nformats = ["html"]\nfigures = []\n')
    command = ["run", str(path), "--out", str(tmp_path / "out")]
    first = CliRunner().invoke(app, [*command, "--lang", "kk", "--lang", "en"])
    assert first.exit_code == 0
    assert "removed" not in first.stdout
    second = CliRunner().invoke(app, [*command, "--lang", "ru"])
    assert second.exit_code == 0
    assert "Папки языков, которых в этом запуске нет, удалены" in second.stdout
    assert not (tmp_path / "out" / "kk").exists()
