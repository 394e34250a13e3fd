"""The house stands as it is drawn: imports run one way, and CONTRIBUTING.md maps the tree."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "data": set(),
    "survey": set(),
    "analysis": {"survey"},
    "reports": {"survey", "analysis", "data"},
}
MODULES = sorted(p for room in MAY_IMPORT for p in (ROOT / room).rglob("*.py"))


def rooms_imported(path: Path) -> set[str]:
    """Top-level rooms that a module imports, relative or by the name aqyl."""
    package = list(path.relative_to(ROOT).with_suffix("").parts)
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level] if node.level else []
            target = [*base, *(node.module or "").split(".")] if node.level else []
            if not node.level and (node.module or "").split(".")[0] == "aqyl":
                target = (node.module or "").split(".")[1:]
            if node.level and len(base) == 0 and node.module is None:
                found |= {alias.name for alias in node.names}
            found |= set(target[:1])
        elif isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
            found |= {name[1] for name in names if name[0] == "aqyl" and len(name) > 1}
    return found & set(MAY_IMPORT)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    assert rooms_imported(path) <= MAY_IMPORT[room] | {room}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_module_is_one_idea_long(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300


def test_the_map_in_contributing_is_the_tree() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    mapped = set(re.findall(r"^\| `([a-z_/]+\.py)` \|", text, flags=re.M))
    real = {p.relative_to(ROOT).as_posix() for p in MODULES if p.name != "__init__.py"}
    assert mapped == real


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for line in (*project["dependencies"], *project["optional-dependencies"]["dev"]):
        name = re.split(r"[\[><=]", line)[0]
        assert f"| {name} |" in text, name


def test_every_package_is_installed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    real = {
        "aqyl." + ".".join(p.parent.relative_to(ROOT).parts)
        for p in MODULES
        if p.name == "__init__.py"
    }
    assert set(settings["packages"]) == real


def test_the_lock_file_names_no_host() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in text
    assert "--hash=sha256:" in text
