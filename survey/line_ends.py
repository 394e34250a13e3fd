"""Whether all lines of a table end in the same way, which readers of CSV rely on."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["line_ends_differ"]


def line_ends_differ(lines: Iterable[str]) -> bool:
    r"""Tell whether some rows end with a line feed, others with a carriage return or with both.

    Line ends within quoted cells are the cells' own.

    Parameters
    ----------
    lines : iterable of str
        With their ends, as a file gives them that is opened with ``newline=""``.

    Examples
    --------
    >>> line_ends_differ(["a,b\r\n", "1,2\n"]), line_ends_differ(["a,b\r\n", '1,"2\n', '3"\r\n'])
    (True, False)
    """
    found, quoted = set[str](), False
    for line in lines:
        quoted ^= line.count('"') % 2 == 1
        if not quoted:
            found.add(line[len(line.rstrip("\r\n")) :])
    return len(found - {""}) > 1
