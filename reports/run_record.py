"""A run that was done before, known again by its inputs, so that nothing is done twice.

The record of a run lies in the user's cache: what went in, what came out, and what was said.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from .cache import Cache, program, write_aside
from .fingerprint import fingerprint
from .manifest import MANIFEST, changed_files, read_manifest, sha256

__all__ = ["RunRecord", "unchanged", "write_record"]


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run.

    Attributes
    ----------
    program : str
        Fingerprint of the program.
    inputs : mapping of path to SHA-256
    manifest : str
        SHA-256 of the manifest that was written.
    summary : tuple of str
        The lines that the run closed with.
    """

    program: str
    inputs: dict[str, str]
    manifest: str
    summary: tuple[str, ...]


def unchanged(cache: Cache, command: Sequence[str], out: Path) -> RunRecord | None:
    """Return the record of a run if all that went into it and all that it wrote is as it was.

    Parameters
    ----------
    cache : Cache
    command : sequence of str
        The command and its options.
    out : Path
        Folder that was written.
    """
    path = _path(cache, command, out)
    if path is None or not path.is_file():
        return None
    try:
        record = RunRecord(**json.loads(path.read_text("utf-8")))
        same = record.program == program() and record.manifest == sha256(out / MANIFEST)
        same = same and all(sha256(Path(name)) == d for name, d in record.inputs.items())
    except (OSError, ValueError, TypeError):
        return None
    return record if same and _whole(out) else None


def write_record(
    cache: Cache,
    command: Sequence[str],
    out: Path,
    inputs: Sequence[Path],
    summary: Sequence[str],
) -> None:
    """Keep the record of a run that has been done.

    A run whose inputs were changed since its manifest was written is not known again.
    """
    path = _path(cache, command, out)
    if path is None:
        return
    record = RunRecord(
        program=program(),
        inputs={str(source.resolve()): sha256(source) for source in inputs},
        manifest=sha256(out / MANIFEST),
        summary=tuple(summary),
    )
    manifest = read_manifest(out)
    if manifest and {*record.inputs.values()} <= {*manifest.inputs.values()}:
        write_aside(path, json.dumps(asdict(record), ensure_ascii=False).encode())


def _whole(out: Path) -> bool:
    """Tell whether a folder holds what its manifest says, and nothing else."""
    manifest = read_manifest(out)
    return manifest is not None and next(changed_files(out, manifest), None) is None


def _path(cache: Cache, command: Sequence[str], out: Path) -> Path | None:
    if cache.folder is None:
        return None
    return cache.folder / f"run-{fingerprint(tuple(command), out.resolve())}"
