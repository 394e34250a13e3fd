"""Write turkistan.csv: the simulated people and the 48 items that the study keeps.

Run from the repository: .venv/bin/python tests/reference/lavaan/keep.py
"""

from pathlib import Path

from aqyl.data import folder
from aqyl.reports.thesis.population import LIMITS, published_targets
from aqyl.survey.responses import read_responses
from aqyl.survey.screening import screen

source = folder("turkistan") / "simulated_responses.csv"
targets = published_targets()
instrument = targets.instrument
shipped = read_responses(source, instrument, id_column="id", time_column="seconds")
kept = shipped.keep(screen(shipped, LIMITS).kept)
items = [item.id for item in instrument.items]
columns = [i for i, item in enumerate(items) if item not in targets.left_out]
lines = [",".join(items[i] for i in columns)]
lines += [",".join(str(int(answer)) for answer in row[columns]) for row in kept.answers]
Path(__file__).with_name("turkistan.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
