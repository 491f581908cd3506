#!/usr/bin/env python3
"""Checks docs/conformance.md against the tests: check_conformance.py TOP BUILD

Every item has one row; what a row names is a test that was built (or, of the tests for Windows, one that is there to be
built), and that test's source carries the item's id, in a comment right above it; and what carries an id is named in that item's row. Prints one line per fault and ends with 1
when there is one.
"""
import collections
import json
import re
import subprocess
import sys
from pathlib import Path

PAGE = "docs/conformance.md"
# How many items each section has.
SECTIONS = {"C-A": 13, "C-B": 11, "C-C": 6, "C-D": 16, "C-E": 8, "C-F": 15, "C-G": 7, "C-H": 5, "C-I": 9, "C-J": 10,
            "C-K": 8, "C-L": 16, "C-M": 6, "C-N": 9, "C-O": 5, "C-P": 7, "C-Q": 5, "C-R": 8, "C-S": 7, "C-T": 2, "L": 30}
ITEMS = [f"{section}-{number:02}" for section, count in SECTIONS.items() for number in range(1, count + 1)]
ID = re.compile(r"\b(?:C-[A-Z]|L)-\d\d\b")
# What may stand in the last column, and whether a test has to show it.
STATES = {"holds": True, "decided otherwise: ": True, "not ours: ": False, "not yet: ": False}
# What is a test's name wherever on the page it stands.
TEST_NAME = re.compile(r"`([A-Z]\w*\.[A-Z]\w*)`")
TEST_MACRO = re.compile(r"^TEST(?:_[FP])?\(\s*(\w+),\s*(\w+)\)", re.M)

Row = collections.namedtuple("Row", "line item requirement tests state")


def rows_of(page):
    """The rows of the page's tables, without their heads."""
    for number, line in enumerate(page.splitlines(), 1):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and (ID.fullmatch(cells[0]) or cells[0].startswith(("C-", "L-"))):
            cells += [""] * (4 - len(cells))
            yield Row(number, cells[0], cells[1], re.findall(r"`([^`]+)`", cells[2]), cells[3])


def bare_name(name):
    """"Each/KilledIn.IsSettled/7" is one of the tests of KilledIn.IsSettled."""
    match = re.fullmatch(r"(?:\w+/)?(\w+\.\w+)(?:/.*)?", name)
    return match[1] if match else name


def ids_above(content, start):
    """The ids in the comment that ends right above `start`."""
    ids = set()
    for line in reversed(content[:start].splitlines()):
        if not line.startswith("//"):
            break
        ids.update(ID.findall(line))
    return ids


def ids_in_cpp(content):
    """{test: ids} of one C++ source."""
    return {f"{match[1]}.{match[2]}": ids_above(content, match.start()) for match in TEST_MACRO.finditer(content)}


def ids_of_tests(sources, scripts):
    """{test: ids its source carries}, of C++ sources and of the tests that are a script."""
    carried = collections.defaultdict(set)
    for content in sources:
        for test, ids in ids_in_cpp(content).items():
            carried[test] |= ids
    for test, content in scripts.items():
        carried[test] |= set(ID.findall(content))
    return carried


def faults_of_row(row, built, carried):
    if not row.requirement:
        yield "says nothing of what is required"
    state = next((state for state in STATES if row.state.startswith(state)), None)
    if state is None or (state.endswith(" ") and len(row.state) == len(state)):
        yield f"has a state that is none of {', '.join(STATES)} with its reason"
    elif STATES[state] and not row.tests:
        yield "names no test"
    for test in row.tests:
        if test not in built:
            yield f"names {test}, which is in no test binary"
        elif row.item not in carried.get(test, ()):
            yield f"names {test}, whose source does not carry the id"


def faults(page, built, carried):
    """(line, what) of everything that is wrong with the page."""
    named = collections.defaultdict(set)
    seen = set()
    item_lines = {row.line for row in rows_of(page)}
    for number, line in enumerate(page.splitlines(), 1):
        for test in TEST_NAME.findall(line):
            if number not in item_lines and test not in built:
                yield number, f"names {test}, which is in no test binary"
    for row in rows_of(page):
        if row.item not in ITEMS:
            yield row.line, f"{row.item} is no item"
            continue
        if row.item in seen:
            yield row.line, f"{row.item} has a row already"
        seen.add(row.item)
        named[row.item].update(row.tests)
        for what in faults_of_row(row, built, carried):
            yield row.line, f"{row.item} {what}"
    for item in ITEMS:
        if item not in seen:
            yield 1, f"{item} has no row"
    for test, ids in sorted(carried.items()):
        for item in sorted(ids):
            if test not in named[item]:
                yield 1, f"{item} does not name {test}, whose source carries the id"


def read_sources(top):
    return {path: path.read_text(encoding="utf-8") for path in sorted((top / "tests").rglob("*_test.cpp"))}


def for_windows(sources):
    """The tests in Windows' halves, which no build for Linux has."""
    return {test for path, content in sources.items() if path.name.endswith("_win32_test.cpp")
            for test in ids_in_cpp(content)}


def read_built(top, build):
    """The names of all tests that ctest or a build for Windows knows, and {name: script} of those that are a script."""
    shown = json.loads(subprocess.check_output(["ctest", "--test-dir", build, "--show-only=json-v1"]))
    tests = {test["name"]: test.get("command", []) for test in shown["tests"]}
    scripts = {name: next((Path(word) for word in command if word.endswith(".py")), None)
               for name, command in tests.items()}
    return {bare_name(name) for name in tests} | for_windows(read_sources(top)), {name: path for name, path in scripts.items() if path}


def main():
    top, build = Path(sys.argv[1]), sys.argv[2]
    built, scripts = read_built(top, build)
    own = Path(__file__).parent
    contents = {name: path.read_text(encoding="utf-8") for name, path in scripts.items() if path.parent != own}
    sources = read_sources(top).values()
    found = list(faults((top / PAGE).read_text(encoding="utf-8"), built, ids_of_tests(sources, contents)))
    for line, what in found:
        print(f"{PAGE}:{line}: {what}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
