"""What `aqyl cityscore` is asked: files and options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

__all__ = ["FILES", "Job", "value_files"]

FILES = ("kpis", "statuses", "extra", "functions", "done")


def value_files(path: Path) -> tuple[Path, ...]:
    """List the tables of a folder of values, those that are read; a file is its own."""
    if not path.is_dir():
        return (path,)
    from ...survey.kpi_log_files import files_of

    return tuple(sorted(files_of(path)))


@dataclass(frozen=True, slots=True)
class Job:
    """Files and options.

    Attributes
    ----------
    values : Path
        Yearly values, or a log of shorter periods.
    settlements : Path
    year : int, optional
        The last one of the values if not given.
    readings : tuple of str
        ``name=option``.
    tables : mapping of str to Path
        Of `FILES`: KPIs that are added, statuses by hand, extra initiatives, functions that are
        there, initiatives that are done.
    on : date, optional
        Day on which the road map is looked at.
    """

    values: Path
    settlements: Path
    year: int | None = None
    readings: tuple[str, ...] = ()
    tables: Mapping[str, Path] = field(default_factory=dict)
    on: date | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that goes into the result."""
        named = (self.tables[name] for name in FILES if name in self.tables)
        return (self.values, self.settlements, *named)

    def every_file(self) -> tuple[Path, ...]:
        """Return `files`, with those of a folder of values one by one."""
        return (*value_files(self.values), *self.files[1:])

    def words(self) -> tuple[str, ...]:
        """Return what tells this job from others, for knowing it again."""
        named = {"values": self.values, "settlements": self.settlements, **self.tables}
        files = [f"{name}={path.resolve()}" for name, path in sorted(named.items())]
        files += [path.name for path in value_files(self.values)]  # one more makes another job
        return (*files, *self.readings, str(self.year), str(self.on))
