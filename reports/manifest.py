"""The manifest of a folder of results: inputs, outputs, versions and settings, as RO-Crate 1.2.

RO-Crate (https://w3id.org/ro/crate/1.2) describes research data as linked data in one JSON file. It
is written as ``manifest.json``, and once more under the name by which RO-Crate's own tools look.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from ..survey.errors import FileError
from .input_stamp import Stamp, stamp

__all__ = [
    "CRATE",
    "MANIFEST",
    "FileChange",
    "InputFile",
    "Manifest",
    "build",
    "changed_files",
    "read_manifest",
    "sha256",
]

FileChange = Literal["missing", "changed", "extra"]

MANIFEST = "manifest.json"
CRATE = "ro-crate-metadata.json"
_LIBRARIES = ("babel", "matplotlib", "numpy", "polars", "python-docx", "scipy", "statsmodels")
_PROFILE = "https://w3id.org/ro/crate/1.2"
_HOME = "#aqyl"
_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".tex": "application/x-tex",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that went into a result.

    Attributes
    ----------
    path : Path
    licence : str
        Its licence as the study states it, an SPDX name or an address; empty if it states none.
    seen : Stamp, optional
        What it looked like when it was read.
    """

    path: Path
    licence: str = ""
    seen: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says, read back.

    Attributes
    ----------
    outputs, inputs : mapping of file name to SHA-256
        Outputs by path within the folder, inputs by name.
    versions : mapping of library to version
    settings : mapping of str to value
    """

    outputs: Mapping[str, str]
    inputs: Mapping[str, str]
    versions: Mapping[str, str]
    settings: Mapping[str, Any]


def sha256(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def build(
    folder: Path,
    title: str,
    inputs: Sequence[InputFile],
    settings: Mapping[str, Any],
    date: str = "",
) -> dict[str, Any]:
    """Describe a folder of results.

    Parameters
    ----------
    folder : Path
        Every file in it is an output.
    title : str
    inputs : sequence of InputFile
        Named without the folders that hold them; files of one name are told apart by a number.
    settings : mapping of str to bool, int, str or list of str
    date : str
        Day of publication, as 2025-06-01. RO-Crate asks for one, and only the author knows it: the
        day of a run would make two runs differ. Left out if empty.

    Raises
    ------
    FileError
        If an input is not the file any more that was read.
    """
    outputs = [_output(path, folder) for path in sorted(folder.rglob("*")) if path.is_file()]
    sources = _inputs(inputs)
    licences = sorted({source.licence for source in inputs if source.licence})
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": title,
        "description": "Tables, figures and documents made by aqyl",
        "hasPart": [_at(output["@id"]) for output in outputs],
        "mentions": [_at("#run")],
    }
    if date:
        root["datePublished"] = date
    if licences:
        root["license"] = licences[0] if len(licences) == 1 else licences
    action = {
        "@id": "#run",
        "@type": "CreateAction",
        "name": "Computed and written by aqyl",
        "instrument": _at(_HOME),
        "object": [_at(source["@id"]) for source in sources],
        "result": _at("./"),
        "additionalProperty": [
            {"@type": "PropertyValue", "name": name, "value": value}
            for name, value in sorted(settings.items())
        ],
    }
    return {
        "@context": f"{_PROFILE}/context",
        "@graph": [
            {
                "@id": CRATE,
                "@type": "CreativeWork",
                "about": _at("./"),
                "conformsTo": _at(_PROFILE),
            },
            root,
            action,
            *_software(),
            *sources,
            *outputs,
        ],
    }


def read_manifest(folder: Path) -> Manifest | None:
    """Read the manifest of a folder; None if there is none that aqyl wrote."""
    try:
        graph = json.loads((folder / MANIFEST).read_text("utf-8"))["@graph"]
        entities = {entity["@id"]: entity for entity in graph}
        root, action = entities["./"], entities["#run"]
        outputs = {part["@id"]: entities[part["@id"]] for part in root["hasPart"]}
        inputs = [entities[source["@id"]] for source in action["object"]]
        libraries = [entities[_HOME], *(e for i, e in entities.items() if i.startswith("#with-"))]
        return Manifest(
            outputs={_plain(name): entity["sha256"] for name, entity in outputs.items()},
            inputs={entity["name"]: entity["sha256"] for entity in inputs},
            versions={entity["name"]: entity["softwareVersion"] for entity in libraries},
            settings={p["name"]: p["value"] for p in action["additionalProperty"]},
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None  # no manifest, or another program's


def changed_files(folder: Path, manifest: Manifest) -> Iterator[tuple[FileChange, str]]:
    """Compare the files of a folder with those that were written, and name each that differs."""
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    for name, digest in manifest.outputs.items():
        if name not in there:
            yield "missing", name
        elif sha256(folder / name) != digest:
            yield "changed", name
    for name in sorted(there - set(manifest.outputs) - {MANIFEST, CRATE}):
        yield "extra", name


def _output(path: Path, folder: Path) -> dict[str, Any]:
    name = path.relative_to(folder).as_posix()
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return {
        "@id": _escaped(name),
        "@type": "File",
        "name": path.name,
        "encodingFormat": kind,
        "contentSize": str(path.stat().st_size),
        "sha256": sha256(path),
    }


def _inputs(inputs: Sequence[InputFile]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    names: set[str] = set()
    for source in sorted(inputs, key=lambda source: source.path):
        if source.seen and stamp(source.path) != source.seen:
            raise FileError(
                f"`{source.path.name}` was changed while aqyl was at work with it",
                next_step="Run again when it stays as it is.",
            )
        name, k = source.path.name, 1
        while name in names:
            k += 1
            name = f"{source.path.name} ({k})"
        names.add(name)
        entity: dict[str, Any] = {
            "@id": f"#input-{_escaped(name)}",
            "@type": "CreativeWork",
            "name": name,
            "sha256": sha256(source.path),
        }
        found.append(entity | ({"license": source.licence} if source.licence else {}))
    return found


def _software() -> list[dict[str, Any]]:
    libraries = [
        {
            "@id": f"#with-{name}",
            "@type": "SoftwareApplication",
            "name": name,
            "softwareVersion": version(name),
        }
        for name in _LIBRARIES
    ]
    aqyl = {
        "@id": _HOME,
        "@type": "SoftwareApplication",
        "name": "aqyl",
        "softwareVersion": version("aqyl"),
        "softwareRequirements": [_at(library["@id"]) for library in libraries],
    }
    return [aqyl, *libraries]


def _at(name: str) -> dict[str, str]:
    return {"@id": name}


def _escaped(name: str) -> str:
    """Write a file name as part of an address, letters of any alphabet kept."""
    return name.replace("%", "%25").replace(" ", "%20")


def _plain(name: str) -> str:
    return name.replace("%20", " ").replace("%25", "%")
