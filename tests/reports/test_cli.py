"""The command as people call it: what it writes, what it says, how it exits."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .stranger_study import STUDY, answers, write_study

AQYL = [sys.executable, "-c", "from aqyl.reports.cli import main; main()"]
FRAMEWORK = (
    'title = {{ en = "Test" }}\n[normalisation]\nover = "{over}"\n'
    '[aggregation]\nmean = "{mean}"\n'
    '[[group]]\nid = "a"\nlabel = {{ kk = "Бірінші", ru = "Первый", en = "First" }}\n'
    'indicators = ["x"]\n[[group]]\nid = "b"\nindicators = ["y", "z"]\n'
)
CITIES = "city;year;x;y;z\n" + "".join(
    f"{city};{year};{i + j},5;{(i * j) % 7};{10 - i}\n"
    for i, city in enumerate(("Түркістан", "Алматы", "Астана"))
    for j, year in enumerate((2021, 2022, 2023))
)


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*AQYL, *arguments], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "cities.csv").write_text(CITIES, "utf-8")
    text = FRAMEWORK.format(over="panel", mean="arithmetic")
    (tmp_path / "f.toml").write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("lang", "said"), [("kk", "3 қала"), ("ru", "3 города"), ("en", "3 cities")]
)
def test_an_index_of_anybodys_cities(case: Path, lang: str, said: str) -> None:
    done = run("index", "cities.csv", "--framework", "f.toml", "--lang", lang, cwd=case)
    assert (done.returncode, done.stderr) == (0, "")
    assert said in done.stdout
    out = case / "out_index"
    files = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    tables = ("contributions", "contributions_last_year", "index_change", "index_ranks")
    expected = {f"tables/{name}.csv" for name in (*tables, "index_scores")}
    for name in ("criteria", "development", "ranking"):
        expected |= {f"figures/{name}.{ending}" for ending in ("csv", "pdf", "png", "svg")}
    assert files == expected | {
        *("report.html", "chapter.docx", "chapter.tex", "chapter_body.tex", "tables.xlsx"),
        *("manifest.json", "ro-crate-metadata.json"),
    }


def test_two_runs_write_the_same_bytes(case: Path) -> None:
    for out in ("one", "two"):
        done = run("index", "cities.csv", "--framework", "f.toml", "--out", out, cwd=case)
        assert done.returncode == 0
    manifests = [(case / out / "manifest.json").read_bytes() for out in ("one", "two")]
    assert manifests[0] == manifests[1]


def test_inputs_are_never_changed(case: Path) -> None:
    before = (case / "cities.csv").read_bytes()
    run("index", "cities.csv", "--framework", "f.toml", "--no-figures", cwd=case)
    assert (case / "cities.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("data", "framework", "options", "said"),
    [
        (None, {}, ["none.csv"], "There is no file none.csv"),
        ("", {}, [], "The file is empty: bad.csv"),
        ("a,b\n1,2\n", {}, [], "fit no layout"),
        (CITIES + "Алматы;2021;1;1;1\n", {}, [], "stands twice"),
        (CITIES.replace("9", "nine"), {}, [], "must be a number, got `nine`"),
        (CITIES.replace("10", "inf"), {}, [], "must be a number, got `inf`"),
        (CITIES.replace("0,5;0;10", "5%;0;10"), {}, [], "no percent sign"),
        (CITIES.replace(";z", ";w"), {}, [], "names `z`, which the data do not hold"),
        (CITIES.replace("\n", ";1\n").replace("z;1", "z;w"), {}, [], "hold `w`, which the fram"),
        ("city;year;x;y;z\nA;2021;1;2;3\nB;2021;2;3;4\n", {"over": "years"}, [], "only the year"),
        ("city;year;x;y;z\nA;2021;1;2;3\nA;2022;;3;4\n", {}, [], "A value is missing"),
        (CITIES, {"mean": "mode"}, [], "`aggregation.mean`"),
        (CITIES, {"over": "planet"}, [], "`normalisation.over`"),
    ],
)
def test_bad_input_is_a_sentence_and_exit_code_2(
    case: Path, data: str | None, framework: dict[str, str], options: list[str], said: str
) -> None:
    if data is not None:
        (case / "bad.csv").write_text(data, "utf-8")
    rules = {"over": "panel", "mean": "arithmetic", **framework}
    (case / "f.toml").write_text(FRAMEWORK.format(**rules), "utf-8")
    done = run("index", *(options or ["bad.csv"]), "--framework", "f.toml", cwd=case)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("aqyl: ")
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (case / "out_index").exists()


def test_help_and_version_load_nothing_heavy() -> None:
    code = (
        "import sys, aqyl.reports.cli\n"
        "print([m for m in ('numpy', 'polars', 'matplotlib', 'pydantic', 'rich', 'babel')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_names_the_verbs_and_version_the_version(tmp_path: Path) -> None:
    done = run("--help", cwd=tmp_path)
    assert done.returncode == 0
    assert "reproduce" in done.stdout
    assert "index" in done.stdout
    assert run("--version", cwd=tmp_path).stdout.startswith("aqyl ")


@pytest.mark.parametrize(
    ("lang", "said"),
    [("kk", "160, талдауға алынғаны 157"), ("ru", "160, оставлено 157"), ("en", "157 kept")],
)
def test_a_survey_of_a_stranger(tmp_path: Path, lang: str, said: str) -> None:
    write_study(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    done = run("run", "study.toml", "--out", "out", "--lang", lang, cwd=tmp_path)
    # The labels are Russian: where they stand in for others, the command says so, in one line.
    gaps = {"kk": "Қазақ тілі: ", "en": "English: ", "ru": ""}
    assert done.returncode == 0
    assert done.stderr.startswith(gaps[lang])
    assert len(done.stderr.splitlines()) == (lang != "ru")
    assert said in done.stdout
    assert (tmp_path / "out" / "report.html").is_file()
    assert all(path.read_bytes() == content for path, content in before.items())


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("kk", "сіз `chapter.docx` файлын өзгерткенсіз"),
        ("ru", "вы изменили файл `chapter.docx`"),
        ("en", "`chapter.docx` was changed by you since the last run"),
    ],
)
def test_a_chapter_that_was_edited_is_kept(tmp_path: Path, lang: str, said: str) -> None:
    text = STUDY + '[documents]\nformats = ["docx"]\nfigures = []\n'
    write_study(tmp_path, study=text)
    command = ("run", "study.toml", "--out", "out", "--lang", lang)
    assert run(*command, cwd=tmp_path).returncode == 0
    chapter = tmp_path / "out" / "chapter.docx"
    chapter.write_bytes(b"edited")
    done = run(*command, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "--overwrite" in done.stderr
    assert chapter.read_bytes() == b"edited"
    assert run(*command, "--overwrite", cwd=tmp_path).returncode == 0
    assert chapter.read_bytes() != b"edited"


def test_a_new_study_may_have_several_languages(tmp_path: Path) -> None:
    done = run("new", "city", "--lang", "kk", "--lang", "ru", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("Жаңа зерттеу құрылды")
    assert 'language = ["kk", "ru"] ' in (tmp_path / "city" / "study.toml").read_text("utf-8")
    assert run("new", "town", cwd=tmp_path).stdout.startswith("A new study is in")


def test_what_a_survey_does_not_allow_is_said_and_the_rest_is_done(tmp_path: Path) -> None:
    x = answers()
    x[:, 2] = 4
    write_study(tmp_path, study=STUDY.replace("longest_run = 8", ""), points=x)
    done = run("run", "study.toml", cwd=tmp_path)
    assert done.returncode == 0
    assert "Not computed: KMO and Bartlett's test. `T3` does not vary" in done.stderr
    assert (tmp_path / "out_study" / "tables" / "coefficients.csv").is_file()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("longest_run", "longest_ran", "did you mean `longest_run`"),
        ('file = "answers.csv"', 'file = "none.csv"', "none.csv"),
        ('"gender", "age"', '"sex"', "no profile question `sex`"),
    ],
)
def test_a_wrong_study_is_one_sentence(tmp_path: Path, old: str, new: str, message: str) -> None:
    write_study(tmp_path, study=STUDY.replace(old, new, 1))
    done = run("run", "study.toml", cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out_study").exists()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_that_ends_the_command_leaves_no_traceback(tmp_path: Path, name: str) -> None:
    if not hasattr(signal, name):
        pytest.skip(f"This system has no {name}")
    script = (
        "import os, signal\nfrom aqyl.reports.ending import one_ending\n"
        f"with one_ending():\n    os.kill(os.getpid(), signal.{name})\n    signal.pause()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (128 + getattr(signal, name), b"")


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="This system has no SIGHUP")
def test_a_command_that_outlives_its_window_goes_on(tmp_path: Path) -> None:
    script = (
        "import os, signal\nfrom aqyl.reports.ending import one_ending\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"  # what nohup does
        "with one_ending():\n    os.kill(os.getpid(), signal.SIGHUP)\n    print('done')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, [b"done"], b"")


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="This system has no device that is always full")
@pytest.mark.parametrize(("lang", "said"), [("en", "No space left"), ("kk", "дискіде орын жоқ")])
def test_words_that_cannot_be_written_are_one_sentence(
    tmp_path: Path, lang: str, said: str
) -> None:
    with FULL.open("w") as full:
        done = subprocess.run(
            [*AQYL, "explain", "items", "--lang", lang],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_simulated_answers_are_drawn_again_and_replace_only_their_like(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(
        "n = 120\n[instrument]\nscale = { points = [1, 2, 3, 4, 5] }\n"
        'constructs = { a = ["A1", "A2", "A3"], b = ["B1", "B2", "B3"] }\n'
        "[composite]\na = { mean = 3.4, sd = 0.8 }\nb = { mean = 3.0, sd = 0.9 }\n",
        "utf-8",
    )
    first, again = (run("simulate", "p.toml", "--out", "s.csv", cwd=tmp_path) for _ in range(2))
    assert (first.returncode, first.stderr) == (again.returncode, again.stderr) == (0, "")
    assert "SIMULATED answers of 120 people" in again.stdout
    text = (tmp_path / "s.csv").read_text("utf-8")
    assert text.startswith("# SIMULATED")
    assert len(text.splitlines()) == 3 + 1 + 120
    (tmp_path / "real.csv").write_text("id;A1\n1;3\n", "utf-8")
    done = run("simulate", "p.toml", "--out", "real.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert "holds no simulated answers" in done.stderr
    assert (tmp_path / "real.csv").read_text("utf-8") == "id;A1\n1;3\n"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("sd = 0.8", "`composite.a.mean` is missing"),
        ("mean = 9.0, sd = 0.8", "lies off the scale 1-5"),
        ("mean = 3.0, sd = -1.0", "must be positive"),
        ("mean = 3.0, sd = 0.8, vif = 1", "Unknown key `composite.a.vif`"),
    ],
)
def test_a_wrong_population_is_one_sentence(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "p.toml").write_text(
        "n = 120\n[instrument]\nscale = { points = [1, 2, 3, 4, 5] }\n"
        f'constructs = {{ a = ["A1", "A2", "A3"] }}\n[composite]\na = {{ {line} }}\n',
        "utf-8",
    )
    done = run("simulate", "p.toml", cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "p.toml" in done.stderr
    assert not (tmp_path / "simulated_responses.csv").exists()
