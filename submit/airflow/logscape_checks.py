"""What must hold for a folder of results before anybody builds on it; judged by DuckDB, not by what wrote it."""

import duckdb
from pyarrow import dataset, fs

# Each query counts rows that must not be.
NEVER = {
    "runs that are there twice": "SELECT count(*) - count(DISTINCT run_id) FROM runs",
    "runs with an unknown end": "SELECT count(*) FROM runs WHERE status NOT IN ('escaped', 'censored', 'diverged', 'finished')",
    "cells without all their runs":
        "SELECT count(*) FROM (SELECT c.cell_id FROM cells c LEFT JOIN runs r USING (cell_id) GROUP BY ALL"
        " HAVING count(r.run_id) <> any_value(c.replicas))",
    "runs of no cell": "SELECT count(*) FROM runs ANTI JOIN cells USING (cell_id)",
    "escapes of no run": "SELECT count(*) FROM escapes ANTI JOIN runs USING (run_id)",
    "escapes that are there twice":
        "SELECT count(*) FROM (SELECT run_id, event, level FROM escapes GROUP BY ALL HAVING count(*) > 1)",
    "runs with fewer events than others, or none":
        "SELECT (SELECT count(*) FROM runs) * max(n) - sum(n) FROM (SELECT count(*) AS n FROM escapes GROUP BY run_id)",
    "escapes after the end of their run": "SELECT count(*) FROM escapes e JOIN runs r USING (run_id) WHERE e.step > r.steps",
    "estimates outside their interval": "SELECT count(*) FROM fits WHERE estimate < ci_low OR estimate > ci_high",
}
TABLES = ("cells", "runs", "escapes", "fits")

# The worker's own: joins of more than fits go to a file.
MEMORY = "512MB"


class BadResults(Exception):
    """The folder breaks one of the rules above."""


def system_of(folder: str):
    """File system and path of a folder."""
    # a local path is not a URI
    return fs.FileSystem.from_uri(folder if "://" in folder or folder.startswith("file:") else f"file://{folder}")


def read(folder: str, table: str):
    """A table as Arrow sees it, on a local file system, HDFS or S3; None where there is no file of it."""
    system, path = system_of(folder)
    selector = fs.FileSelector(f"{path}/{table}", allow_not_found=True)
    files = [file.path for file in system.get_file_info(selector) if file.path.endswith(".parquet")]
    return dataset.dataset(files, filesystem=system, format="parquet") if files else None


def planned(folder: str) -> int:
    """Runs that the folder's manifest promises; more are there where the spec asks for a width."""
    system, path = system_of(folder)
    with system.open_input_stream(f"{path}/_logscape/manifest.yaml") as manifest:
        lines = manifest.read().decode().splitlines()
    return next(int(line.removeprefix("runs:")) for line in lines if line.startswith("runs:"))


def check(folder: str) -> dict[str, int]:
    """Rows of each table; a table that the spec does not ask for has none."""
    with duckdb.connect(config={"memory_limit": MEMORY, "threads": 1}) as db:
        def number(query):
            return db.sql(query).fetchall()[0][0] or 0

        counts = {}
        for table in TABLES:
            rows = read(folder, table)
            if rows is not None:
                db.register(table, rows)
                counts[table] = number(f"SELECT count(*) FROM {table}")
        if not counts.get("cells") or not counts.get("runs"):
            raise BadResults(f"{folder}: holds no runs")
        faults = []
        promised = planned(folder)
        if counts["runs"] < promised:
            faults.append(f"{promised - counts['runs']} of {promised} runs that the manifest promises are missing")
        for rule, query in NEVER.items():
            if all(table in counts for table in TABLES if f" {table} " in f"{query} "):
                wrong = number(query)
                if wrong:
                    faults.append(f"{wrong} {rule}")
        if faults:
            raise BadResults(f"{folder}: {'; '.join(faults)}")
        return counts
