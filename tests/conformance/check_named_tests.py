#!/usr/bin/env python3
"""Checks that what pages name as proof is there: check_named_tests.py TOP BUILD PAGE...

In each table with a column `shown by` every row names, in backticks, tests that were built (or are there to be built for Windows) or files of the tree, or says
`not shown: ` and why. Prints one line per fault and ends with 1 when there is one.
"""
import re
import sys
from pathlib import Path

from check_conformance import read_built

COLUMN = "shown by"
REASON = "not shown: "


def cells_of(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def proofs_of(page):
    """(line number, cell) of every row of a table that has the column."""
    column = None
    for number, line in enumerate(page.splitlines(), 1):
        if not line.startswith("|"):
            column = None
            continue
        cells = cells_of(line)
        if column is None:
            column = cells.index(COLUMN) if COLUMN in cells else -1
        elif column >= 0 and not set(line) <= set("|-: "):
            yield number, cells[column] if column < len(cells) else ""


def faults(page, built, is_file):
    for number, cell in proofs_of(page):
        names = re.findall(r"`([^`]+)`", cell)
        if not names and not (cell.startswith(REASON) and len(cell) > len(REASON)):
            yield number, f"names nothing that shows it, and does not say `{REASON}` with a reason"
        for name in names:
            if "/" in name and not is_file(name):
                yield number, f"names {name}, which is no file of this tree"
            elif "/" not in name and name not in built:
                yield number, f"names {name}, which is no test that was built"


def main():
    top, build, pages = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    built, _ = read_built(top, build)
    found = 0
    for page in pages:
        for number, what in faults((top / page).read_text(encoding="utf-8"), built, lambda name: (top / name).is_file()):
            print(f"{page}:{number}: {what}")
            found = 1
    return found


if __name__ == "__main__":
    sys.exit(main())
