"""From a model as a paper writes it to the parameters of a covariance structure model.

Exogenous constructs correlate freely; so do the residuals of outcomes that explain nothing
themselves, as in lavaan's `sem`. The scale of a construct comes from its first item, or from its
own variance.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from ...survey.errors import SpecificationError
from ..structural_model import HigherOrder, MeasuredConstruct, StructuralModel
from .sem_layout import Cell, Layout

__all__ = ["Identification", "check_constructs", "layout_of"]

Identification = Literal["marker", "variance"]


def layout_of(
    constructs: Sequence[MeasuredConstruct],
    paths: Sequence[tuple[str, str]] = (),
    *,
    higher_order: Sequence[HigherOrder] = (),
    covariances: Sequence[tuple[str, str]] = (),
    identification: Identification = "marker",
    outcomes_correlate: bool = True,
) -> Layout:
    """Lay out a model that `StructuralModel` has checked.

    Parameters
    ----------
    constructs, paths, higher_order
        As of `StructuralModel`.
    covariances : sequence of (name, name)
        Further free covariances: of the residuals of two items, or of two constructs.
    identification : Identification
        ``"marker"`` fixes the first loading of a construct to 1, ``"variance"`` its (residual)
        variance.
    outcomes_correlate : bool
        Whether the residuals of outcomes that explain nothing correlate.

    Raises
    ------
    SpecificationError
        If a construct is of mode B, or a covariance names something unknown, the item of a
        construct of one item, or stands twice.

    Examples
    --------
    >>> found = layout_of([MeasuredConstruct("ease", ("E1", "E2", "E3"), "reflective")])
    >>> [found.sentence(cell) for cell in found.cells if cell.free >= 0][:3]
    ['the loading of `E2` on `ease`', 'the loading of `E3` on `ease`', 'the variance of `ease`']
    """
    _refuse_formative(constructs)
    latents = (*(c.id for c in constructs), *(h.id for h in higher_order))
    items = tuple(item for c in constructs for item in c.items)
    at, where = {n: i for i, n in enumerate(latents)}, {n: i for i, n in enumerate(items)}
    none = ((),) * len(higher_order)
    indicators = (*(tuple(where[i] for i in c.items) for c in constructs), *none)
    parts = (
        *((),) * len(constructs),
        *(tuple(at[part] for part in whole.parts) for whole in higher_order),
    )
    marker = identification == "marker"
    cells = [Cell("loading", i, j, 0) for j, own in enumerate(indicators) for i in own]
    cells += [Cell("path", i, j, 0) for j, own in enumerate(parts) for i in own]
    cells += [Cell("path", at[end], at[start], 0) for start, end in paths]
    cells += [Cell("latent", j, j, 0) for j in range(len(latents))]
    outcome = {at[end] for _, end in paths} | {i for own in parts for i in own}
    explains = {at[start] for start, _ in paths} | {j for j, own in enumerate(parts) if own}
    part = {i for own in parts for i in own}
    exogenous = [j for j in range(len(latents)) if j not in outcome]
    last = [j for j in sorted(outcome) if j not in explains and j not in part]
    for group in (exogenous, last if outcomes_correlate else []):
        cells += [Cell("latent", i, j, 0) for i in group for j in group if j < i]
    cells += [Cell("residual", i, i, 0) for i in range(len(items))]
    single = {own[0] for own in indicators if len(own) == 1}
    cells += _covariances(covariances, where, at, single, cells)
    fixed = _fixed(indicators, parts, single, marker=marker)
    return _numbered(items, latents, indicators, parts, cells, fixed)


def check_constructs(
    constructs: Sequence[MeasuredConstruct], higher_order: Sequence[HigherOrder] = ()
) -> None:
    """Refuse constructs that `StructuralModel` would refuse, whatever their paths.

    Raises
    ------
    SpecificationError
        As `StructuralModel`, or if there is no construct.
    """
    if not constructs:
        raise SpecificationError("A measurement model needs at least one construct")
    parts = {part for whole in higher_order for part in whole.parts}
    top = [c.id for c in (*constructs, *higher_order) if c.id not in parts]
    if len(top) == 1 and len(constructs) == 1:
        other = MeasuredConstruct("\0", ("\0",))
        StructuralModel((*constructs, other), ((top[0], "\0"),))
    else:
        chain = tuple(pairwise(top))
        whole = () if len(top) > 1 else (MeasuredConstruct("\0", ("\0",)),)
        path = chain or ((top[0], "\0"),) if top else ()
        StructuralModel((*constructs, *whole), path, tuple(higher_order))


def _fixed(
    indicators: Sequence[tuple[int, ...]],
    parts: Sequence[tuple[int, ...]],
    single: set[int],
    *,
    marker: bool,
) -> dict[tuple[str, int, int], float]:
    """Values of the fixed cells, by matrix, row and column."""
    fixed: dict[tuple[str, int, int], float] = {("residual", i, i): 0.0 for i in single}
    for j, (own, below) in enumerate(zip(indicators, parts, strict=True)):
        if marker or len(own) == 1:
            key = ("loading", own[0], j) if own else ("path", below[0], j)
            fixed[key] = 1.0
        else:
            fixed["latent", j, j] = 1.0
    return fixed


def _numbered(
    items: tuple[str, ...],
    latents: tuple[str, ...],
    indicators: tuple[tuple[int, ...], ...],
    parts: tuple[tuple[int, ...], ...],
    cells: list[Cell],
    fixed: dict[tuple[str, int, int], float],
) -> Layout:
    """Give the free cells their numbers, in their order."""
    numbered, size = [], 0
    for cell in cells:
        key = (cell.kind, cell.row, cell.column)
        if key in fixed:
            numbered.append(Cell(*key, value=fixed[key]))
        else:
            numbered.append(Cell(*key, free=size))
            size += 1
    return Layout(items, latents, indicators, parts, tuple(numbered), size)


def _covariances(
    wanted: Sequence[tuple[str, str]],
    where: dict[str, int],
    at: dict[str, int],
    single: set[int],
    cells: Sequence[Cell],
) -> list[Cell]:
    """Cells of the covariances that a model adds."""
    taken = {(cell.kind, cell.row, cell.column) for cell in cells}
    added = []
    for a, b in wanted:
        both_items, both_latents = a in where and b in where, a in at and b in at
        if a == b or not (both_items or both_latents):
            raise SpecificationError(
                f"The covariance of `{a}` and `{b}` needs two items or two constructs of the model"
            )
        places = at if both_latents else where
        row, column = max(places[a], places[b]), min(places[a], places[b])
        cell = Cell("latent" if both_latents else "residual", row, column, 0)
        for name in (a, b):
            if cell.kind == "residual" and where[name] in single:
                raise SpecificationError(
                    f"`{name}` is the only item of its construct and has no residual that could "
                    "covary",
                    next_step="Let the construct covary.",
                )
        if (cell.kind, row, column) in taken:
            raise SpecificationError(f"The covariance of `{a}` and `{b}` stands twice or is free")
        taken.add((cell.kind, row, column))
        added.append(cell)
    return added


def _refuse_formative(constructs: Sequence[MeasuredConstruct]) -> None:
    """Say which construct is formed by its items and so has no place among common factors."""
    for construct in constructs:
        if construct.mode == "B" and len(construct.items) > 1:
            raise SpecificationError(
                f"The construct `{construct.id}` is formed by its items (mode B), and a covariance "
                "structure model takes items as effects of their construct",
                next_step="Estimate the model by PLS, or declare the construct reflective.",
            )
