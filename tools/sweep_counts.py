#!/usr/bin/env python3
"""Prints what the sweep of faults has tried: sweep_counts.py FOLDER

FOLDER holds what the tests in tests/sweep have left, one JSON object each. Ends with 1 when there is none.
"""
import json
import sys
from pathlib import Path


def add_up(all_counts):
    """The sums. The tests of one subject disturb the same steps, each in its own way."""
    points = {}
    for counts in all_counts:
        points[counts["subject"]] = max(counts["points"], points.get(counts["subject"], 0))
    sums = {key: sum(counts[key] for counts in all_counts) for key in ("ends", "combinations", "runs", "checks", "violations")}
    return {"subjects": len(points), "points": sum(points.values()), **sums}


def describe(sums):
    return (
        f"Sweep of faults: {sums['points']:,} fault points in {sums['subjects']} calls, {sums['ends']:,} ends, "
        f"{sums['combinations']:,} combinations with what follows ({sums['runs']:,} of them different and run), "
        f"{sums['checks']:,} invariants checked, {sums['violations']:,} violations"
    )


def main():
    files = sorted(Path(sys.argv[1]).glob("*.json"))
    if not files:
        print(f"{sys.argv[1]} holds no counts: no test of the sweep has run", file=sys.stderr)
        return 1
    print(describe(add_up([json.loads(file.read_text(encoding="utf-8")) for file in files])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
