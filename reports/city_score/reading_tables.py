"""Where the order can be read in more than one way, what was taken, and what it changes."""

from __future__ import annotations

from ...analysis.city_score.readings import CHOICES, Choice
from ..language import Language
from ..table import Cell, Rounded, Table
from .names import Names, whole
from .reading_effects import Effect, alone, levels_changed, role
from .results import Results

__all__ = ["option_title", "reading_tables"]


def reading_tables(results: Results, lang: Language) -> list[Table]:
    """Build the tables of all choices, of all their options, and of what each alone changes.

    They are three, so that each stands on an upright page.
    """
    names = Names(results, lang)
    return [_choices(names), _options(names), _effects(names)]


def option_title(choice: str, option: str, names: Names) -> str:
    """Name an option of a choice."""
    return names.word("option", f"{choice}.{option}.title")


def _choices(names: Names) -> Table:
    columns = tuple(names.column(key) for key in ("place", "choice", "unclear", "taken", "others"))
    rows = [_choice(choice, names) for choice in CHOICES]
    return names.table("readings", columns, rows)


def _choice(choice: Choice, names: Names) -> tuple[Cell, ...]:
    taken = names.results.scores.reading.option(choice.name)
    return (
        *(names.word("choice", f"{choice.name}.{part}") for part in ("place", "title", "unclear")),
        option_title(choice.name, taken, names),
        "; ".join(option_title(choice.name, o, names) for o in choice.options if o != taken),
    )


def _options(names: Names) -> Table:
    columns = tuple(names.column(key) for key in ("choice", "option", "meaning", "here", "key"))
    rows = [_option(choice, option, names) for choice in CHOICES for option in choice.options]
    return names.table("reading_options", columns, rows, notes=[names.note("options")], merge=1)


def _option(choice: Choice, option: str, names: Names) -> tuple[Cell, ...]:
    taken = option == names.results.scores.reading.option(choice.name)
    return (
        names.word("choice", f"{choice.name}.title"),
        option_title(choice.name, option, names),
        names.word("option", f"{choice.name}.{option}.meaning"),
        names.word("answer", "taken") if taken else "",
        f"{choice.name}={option}",
    )


def _effects(names: Names) -> Table:
    """Show what each other way of reading changes, the largest of a choice beside its name."""
    columns = (
        names.column("choice"),
        names.column("changes"),
        names.column("option"),
        names.column("total_change", "signed", 2, group="largest_change"),
        names.column("changed", group="largest_change"),
        names.column("rank_change", "number", group="largest_change"),
        names.column("scores_lost", "number"),
    )
    weights, levels = (names.word("choice", f"{name}.title") for name in ("weights", "level_gap"))
    note = names.note("readings_table", weights=weights, levels=levels)
    notes = [note, *([names.note("held")] if names.results.sensitivity.held else [])]
    taken = names.results.scores.reading.option
    rows = [
        _effect(choice, option, names)
        for choice in CHOICES
        for option in choice.options
        if option != taken(choice.name)
    ]
    return names.table("reading_effects", columns, rows, notes=notes, merge=2)


def _effect(choice: Choice, option: str, names: Names) -> tuple[Cell, ...]:
    results = names.results
    effect, said = alone(results, choice.name, option), role(results, choice)
    n = names.whole(levels_changed(results)) if said == "levels" else ""
    whose = effect.settlement if effect and effect.total else ""
    return (
        names.word("choice", f"{choice.name}.title"),
        names.lang.text(f"cityscore.effect.{said}", n=n),
        option_title(choice.name, option, names),
        _total(effect),
        names.settlement(whose) if whose else None,
        whole(effect.rank) if effect else None,
        effect.lost if effect else None,
    )


def _total(effect: Effect | None) -> Cell:
    """Return the change of a total; none at all has no sign."""
    return (effect.total or Rounded(0.0, 2)) if effect else None
