"""Words for the sizes of effects by the limits of Cohen (1988)."""

from __future__ import annotations

from typing import Literal

__all__ = ["F_SQUARED", "HEDGES_G", "OMEGA_SQUARED", "effect_word"]

Size = Literal["none", "small", "medium", "large"]
Limits = tuple[float, float, float]  # from where on an effect is small, medium, large

F_SQUARED: Limits = (0.02, 0.15, 0.35)
HEDGES_G: Limits = (0.2, 0.5, 0.8)
OMEGA_SQUARED: Limits = (0.01, 0.06, 0.14)


def effect_word(value: float, limits: Limits) -> Size:
    """Return the key of the word for an effect of either sign.

    Examples
    --------
    >>> effect_word(0.2, F_SQUARED), effect_word(-0.1, HEDGES_G)
    ('medium', 'none')
    """
    small, medium, large = limits
    size = abs(value)
    if size < small:
        return "none"
    return "small" if size < medium else "medium" if size < large else "large"
