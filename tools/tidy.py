#!/usr/bin/env python3
"""Shows every source of the tree to clang: tidy.py BUILD_FOLDER [JOBS]

Product sources get clang-tidy; tests, which are written for their reader, get clang's own warnings. A source that was
clean before, with the same text, the same headers of ours and the same rules, is not looked at again: that memory is in
$XDG_CACHE_HOME/hcn-slice-tidy.
"""
import concurrent.futures
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
import time
from functools import lru_cache
from pathlib import Path

TIDY = "clang-tidy-14"
KEEP_SECONDS = 30 * 24 * 3600
INCLUDE = re.compile(rb'^\s*#\s*include\s*"([^"]+)"', re.M)


@lru_cache(maxsize=None)
def content(path):
    return path.read_bytes()


def with_headers(source, top):
    """The source and all headers of this tree that it includes, directly or not."""
    seen, waiting = set(), [source]
    while waiting:
        path = waiting.pop()
        if path in seen or not path.is_file():
            continue
        seen.add(path)
        waiting += [top / name.decode() for name in INCLUDE.findall(content(path))]
    return sorted(seen)


def fingerprint(entry, source, top, version):
    """Changes with everything of ours that the outcome depends on."""
    parts = [version, content(top / ".clang-tidy"), entry["command"].encode()]
    parts += [content(path) for path in with_headers(source, top)]
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "little") + part)
    return digest.hexdigest()


def syntax_only(entry):
    """The compiler's call, without an object file."""
    words = shlex.split(entry["command"])
    output = words.index("-o")
    return words[:output] + words[output + 2:] + ["-fsyntax-only"]


def look_at(entry, source, build, top):
    """What clang has to say; nothing when the source is clean."""
    is_test = source.relative_to(top).parts[0] == "tests"
    command = syntax_only(entry) if is_test else [TIDY, "--quiet", "-p", build.resolve(), source]
    done = subprocess.run(command, cwd=entry["directory"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return "" if done.returncode == 0 else done.stdout or done.stderr


def forget_old(cache):
    for path in cache.iterdir():
        if time.time() - path.stat().st_mtime > KEEP_SECONDS:
            path.unlink(missing_ok=True)


def main():
    build = Path(sys.argv[1])
    jobs = int(sys.argv[2]) if len(sys.argv) > 2 else os.cpu_count()
    top = Path(__file__).resolve().parent.parent
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hcn-slice-tidy"
    cache.mkdir(parents=True, exist_ok=True)
    forget_old(cache)
    version = subprocess.check_output([TIDY, "--version"])

    waiting = {}
    entries = json.loads((build / "compile_commands.json").read_text())
    for entry in entries:
        source = Path(entry["directory"], entry["file"]).resolve()
        if top in source.parents and build.resolve() not in source.parents:
            mark = cache / fingerprint(entry, source, top, version)
            if mark.exists():
                mark.touch()
            else:
                waiting[source] = entry, mark

    failed = 0
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        running = {pool.submit(look_at, entry, source, build, top): mark
                   for source, (entry, mark) in waiting.items()}
        for done in concurrent.futures.as_completed(running):
            if done.result():
                failed += 1
                print(done.result(), end="", flush=True)
            else:
                running[done].touch()
    print(f"clang: {len(waiting)} sources read, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
