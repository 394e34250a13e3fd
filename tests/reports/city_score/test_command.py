"""The verb `aqyl cityscore`: what it writes, says, knows again and refuses."""

import json
from pathlib import Path

import pytest
from aqyl.analysis.city_score.readings import Reading
from aqyl.reports.city_score.command import score_cities, summary
from aqyl.reports.city_score.demo import demo_folder
from aqyl.reports.city_score.job import run_job
from aqyl.reports.city_score.new_cities import write_new_cities
from aqyl.reports.city_score.options import Job
from aqyl.reports.cli import app
from aqyl.reports.language import language
from aqyl.reports.verification import Difference, verify
from aqyl.survey.errors import AqylError, FileError
from typer.testing import CliRunner

DEMO = demo_folder()
CLAIMS = {name: DEMO / f"{name}.csv" for name in ("extra", "functions", "done")}


def job(**changes) -> Job:
    return Job(DEMO / "values.csv", DEMO / "settlements.csv", **changes)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a report without figures from copies of the demonstration's tables."""
    folder = tmp_path_factory.mktemp("cities")
    write_new_cities(folder / "own", language("kk"))
    own = folder / "own"
    tables = {name: own / f"{name}.csv" for name in CLAIMS}
    job = Job(own / "values.csv", own / "settlements.csv", tables=tables)
    score_cities(job, folder / "out", ["ru", "kk"], figures=False)
    return folder


def test_every_document_is_written(written: Path) -> None:
    out = written / "out"
    names = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    wanted = {"report.html", "results.json", "manifest.json", "ru/chapter.docx", "kk/tables.xlsx"}
    assert wanted <= names
    assert "ru/tables/simulated_scores.csv" in names
    results = json.loads((out / "results.json").read_text("utf-8"))
    totals = {row["settlement"]: row["total"] for row in results["simulated_scores"]}
    assert len(totals) == 20


def test_it_is_the_same_again_and_a_changed_value_is_found(written: Path) -> None:
    out, values = written / "out", written / "own" / "values.csv"
    assert verify(out) == ()
    kept = values.read_text("utf-8-sig")
    values.write_text(kept.replace("astana;K01.03;2027-12;", "astana;K01.03;2027-12;1"), "utf-8")
    found = verify(out)
    values.write_text(kept, "utf-8-sig")
    assert found == (Difference("input", "values.csv"),)


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_the_summary_says_who_is_first_and_that_it_is_simulated(code) -> None:
    results, lang = run_job(job()), language(code)
    first, *lines = summary(results, lang)
    assert first == lang.text("cityscore.intro.simulated")
    (republican,) = (r for r in results.rankings if r.name == "republican")
    best = republican.members[int(republican.scores[0].argmax())]
    assert any(lang.label(results.settlements.labels[best]) in line for line in lines)


def test_a_reading_is_taken(tmp_path: Path) -> None:
    taken = run_job(job(readings=("empty_section=zero", "stage_start=at_once")))
    assert taken.scores.reading == Reading(empty_section="zero", stage_start="at_once")
    assert taken.scores.total.tolist() != run_job(job()).scores.total.tolist()


def test_claims_reach_the_results() -> None:
    results = run_job(job(tables=CLAIMS))
    assert results.scores.values.settlements[0].extra > 0
    assert {entry.settlement for entry in results.coverage} == set(results.settlements.ids)
    assert "done" in {entry.state for entry in results.progress}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("K01.03,2027-01", "K99.03,2027-01"), "K99.03"),
        (("astana,K01.03,2027-01", "astna,K01.03,2027-01"), "Did you mean `astana`"),
        (("K01.03,2027-01", "K01.03,2027-02"), "2027-02"),
        (("K01.03,2027-01", "K01.03,2027-13"), "2027-13"),
        (("K01.03,2027-01,", "K01.03,2027-01,x"), "number"),
    ],
)
def test_a_wrong_row_is_named_with_file_and_row(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    text = (DEMO / "values.csv").read_text("utf-8").replace(*change, 1)
    (tmp_path / "values.csv").write_text(text, "utf-8")
    with pytest.raises(AqylError, match=said) as error:
        run_job(Job(tmp_path / "values.csv", DEMO / "settlements.csv"))
    assert "values.csv, row " in str(error.value)


@pytest.mark.parametrize(("code", "sentence"), [("ru", "K01.05"), ("kk", "K01.05")])
def test_a_percent_above_100_stops_the_command(tmp_path: Path, code: str, sentence: str) -> None:
    values = tmp_path / "values.csv"
    values.write_text("settlement,kpi,period,value\nastana,K01.05,2027,101\n", "utf-8")
    people = ["--settlements", str(DEMO / "settlements.csv")]
    out = tmp_path / "out"
    done = CliRunner().invoke(
        app, ["cityscore", str(values), *people, "--out", str(out), "--lang", code]
    )
    assert isinstance(done.exception, AqylError)
    assert sentence in str(done.exception)
    assert not out.exists()


def test_a_folder_of_somebody_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FileError):
        score_cities(job(), tmp_path, ["en"], figures=False)
    with pytest.raises(FileError, match="is not an empty folder"):
        write_new_cities(tmp_path, language("en"))
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]
