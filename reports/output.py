"""Writing a folder of results as a whole: aside first, then into place, with a manifest."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..survey.errors import FileError

__all__ = ["MANIFEST", "sha256", "write_folder", "write_json"]

MANIFEST = "manifest.json"
_LIBRARIES = ("aqyl", "matplotlib", "numpy", "polars", "scipy", "statsmodels", "xlsxwriter")


def write_folder(
    target: Path,
    write: Callable[[Path], object],
    *,
    inputs: Sequence[Path] = (),
    settings: Mapping[str, Any] | None = None,
) -> None:
    """Have `write` fill a folder, add the manifest, and move it to `target`.

    An earlier result of aqyl at `target` is replaced; a folder that aqyl did not make, or that
    holds anything else, is left alone. If `write` fails, `target` is as it was.

    Parameters
    ----------
    target : Path
    write : callable
        Receives the empty folder to fill.
    inputs : sequence of Path
        Files that went into the result; named in the manifest with their SHA-256.
    settings : mapping, optional
        Options of the run, for the manifest.

    Raises
    ------
    FileError
        If the folder cannot be written, or `target` holds something that is not aqyl's.
    """
    try:
        target = target.resolve()
        _refuse_foreign(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise _unwritable(target, error) from error
    try:
        aside.chmod(0o755)
        write(aside)
        write_json(aside / MANIFEST, _manifest(aside, inputs, settings or {}))
        _swap(aside, target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def write_json(path: Path, content: object) -> None:
    """Write JSON that is the same on every run: sorted keys, one item a line."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def sha256(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _manifest(folder: Path, inputs: Sequence[Path], settings: Mapping[str, Any]) -> dict[str, Any]:
    outputs = sorted(p for p in folder.rglob("*") if p.is_file())
    return {
        "made_by": "aqyl",
        "versions": {name: version(name) for name in _LIBRARIES},
        "settings": dict(settings),
        "inputs": _named(inputs),
        "outputs": {p.relative_to(folder).as_posix(): sha256(p) for p in outputs},
    }


def _named(inputs: Sequence[Path]) -> dict[str, str]:
    """Hashes by file name; files of one name are told apart by a number."""
    hashes: dict[str, str] = {}
    for path in sorted(inputs):
        name, k = path.name, 1
        while name in hashes:
            k += 1
            name = f"{path.name} ({k})"
        hashes[name] = sha256(path)
    return hashes


def _refuse_foreign(target: Path) -> None:
    if target in {Path.cwd(), Path(target.anchor)}:
        raise FileError(
            f"The output must be a folder of its own, got {target}",
            next_step="Name a new folder with --out.",
        )
    if not target.exists():
        return
    if not target.is_dir():
        raise FileError(
            f"The output must be a folder, and {target} is a file",
            next_step="Name another folder with --out.",
        )
    there = {p.relative_to(target).as_posix() for p in target.rglob("*") if p.is_file()}
    if not there:
        return
    manifest = target / MANIFEST
    try:
        content = json.loads(manifest.read_text("utf-8")) if manifest.is_file() else {}
    except (ValueError, RecursionError):
        content = {}
    listed = content.get("outputs") if isinstance(content, dict) else None
    ours = isinstance(listed, dict) and content.get("made_by") == "aqyl"
    hashes: dict[str, str] = listed if ours and isinstance(listed, dict) else {}
    made = set(hashes)
    changed = {name for name in there & made if sha256(target / name) != hashes.get(name)}
    foreign = sorted(changed | there - made - {MANIFEST})
    if foreign or not made:
        raise FileError(
            f"The folder {target} holds files that aqyl did not leave there, such as `{foreign[0]}`"
            if foreign
            else f"The folder {target} was not made by aqyl",
            next_step="Name another folder with --out, or move those files.",
        )


def _swap(aside: Path, target: Path) -> None:
    """Put the finished folder in place; the old one goes only when the new one stands."""
    old = aside.with_name(aside.name + "-old")
    if target.exists():
        target.rename(old)
    try:
        aside.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _unwritable(target: Path, error: OSError) -> FileError:
    return FileError(
        f"The output folder {target} cannot be written: {error.strerror or error}",
        next_step="Name another folder with --out, or free the one there is.",
    )
