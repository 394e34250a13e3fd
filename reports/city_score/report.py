"""The report of CityScore: every document in every language, and all numbers as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ..cache import NO_CACHE, Cache
from ..document import REPORT, Place, write_documents
from ..language import Language, language
from ..manifest import InputFile
from ..output import write_folder, write_json
from .document import city_score_document
from .pictures import city_score_pictures
from .results import Results

__all__ = ["write_city_score"]


def write_city_score(
    results: Results,
    out: str | Path,
    languages: Sequence[Language],
    *,
    inputs: Sequence[InputFile] = (),
    settings: Mapping[str, object] | None = None,
    figures: bool = True,
    overwrite: bool = False,
    cache: Cache = NO_CACHE,
    progress: Callable[[int], Callable[[], object]] = lambda _total: lambda: None,
) -> None:
    """Write the report into a folder.

    Writes ``report.html`` and ``results.json`` with every number at full precision, and for each
    language ``chapter.docx``, ``chapter.tex``, ``tables.xlsx``, ``tables/*.csv`` and ``figures/*``;
    ``manifest.json`` names every file.

    Raises
    ------
    FileError
        If the folder cannot be written or holds anything that aqyl did not make.
    """

    def document(lang: Language):
        pictures = city_score_pictures(results, lang) if figures else ()
        return city_score_document(results, lang, pictures=pictures)

    documents = tuple(document(lang) for lang in languages)

    def write(folder: Path) -> None:
        alone = len(languages) == 1
        folders = tuple(folder if alone else folder / lang.code for lang in languages)
        write_documents(
            [Place(documents, folders, folder / REPORT)], cache=cache, progress=progress
        )
        plain = city_score_document(results, language("en"))
        write_json(folder / "results.json", {t.name: t.records() for t in plain.tables})

    write_folder(
        Path(out),
        write,
        title=documents[0].title,
        inputs=inputs,
        settings={
            "command": "cityscore",
            "languages": [lang.code for lang in languages],
            "figures": figures,
            "simulated": results.simulated,
            **(settings or {}),
        },
        overwrite=overwrite,
    )
