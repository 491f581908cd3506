#!/usr/bin/env python3
"""Shows every source of the tree to clang: tidy.py BUILD_FOLDER [JOBS]

Product sources get clang-tidy; tests, which are written for their reader, get clang's own warnings. A source that was
clean before, with the same text, the same headers of ours and the same rules, is not looked at again: that memory is in
$XDG_CACHE_HOME/hcn-slice-tidy.

Nearly all of the time goes into the headers of libraries. So sources are read in batches: one text after the other in
one file, which is all main file to clang, as each was by itself. Only a clean batch counts. Of any other, each source is
read alone, and what clang says then is what is shown: sources that cannot stand in one file cost time and change nothing.
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
from typing import NamedTuple

TIDY = "clang-tidy-14"
KEEP_SECONDS = 30 * 24 * 3600
BATCH = 12
INCLUDE = re.compile(rb'^\s*#\s*include\s*"([^"]+)"', re.M)
INCLUDE_LINE = re.compile(r"\s*#\s*include\s*(\S+)")
# Up to its value, parameters or body, a line that declares something: a type, or else what the last word names.
DECLARATION = re.compile(r"(?:\[\[\w+\]\] )?((?!namespace\b|using [\w:]+;|using namespace\b)[A-Za-z][^({=;\[]*)")
TYPE = re.compile(r"(?:template <.*> )?(?:struct|class|enum class|enum|using) (\w+)")


class Source(NamedTuple):
    path: Path
    call: tuple  # the compiler and its options
    folder: str  # where it is called
    is_test: bool
    mark: Path


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


def declared(text):
    """The names that a source declares outside of functions, which all start a line. A macro's call is one as a whole."""
    names = set()
    for line in text.splitlines():
        if head := DECLARATION.match(line):
            words = head[1].split()
            of_type = TYPE.match(line)
            names.add(of_type[1] if of_type else line if words[-1].isupper() else words[-1])
    return names


def names_of(source, top):
    """The names that are this source's own, and all that it knows: those, and what its headers of ours declare."""
    in_source = declared(content(source).decode())
    in_headers = set().union(*(declared(content(path).decode()) for path in with_headers(source, top) if path != source))
    return in_source - in_headers, in_source | in_headers


def batches(sources, top):
    """Sources of the same options together, few enough, and none with a name of its own that another knows."""
    made = []
    for source in sorted(sources):
        own, known = names_of(source.path, top)
        kind = source.is_test, source.call
        for of_kind, taken, seen, batch in made:
            if of_kind == kind and len(batch) < BATCH and not taken & known and not seen & own:
                break
        else:
            taken, seen, batch = set(), set(), []
            made.append((kind, taken, seen, batch))
        taken |= own
        seen |= known
        batch.append(source)
    return [batch for *_, batch in made]


def joined(texts):
    """The texts as one, in which no header is included that an earlier text has; a line that is twice in one text stays."""
    lines, earlier = [], set()
    for text in texts:
        own = set()
        for line in text.splitlines():
            header = INCLUDE_LINE.match(line)
            lines.append("" if header and header[1] in earlier - own else line)
            own |= {header[1]} if header else set()
        earlier |= own
    return "\n".join(lines) + "\n"


def said(source, path):
    """What clang has to say of a file with this source's options; nothing when it is clean."""
    compiler, *options = source.call
    call = [compiler, *options, "-fsyntax-only", path] if source.is_test else [TIDY, "--quiet", path, "--", *options]
    done = subprocess.run(call, cwd=source.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return "" if done.returncode == 0 else done.stdout or done.stderr


def look_at(batch, file):
    """What clang has to say of each source of a batch, for which `file` is written."""
    if len(batch) > 1:
        file.write_text(joined(content(source.path).decode() for source in batch))
        if not said(batch[0], file):
            return {source: "" for source in batch}
    return {source: said(source, source.path) for source in batch}


def forget_old(cache):
    for path in cache.iterdir():
        if time.time() - path.stat().st_mtime > KEEP_SECONDS:
            path.unlink(missing_ok=True)


def unseen(build, top, cache):
    """The sources of which there is no mark that they are clean."""
    version = subprocess.check_output([TIDY, "--version"])
    sources = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = Path(entry["directory"], entry["file"]).resolve()
        if top in path.parents and build not in path.parents:
            mark = cache / fingerprint(entry, path, top, version)
            if mark.exists():
                mark.touch()
            else:
                words = shlex.split(entry["command"])
                is_test = path.relative_to(top).parts[0] == "tests"
                sources[path] = Source(path, tuple(words[:words.index("-o")]), entry["directory"], is_test, mark)
    return list(sources.values())


def main():
    build = Path(sys.argv[1]).resolve()
    jobs = int(sys.argv[2]) if len(sys.argv) > 2 else os.cpu_count()
    top = Path(__file__).resolve().parent.parent
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hcn-slice-tidy"
    cache.mkdir(parents=True, exist_ok=True)
    forget_old(cache)
    files = build / "tidy"
    files.mkdir(exist_ok=True)

    waiting = unseen(build, top, cache)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        running = [pool.submit(look_at, batch, files / f"{number}.cpp") for number, batch in enumerate(batches(waiting, top))]
        for done in concurrent.futures.as_completed(running):
            for source, findings in done.result().items():
                if findings:
                    failed += 1
                    print(findings, end="", flush=True)
                else:
                    source.mark.touch()
    print(f"clang: {len(waiting)} sources read, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
