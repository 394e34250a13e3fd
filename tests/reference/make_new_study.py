"""Writes the simulated answers of a new study: data/new_study/answers.csv.

Usefulness follows ease of use; the intention to use follows usefulness and trust, and neither
ease of use beside them nor perceived risk. Every item is a threshold of its construct and noise.
A few people answer carelessly, for the screening to find.

Run from the repository: python tests/reference/make_new_study.py
"""

from pathlib import Path

import numpy as np

CUTS = (-1.5, -0.6, 0.2, 1.1)
ITEMS = {"usefulness": "U1 U2 U3 U4", "ease": "E1 E2 E3", "trust": "T1 T2 T3"}
ITEMS |= {"risk": "R1 R2 R3", "intention": "I1 I2 I3"}
LOADINGS = (0.85, 0.8, 0.78, 0.75)
REVERSED = "E3"
PEOPLE, SEED = 120, 2026
NOTES = (
    "SIMULATED. No person gave these answers.",
    "СМОДЕЛИРОВАНО. Никто не давал этих ответов.",
    "МОДЕЛЬДЕНГЕН. Бұл жауаптарды ешкім берген жоқ.",
)


def answers_text() -> str:
    """Return the text of the file."""
    draw = np.random.RandomState(SEED)  # its stream is promised to stay the same for good
    noise = {name: draw.randn(PEOPLE) for name in ITEMS}
    score = {"ease": noise["ease"]}
    score["trust"] = 0.3 * score["ease"] + 0.95 * noise["trust"]
    score["usefulness"] = 0.6 * score["ease"] + 0.8 * noise["usefulness"]
    score["risk"] = -0.4 * score["trust"] + 0.92 * noise["risk"]
    score["intention"] = (
        0.5 * score["usefulness"] + 0.4 * score["trust"] + 0.65 * noise["intention"]
    )
    columns = {}
    for name, items in ITEMS.items():
        for item, loading in zip(items.split(), LOADINGS, strict=False):
            value = loading * score[name] + (1 - loading**2) ** 0.5 * draw.randn(PEOPLE)
            points = 1 + sum((value > cut).astype(int) for cut in CUTS)
            columns[item] = 6 - points if item == REVERSED else points
    gender = np.where(draw.rand(PEOPLE) < 0.55, "female", "male")
    age = np.array(["18-29", "30-44", "45-60"])[draw.randint(0, 3, PEOPLE)]
    seconds = draw.randint(70, 240, PEOPLE)
    careless = {17: "same", 58: "same", 33: "hurried", 71: "half", 96: "half"}
    lines = [f"# {note}" for note in NOTES]
    lines.append(",".join(["id", "seconds", "gender", "age", *columns]))
    for i in range(PEOPLE):
        cells = [str(points[i]) for points in columns.values()]
        kind = careless.get(i)
        if kind == "same":
            cells = ["3"] * len(cells)
        if kind == "half":
            cells[len(cells) // 2 :] = [""] * (len(cells) - len(cells) // 2)
        took = 21 if kind == "hurried" else seconds[i]
        lines.append(",".join([f"R{i + 1:03d}", str(took), gender[i], age[i], *cells]))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    path = Path(__file__).parents[2] / "data" / "new_study" / "answers.csv"
    path.write_bytes(answers_text().encode("utf-8"))
