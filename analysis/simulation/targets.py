"""What a simulated sample has to reproduce, as data: tables of a study and how it was screened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...survey.errors import SpecificationError
from ...survey.instrument import Instrument
from ...survey.screening import Limits

__all__ = ["Careless", "CompositeTarget", "RegressionTarget", "Targets"]


@dataclass(frozen=True, slots=True)
class CompositeTarget:
    """Moments of one composite: its items' mean times a constant.

    Attributes
    ----------
    mean, sd : float
        In units of the composite; the SD is divided by n - 1.
    weight : float
        The constant.
    skewness, kurtosis : float, optional
        Of type 2, as `aqyl.analysis.descriptives` computes them.
    full_range : bool
        Somebody gives the lowest answer to every scored item of the construct, and somebody the
        highest, so that the composite runs from ``weight * lowest`` to ``weight * highest``.
    """

    mean: float
    sd: float
    weight: float = 1.0
    skewness: float | None = None
    kurtosis: float | None = None
    full_range: bool = False


@dataclass(frozen=True, slots=True)
class RegressionTarget:
    """A regression of one composite on others.

    Attributes
    ----------
    outcome : str
    predictors : tuple of str, length p
    beta : tuple of float, length p
        Standardised coefficients.
    r_squared : float
    vif : tuple of float, length p, optional
        Variance inflation factors; they decide how strongly the predictors correlate.
    durbin_watson : float, optional
        Decided by the order of the people alone.
    """

    outcome: str
    predictors: tuple[str, ...]
    beta: tuple[float, ...]
    r_squared: float
    vif: tuple[float, ...] | None = None
    durbin_watson: float | None = None


@dataclass(frozen=True, slots=True)
class Careless:
    """How many people of each kind are added for the screening to find.

    Attributes
    ----------
    incomplete : int
        Left answers out, many of them all after some question.
    hurried : int
        Took less time than the limit and ticked anything.
    uniform : int
        Ticked the same point nearly throughout.
    copied : int
        Sent the answers of an earlier person again.
    """

    incomplete: int = 0
    hurried: int = 0
    uniform: int = 0
    copied: int = 0

    @property
    def total(self) -> int:
        """People of all kinds."""
        return self.incomplete + self.hurried + self.uniform + self.copied


@dataclass(frozen=True, slots=True)
class Targets:
    """All that a sample shall reproduce; what is not given is left free.

    Attributes
    ----------
    instrument : Instrument
    n : int
        People who pass the screening.
    composites : mapping of construct to CompositeTarget
        Every construct of the questionnaire.
    loadings : mapping of item to float
        Loading of the item on the component of its construct, after varimax.
    components : tuple of str
        Constructs in the order of the variance that their components explain; the order of the
        questionnaire, not enforced, if not given.
    left_out : tuple of str
        Items that are not scored and load weakly everywhere.
    kmo, log_determinant : float, optional
        Kaiser-Meyer-Olkin measure and ln |R| of all items.
    regression : RegressionTarget, optional
    profile : mapping of question to tuple of int
        People by option, in the order of the questionnaire; the rest gave no answer.
    limits : Limits
        Rules of the screening, which the n people pass.
    careless : Careless
        People added who do not pass.

    Raises
    ------
    SpecificationError
        If a construct lacks its moments or is scored by no item, a name is unknown, a composite's
        mean lies off the scale, numbers of a regression or a profile do not fit, a limit judges
        people by one another, or careless people are wanted whom no limit finds.
    """

    instrument: Instrument
    n: int
    composites: Mapping[str, CompositeTarget]
    loadings: Mapping[str, float] = field(default_factory=dict)
    components: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    kmo: float | None = None
    log_determinant: float | None = None
    regression: RegressionTarget | None = None
    profile: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    careless: Careless = field(default_factory=Careless)

    def __post_init__(self) -> None:
        _check_names(self)
        _check_composites(self)
        _check_regression(self)
        _check_profile(self)
        _check_screening(self)

    @property
    def order(self) -> tuple[str, ...]:
        """Constructs in the order of their components."""
        return self.components or tuple(c.id for c in self.instrument.constructs)


def _check_names(targets: Targets) -> None:
    constructs = {c.id for c in targets.instrument.constructs}
    items = {item.id for item in targets.instrument.items}
    for name in (*targets.loadings, *targets.left_out):
        if name not in items:
            raise SpecificationError(f"There is no item `{name}`")
    if set(targets.composites) != constructs or set(targets.order) != constructs:
        raise SpecificationError(
            "`composites` and `components` must name each construct of the questionnaire: "
            + ", ".join(sorted(constructs))
        )
    if len(targets.order) != len(constructs):
        raise SpecificationError("`components` names a construct twice")
    for construct in targets.instrument.constructs:
        if set(construct.items) <= set(targets.left_out):
            raise SpecificationError(f"`{construct.id}` has no item left to score")


def _check_composites(targets: Targets) -> None:
    points = targets.instrument.scale.points
    if points != tuple(range(points[0], points[-1] + 1)):
        raise SpecificationError(f"The points of the scale must be whole and even, got {points}")
    if targets.n < 4:
        raise SpecificationError(f"`n` must be at least 4 for a kurtosis, got {targets.n}")
    for name, wanted in targets.composites.items():
        if wanted.weight <= 0 or wanted.sd <= 0:
            raise SpecificationError(f"Weight and SD of `{name}` must be positive")
        if not points[0] < wanted.mean / wanted.weight < points[-1]:
            raise SpecificationError(
                f"The mean of `{name}`, {wanted.mean:g} with weight {wanted.weight:g}, lies off "
                f"the scale {points[0]}-{points[-1]}"
            )


def _check_regression(targets: Targets) -> None:
    wanted = targets.regression
    if wanted is None:
        return
    for name in (wanted.outcome, *wanted.predictors):
        if name not in targets.composites:
            raise SpecificationError(f"The regression names `{name}`, which is no construct")
    sizes = {len(wanted.predictors), len(wanted.beta), len(wanted.vif or wanted.beta)}
    if len(sizes) > 1:
        raise SpecificationError(
            f"{len(wanted.predictors)} predictors need as many coefficients and factors"
        )


def _check_profile(targets: Targets) -> None:
    options = {q.id: len(q.options) for q in targets.instrument.profile}
    for question, counts in targets.profile.items():
        if options.get(question) != len(counts):
            raise SpecificationError(
                f"`{question}` is no profile question of {len(counts)} options"
            )
        if min(counts) < 0 or not 0 < sum(counts) <= targets.n:
            raise SpecificationError(
                f"Counts of `{question}` must sum to at most {targets.n}, got {sum(counts)}"
            )


def _check_screening(targets: Targets) -> None:
    limits, careless = targets.limits, targets.careless
    if limits.mahalanobis is not None:
        raise SpecificationError("A sample cannot be simulated under a limit of `mahalanobis`")
    finds = {
        "incomplete": bool(limits.completeness),
        "hurried": bool(limits.seconds_per_item),
        "uniform": limits.longest_run is not None or bool(limits.spread),
        "copied": limits.duplicates,
    }
    for kind, found in finds.items():
        count = getattr(careless, kind)
        if count < 0 or (count and not found):
            raise SpecificationError(f"No limit finds the {count} `{kind}` people that are wanted")
