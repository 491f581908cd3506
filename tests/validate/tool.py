"""hcn-slice as its tests call it."""
import json
import re
import subprocess
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
EXECUTABLE = ""


def run(*arguments, stdin=b"", folder=HERE):
    return subprocess.run([EXECUTABLE, *map(str, arguments)], input=stdin, capture_output=True, check=False, cwd=folder)


def validate(*files, **more):
    """The exit code, and what --json says of each file."""
    ran = run("validate", "--json", *files, **more)
    if ran.returncode not in (0, 1, 3):
        raise AssertionError(ran.stderr.decode())
    return ran.returncode, json.loads(ran.stdout)["files"]


def lines(file):
    """The remarks of a file as in the expected texts."""
    return [f"{r['line']}:{r['column']} {r['severity']} {r['rule']} {r['path'] or '-'}\n  {r['message']}"
            for r in file["remarks"]]


def keys():
    """The paths that the parser reads."""
    return re.findall(r'Key\{"([^"]+)"', (TOP / "conf/net_conf_keys.cpp").read_text(encoding="utf-8"))


def rules():
    """(id, severity) of every kind of remark."""
    source = (TOP / "cli/remarks.h").read_text(encoding="utf-8")
    return [(name, word.lower()) for name, word in re.findall(r'Rule k\w+\{"([^"]+)", Severity::k(\w+)\}', source)]
