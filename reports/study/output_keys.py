"""The keys of a study file that say what is written: languages, documents, privacy, indices."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from ...survey.toml_keys import StrictKeys
from ..language import LanguageCode
from ..table_style import StyleName

__all__ = ["DocumentKeys", "Format", "IndexKeys", "Languages", "PrivacyKeys"]

Format = Literal["html", "docx", "tex", "xlsx", "csv"]


def _one(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Languages = Annotated[
    list[LanguageCode],
    BeforeValidator(_one, json_schema_input_type=LanguageCode | list[LanguageCode]),
]


class DocumentKeys(StrictKeys):
    """Table `[documents]`: which documents are written, and how."""

    formats: list[Format] = Field(
        default=["html", "docx", "tex", "xlsx", "csv"], description="Documents that are written."
    )
    style: StyleName = Field(default="gost", description="Style of the tables.")
    figures: list[Literal["pdf", "svg", "png"]] = Field(
        default=["pdf", "svg", "png"], description="Files that are written of every figure."
    )
    provenance: Annotated[bool, Field(strict=True)] = Field(
        default=True,
        description="Whether each table says below how many people it rests on, and with which "
        "seed and version; if not, the head of the document says seed and version once.",
    )


class PrivacyKeys(StrictKeys):
    """Table `[privacy]`: how tables about people keep them unnamed."""

    smallest: Annotated[int, Field(strict=True, ge=0)] = Field(
        default=5, description="Cells with fewer people are marked; 0 marks none."
    )
    suppress: Annotated[bool, Field(strict=True)] = Field(
        default=False,
        description="Whether such cells are left out, with others that would give them away.",
    )


class IndexKeys(StrictKeys):
    """Table `[[index]]`: an integral index of cities."""

    data: str = Field(description="Indicators of cities: .csv or .xlsx.")
    framework: str = Field(description="Framework of the index, .toml.")
    decimal: Literal["auto", "comma", "point"] = Field(default="auto", description="Decimal sign.")
    missing: list[str] = Field(
        default_factory=list, description="Texts that stand for a missing value."
    )
    encoding: str = Field(
        default="", description="Encoding of a CSV file, if it is not found by itself."
    )
    sheet: str = Field(
        default="", description="Sheet of a workbook; the first visible one if not given."
    )
