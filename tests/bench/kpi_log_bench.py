"""Ratios of reading a KPI log against the bare mean of DuckDB over the same file; `make bench`.

The bare query takes the mean of each settlement and KPI and asks nothing about the rows; reading
checks every row, tells years apart and makes sums that do not depend on their order. Each form of
file is read in a process of its own, whose peak of memory is shown. The rows are simulated: 200
settlements, 88 KPIs, one value a day. A number of million rows may be given (10 if none is).
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
from aqyl.analysis.city_score.yearly import yearly
from aqyl.survey.kpi_log import read_kpi_log

LIMIT = "2GB"
KPIS = [f"K{i // 6 + 1:02}.{i % 6 + 1:02}" for i in range(88)]
ROWS = """
SELECT printf('S%03d', i // 88 % 200) AS settlement,
       printf('K%02d.%02d', i % 88 // 6 + 1, i % 88 % 6 + 1) AS kpi,
       strftime(DATE '2010-01-01' + (i // 17600)::INT, '%Y-%m-%d') AS period,
       (hash(i) % 100000) / 1000.0 AS value
FROM range({count}) AS rows(i)
"""
BARE = "SELECT settlement, kpi, avg(value) FROM '{file}' GROUP BY ALL"
RULES = {
    "means": dict.fromkeys(KPIS, "mean"),
    "all rules": {
        kpi: ("mean", "last", "sum", "median", "min", "max")[i % 6] for i, kpi in enumerate(KPIS)
    },
}


def seconds(work: str, file: str) -> str:
    """Do one thing with a file; return its seconds and this process's peak of memory."""
    start = time.perf_counter()
    if work == "bare":
        with duckdb.connect(config={"memory_limit": LIMIT}) as connection:
            connection.sql(BARE.format(file=file)).fetchall()
    else:
        read_kpi_log(file, RULES[work], yearly, memory_limit=LIMIT)
    taken = time.perf_counter() - start
    return f"{taken} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}"


def apart(work: str, file: Path) -> tuple[float, float]:
    """Do it in a process of its own."""
    command = [sys.executable, __file__, work, str(file)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    taken, peak = run.stdout.split()
    return float(taken), float(peak)


def main(millions: str = "10") -> None:
    """Print one line a form of file and kind of rules."""
    count = int(millions) * 1_000_000
    print(f"memory limit {LIMIT}, {count:,} rows")
    print(f"{'file':>20} {'bare s':>8} {'read s':>8} {'ratio':>6} {'peak MiB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        stored, text = Path(folder) / "log.parquet", Path(folder) / "log.csv"
        with duckdb.connect() as connection:
            connection.execute(f"COPY ({ROWS.format(count=count)}) TO '{stored}'")
            connection.execute(f"COPY (FROM '{stored}') TO '{text}'")
        for file in (stored, text):
            bare, _ = apart("bare", file)
            for rules in RULES:
                taken, peak = apart(rules, file)
                name = f"{file.suffix[1:]}, {rules}"
                print(f"{name:>20} {bare:8.2f} {taken:8.2f} {taken / bare:6.1f} {peak:9.0f}")


if __name__ == "__main__":
    if sys.argv[1:2] and not sys.argv[1].isdecimal():
        print(seconds(*sys.argv[1:3]))
    else:
        main(*sys.argv[1:2])
