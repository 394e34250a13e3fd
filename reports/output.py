"""Writing a folder of results as a whole: aside first, then into place, with a manifest."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..survey.errors import FileError
from .manifest import CRATE, MANIFEST, InputFile, build, read_manifest, sha256

__all__ = ["write_folder", "write_json"]


def write_folder(
    target: Path,
    write: Callable[[Path], object],
    *,
    title: str = "",
    inputs: Sequence[InputFile] = (),
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
    title : str
        Of the result, for the manifest.
    inputs : sequence of InputFile
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
        manifest = build(aside, title or target.name, inputs, settings or {})
        for name in (MANIFEST, CRATE):
            write_json(aside / name, manifest)
        _swap(aside, target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def write_json(path: Path, content: object) -> None:
    """Write JSON that is the same on every run: sorted keys, one item a line."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


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
    manifest = read_manifest(target)
    made = manifest.outputs if manifest else {}
    kept = {name for name in there & set(made) if sha256(target / name) == made[name]}
    foreign = sorted(there - kept - {MANIFEST, CRATE})
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
