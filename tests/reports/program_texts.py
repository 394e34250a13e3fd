"""What texts an expression of the package can be, read from the source without running it.

A text that only a run can tell is a ``HOLE``. A name that can only be one of a few texts of the
program (``"item" if … else "construct"``, a parameter that every call gives as a text) is each of
them. What stands in backticks or quotation marks is a name of the user or the code: always a hole.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

HOLE = "\0"
Texts = frozenset[str]
UNKNOWN: Texts = frozenset({HOLE})
Found = list[tuple[ast.expr, "Scope"]]
_MOST = 40  # texts that one expression unfolds to; more are a fault of this reader
_LIBRARIES = {"np", "pl", "math", "re"}


@dataclass(frozen=True, slots=True)
class Scope:
    """A module, or a function in it."""

    module: str
    function: ast.FunctionDef | None = None


@dataclass
class Program:
    """The modules of the package; `members` gathers the members of lists that sentences hold."""

    root: Path
    rooms: tuple[str, ...] = ("survey", "analysis", "reports")
    members: set[str] = field(default_factory=set)

    @cached_property
    def modules(self) -> dict[str, ast.Module]:
        """Every module by its path."""
        return {
            path.relative_to(self.root).as_posix(): ast.parse(path.read_text("utf-8"))
            for room in self.rooms
            for path in sorted((self.root / room).rglob("*.py"))
        }

    @cached_property
    def scopes(self) -> dict[ast.AST, Scope]:
        """The innermost function of every node."""
        found: dict[ast.AST, Scope] = {}

        def walk(node: ast.AST, scope: Scope) -> None:
            found[node] = scope
            inner = Scope(scope.module, node) if isinstance(node, ast.FunctionDef) else scope
            for child in ast.iter_child_nodes(node):
                walk(child, inner)

        for name, tree in self.modules.items():
            walk(tree, Scope(name))
        return found

    @cached_property
    def calls(self) -> dict[str, list[ast.Call]]:
        """Calls by the name of what they call."""
        found: dict[str, list[ast.Call]] = defaultdict(list)
        for node in self.scopes:
            if isinstance(node, ast.Call):
                found[called(node)].append(node)
        return found

    @cached_property
    def functions(self) -> dict[str, list[ast.FunctionDef]]:
        """Functions and methods by name."""
        found: dict[str, list[ast.FunctionDef]] = defaultdict(list)
        for node in self.scopes:
            if isinstance(node, ast.FunctionDef):
                found[node.name].append(node)
        return found

    def texts(self, node: ast.expr | None, scope: Scope, seen: Texts = frozenset()) -> Texts:
        """Unfold an expression into the texts that it can be."""
        found = UNKNOWN
        match node:
            case ast.Constant(value=str(text)):
                found = frozenset({text})
            case ast.JoinedStr(values=parts):
                found = self._joined(parts, scope, seen)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                sides = [self.texts(left, scope, seen), self.texts(right, scope, seen)]
                found = UNKNOWN if sides == [UNKNOWN, UNKNOWN] else _product(sides)
            case ast.IfExp(body=body, orelse=other):
                found = self._any([body, other], scope, seen)
            case ast.BoolOp(op=ast.Or(), values=values):
                found = self._any(values, scope, seen)
            case ast.Name(id=name):
                found = self._named(name, scope, seen)
            case ast.Attribute(value=ast.Name(id="self"), attr=name):
                found = self._of_field(name, scope, seen)
            case ast.Subscript(value=ast.Name(id=name)):
                tables = [t for t, _ in self._values(name, scope) if isinstance(t, ast.Dict)]
                found = self._any([v for t in tables for v in t.values], scope, seen)
            case ast.Call(func=ast.Attribute(value=between, attr="join"), args=[listed]):
                self._keep_members(between, listed, scope, seen)
            case ast.Call():
                found = self._returned(node, seen)
        return found

    def _any(self, nodes: Iterable[ast.expr], scope: Scope, seen: Texts) -> Texts:
        return frozenset().union(*(self.texts(n, scope, seen) for n in nodes)) or UNKNOWN

    def _joined(self, parts: list[ast.expr], scope: Scope, seen: Texts) -> Texts:
        found: list[Texts] = []
        quoted = False
        for part in parts:
            if isinstance(part, ast.FormattedValue):
                value = quoted or part.format_spec is not None
                found.append(UNKNOWN if value else self.texts(part.value, scope, seen))
                if part.conversion == ord("r"):
                    found[-1] = frozenset({f"'{HOLE}'"})
            else:
                found.append(self.texts(part, scope, seen))
                (text,) = found[-1]
                quoted ^= (text.count("`") + text.count('"')) % 2 == 1
        return _product(found)

    def _named(self, name: str, scope: Scope, seen: Texts) -> Texts:
        key = f"{scope.module}:{scope.function.name if scope.function else ''}:{name}"
        if key in seen:
            return UNKNOWN
        found = [self.texts(n, s, seen | {key}) for n, s in self._values(name, scope)]
        if UNKNOWN in found and not any(" " in text for texts in found for text in texts):
            return UNKNOWN  # words of the code, such as the names of methods
        return frozenset().union(*found) or UNKNOWN

    def _values(self, name: str, scope: Scope) -> Found:
        """Find what a name is bound to: in the function, by its callers, in the module."""
        found: Found = []
        if scope.function:
            found += [(node, scope) for node in bound(scope.function.body, name)]
            found += [(n, self.scopes[n]) for n in self._arguments(scope.function, name)]
        found = found or [(node, scope) for node in bound(self.modules[scope.module].body, name)]
        for node in [] if found else ast.walk(self.modules[scope.module]):
            if isinstance(node, ast.ImportFrom) and name in {a.name for a in node.names}:
                base = scope.module.split("/")[: -node.level]
                path = "/".join([*base, *(node.module or "").split(".")]) + ".py"
                if path in self.modules:
                    found += [(n, Scope(path)) for n in bound(self.modules[path].body, name)]
        return found

    def _of_field(self, name: str, scope: Scope, seen: Texts) -> Texts:
        """Unfold a field of the own class, if every maker of it gives a text."""
        key = f"{scope.module}:self.{name}"
        if key in seen:
            return UNKNOWN
        values: Found = []
        owners = (n for n in self.modules[scope.module].body if isinstance(n, ast.ClassDef))
        for owner in owners:
            if scope.function not in list(ast.walk(owner)):
                continue
            annotated = [n.target for n in owner.body if isinstance(n, ast.AnnAssign)]
            fields = [target.id for target in annotated if isinstance(target, ast.Name)]
            for call in self.calls[owner.name] if name in fields else ():
                given = [k.value for k in call.keywords if k.arg == name]
                given += call.args[fields.index(name) :][:1]
                values += [(node, self.scopes[call]) for node in given]
            if values:
                values += [(node, Scope(scope.module)) for node in bound(owner.body, name)]
        found = [self.texts(node, place, seen | {key}) for node, place in values]
        return UNKNOWN if UNKNOWN in found else frozenset().union(*found) or UNKNOWN

    def _arguments(self, function: ast.FunctionDef, name: str) -> Iterator[ast.expr]:
        """Find what the calls of a function give for one of its parameters."""
        spec = function.args
        every = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs]
        if any(a.arg == name and a.annotation and _is_number(a.annotation) for a in every):
            return  # whatever a call of another method of that name gives
        names = [a.arg for a in (*spec.posonlyargs, *spec.args)]
        if name not in {*names, *(a.arg for a in spec.kwonlyargs)}:
            return
        defaults = dict(zip(names[::-1], spec.defaults[::-1], strict=False))
        yield from [defaults[name]] if name in defaults else []
        private = function.name.startswith("_") and not function.name.endswith("__")
        for call in self.calls[function.name]:
            here = self.scopes[call].module == self.scopes[function].module
            if _is_method(call) == _has_self(function) and (here or not private):
                at = names.index(name) - _has_self(function) if name in names else len(call.args)
                yield from [k.value for k in call.keywords if k.arg == name]
                yield from call.args[at : at + 1]

    def _returned(self, call: ast.Call, seen: Texts) -> Texts:
        name = "__str__" if called(call) == "str" else called(call)
        found: Texts = frozenset()
        for function in self._meant(call, name) if name not in seen else ():
            if function.returns is not None and ast.unparse(function.returns) == "str":
                scope = Scope(self.scopes[function].module, function)
                returns = [n for n in ast.walk(function) if isinstance(n, ast.Return)]
                for node in returns:
                    found |= self.texts(node.value, scope, seen | {name})
        return found or UNKNOWN

    def _meant(self, call: ast.Call, name: str) -> list[ast.FunctionDef]:
        """Find the functions that a call may mean: of its own module, or else all of that name."""
        found = [f for f in self.functions.get(name, []) if _has_self(f) == _is_method(call)]
        if name == "__str__":
            found = self.functions.get(name, [])
        near = [f for f in found if self.scopes[f].module == self.scopes[call].module]
        own = isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "self"
        return near if near and (own or not _is_method(call)) else found

    def _keep_members(self, between: ast.expr, listed: ast.expr, scope: Scope, seen: Texts) -> None:
        """Keep the members of a list in a sentence; with a word between, ``"a and …"``."""
        lists = [listed]
        if isinstance(listed, ast.Name):
            lists = [node for node, _ in self._values(listed.id, scope)]
        joint = between.value if isinstance(between, ast.Constant) else ""
        rest = f"{joint}{HOLE}" if worded(str(joint)) else ""
        for node in lists:
            if isinstance(node, ast.GeneratorExp | ast.ListComp):
                texts = self.texts(node.elt, scope, seen) - UNKNOWN
                self.members |= {text + rest for text in texts}


def called(call: ast.Call) -> str:
    """Name what a call calls."""
    func = call.func
    return func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")


def bound(body: list[ast.stmt], name: str) -> Iterator[ast.expr]:
    """Find what a name is bound to, by assignment or going through a written tuple."""
    for node in itertools.chain.from_iterable(ast.walk(statement) for statement in body):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value) if (
                target == name
            ):
                yield value
            case ast.Assign(targets=[ast.Tuple(elts=elts)], value=value):
                yield from _in_tuples(elts, [value], name)
            case ast.For(target=ast.Tuple(elts=elts), iter=ast.Tuple(elts=members)):
                yield from _in_tuples(elts, members, name)
            case ast.For(target=ast.Name(id=target), iter=ast.Tuple(elts=members)) if (
                target == name
            ):
                yield from members


def _in_tuples(elts: list[ast.expr], members: list[ast.expr], name: str) -> Iterator[ast.expr]:
    at = [i for i, e in enumerate(elts) if isinstance(e, ast.Name) and e.id == name]
    for member in members if at else ():
        branches = [member.body, member.orelse] if isinstance(member, ast.IfExp) else [member]
        for branch in branches:
            if isinstance(branch, ast.Tuple) and len(branch.elts) == len(elts):
                yield branch.elts[at[0]]
            else:
                yield ast.Constant(value=None)


def worded(text: str) -> bool:
    """Tell whether a text has words outside backticks."""
    return bool(re.search(r"[A-Za-z]{2}", re.sub(r"`[^`]*`", "", text)))


def _product(parts: list[Texts]) -> Texts:
    found = frozenset("".join(chosen) for chosen in itertools.product(*parts))
    if len(found) > _MOST:
        raise ValueError(f"a sentence unfolds to {len(found)} texts: {sorted(found)[:3]}")
    return found


def _is_number(annotation: ast.expr) -> bool:
    return ast.unparse(annotation) in {"int", "float", "bool"}


def _has_self(function: ast.FunctionDef) -> bool:
    return [a.arg for a in function.args.args[:1]] in (["self"], ["cls"])


def _is_method(call: ast.Call) -> bool:
    """Tell ``table.where(…)`` from ``where(…)`` and ``np.where(…)``."""
    func = call.func
    library = isinstance(func, ast.Attribute) and ast.unparse(func.value) in _LIBRARIES
    return isinstance(func, ast.Attribute) and not library
