"""Whether a folder of results is what its inputs give: recompute it and compare every file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from ..survey.errors import FileError
from .language import language
from .manifest import Manifest, changed_files, read_manifest, sha256

__all__ = ["Difference", "DifferenceKind", "verify"]

DifferenceKind = Literal["missing", "changed", "extra", "input", "version", "recomputed"]
_UP = 3  # folders above the results in which their inputs are looked for


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as the manifest says.

    Attributes
    ----------
    kind : {"missing", "changed", "extra", "input", "version", "recomputed"}
        A file of the folder that is gone, was changed, or was added; an input or a library that
        is another one now; a file that comes out differently.
    name : str
        The file or library.
    """

    kind: DifferenceKind
    name: str


def verify(out: str | Path, *, sources: str | Path | None = None) -> tuple[Difference, ...]:
    """Recompute a folder of results and say what differs; the folder itself is not touched.

    Nothing is recomputed where an input is another one now.

    Parameters
    ----------
    out : str or Path
        Folder that `aqyl run`, `pls`, `index` or `reproduce` wrote.
    sources : str or Path, optional
        Folder of the study or of the data; near `out` if not given.

    Raises
    ------
    FileError
        If aqyl did not write the folder, or an input is not found.
    AqylError
        If the inputs cannot be computed any more.
    """
    out = Path(out).resolve()
    manifest = read_manifest(out)
    if manifest is None:
        raise FileError(
            f"The folder `{out.name}` has no manifest of aqyl",
            next_step="Name the folder that --out named.",
        )
    places = [Path(sources)] if sources else [*list(out.parents)[:_UP], Path.cwd()]
    there = _sources(manifest, places)
    found = [Difference(kind, name) for kind, name in changed_files(out, manifest)]
    inputs = [*_inputs(manifest, there)]
    found += [*_versions(manifest), *inputs]
    if inputs:  # of other inputs everything comes out differently, and that says nothing
        return tuple(found)
    with TemporaryDirectory() as folder:
        again = Path(folder) / out.name
        _recompute(manifest, there, places, again)
        fresh = read_manifest(again)
        outputs = fresh.outputs if fresh else {}
    names = sorted({*manifest.outputs, *outputs})
    found += [
        Difference("recomputed", name)
        for name in names
        if manifest.outputs.get(name) != outputs.get(name)
    ]
    return tuple(found)


def _versions(manifest: Manifest) -> Iterator[Difference]:
    for name, then in manifest.versions.items():
        now = version(name)
        if now != then:
            yield Difference("version", f"{name} {then} → {now}")


def _inputs(manifest: Manifest, there: Mapping[str, Path]) -> Iterator[Difference]:
    """Compare the inputs that can be found by their names."""
    for name, digest in manifest.inputs.items():
        if name in there and sha256(there[name]) != digest:
            yield Difference("input", name)


def _sources(manifest: Manifest, places: list[Path]) -> dict[str, Path]:
    """Find the inputs by their names in places and in the folders within them.

    Inputs that lay together are looked for together: the folder with most of them comes first,
    of equals the one whose study or framework is the same as then, of equals the nearest. A
    copy of one input somewhere else never hides a change of the input itself.
    """
    beside = [folder for place in places for folder in sorted(place.glob("*/"))]

    def known(folder: Path) -> tuple[int, bool]:
        held = [name for name in manifest.inputs if _readable(folder / name)]
        same = (name for name in held if name.endswith(".toml"))
        return -len(held), not any(sha256(folder / n) == manifest.inputs[n] for n in same)

    there: dict[str, Path] = {}
    for folder in sorted(dict.fromkeys([*places, *beside]), key=known):
        for name in manifest.inputs:
            if _readable(folder / name):
                there.setdefault(name, folder / name)
    return there


def _readable(path: Path) -> bool:
    """Tell whether there is such a file in a folder that may be looked into."""
    try:
        return path.is_file()
    except OSError:
        return False


def _recompute(
    manifest: Manifest, there: Mapping[str, Path], places: Sequence[Path], out: Path
) -> None:
    """Do again what the manifest says was done."""
    settings = manifest.settings
    commands: dict[str, Callable[..., None]] = {
        "run": _run,
        "pls": _run,
        "index": _index,
        "cityscore": _cityscore,
        "reproduce": _reproduce,
    }
    command = commands.get(str(settings.get("command")))
    if command is None:
        raise FileError(f"The manifest names the unknown command `{settings.get('command')}`")

    def find(setting: str) -> Path:
        name = str(settings.get(setting))
        path = there.get(name) or _folder_of(name, places, there)
        if path is None:
            raise FileError(
                f"The input `{name}` is not found near the results",
                next_step="Name its folder with --sources.",
            )
        return path

    command(settings, find, out)


def _run(settings: Mapping[str, Any], find: Callable[[str], Path], out: Path) -> None:
    from .study.run import run_study

    data = find("data") if settings["command"] == "pls" else None
    run_study(find("study"), out, languages=settings["languages"], data=data, allow_outside=True)


def _index(settings: Mapping[str, Any], find: Callable[[str], Path], out: Path) -> None:
    from .framework_file import read_framework
    from .index_report import write_index_report
    from .indicator_file import read_indicators

    scheme = read_framework(find("framework"))
    source = read_indicators(
        find("data"),
        decimal=settings["decimal"],
        encoding=settings["encoding"],
        sheet=settings["sheet"],
        missing_marks=tuple(settings["missing"]),
        ignore=scheme.ignore,
    )
    chosen = {name: settings[name] for name in ("decimal", "encoding", "sheet", "missing")}
    lang = language(settings["language"])
    write_index_report(source, scheme, out, lang, figures=settings["figures"], settings=chosen)


def _cityscore(settings: Mapping[str, Any], find: Callable[[str], Path], out: Path) -> None:
    from .city_score.command import score_cities
    from .city_score.options import FILES, Job

    job = Job(
        find("values"),
        find("settlements"),
        settings["year"],
        tuple(settings["readings"]),
        {name: find(name) for name in FILES if name in settings},
        date.fromisoformat(settings["on"]),
    )
    score_cities(job, out, settings["languages"], figures=settings["figures"])


def _folder_of(name: str, places: Sequence[Path], there: Mapping[str, Path]) -> Path | None:
    """Return a folder of inputs by its name: that of one of them, or one in the places."""
    folders = [path.parent for path in there.values() if path.parent.name == name]
    folders += [place / name for place in places if (place / name).is_dir()]
    return next(iter(folders), None)


def _reproduce(settings: Mapping[str, Any], _find: Callable[[str], Path], out: Path) -> None:
    from .thesis.chapter import reproduce

    reproduce(out, languages=settings["languages"])
