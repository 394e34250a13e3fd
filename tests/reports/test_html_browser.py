"""The page in Chromium: quiet, reachable by keyboard, accessible, readable without scripts."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from aqyl.reports.figures.style import svg_text
from aqyl.reports.html import write_html
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.thesis.survey_chapter import run_thesis_survey, survey_chapter
from aqyl.reports.thesis.survey_evidence import survey_evidence
from aqyl.reports.thesis.survey_published import load_survey_published
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect, sync_playwright

from .html_sample import HOSTILE, write_sample
from .tools import needed

MOST_BYTES = 6_000_000  # what a report may weigh
LEGIBLE = 9  # pixels of a line of the smallest letters
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
PATIENCE = 10_000  # milliseconds that a page has for anything
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def browser() -> Iterator:
    chromium = needed("chromium")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"] if root else []
        )
        yield running
        running.close()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "page.html"
    write_sample(path)
    return path


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compose the survey of the thesis in three languages."""
    published, results = load_survey_published(), run_thesis_survey()
    evidence = survey_evidence(published, results)
    documents = [survey_chapter(published, results, evidence, language(c)) for c in LANGUAGES]
    # To draw takes seconds: all languages get the figures of the first, which are as large.
    drawn = {p.name: svg_text(p.draw, text=True, prefix="f-") for p in documents[0].pictures}
    drawings = [drawn] * len(documents)
    path = tmp_path_factory.mktemp("survey") / "page.html"
    write_html(documents, path, drawings)
    return path


class Visit:
    """A page that is open, with all that it said and asked for."""

    def __init__(self, browser, path: Path, **options: object) -> None:
        self.context = browser.new_context(**{"viewport": DESK, **options})
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.context.route(re.compile("^(?!file:|data:)"), lambda route: route.abort())
        self.address = path.as_uri()
        self.page.goto(self.address)

    def __enter__(self):
        """Give the page."""
        return self.page

    def __exit__(self, *_: object) -> None:
        """Close the page; it must have been quiet and asked for nothing but itself."""
        self.context.close()
        assert self.said == []
        outside = [url for url in self.asked if not url.startswith("data:")]
        assert {url.partition("#")[0] for url in outside} == {self.address}


def visible(page) -> list[str]:
    return page.eval_on_selector_all(
        ".edition", "all => all.filter(e => e.checkVisibility()).map(e => e.lang)"
    )


def focused(page) -> str:
    return page.evaluate(
        "(e => [e.tagName, e.id, e.textContent.trim().slice(0, 30)].join('|'))"
        "(document.activeElement)"
    )


def cells(page, table: str, column: int) -> list[str]:
    return page.eval_on_selector_all(
        f"[id='{table}'] tbody tr", f"rows => rows.map(r => r.cells[{column}].textContent)"
    )


def test_the_language_changes_by_mouse_and_keyboard(browser, sample: Path) -> None:
    with Visit(browser, sample) as page:
        assert visible(page) == ["kk"]
        page.locator("#language-en").click()
        assert visible(page) == ["en"]
        assert page.evaluate("document.documentElement.lang") == "en"
        assert page.title().startswith("English")
        page.keyboard.press("ArrowLeft")
        assert visible(page) == ["ru"]
        hidden = page.eval_on_selector_all("[data-edition]", "all => all.map(e => e.hidden)")
        assert sorted(hidden) == [False] * 2 + [True] * 4  # a skip link and a text each


def test_the_place_stays_when_the_language_changes(browser, sample: Path) -> None:
    with Visit(browser, sample) as page:
        page.evaluate("document.getElementById('kk-t-wide').scrollIntoView()")
        page.locator("#language-kk").focus()
        page.keyboard.press("ArrowRight")
        assert visible(page) == ["ru"]
        top = page.evaluate("document.getElementById('ru-t-wide').getBoundingClientRect().top")
        assert 0 <= top < DESK["height"] / 3


def test_an_address_opens_its_language(browser, sample: Path) -> None:
    with Visit(browser, sample) as page:
        page.goto(f"{sample.as_uri()}#ru-t-groups")
        assert visible(page) == ["ru"]
        page.evaluate("location.hash = '#en-s-second'")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        assert visible(page) == ["en"]
        assert (
            page.evaluate("document.getElementById('en-s-second').getBoundingClientRect().top")
            < DESK["height"]
        )


def test_rows_sort_by_full_value_and_come_back(browser, sample: Path) -> None:
    with Visit(browser, sample) as page:
        place, original = "kk-t-cities", cells(page, "kk-t-cities", 0)
        head = page.locator(f"[id='{place}'] th[data-column='2']")
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == "ascending"
        # 10.1251 shows more decimals than 10.126 and is less; what is missing stays at the end.
        assert cells(page, place, 2) == ["9,50", "10,125**", "10,13", "1\u00a0234,50", "–"]
        assert "Балл" in page.locator(f"[id='{place}'] .unseen").text_content()
        head.get_by_role("button").press("Enter")
        assert head.get_attribute("aria-sort") == "descending"
        assert cells(page, place, 2) == ["1\u00a0234,50", "10,13", "10,125**", "9,50", "–"]
        head.get_by_role("button").press("Space")
        assert head.get_attribute("aria-sort") == "none"
        assert cells(page, place, 0) == original
        page.locator(f"[id='{place}'] th[data-column='0'] button").click()
        # Ә and Ө are letters of the Kazakh alphabet, not signs after it.
        words = [w for w in cells(page, place, 0) if w != HOSTILE[0]]
        assert words == ["Алматы", "Әулиеата", "Өскемен", "Түркістан"]
        assert page.locator("[id='kk-t-groups'] th button").count() == 0


def test_search_finds_and_leads(browser, sample: Path) -> None:
    with Visit(browser, sample) as page:
        field = page.get_by_role("searchbox")
        field.fill("  ӨСКЕМЕН  2021")
        status = page.locator("#kk-found")
        expect(status).to_have_text("Табылды: 1.")
        assert page.locator(".results:visible a").count() == 1
        field.press("ArrowDown")
        assert focused(page).startswith("A||Өскемен")
        page.keyboard.press("Enter")
        assert focused(page).startswith("TR||Өскемен")
        assert page.locator("tr.found").count() == 1
        box = page.locator("tr.found").bounding_box()
        assert 0 < box["y"] < DESK["height"]
        field.fill("</script>")
        expect(page.locator(".results:visible a")).to_contain_text(HOSTILE[0])
        assert page.locator(".results script").count() == 0
        field.fill("щщщ")
        expect(status).to_have_text("Ештеңе табылмады.")
        field.press("Escape")
        assert status.text_content() == field.input_value() == ""


def test_a_search_opens_the_data_of_a_figure(browser, sample: Path) -> None:
    with Visit(browser, sample) as page:
        assert not page.locator("[id='kk-d-line']").is_visible()
        page.get_by_role("searchbox").fill("2022 3,0")
        page.get_by_role("searchbox").press("Enter")
        assert page.locator("[id='kk-d-line']").is_visible()


def test_a_tour_by_keyboard(browser, sample: Path) -> None:
    with Visit(browser, sample) as page:
        page.keyboard.press("Tab")
        assert "Мәтінге өту" in focused(page)
        assert page.locator(".skip:visible").first.bounding_box()["y"] >= 0
        page.keyboard.press("Enter")
        assert focused(page).startswith("MAIN|kk-text")
        page.reload()
        seen = []
        while len(seen) < 60:
            page.keyboard.press("Tab")
            if focused(page).startswith("BODY"):
                break  # past the end of the page
            outline = page.evaluate(
                "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
                " || document.activeElement.matches('input[type=radio]')"
            )
            assert outline, focused(page)
            seen.append(focused(page))
        order = ["language-kk", "kk-search", "Мазмұны", "BUTTON||Балл", "Сурет деректері"]
        places = [next((i for i, s in enumerate(seen) if want in s), -1) for want in order]
        assert -1 not in places, seen
        assert places == sorted(places)
        # Tables that fit are no stop; the wide one is, and can be scrolled.
        regions = page.eval_on_selector_all(
            ".edition:not([hidden]) .scroll[tabindex]", "all => all.map(e => e.parentElement.id)"
        )
        assert regions == ["kk-t-wide"]


def test_a_table_that_goes_on_says_so_and_one_that_fits_does_not(browser, sample: Path) -> None:
    with Visit(browser, sample, viewport=DESK) as page:
        hints = page.locator(".edition:not([hidden]) .hint:visible")
        assert hints.count() == 1
        assert page.locator("[id='kk-t-wide'] .hint").is_visible()
        last = page.locator("[id='kk-t-wide'] thead th").last
        frame = page.locator("[id='kk-t-wide'] .scroll").bounding_box()
        assert last.bounding_box()["x"] > frame["x"] + frame["width"]
        page.evaluate("document.querySelector('[id=kk-t-wide] .scroll').scrollLeft = 9999")
        box = last.bounding_box()
        assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_without_scripts_it_can_be_read(browser, sample: Path, size: dict[str, int]) -> None:
    with Visit(browser, sample, java_script_enabled=False, viewport=size) as page:
        shown = page.locator(".edition:visible")
        assert shown.count() == 1
        page.locator("#language-kk").focus()
        page.keyboard.press("ArrowRight")
        assert shown.get_attribute("lang") == "ru"
        page.locator("#language-en").click()
        assert shown.count() == 1
        assert shown.get_attribute("lang") == "en"
        assert page.get_by_role("searchbox").count() == 0
        data = page.locator("[id='en-f-line'] summary")
        data.click()
        assert page.locator("[id='en-d-line'] td").first.is_visible()
        assert page.locator(".skip:visible").count() == 1


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser, sample: Path, size: dict[str, int], scheme) -> None:
    with Visit(browser, sample, viewport=size, color_scheme=scheme, bypass_csp=True) as page:
        page.eval_on_selector_all("details", "all => all.forEach(e => { e.open = true; })")
        page.get_by_role("searchbox").fill("а")
        expect(page.locator(".results a").first).to_be_visible()
        assert _violations(page) == []


def test_the_survey_of_the_thesis(browser, survey: Path) -> None:
    assert survey.stat().st_size < MOST_BYTES
    with Visit(browser, survey, viewport=PHONE, color_scheme="dark", bypass_csp=True) as page:
        for code in LANGUAGES:
            page.locator(f"#language-{code}").check(force=True)
            assert visible(page) == [code]
            # Nothing but the tables is wider than the screen.
            assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
            assert _overlong(page) == []
        # A figure scrolls there, by keyboard too, and its letters stay large enough to be read.
        card = page.locator(".edition:not([hidden]) .card.scrolls[tabindex='0']").first
        assert card.locator("xpath=following-sibling::p[@class='hint']").is_visible()
        sizes = card.evaluate(
            "card => [...card.querySelectorAll('text')].map(t => t.getBoundingClientRect().height)"
        )
        assert min(sizes) >= LEGIBLE
        page.set_viewport_size(DESK)  # pyright: ignore[reportArgumentType]
        # Its tables are made as those of the sample; all of them would take axe-core a minute.
        assert _violations(page, ".edition:not([hidden]) :is(.side, .widest)") == []


def test_a_print_is_whole(browser, sample: Path, tmp_path: Path) -> None:
    with Visit(browser, sample, color_scheme="dark") as page:
        page.locator("#language-ru").click()
        page.emulate_media(media="print")
        assert [page.locator(s).first.is_visible() for s in (".top", ".side", ".data")] == [
            False
        ] * 3
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert colour == "rgb(255, 255, 255)"
        assert page.locator("[id='ru-t-long'] caption").is_visible()
        assert not page.locator("[id='kk-t-long']").is_visible()
        heads = "[id='ru-t-cities'] thead button"
        assert page.locator(heads).first.evaluate("e => getComputedStyle(e).display") == "contents"
        pdf = page.pdf(path=tmp_path / "print.pdf", prefer_css_page_size=True)
    boxes = {b.decode() for b in re.findall(rb"/MediaBox \[([^\]]+)\]", pdf)}
    # A4, and A4 turned for the wide table, in points.
    assert {tuple(round(float(x)) for x in box.split()[2:]) for box in boxes} == {
        (595, 842), (842, 595),
    }  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_figure_is_drawn_on_white(browser, sample: Path, scheme: str) -> None:
    with Visit(browser, sample, color_scheme=scheme) as page:
        card = page.locator("[id='kk-f-line'] .card")
        colour = card.evaluate("e => getComputedStyle(e).backgroundColor")
        assert colour == "rgb(255, 255, 255)"
        font = card.locator("text").first.evaluate("e => getComputedStyle(e).fontFamily")
        assert "PT Sans" in font
        assert page.evaluate("document.fonts.check('16px \"PT Sans\"', 'әғқңөұүһі')")
        assert page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length") >= 2


def _violations(page: Page, part: str | None = None) -> list[str]:
    """Serious faults that axe-core finds on a page or a part of it."""
    found = Axe().run(page, context=part).response["violations"]
    return [
        f"{v['id']}: {node['html'][:120]}"
        for v in found
        if v["impact"] in SERIOUS
        for node in v["nodes"]
    ]


def _overlong(page) -> list[str]:
    """Captions, notes and headings that run out of the screen."""
    return page.eval_on_selector_all(
        ".edition:not([hidden]) :is(caption span, .note, figcaption, h1, h2, h3, li, main > p)",
        "all => all.filter(e => e.checkVisibility() && e.getBoundingClientRect().right"
        " > innerWidth + 1).map(e => e.textContent.slice(0, 60))",
    )
