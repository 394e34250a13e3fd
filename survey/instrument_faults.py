"""What contradicts itself in a questionnaire, all of it in one go."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from .errors import SpecificationError
from .instrument_keys import InstrumentKeys, ScaleKeys
from .toml_keys import nearest

__all__ = ["instrument_faults"]


def instrument_faults(
    keys: InstrumentKeys, unread: Collection[str] = (), *, formed: Collection[str] = ()
) -> tuple[SpecificationError, ...]:
    """Return every contradiction of a questionnaire, part by part.

    An item, construct, question or option stands once; what is described, reversed or labelled is
    listed; points ascend and have a label each, or none; turned items need points with mirror
    images.

    Parameters
    ----------
    keys : InstrumentKeys
    unread : collection of str
        Keys of the questionnaire that could not be read: nothing is said of what depends on them.
    formed : collection of str
        What the model of a study forms out of constructs, which may have labels as well.

    Examples
    --------
    >>> scale, twice = {"points": [2, 1]}, {"trust": ["T1", "T1"]}
    >>> keys = InstrumentKeys.model_validate({"scale": scale, "constructs": twice})
    >>> [error.problem for error in instrument_faults(keys)]
    ['The item `T1` stands twice', '`scale.points` must ascend, got [2, 1]']
    """
    listed = not {"construct", "constructs"} & {*unread}
    found = [*_stated_once(keys)]
    if listed and bool(keys.tables) == bool(keys.constructs):
        said = "A questionnaire needs its constructs once: as `[constructs]` or as `[[construct]]`"
        found.append(SpecificationError(said))
    elif listed:
        found += _described(keys)
        found += [] if "profile" in unread else _labelled(keys, formed)
    if "scale" not in unread:
        found += [*_scale(keys.scale), *_turned(keys)]
    return tuple(found)


def _stated_once(keys: InstrumentKeys) -> Iterator[SpecificationError]:
    constructs = keys.all_constructs()
    yield from _once("item", [name for construct in constructs for name in construct.items])
    yield from _once("construct", [construct.id for construct in constructs])
    yield from _once("profile question", [question.id for question in keys.profile])
    for question in keys.profile:
        codes = [option.code for option in question.options]
        yield from _once(f"option of `{question.id}`", codes)


def _described(keys: InstrumentKeys) -> Iterator[SpecificationError]:
    """Find items that are described or reversed and in no construct."""
    known = [name for construct in keys.all_constructs() for name in construct.items]
    for name in dict.fromkeys([*keys.item, *keys.reverse]):
        if name not in known:
            yield SpecificationError(
                f"`{name}` is described or reversed, and no construct lists it",
                next_step=nearest(name, known),
            )


def _labelled(keys: InstrumentKeys, formed: Collection[str]) -> Iterator[SpecificationError]:
    """Find labels of nothing that the questionnaire has."""
    constructs = keys.all_constructs()
    known = {name for construct in constructs for name in (construct.id, *construct.items)}
    known |= {question.id for question in keys.profile} | {*formed}
    known |= {option.code for question in keys.profile for option in question.options}
    for name in keys.labels:
        if name not in known:
            yield SpecificationError(
                f"`labels` names `{name}`, which is no construct, item, question or option",
                next_step=nearest(name, sorted(known)) or _kin(name, keys),
            )


def _kin(name: str, keys: InstrumentKeys) -> str:
    """Name the one item of the same letters that has no label: `D4` stands there for `D3`."""
    letters = name.rstrip("0123456789")
    items = [item for construct in keys.all_constructs() for item in construct.items]
    kin = [one for one in items if one.rstrip("0123456789") == letters and one not in keys.labels]
    if letters == name or len(kin) != 1:
        return ""
    return f"The item `{kin[0]}` has no label: one of the two may be misspelt."


def _scale(scale: ScaleKeys) -> Iterator[SpecificationError]:
    points = scale.points
    if points != sorted(set(points)):
        yield SpecificationError(f"`scale.points` must ascend, got {points}")
    if scale.labels and len(scale.labels) != len(points):
        yield SpecificationError(
            f"`scale.labels` must name each of the {len(points)} points, got {len(scale.labels)}"
        )
        return
    for point, label in zip(points, scale.labels, strict=False):
        for text in label.values():
            if text.strip().lstrip("+-").isdecimal() and text.strip() != str(point):
                yield SpecificationError(f"The point {point} of the scale is labelled `{text}`")
    for code in sorted({code for label in scale.labels for code in label}):
        texts = [label[code].strip().casefold() for label in scale.labels if code in label]
        yield from _once("label of the scale", texts)


def _turned(keys: InstrumentKeys) -> Iterator[SpecificationError]:
    """Find a turned item on a scale whose points have no mirror images."""
    points = keys.scale.points
    turned = [*keys.reverse, *(name for name, item in keys.item.items() if item.reverse)]
    ends = points[0] + points[-1]
    if turned and points == sorted(set(points)) and any(ends - p not in points for p in points):
        yield SpecificationError(
            f"`{turned[0]}` is reverse-keyed, and the points {points} have no mirror images"
        )


def _once(what: str, names: list[str]) -> Iterator[SpecificationError]:
    """Find the names that stand more than once."""
    for name in dict.fromkeys(n for i, n in enumerate(names) if n in names[:i]):
        yield SpecificationError(f"The {what} `{name}` stands twice")
