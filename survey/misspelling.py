"""Which known text a wrong one is a misspelling of: one that says the same, never its opposite."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["misspelt"]

_WORD = re.compile(r"\w+")
_LONG = 4  # letters of a word in which one wrong letter leaves no doubt
_MOST = 2  # words with a wrong letter


def misspelt(text: str, known: Mapping[str, object]) -> str:
    """Return the known text that `text` is a misspelling of; empty if none is, or two are.

    The words are the same but for one letter in one or two of them: a letter too many or too few,
    another letter, or two that changed places. A word more or less is no misspelling, because it
    may be "not"; nor is another first letter or two letters of a word, which negate as well.

    Parameters
    ----------
    text : str
    known : mapping of str to object
        What each known text means; texts that mean the same are not in doubt.

    Examples
    --------
    >>> scale = {"disagree": 1, "rather disagree": 2, "rather agree": 4, "agree": 5}
    >>> misspelt("rathr agree", scale), misspelt("strongly agree", scale)
    ('rather agree', '')
    """
    words = _WORD.findall(text.casefold())
    found: dict[str, int] = {}
    for one in known:
        own = _WORD.findall(one.casefold())
        wrong = [pair for pair in zip(words, own, strict=False) if pair[0] != pair[1]]
        if len(words) == len(own) and len(wrong) <= _MOST and all(_slip(*pair) for pair in wrong):
            found[one] = len(wrong)
    nearest = [one for one, count in found.items() if count == min(found.values())]
    meant = {repr(known[one]) for one in nearest}
    return nearest[0] if len(meant) == 1 else ""


def _slip(word: str, known: str) -> bool:
    """Whether two words differ by one letter that is not the first, or by two that changed places.

    Examples
    --------
    >>> _slip("соглсен", "согласен"), _slip("agree", "disagree"), _slip("барады", "бармайды")
    (True, False, False)
    """
    short, long = sorted((word, known), key=len)
    if len(short) < _LONG or word[0] != known[0] or re.search(r"\d", word + known):
        return False
    if len(short) == len(long):
        other = [i for i, (a, b) in enumerate(zip(word, known, strict=True)) if a != b]
        swapped = len(other) == 2 and other[1] == other[0] + 1
        return len(other) == 1 or (
            swapped and word[other[0]] == known[other[1]] and word[other[1]] == known[other[0]]
        )
    return len(long) == len(short) + 1 and any(
        long[:i] + long[i + 1 :] == short for i in range(len(long))
    )
