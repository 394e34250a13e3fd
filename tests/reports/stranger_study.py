"""A stranger's study: simulated answers on a scale from 1 to 7 with Russian labels."""

from pathlib import Path

import numpy as np

LABELS = ("совсем нет", "нет", "скорее нет", "не знаю", "скорее да", "да", "совсем да")
STUDY = """
title = "Доверие к сервису"
data = { file = "answers.csv", id = "Код", columns = { gender = "Пол", age = "Возраст" } }

[instrument]
scale = { points = [1, 2, 3, 4, 5, 6, 7], labels = [
  "совсем нет", "нет", "скорее нет", "не знаю", "скорее да", "да", "совсем да"] }
constructs = { trust = ["T1", "T2", "T3"], ease = ["E1", "E2", "E3"], use = ["U1", "U2", "U3"] }
reverse = ["E2"]
profile = { gender = ["ж", "м"], age = ["до 30", "30-50", "старше 50"] }

[screening]
completeness = 0.8
longest_run = 8

[factors]
replications = 20

[regression]
outcome = "use"

[[hypothesis]]
id = "H1"
path = "trust -> use"

[comparison]
by = ["gender", "age"]
"""


def answers(n: int = 160) -> np.ndarray:
    """Return the points of n people; E2 is answered the other way round."""
    rng = np.random.default_rng(11)
    common = rng.normal(size=(n, 1))
    points = np.empty((n, 9))
    for c in range(3):
        factor = 0.6 * common + 0.8 * rng.normal(size=(n, 1))
        latent = 0.8 * factor + 0.6 * rng.normal(size=(n, 3))
        points[:, 3 * c : 3 * c + 3] = np.clip(np.round(4.5 + 1.4 * latent), 1, 7)
    points[:, 4] = 8 - points[:, 4]
    return points


def write_study(folder: Path, *, study: str = STUDY, points: np.ndarray | None = None) -> Path:
    """Write a study and its answers as labels; two people answer all the same, one half."""
    x = answers() if points is None else points
    rng = np.random.default_rng(12)
    names = [f"{name}{i}" for name in "TEU" for i in (1, 2, 3)]
    lines = ["Код;Пол;Возраст;" + ";".join(names)]
    for i, row in enumerate(x):
        cells = [LABELS[int(point) - 1] for point in row]
        if points is None and i in {7, 9}:
            cells = [LABELS[3]] * 9
        if points is None and i == 20:
            cells[4:] = [""] * 5
        gender = rng.choice(["ж", "м"])
        age = rng.choice(["до 30", "30-50", "старше 50"])
        lines.append(f"{i + 1};{gender};{age};" + ";".join(cells))
    (folder / "answers.csv").write_text("\n".join(lines) + "\n", "utf-8")
    path = folder / "study.toml"
    path.write_text(study, "utf-8")
    return path
