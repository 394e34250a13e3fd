"""Where the order can be read in more than one way, what was taken, and what it changes."""

from __future__ import annotations

from ...analysis.city_score.readings import CHOICES, Choice
from ..language import Language
from ..table import Cell, Rounded, Table
from .names import Names, whole
from .reading_effects import Effect, alone, largest, levels_changed, role
from .results import Results

__all__ = ["option_title", "reading_tables"]


def reading_tables(results: Results, lang: Language) -> list[Table]:
    """Build the table of all choices, and that of all their options."""
    names = Names(results, lang)
    return [_choices(names), _options(names)]


def option_title(choice: str, option: str, names: Names) -> str:
    """Name an option of a choice."""
    return names.word("option", f"{choice}.{option}.title")


def _choices(names: Names) -> Table:
    columns = (
        names.column("place"),
        names.column("choice"),
        names.column("unclear"),
        names.column("taken"),
        names.column("others"),
        names.column("changes"),
        names.column("total_change", "signed", 2),
        names.column("changed"),
        names.column("rank_change", "number"),
    )
    weights, levels = (names.word("choice", f"{name}.title") for name in ("weights", "level_gap"))
    note = names.note("readings_table", weights=weights, levels=levels)
    notes = [note, *([names.note("held")] if names.results.sensitivity.held else [])]
    rows = [_choice(choice, names) for choice in CHOICES]
    return names.table("readings", columns, rows, notes=notes)


def _choice(choice: Choice, names: Names) -> tuple[Cell, ...]:
    results = names.results
    taken = results.scores.reading.option(choice.name)
    others = [option for option in choice.options if option != taken]
    effect = largest([alone(results, choice.name, option) for option in others])
    said = role(results, choice)
    n = names.whole(levels_changed(results)) if said == "levels" else ""
    whose = effect.settlement if effect and effect.total else ""
    return (
        *(names.word("choice", f"{choice.name}.{part}") for part in ("place", "title", "unclear")),
        option_title(choice.name, taken, names),
        "; ".join(option_title(choice.name, option, names) for option in others),
        names.lang.text(f"cityscore.effect.{said}", n=n),
        _total(effect),
        names.settlement(whose) if whose else None,
        whole(effect.rank) if effect else None,
    )


def _options(names: Names) -> Table:
    columns = (
        names.column("choice"),
        names.column("option"),
        names.column("meaning"),
        names.column("here"),
        names.column("total_change", "signed", 2),
        names.column("rank_change", "number"),
        names.column("scores_lost", "number"),
        names.column("key"),
    )
    rows = [_option(choice, option, names) for choice in CHOICES for option in choice.options]
    return names.table("reading_options", columns, rows, notes=[names.note("options")], merge=1)


def _option(choice: Choice, option: str, names: Names) -> tuple[Cell, ...]:
    results = names.results
    taken = option == results.scores.reading.option(choice.name)
    effect = alone(results, choice.name, option)
    return (
        names.word("choice", f"{choice.name}.title"),
        option_title(choice.name, option, names),
        names.word("option", f"{choice.name}.{option}.meaning"),
        names.word("answer", "taken") if taken else "",
        _total(effect),
        whole(effect.rank) if effect else None,
        effect.lost if effect else None,
        f"{choice.name}={option}",
    )


def _total(effect: Effect | None) -> Cell:
    """Return the change of a total; none at all has no sign."""
    return (effect.total or Rounded(0.0, 2)) if effect else None
