"""Compares all tables of two results folders, row for row.

    submit/test/same-tables REFERENCE FOLDER [--table NAME ...]

Rows are compared as a multiset: their order does not matter, their number does. Values are equal when their bits are (a NaN equals
a NaN, -0.0 differs from 0.0). Columns of measured processor time are left out; so are the names of cells and runs where the two folders
have identities of different versions, which name them otherwise. A column or a table of FOLDER that REFERENCE lacks is reported and left out; one that FOLDER lacks is a
difference. Exit code: 0 equal, 1 different, 2 a folder is not there.
"""

import argparse
import re
import sys
from pathlib import Path

import duckdb

SHOWN = 5
MEASURED = {"seconds"}
NAMES = {"cell_id", "run_id"}


def tables(folder):
    """Names of the tables of a results folder: its direct subfolders that hold Parquet files."""
    return {d.name for d in folder.iterdir() if d.is_dir() and not d.name.startswith("_") and next(d.glob("*.parquet"), None)}


def source(folder, table):
    path = str(folder / table / "*.parquet").replace("'", "''")
    return f"read_parquet('{path}', union_by_name = true)"


def columns(db, folder, table):
    return {row[0]: row[1] for row in db.sql(f"DESCRIBE SELECT * FROM {source(folder, table)}").fetchall()}


def identity(folder):
    """The version of the rule that names cells and runs; folders of the first do not say so."""
    manifest = folder / "_logscape" / "manifest.yaml"
    found = re.search(r"^identity_version: (\d+)$", manifest.read_text(encoding="utf-8"), re.M) if manifest.is_file() else None
    return int(found.group(1)) if found else 1


def exact(column, kind):
    """A column as text or as numbers whose equality is equality of bits; SQL's own takes -0.0 for 0.0."""
    name = '"' + column.replace('"', '""') + '"'
    return f"CAST({name} AS VARCHAR) AS {name}" if "DOUBLE" in kind or "FLOAT" in kind else name


def compare(db, reference, folder, table, left_out):
    """One line on a table, and whether it is equal."""
    old, new = (columns(db, d, table) for d in (reference, folder))
    missing = [c for c in old if c not in new]
    retyped = [f"{c} {old[c]} -> {new[c]}" for c in old if c in new and old[c] != new[c]]
    added = [c for c in new if c not in old]
    common = ", ".join(exact(c, old[c]) for c in old if c in new and c not in left_out)
    a, b = (f"(SELECT {common} FROM {source(d, table)})" for d in (reference, folder))
    rows = db.sql(f"SELECT count(*) FROM {a}").fetchall()[0][0]
    lost = db.sql(f"{a} EXCEPT ALL {b}").fetchall()
    extra = db.sql(f"{b} EXCEPT ALL {a}").fetchall()
    words = [f"{rows} rows"]
    if lost or extra:
        words.append(f"{len(lost)} of the reference missing, {len(extra)} not in the reference")
    if missing:
        words.append("columns missing: " + ", ".join(missing))
    if retyped:
        words.append("types changed: " + ", ".join(retyped))
    if added:
        words.append("new columns left out: " + ", ".join(added))
    equal = not (lost or extra or missing or retyped)
    lines = [f"{'equal  ' if equal else 'DIFFERS'} {table}: {'; '.join(words)}"]
    for sign, some in (("-", lost), ("+", extra)):
        lines += [f"    {sign} {row}" for row in sorted(some, key=str)[:SHOWN]]
    return "\n".join(lines), equal


def main():
    parser = argparse.ArgumentParser(prog="same-tables", description="Compares all tables of two results folders, row for row.")
    parser.add_argument("reference", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--table", action="append", help="only this table; may be repeated")
    arguments = parser.parse_args()
    for folder in (arguments.reference, arguments.folder):
        if not folder.is_dir():
            print(f"same-tables: {folder} is not a folder", file=sys.stderr)
            return 2
    old, new = tables(arguments.reference), tables(arguments.folder)
    wanted = set(arguments.table or old | new)
    all_equal = bool(old & wanted)
    if not all_equal:
        print("DIFFERS: the reference holds none of the tables")
    left_out = MEASURED
    if identity(arguments.reference) != identity(arguments.folder):
        print(f"identities of versions {identity(arguments.reference)} and {identity(arguments.folder)}: {', '.join(sorted(NAMES))} left out")
        left_out = MEASURED | NAMES
    with duckdb.connect() as db:
        for table in sorted(wanted):
            if table not in old:
                print(f"new     {table}: not in the reference, left out" if table in new else f"absent  {table}: in neither folder")
            elif table not in new:
                print(f"DIFFERS {table}: missing")
                all_equal = False
            else:
                line, equal = compare(db, arguments.reference, arguments.folder, table, left_out)
                print(line)
                all_equal &= equal
    return 0 if all_equal else 1


if __name__ == "__main__":
    sys.exit(main())
