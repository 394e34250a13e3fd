"""Explanations: the same in three languages, found by any name, within the width of a screen."""

import re
import subprocess
import sys

import pytest
from aqyl.reports.explanation import Explanation, as_text, explanation, known, listing
from aqyl.reports.language import LANGUAGES, language
from aqyl.survey.errors import SpecificationError


def parts(found: Explanation) -> dict[str, str]:
    columns = " ".join(found.columns.values())
    own = {key: getattr(found, key) for key in ("title", "means", "formula", "limits", "source")}
    return {**own, "columns": columns, "report": found.report}


def test_all_languages_explain_the_same() -> None:
    names = known()
    assert len(set(names)) == len(names)
    for code in LANGUAGES:
        lang = language(code)
        for name in names:
            found = explanation(name, lang)
            assert found.name == name
            assert [*found.columns] == [*explanation(name, language("en")).columns], name
            for key, text in parts(found).items():
                empty = key == "columns" or (name, key) == ("published", "report")
                assert text or empty, (code, name, key)
                assert "{" not in text, (code, name)
                assert "  " not in text, (code, name)
                assert text == text.strip(), (code, name)


def test_a_meaning_is_two_to_four_sentences() -> None:
    for code in LANGUAGES:
        for name in known():
            found = explanation(name, language(code))
            sentences = re.findall(r"[.:!?](?=\s|$)", found.means)
            assert found.means.endswith("."), (code, name)
            assert 2 <= len(sentences) <= 8, (code, name)  # a colon may open a list
            assert found.report.endswith(".") or name == "published", (code, name)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("reliability", "reliability"),
        (" Reliability ", "reliability"),
        ("out/tables/reliability.csv", "reliability"),
        (r"C:\study\figures\simulated_scree.svg", "scree"),
        ("report.html#pls_paths", "pls_paths"),
        ("groups_Жасы_age", "groups"),
        ("group_tests_gender", "group_tests"),
        ("simulated_group_pairs_work.csv", "group_pairs"),
        ("pls_ipma_2", "pls_ipma"),
        ("likert_3", "likert"),
        ("ipma_1.png", "ipma"),
        ("index_ranking", "ranking"),
        ("index2_index_scores.csv", "index_scores"),
        ("item-total", "item_total"),
        ("simulated_responses_distances.csv", "distances"),
        ("figure_27", "path_diagram"),
        ("table_08_variants", "published"),
        ("simulated_table_11", "published"),
        ("annex_03_all.csv", "published"),
        ("values_of_2024", "published"),
        ("kpis", "kpis"),
        ("simulated_kpis_2_part_3.svg", "kpis_1"),
        ("section_map_part_2", "section_map"),
        ("out/tables/simulated_scores.csv", "scores"),
        ("road_map_term_map", "road_map_term_map"),
        ("Баллы населённых пунктов", "scores"),
        ("Баллы населённых пунктов, 2026 год", "scores"),
        ("Инициативы, просроченные на 30 июня 2028 г.", "road_map_overdue"),
        ("Initiatives that are overdue on June 30, 2028", "road_map_overdue"),
        ("Дорожная карта: сроки инициатив на 30 июня 2028 г.", "road_map_term_map"),
        ("Елді мекендердің балдары, 2026 жыл", "scores"),
        ("KPIs against their targets: Turkistan, 2026", "kpis_1"),
        ("Сенімділік және конвергентті валидтілік", "reliability"),
        ("критерий форнелла-ларкера", "fornell_larcker"),
        ("Pattern matrix", "loadings"),
        ("Сравнение групп: Пол", "groups"),
        ("Screening of the answers (N = 160)", "screening"),
    ],
)
def test_names_and_files_are_understood(given: str, name: str) -> None:
    assert explanation(given, language("kk")).name == name


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("reliabilty", "no table or figure `reliabilty` to explain. Did you mean `reliability`"),
        ("out/tables/coeficients.csv", "Did you mean `coefficients`"),
        ("сенімділік", "Did you mean `reliability`"),
        ("табылмайтын кесте", "`aqyl explain` lists the names"),
        ("", "no table or figure `` to explain"),
    ],
)
def test_a_wrong_name_is_named_with_the_nearest(given: str, message: str) -> None:
    with pytest.raises(SpecificationError, match=message):
        explanation(given, language("ru"))


# Words in Latin letters that Kazakh and Russian texts have as well: programs, methods, names of
# commands, files and tables.
NAMES = """
SPSS Frequencies Descriptives Summary Model Total Variance Explained ANOVA Coefficients Collinearity
Diagnostics Cronbach's Alpha Corrected Item-Total Correlation if Item Deleted leverage scree
PLSpredict MICOM CSV csv contributions aqyl reproduce simulate factors threshold population toml
CityScore TotalScore RegionScore KPI reading kpis_
"""
# And letters of formulas.
LETTERS = """
KMO MAP AVE HTMT SSE SST SSR SEE SSB MSW MSA VIF Tol LMG PLS PLSc SEM BIC AIC SRMR RMSE RMSEA MAE
CFI TLI NFI GFI AGFI EPC BCa std adj mean max min diag tanh artanh cov cor sign SSL d_G d_ULS T_b
d_b S_kpi
"""


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_no_english_is_left(code: str) -> None:
    sources = " ".join(explanation(name, language("en")).source for name in known())
    people = {*re.findall(r"[^\W\d_]+", sources), "Tabachnick", "Fidell", "et", "al"}
    allowed = {*NAMES.split(), *LETTERS.split(), *known()}
    for name in known():
        for key, text in parts(explanation(name, language(code))).items():
            if key == "source" and re.search(r"\(\d{4}\)", text):
                continue  # authors, years and journals
            words = {w.rstrip("-") for w in re.findall(r"[A-Za-z][A-Za-z_'-]{2,}", text)}
            unknown = words - allowed - (people if key == "limits" else set())
            assert not unknown, (name, key)
            cyrillic = re.search(r"[а-яәіңғүұқөһ]", text, re.IGNORECASE)
            assert not text or key in {"columns", "limits", "title"} or cyrillic, (name, key)


@pytest.mark.parametrize("code", LANGUAGES)
def test_decimals_follow_the_language(code: str) -> None:
    wrong = r"\d\.\d" if code != "en" else r"\d,\d{1,2}(?!\d)"
    for name in known():
        for key, text in parts(explanation(name, language(code))).items():
            if key != "source":
                assert not re.search(wrong, text), (name, key)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_screen_keeps_its_width_and_holds_all(code: str, width: int) -> None:
    lang = language(code)
    for name in known():
        found = explanation(name, lang)
        text = as_text(found, lang, width)
        for line in text.splitlines()[1:]:  # the title stands in one line
            assert len(line) <= width or " " not in line.strip(), (name, line)
        together = " ".join(text.split())
        for piece in (found.title, found.means, found.limits, found.report):
            assert " ".join(piece.split()) in together, name
        for piece in (*found.formula.split("; "), *found.columns.values()):
            assert piece in together, name


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_list_names_everything_once(code: str) -> None:
    lang = language(code)
    lines = listing(lang).splitlines()
    named = [line.split()[0] for line in lines if line.startswith("  ")]
    assert named == list(known())
    for name in named:
        assert explanation(name, lang).title in listing(lang)


def test_explaining_is_light() -> None:
    script = (
        "import sys\n"
        "import aqyl.reports.explanation\n"
        "print({'numpy', 'polars', 'scipy', 'matplotlib', 'pydantic'} & set(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"
