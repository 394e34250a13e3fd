"""Numbers of a column end at the same decimal mark once what they lack is added."""

from aqyl.reports.decimal_alignment import paddings
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.table import Column, Rounded, Table, shown
from aqyl.reports.table_style import STYLES
from hypothesis import given
from hypothesis import strategies as st

NUMBERS = st.one_of(
    st.none(),
    st.integers(-(10**6), 10**6),
    st.floats(-1e5, 1e5),
    st.builds(Rounded, st.floats(-1e5, 1e5), st.integers(0, 5), st.sampled_from(("", "*", "***"))),
)


@given(st.lists(NUMBERS, max_size=12), st.sampled_from(LANGUAGES), st.sampled_from(sorted(STYLES)))
def test_every_number_ends_as_far_behind_its_mark(cells, code: str, style) -> None:
    lang, column = language(code), Column("x", "X", "number", 2)
    table = Table("t", "T", (column,), tuple((cell,) for cell in cells))
    texts = [[shown(cell, column, lang, STYLES[style])] for cell in cells]
    mark = lang.number(0.5, 1)[1]
    behind = set()
    for (text,), (pad,) in zip(texts, paddings(table, texts, lang), strict=True):
        if not any(map(str.isdigit, text)):
            assert not pad
            continue
        whole, point, _ = (text + pad).partition(mark)
        behind.add(
            len(text + pad) - len(whole) if point else len(whole.lstrip("0123456789−,.\u00a0"))
        )
    assert len(behind) <= 1


def test_words_lack_nothing() -> None:
    table = Table("t", "T", (Column("x", "X"),), ())
    assert paddings(table, [["1,5"], ["2"]], language("kk")) == (("",), ("",))
    assert paddings(Table("t", "T", (), ()), [], language("kk")) == ()


def test_a_language_without_zeros_has_the_same_mark() -> None:
    table = Table("t", "T", (Column("r", "r", "number"),), ())
    lang = language("ru").in_style(STYLES["spss"])
    assert paddings(table, [[",48"], ["2"]], lang) == (("",), (",48",))
