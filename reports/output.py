"""Writing a folder of results as a whole: aside first, then into place, with a manifest."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..survey.errors import FileError
from .manifest import CRATE, MANIFEST, InputFile, build, read_manifest, sha256

__all__ = ["check_target", "write_folder", "write_json"]

_LOCKS = ("~$", ".~lock.")  # files that Word and LibreOffice lay beside what they have open


def write_folder(
    target: Path,
    write: Callable[[Path], object],
    *,
    title: str = "",
    inputs: Sequence[InputFile] = (),
    settings: Mapping[str, Any] | None = None,
    date: str = "",
    overwrite: bool = False,
) -> tuple[str, ...]:
    """Have `write` fill a folder, add the manifest, and move it to `target`.

    An earlier result of aqyl at `target` is replaced; a folder that aqyl did not make, or that
    holds anything else, is left alone, and so is one with results that somebody has changed since,
    unless `overwrite` is true. If `write` fails, `target` is as it was.

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
    date : str
        Day of publication, as 2025-06-01, for the manifest; left out if empty.
    overwrite : bool
        Whether results that were changed since they were written may be replaced.

    Returns
    -------
    tuple of str
        Folders of the earlier result that this one does not have, such as those of languages.

    Raises
    ------
    FileError
        If the folder cannot be written, or `target` holds something that is not aqyl's.
    """
    check_target(target, overwrite=overwrite)
    try:
        target = target.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise _unwritable(target, error) from error
    try:
        aside.chmod(0o755)
        write(aside)
        manifest = build(aside, title or target.name, inputs, settings or {}, date)
        for name in (MANIFEST, CRATE):
            write_json(aside / name, manifest)
        gone = tuple(sorted(_folders(target) - _folders(aside)))
        _swap(aside, target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return gone


def _folders(place: Path) -> set[str]:
    """Names of the folders in a folder that may not be there."""
    return {path.name for path in place.iterdir() if path.is_dir()} if place.is_dir() else set()


def write_json(path: Path, content: object) -> None:
    """Write JSON that is the same on every run: sorted keys, one item a line."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def check_target(target: Path, *, overwrite: bool = False) -> None:
    """Refuse a folder that results must not replace, before anything is computed for it.

    Parameters
    ----------
    target : Path
    overwrite : bool
        As for `write_folder`.

    Raises
    ------
    FileError
        If it is no folder of results, holds anything that aqyl did not write or that was changed
        since, or one of its files is open in another program.
    """
    try:
        target = target.resolve()
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
        _refuse_contents(target, overwrite=overwrite)
    except OSError as error:
        raise _unwritable(target, error) from error


def _refuse_contents(target: Path, *, overwrite: bool) -> None:
    """Refuse to replace what is not aqyl's, or not as aqyl left it."""
    there = {p.relative_to(target).as_posix() for p in target.rglob("*") if p.is_file()}
    if not there:
        return
    manifest = read_manifest(target)
    made = manifest.outputs if manifest else {}
    foreign = sorted(there - set(made) - {MANIFEST, CRATE})
    for name in foreign:
        if opened := _opened(name, made):
            raise FileError(
                f"`{opened}` is open in another program",
                where=target.name,
                next_step="Close it there and run again.",
            )
    if foreign or not made:
        raise FileError(
            f"The folder {target} holds files that aqyl did not leave there, such as `{foreign[0]}`"
            if foreign
            else f"The folder {target} was not made by aqyl",
            next_step="Name another folder with --out, or move those files.",
        )
    changed = sorted(name for name in there & set(made) if sha256(target / name) != made[name])
    if changed and not overwrite:
        more = len(changed) - 1
        raise FileError(
            f"`{changed[0]}` was changed by you since the last run, and other files: {more}"
            if more
            else f"`{changed[0]}` was changed by you since the last run",
            where=target.name,
            next_step="Copy it elsewhere and run again with --overwrite, or name another folder "
            "with --out.",
        )


def _opened(lock: str, made: Collection[str]) -> str:
    """Return the file of aqyl's that a program has open, if this is the lock that it lays beside.

    LibreOffice writes ``.~lock.chapter.docx#``; Word ``~$chapter.docx``, without the first two
    letters of a long name.
    """
    folder, _, name = lock.rpartition("/")
    mark = next((mark for mark in _LOCKS if name.startswith(mark)), "")
    rest = name.removeprefix(mark).removesuffix("#")
    beside = (other for other in made if other.rpartition("/")[0] == folder)
    return next((other for other in beside if mark and rest and other.endswith(rest)), "")


def _swap(aside: Path, target: Path) -> None:
    """Put the finished folder in place; the old one goes only when the new one stands."""
    old = aside.with_name(aside.name + "-old")
    try:
        if target.exists():
            target.rename(old)
        aside.rename(target)
    except PermissionError as error:  # Windows moves no folder whose files are open
        if old.exists():
            old.rename(target)
        raise FileError(
            f"The folder {target} cannot be replaced: one of its files may be open in another "
            "program, such as Word",
            next_step="Close it there and run again.",
        ) from error
    except BaseException:  # an interruption between the two too
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _unwritable(target: Path, error: OSError) -> FileError:
    return FileError(
        f"The output folder {target} cannot be written: {error.strerror or error}",
        next_step="Name another folder with --out, or free the one there is.",
    )
