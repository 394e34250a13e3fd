"""Shades: numbers can be read on them, and scales darken towards their ends."""

import numpy as np
from aqyl.reports.figures.shades import diverging, ink_on, signed_shade
from matplotlib.colors import to_rgb

LEAST_CONTRAST = 4.5  # WCAG 2.1, level AA


def luminance(color: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def test_numbers_can_be_read_on_their_colours() -> None:
    colors = [signed_shade(v) for v in np.linspace(-1, 1, 201).tolist()]
    colors += [color for count in range(2, 12) for color in diverging(count)]
    for color in colors:
        dark, light = sorted((luminance(color), luminance(ink_on(color))))
        assert (light + 0.05) / (dark + 0.05) >= LEAST_CONTRAST, color


def test_a_scale_darkens_towards_both_ends() -> None:
    for count in range(2, 12):
        shades = [luminance(color) for color in diverging(count)]
        half = count // 2
        assert shades[:half] == sorted(shades[:half])
        assert shades[-half:] == sorted(shades[-half:], reverse=True)
        if count % 2:
            assert max(shades) == shades[half]
