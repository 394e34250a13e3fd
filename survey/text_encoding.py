"""The encoding of a text file, found from its bytes and never guessed past a doubt."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path

from .errors import FileError

__all__ = ["garbled", "text_encoding", "undecodable"]

# KZ-1048 is Windows-1251 with the Kazakh letters; it reads every Russian text of the latter alike.
_LEGACY_CYRILLIC = "kz1048"
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SAMPLE = 1 << 20
_LOWER, _UPPER = "а-яёәғқңөұүһі", "А-ЯЁӘҒҚҢӨҰҮҺІ"


def _after(leads: str, *codes: str) -> str:
    """Pattern of letters of UTF-8 that were read in a one-byte encoding: a lead and a follower."""
    half = "".join(bytes(range(0x80, 0xC0)).decode(code, "ignore") for code in codes)
    return f"(?:[{leads}][{re.escape(half)}])"


_GARBLED = re.compile(
    "\ufffd|[À-ÖØ-öø-ÿ]{4}"  # a Cyrillic code page read as Latin
    f"|{_after('ÐÑÒÓ', 'cp1252', 'latin-1')}{{3}}"
    f"|{_after('РСТУ', 'cp1251', _LEGACY_CYRILLIC)}{{4}}"
    f"|{_after('пярс', 'koi8-r')}{{3}}"
    "|[─-▟].{,8}[─-▟]"  # whatever read as DOS Cyrillic: its letters are frames of boxes
    rf"|\b[{_LOWER}][{_UPPER}]{{3,}}\b"  # Windows and KOI8 Cyrillic change cases with each other
)


def text_encoding(path: Path) -> str:
    """Take the encoding from the byte-order mark, else UTF-8 if the bytes are, else KZ-1048.

    Raises
    ------
    FileError
        If the bytes are neither UTF-8 nor Cyrillic words as people write them.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "cities.csv"
    >>> _ = file.write_text("қала;жыл", encoding="kz1048")
    >>> text_encoding(file)
    'kz1048'
    """
    with path.open("rb") as stream:
        sample = stream.read(_SAMPLE)
        for mark, name in _MARKS.items():
            if sample.startswith(mark):
                return name
        stream.seek(0)
        try:
            with io.TextIOWrapper(stream, encoding="utf-8") as text:
                while text.read(_SAMPLE):
                    continue
        except UnicodeDecodeError:
            return _legacy(path)
    return "utf-8"


def undecodable(path: Path, encoding: str) -> FileError:
    """Error for a file that is not in the encoding it is read in."""
    return FileError(
        f"The file cannot be read as {encoding}: {path.name}",
        next_step="Name its encoding (--encoding, or `encoding` in a study), or save it as UTF-8.",
    )


def garbled(texts: Iterable[str]) -> str:
    """Find a text that was read in a wrong encoding; empty if none shows it.

    Examples
    --------
    >>> garbled(["Agree", "Согласен".encode("cp1251").decode("latin-1")])
    'Ñîãëàñåí'
    >>> garbled(["Agree", "Согласен", "Келісемін", "Çà va"])
    ''
    """
    return next((text for text in texts if not text.isascii() and _GARBLED.search(text)), "")


def _legacy(path: Path) -> str:
    """Accept KZ-1048 where it gives words as people write them; refuse to guess elsewhere."""
    with path.open("rb") as stream:
        text = stream.read(_SAMPLE).decode(_LEGACY_CYRILLIC, errors="replace")
    foreign = [c for c in text if ord(c) > 127 and c not in "\u00a0«»–—№…°"]
    letters = sum("\u0400" <= c <= "\u04ff" for c in foreign)
    words = re.findall(r"[\u0400-\u04ff]{2,}", text)
    odd = sum(bool(re.search(f"[{_LOWER}][{_UPPER}]", word)) for word in words)
    if letters < 0.95 * len(foreign) or odd > 0.1 * len(words):
        raise FileError(
            f"The encoding cannot be told: {path.name} is neither UTF-8 nor Windows Cyrillic",
            next_step="Name it (--encoding, or `encoding` in a study: koi8-r), or save it as "
            "UTF-8.",
        )
    return _LEGACY_CYRILLIC
