#!/usr/bin/env python3
"""Each row of docs/unverified.md is a question of e2e/windows/, and the other way round."""
import re
import sys
from pathlib import Path

PAGE = "docs/unverified.md"
SCRIPTS = "e2e/windows/*questions.ps1"
ROW = re.compile(r"^\| (\d+) \|", re.M)
QUESTION = re.compile(r"^Question (\d+) ", re.M)


def faults(page, scripts):
    """What is not in step, one text each."""
    rows, questions = ROW.findall(page), QUESTION.findall(scripts)
    for name, numbers in (PAGE, rows), (SCRIPTS, questions):
        for number in sorted(set(numbers), key=int):
            if numbers.count(number) > 1:
                yield f"{name}: {number} is there {numbers.count(number)} times"
    for number in sorted(set(rows) - set(questions), key=int):
        yield f"{SCRIPTS}: no question for row {number} of {PAGE}"
    for number in sorted(set(questions) - set(rows), key=int):
        yield f"{PAGE}: no row for question {number} of {SCRIPTS}"
    if not rows:
        yield f"{PAGE}: has no numbered rows"


def main():
    top = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    scripts = "".join(path.read_text() for path in sorted(top.glob(SCRIPTS)))
    found = list(faults((top / PAGE).read_text(), scripts))
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
