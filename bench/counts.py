"""What needs no clock: HCN calls of each verb, sizes of the executables, page faults, phases of one call."""
import json
import re
import subprocess
from collections import Counter
from pathlib import Path

from nodes import Ours, remove

PHASES = re.compile(r"(\S+) of container .* ms \((.*)\)$")
PHASE = re.compile(r"(\w[\w ]*) (\d+\.\d\d)")


def logged_calls(log):
    """The functions of HCN in the simulator's log, but Close, which only gives memory back; and empties it."""
    lines = [json.loads(line)["function"] for line in log.read_text().splitlines()] if log.exists() else []
    log.unlink(missing_ok=True)
    return Counter(name for name in lines if not name.startswith("HcnClose"))


def phases(log):
    """[(verb, {phase: ms})] of the calls that succeeded, from a plugin's log."""
    found = [PHASES.search(line) for line in Path(log).read_text().splitlines()]
    spent = [(match[1], {name: float(ms) for name, ms in PHASE.findall(match[2])}) for match in found if match]
    if not spent:
        raise ValueError(f"no line of {log} says where the time went")
    return spent


def hcn_calls(runner, tools, folders):
    """{verb: {function: count}} in a namespace of the runtime, the network being there."""
    top = folders["memory"] / "counts"
    remove(top)
    ours = Ours(tools.executable, top, top / "host")
    ours.start(runner)
    log, result = top / "calls", {}
    conf = {"ADD": "conf"}
    for command in "ADD", "CHECK", "STATUS", "GC", "DEL":
        runner.run(ours.verb(command, conf=conf.get(command, "conf"), HCN_SIMULATOR_LOG=log))
        result[command] = dict(logged_calls(log))
        if command == "ADD":
            added = json.loads(runner.output())
            ours.write("with-result", {"prevResult": added})
            ours.write("gc", {"cni.dev/valid-attachments": [{"containerID": "pod", "ifname": "eth0"}]})
            conf = {"CHECK": "with-result", "GC": "gc"}
    remove(top)
    return result


def start_up(runner, tools, folders):
    """{"ms", "faults", "peak KiB"} of a process that has nothing to do but to start and to say its versions."""
    top = folders["memory"] / "start"
    remove(top)
    process = Ours(tools.executable, top, top / "host").verb("VERSION")
    best = min([runner.run(process) for _ in range(30)], key=lambda sample: sample.ms)
    remove(top)
    return {"ms": best.ms, "faults": best.faults, "peak KiB": best.peak_kib}


def phases_of_pods(runner, tools, folders, pods=30):
    """{medium: {verb: [(phase, median ms)]}} over some ADDs and DELs."""
    result = {}
    for medium, folder in folders.items():
        top, host = folder / "phases", folders["memory"] / "phases-host"
        remove(top, host)
        ours = Ours(tools.executable, top, host)
        ours.start(runner)
        for number in range(pods):
            runner.run(ours.add(f"pod{number}"))
            runner.run(ours.delete(f"pod{number}"))
        result[medium] = by_verb(phases(ours.state / "hcn-slice.log"))
        remove(top, host)
    return result


def by_verb(found):
    verbs = {}
    for verb, spent in found[2:]:
        for phase, ms in spent.items():
            verbs.setdefault(verb, {}).setdefault(phase, []).append(ms)
    middle = lambda values: sorted(values)[len(values) // 2]
    return {verb: [(phase, middle(values)) for phase, values in spent.items()] for verb, spent in verbs.items()}


def sizes(tools):
    """{file: {"bytes": size}} of the executables; of ours for Windows also its DLLs, and what tools/check_windows says."""
    result = {file.name: {"bytes": file.stat().st_size} for file in (tools.executable, tools.host_local)}
    exe = tools.windows / "hcn-slice.exe"
    if exe.exists():
        headers = subprocess.run(["x86_64-w64-mingw32-objdump", "-p", exe], stdout=subprocess.PIPE, text=True).stdout
        check = subprocess.run([tools.top / "tools/check_windows", exe], stdout=subprocess.DEVNULL)
        result[exe.name] = {"bytes": exe.stat().st_size, "imports": sorted(re.findall(r"DLL Name: (\S+)", headers)),
                            "holds": check.returncode == 0}
    return result
