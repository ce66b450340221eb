"""Breaks copies of a good folder, one way each, and sees that the check says so."""

import shutil
import sys
import tempfile
from pathlib import Path

import duckdb
import logscape_checks

BREAKS = {
    "there twice": ("runs", "SELECT * FROM t UNION ALL (SELECT * FROM t LIMIT 1)"),
    "without all their runs": ("runs", "SELECT * FROM t WHERE replica > 0"),
    "that the manifest promises are missing": ("runs", "SELECT * FROM t LIMIT 5"),
    "with fewer events than others": ("escapes", "SELECT * FROM t WHERE hash(run_id) % 10 > 0"),
    "unknown end": ("runs", "SELECT * REPLACE ('lost' AS status) FROM t"),
    "escapes of no run": ("escapes", "SELECT * REPLACE ('x' AS run_id) FROM t"),
    "outside their interval": ("fits", "SELECT * REPLACE (ci_high + 1 AS estimate) FROM t WHERE ci_high IS NOT NULL"),
}

good = Path(sys.argv[1])
print(logscape_checks.check(str(good)))
for words, (table, query) in BREAKS.items():
    with tempfile.TemporaryDirectory() as scratch:
        bad = Path(scratch) / "bad"
        shutil.copytree(good, bad)
        shutil.rmtree(bad / table)
        (bad / table).mkdir()
        with duckdb.connect() as db:
            db.sql(f"CREATE TABLE t AS SELECT * FROM '{good}/{table}/*.parquet'")
            db.sql(f"COPY ({query}) TO '{bad}/{table}/broken.parquet'")
        try:
            logscape_checks.check(str(bad))
        except logscape_checks.BadResults as fault:
            assert words in str(fault), fault
        else:
            sys.exit(f"not found: {words}")
