"""Every sentence that an error of the package can hold: templates with ``{1}`` for the values."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Container, Iterator

from tests.reports.program_texts import HOLE, Program, Scope, Texts, called, worded

ERRORS = {
    *("AqylError", "FileError", "ValueInFileError", "SpecificationError", "MethodError"),
    "AbsentColumnError",
}
ROOT = "survey/errors.py"  # its constructors only hand on what they are given

# Latin words that a Kazakh or Russian sentence may have outside backticks and quotation marks:
# names of programs, formats, statistics, and what a user types.
NAMES = {
    *("SPSS", "Stata", "Parquet", "TOML", "CSV", "XLSX", "UTF", "utf", "koi8", "cp1251", "kz1048"),
    *("Unicode", "Windows", "Macintosh", "aqyl", "AQYL_MAX_MB", "AQYL_MAX_DEPTH", "kk", "ru", "en"),
    *(
        "Word",
        "PLS",
        "DWLS",
        "EM",
        "BIC",
        "KMO",
        "MAP",
        "HTMT",
        "BCa",
        "true",
        "false",
        "mean",
        "sum",
    ),
    *("weighted", "paths", "instrument", "goalposts", "indicator", "low", "high", "rule"),
}
ASIDE = re.compile(
    r"`[^`]*`|\"[^\"]*\"|'[^']*'|\{\d+\}|\{ \w+ = … \}|"
    r"--decimal (?:comma|point)|--[a-z-]+|[\w/-]*\.[a-z]{3,}"
)


def raised(program: Program, room: str) -> set[str]:
    """Find the problems, places and next steps of the errors that a room raises."""
    program.members.clear()
    found = {text for texts in _said(program, room) for text in texts}
    found |= program.members
    return {numbered(text) for text in found if worded(text) or _has_value(text)}


def numbered(text: str) -> str:
    """Write the holes of a text as {1}, {2} and so on."""
    count = itertools.count(1)
    return re.sub(HOLE, lambda _: f"{{{next(count)}}}", text)


def _said(program: Program, room: str) -> Iterator[Texts]:
    for node, scope in program.scopes.items():
        if scope.module.split("/")[0] != room or scope.module == ROOT:
            continue
        if isinstance(node, ast.Call):
            yield from (program.texts(part, scope) for part in _parts(node))
        if isinstance(node, ast.FunctionDef) and "float | str" in _returns(node):
            for part in _rules(node):
                texts = program.texts(part, Scope(scope.module, node))
                yield frozenset(text for text in texts if " " in text)


def _parts(call: ast.Call) -> list[ast.expr]:
    """Take what an error, or one of the problems that an error lists, is made of."""
    if called(call) == "Problem":
        return call.args
    handed_on = isinstance(call.func, ast.Call) and called(call.func) == "type"
    child = ast.unparse(call.func) == "super().__init__"
    if called(call) not in ERRORS and not handed_on and not child:
        return []
    named = [k.value for k in call.keywords if k.arg in {"problem", "where", "next_step"}]
    return [*call.args[:1], *named]


def _returns(function: ast.FunctionDef) -> str:
    return ast.unparse(function.returns) if function.returns else ""


def _rules(function: ast.FunctionDef) -> Iterator[ast.expr]:
    """Find what a function that gives a number, or the rule that a text breaks, can give."""
    for node in ast.walk(function):
        match node:
            case ast.Return(value=ast.ListComp(elt=value)):
                yield from _branches(value)
            case ast.Return(value=ast.expr() as value):
                yield from _branches(value)
            case ast.Call(func=ast.Attribute(attr="append"), args=[value]):
                yield from _branches(value)


def _branches(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.IfExp):
        yield from _branches(node.body)
        yield from _branches(node.orelse)
    elif isinstance(node, ast.JoinedStr | ast.Constant):
        yield node


def _has_value(text: str) -> bool:
    """Tell whether a text sets a name beside a value that may be a sentence: "`{1}` {2}"."""
    return "`" in text and HOLE in re.sub(r"`[^`]*`", "", text)


def english_in(text: str, values: Container[str] = ()) -> list[str]:
    """Find the Latin words of a sentence that are neither names nor values."""
    return [
        word
        for word in re.findall(r"[A-Za-z_\d]{2,}", ASIDE.sub(" ", text))
        if not (word.isdigit() or word in NAMES or word in values)
    ]
