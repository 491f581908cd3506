#!/usr/bin/env python3
"""Checks the rules of the tree that no compiler checks: check_tree.py [FOLDER]

Who may include whom and who has to, platform code in its own files, every source in a CMake target, file sizes, white space.
Prints one line per fault and ends with 1 when there is one.
"""
import posixpath
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath

# Which rooms, or single headers, a room may include besides its own (ARCHITECTURE.md).
MAY_INCLUDE = {
    "win32": [],
    "ipam": [],
    "conf": ["ipam"],
    "hcn": ["ipam"],
    "hcn/simulator": ["hcn", "ipam"],
    "state": ["conf", "ipam", "hcn/guid.h", "hcn/json_depth.h"],
    "plugin": ["state", "conf", "ipam", "hcn"],
    "cli": ["plugin", "state", "conf", "ipam", "hcn", "hcn/simulator"],
    "tests": ["cli", "plugin", "state", "conf", "ipam", "hcn", "hcn/simulator"],
}
WIRING_MAY_INCLUDE = ["cli", "plugin", "state", "conf", "ipam", "hcn", "hcn/simulator"]
SYSTEM_ONLY_ON_WINDOWS = re.compile(r"(windows|winsock2|ws2tcpip|computenetwork|objbase|bcrypt)\.h", re.I)
# Where there is no futex, as on Windows, those of libstdc++ 12 sleep on when they are notified a moment too early.
LOSES_WAKE_UPS = {"barrier", "latch", "semaphore"}
# A thread of winpthreads 10 that is detached before it has begun may never begin.
DETACHES = re.compile(r"\.detach\(\)")
MAY_DETACH = "plugin/patience.h"
PLATFORM_DIRECTIVE = re.compile(r"^\s*#\s*(el)?if.*\b(_WIN32|_WIN64|WIN32|__linux__|__unix__|__MINGW\w+)\b")
# Who starts a program, and where that is allowed: the simulator, which plays the service that outlives its caller, and
# the plugin, which runs the IPAM plugin of its configuration.
STARTS_PROGRAM = re.compile(r"\b(system|_?popen|_?w?exec[lv]\w*|fexecve|posix_spawnp?|v?fork|clone3?|_w?spawn\w+|"
                            r"CreateProcess\w*|ShellExecute\w*|WinExec)\s*\(")
MAY_START_PROGRAMS = re.compile(r"tests/|(hcn/simulator/fate|plugin/child_program)_(posix|win32)\.cpp")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]')
# Headers that come precompiled (cmake/speed.cmake), so that no build misses them, and what needs them.
PRECOMPILED = {
    "<algorithm>": re.compile(r"\bstd::(ranges::)?(all_of|any_of|none_of|copy|count_if|equal|find|find_if|for_each|lower_bound|"
                              r"max|min|remove_if|replace|sort|transform|unique)\("),
    "<chrono>": re.compile(r"\bstd::chrono\b"),
    "<filesystem>": re.compile(r"\bstd::filesystem\b"),
    "<functional>": re.compile(r"\bstd::function\b"),
    "<memory>": re.compile(r"\bstd::(make_)?(unique|shared)(_ptr)?<"),
    "<optional>": re.compile(r"\bstd::(optional|nullopt)\b"),
    "<string>": re.compile(r"\bstd::(string|to_string)\b"),
    "<string_view>": re.compile(r"\bstd::string_view\b"),
    "<vector>": re.compile(r"\bstd::vector\b"),
    "<nlohmann/json.hpp>": re.compile(r"\bnlohmann::json\b"),
    "<gtest/gtest.h>": re.compile(r"\b(TEST(_F|_P)?|(EXPECT|ASSERT)_(EQ|NE|LT|LE|GT|GE|TRUE|FALSE|THROW))\("),
    "<gmock/gmock.h>": re.compile(r"\b(EXPECT|ASSERT)_(THAT|CALL)\("),
}
LEFT_FOR_LATER = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
MOST_LINES = {".h": 200, ".cpp": 300}
CODE = {".h", ".cpp", ".py", ".cmake", ".go", ".sh", ".ps1"}
NOT_OURS = {"LICENSE"}
# Inputs of fuzzers are as they are.
BYTES = "tests/fuzz/corpus/"


def room_of(path):
    """The innermost room that the path is in, or None."""
    folders = {str(parent) for parent in PurePosixPath(path).parents}
    return max((room for room in MAY_INCLUDE if room in folders), key=len, default=None)


def is_wiring(path):
    """What puts the program together: main, and the choice of its HCN."""
    return re.fullmatch(r"plugin/(main|host_hcn)(_posix|_win32)?\.cpp", path) is not None


def may_include(path, included):
    room, target = room_of(path), room_of(included)
    if room is None or target is None or room == target:
        return True
    if target == "win32":
        return is_windows_file(path) or path.endswith("_win32.h")
    allowed = WIRING_MAY_INCLUDE if is_wiring(path) else MAY_INCLUDE[room]
    return target in allowed or included in allowed


def is_windows_file(path):
    return path.endswith(("_win32.cpp", "_win32_test.cpp")) or path.startswith("hcn/simulator/computenetwork_dll")


def check_includes(path, lines, files):
    for number, line in lines:
        match = INCLUDE.match(line)
        if not match:
            continue
        quoted, name = match[1] == '"', match[2]
        if quoted and name not in files:
            yield number, f'"{name}" is no file of this tree: includes are rooted at the top'
        elif quoted and not may_include(path, name):
            yield number, f"{room_of(path)} may not include {name} (ARCHITECTURE.md)"
        elif not quoted and SYSTEM_ONLY_ON_WINDOWS.fullmatch(name) and not is_windows_file(path):
            yield number, f"<{name}> belongs into a *_win32.cpp"
        elif not quoted and name in LOSES_WAKE_UPS:
            yield number, f"<{name}> can sleep for ever on Windows (libstdc++ 12): take a condition variable"


def included_by(path, files):
    """What a file includes, and what the headers of this tree do that it includes, as written."""
    seen, waiting = set(), [path]
    while waiting:
        for line in files[waiting.pop()].splitlines():
            match = INCLUDE.match(line)
            if match and match[2] not in seen:
                seen.add(match[2])
                waiting += [match[2]] if match[1] == '"' and match[2] in files else []
    return seen


def check_precompiled(path, lines, files):
    included = included_by(path, files)
    for header, use in PRECOMPILED.items():
        if header[1:-1] not in included:
            number = next((number for number, line in lines if use.search(line.split("//")[0])), None)
            if number:
                yield number, f"uses what {header} declares, which neither it nor a header of ours includes"


def check_platform(path, lines):
    for number, line in lines:
        if PLATFORM_DIRECTIVE.match(line):
            yield number, "platform code goes into *_posix.cpp and *_win32.cpp, not behind a directive"


def check_threads(path, lines):
    for number, line in lines:
        if DETACHES.search(line) and path != MAY_DETACH:
            yield number, f"a detached thread can be lost on Windows: {MAY_DETACH} knows how"


def check_programs(path, lines):
    if MAY_START_PROGRAMS.match(path):
        return
    for number, line in lines:
        if STARTS_PROGRAM.search(line.split("//")[0]):
            yield number, "starts another program: that is for plugin/child_program alone (docs/security.md)"


def check_shape(path, lines):
    most = MOST_LINES[PurePosixPath(path).suffix]
    if len(lines) > most:
        yield most, f"has {len(lines)} lines, and {most} are the most: split it by topic"
    if path.endswith(".h") and not any(line == "#pragma once" for _, line in lines):
        yield 1, "has no #pragma once"
    room = room_of(path)
    if room and room != "tests" and not is_wiring(path):
        space = room.replace("/", "::")
        if not any(re.match(rf"namespace {space}\b", line) for _, line in lines):
            yield 1, f"has nothing in namespace {space}: one folder is one namespace"


def check_text(path, content):
    if content and not content.endswith("\n"):
        yield content.count("\n") + 1, "does not end with a newline"
    for number, line in enumerate(content.split("\n"), 1):
        if line.endswith("\r"):
            yield number, "ends with a carriage return"
        elif line != line.rstrip():
            yield number, "has trailing white space"
        if PurePosixPath(path).suffix in CODE and LEFT_FOR_LATER.search(line):
            yield number, "leaves work for later"


def sources_in_targets(contents):
    """Every .cpp that a CMakeLists.txt names, as paths from the top."""
    named = set()
    for path, content in contents.items():
        if PurePosixPath(path).name != "CMakeLists.txt":
            continue
        for name in re.findall(r"[\w./${}-]+\.cpp\b", content):
            name = name.replace("${PROJECT_SOURCE_DIR}/", "/")
            for suffix in ("posix", "win32"):
                joined = posixpath.join("/", posixpath.dirname(path), name.replace("${platform_suffix}", suffix))
                named.add(posixpath.normpath(joined)[1:])
    return named


def faults(contents):
    """(path, line, what) of everything that is wrong in {path: content}."""
    in_targets = sources_in_targets(contents)
    for path, content in sorted(contents.items()):
        if path in NOT_OURS:
            continue
        found = list(check_text(path, content))
        if PurePosixPath(path).suffix in MOST_LINES:
            lines = list(enumerate(content.splitlines(), 1))
            found += check_includes(path, lines, contents)
            found += check_precompiled(path, lines, contents)
            found += check_platform(path, lines)
            found += check_threads(path, lines)
            found += check_programs(path, lines)
            found += check_shape(path, lines)
        if path.endswith(".cpp") and path not in in_targets:
            found.append((1, "is in no CMake target"))
        for number, what in found:
            yield path, number, what


def read_tree(top):
    listed = subprocess.check_output(
        ["git", "-C", top, "ls-files", "-z", "--cached", "--others", "--exclude-standard"], text=True)
    paths = [path for path in listed.split("\0")
             if path and not path.startswith(BYTES) and (Path(top) / path).is_file()]
    contents = {}
    for path in paths:
        data = (Path(top) / path).read_bytes()
        if b"\0" not in data:
            contents[path] = data.decode("utf-8")
    return contents


def main():
    top = sys.argv[1] if len(sys.argv) > 1 else "."
    found = list(faults(read_tree(top)))
    for path, number, what in found:
        print(f"{path}:{number}: {what}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
