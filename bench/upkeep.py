"""What a node does besides pods coming and going: STATUS, CHECK, and finding orphans among 4,000 endpoints."""
import json
import uuid

from counts import logged_calls
from nodes import IDS, NETNS, Ours, remove
from processes import Failed, Process, spread

PODS = 4000
AT_ONCE = 8


def measure(runner, tools, folders, quick):
    """{"STATUS": spread, "CHECK": spread, "gc": {"ms", "calls"}, …}"""
    top = folders["memory"] / "upkeep"
    remove(top)
    ours = Ours(tools.executable, top, top / "host")
    ours.start(runner)
    runs = 20 if quick else 200
    runner.run(ours.add("pod"))
    ours.write("checked", {"prevResult": json.loads(runner.output())})
    result = {}
    for command in "STATUS", "CHECK":
        process = ours.verb(command, conf="checked")
        result[command] = spread([runner.run(process).ms for _ in range(runs + 5)][5:])
    result |= orphans(runner, ours, 400 if quick else PODS)
    remove(top)
    return result


def orphans(runner, ours, pods):
    """The dry run of the command, which asks HCN, and the verb, which is told: every tenth pod is an orphan."""
    gone = str(uuid.uuid5(IDS, "a namespace that the runtime deletes"))
    runner.run(ours.simulator("add-namespace", gone))
    for first in range(0, pods, AT_ONCE):
        runner.at_once([ours.verb("ADD", f"{number:064x}", NETNS if number % 10 else gone)
                        for number in range(first, min(first + AT_ONCE, pods))])
    (ours.host / "namespaces" / f"{gone}.json").unlink()
    living = [f"{number:064x}" for number in range(pods) if number % 10] + ["pod"]
    ours.write("gc", {"cni.dev/valid-attachments": [{"containerID": pod, "ifname": "eth0"} for pod in living]})
    ours.write("conflist", {"plugins": [ours.conf]})
    log = ours.folder / "calls"
    variables = {"HCN_SIMULATOR_DIR": ours.host, "HCN_SIMULATOR_LOG": log}
    dry_run = Process((ours.executable, "gc", "--conflist", ours.folder / "conflist"), environment=variables)
    result = {"pods": pods}
    # The command ends with 3 where there is something to do.
    for name, process, code in ("gc", dry_run, 3), ("GC", ours.verb("GC", conf="gc", HCN_SIMULATOR_LOG=log), 0):
        sample = runner.run(process, may_fail=True)
        if sample.code != code:
            raise Failed(f"{name}: exit code {sample.code}: {runner.output()[:2000]}")
        result[name] = {"ms": sample.ms, "peak KiB": sample.peak_kib, "calls": dict(logged_calls(log))}
    result["left"] = len(list(ours.records.iterdir()))
    print(f"  GC of {pods // 10} among {pods}: {result['GC']['ms']:.0f} ms, "
          f"{sum(result['GC']['calls'].values())} HCN calls", flush=True)
    return result
