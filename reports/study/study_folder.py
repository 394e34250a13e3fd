"""Files that a study names: in its own folder, unless the caller allows others."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

from ...survey.errors import SpecificationError

__all__ = ["StudyFolder"]


class StudyFolder:
    """The folder of a study file, from which the names in it count.

    Parameters
    ----------
    study : Path
        The study file as the user named it.
    allow_outside : bool
        Whether names may lead out of the folder: absolute, by ``..`` or through a link.
    """

    def __init__(self, study: Path, *, allow_outside: bool = False) -> None:
        self.path = study.parent
        self._open = allow_outside

    def file(self, name: str, key: str) -> Path:
        """Return the path of a file that the key names; the file need not be there.

        Raises
        ------
        SpecificationError
            If the name is empty or leads out of the folder and that is not allowed.

        Examples
        --------
        >>> StudyFolder(Path("survey/study.toml")).file("answers.csv", "data.file").as_posix()
        'survey/answers.csv'
        """
        if not name.strip() or "\0" in name:
            raise SpecificationError(f"`{key}` must name a file, got `{name}`")
        path = self.path / name
        if not self._open and (PureWindowsPath(name).drive or not self._holds(path)):
            raise SpecificationError(
                f"`{key}` names a file outside the folder of the study: `{name}`",
                next_step="Put it into the folder, or allow it with --allow-outside.",
            )
        return path

    def _holds(self, path: Path) -> bool:
        try:
            return path.resolve().is_relative_to(self.path.resolve())
        except (OSError, RuntimeError):  # links that run in a circle lead nowhere
            return False
