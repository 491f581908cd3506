"""hcn-slice.exe beside win-overlay.exe with host-local.exe, under Wine, on the same simulated host."""
import json
import os
import subprocess

from counts import logged_calls
from nodes import NETNS, cni_environment
from processes import Process, Runner, spread

BIN = "C:\\cni\\bin"
NETWORK, SUBNET = "vxlan0", "10.201.7.0/24"
WARM_UP = 2
# Wine fails to start host-local.exe once in some hundred times ("Internal error"); nothing of ours is tried again.
TRIES = {"hcn-slice": 1, "win-overlay + host-local": 3}


def on_windows(path):
    return "Z:" + str(path).replace("/", "\\")


def measure(_runner, tools, folders, quick):
    """{plugin: {"ADD": spread, "DEL": spread, "calls": {verb: {function: count}}}}"""
    work = folders["memory"] / "wine"
    work.mkdir()
    prefix = (tools.top / "bench/wine_prefix",)
    subprocess.run([*prefix, "start", work, tools.windows], check=True, stdout=subprocess.DEVNULL)
    try:
        drive = work / "prefix/drive_c"
        os.chdir(drive)
        with Runner(tools.runner, work / "printed") as runner:
            return compare(runner, tools, work, 5 if quick else 20)
    finally:
        os.chdir(tools.top)
        subprocess.run([*prefix, "stop", work, tools.windows])


def compare(runner, tools, work, runs):
    host = {"HCN_SIMULATOR_DIR": work / "host"}
    for words in ("add-namespace", NETNS), ("plant", "network", tools.top / "e2e/wine/vxlan.json"):
        runner.run(Process((tools.executable, "simulator", *words), environment=host))
    plugins = {"hcn-slice": ours(work), "win-overlay + host-local": peer(work)}
    times, log = {name: {"ADD": [], "DEL": []} for name in plugins}, work / "calls"
    for turn in range(WARM_UP + runs):
        for command in "ADD", "DEL":
            for name, (program, conf) in plugins.items():
                sample = patiently(runner, under_wine(work, program, conf, command, turn), TRIES[name])
                if turn >= WARM_UP:
                    times[name][command].append(sample.ms)
    result = {name: {command: spread(of_command) for command, of_command in of_name.items()}
              for name, of_name in times.items()}
    for name, (program, conf) in plugins.items():
        result[name]["calls"] = {}
        for command in "ADD", "DEL":
            runner.run(under_wine(work, program, conf, command, "counted", HCN_SIMULATOR_LOG=on_windows(log)))
            result[name]["calls"][command] = dict(logged_calls(log))
        print(f"  {name}: ADD {result[name]['ADD']['median']:.0f} ms, DEL {result[name]['DEL']['median']:.0f} ms", flush=True)
    return result


def patiently(runner, process, tries):
    for _ in range(tries - 1):
        sample = runner.run(process, may_fail=True)
        if sample.code == 0:
            return sample
    return runner.run(process)


def under_wine(work, program, conf, command, pod, **variables):
    return Process(("/usr/lib/wine/wine64", f"{BIN}\\{program}"), conf, {
        **cni_environment(command, f"pod{pod}"), "CNI_PATH": BIN, "WINEPREFIX": work / "prefix", "WINEDEBUG": "-all",
        "HOME": work, "HCN_SIMULATOR_DIR": on_windows(work / "host"), **variables})


def ours(work):
    conf = work / "ours.json"
    conf.write_text(json.dumps({
        "cniVersion": "1.0.0", "name": "ours", "type": "hcn-slice", "stateDir": "C:\\state",
        "slice": {"subnet": SUBNET, "rangeStart": "10.201.7.100"}, "network": {"name": NETWORK, "type": "Overlay"},
        "serviceCIDRs": ["10.96.0.0/12"], "dns": {"nameservers": ["10.96.0.10"], "search": ["svc.cluster.local"]}}))
    return "hcn-slice.exe", conf


def peer(work):
    conf = work / "peer.json"
    conf.write_text(json.dumps({
        "cniVersion": "1.0.0", "name": NETWORK, "type": "win-overlay", "apiVersion": 2, "ipMasq": True,
        "ipam": {"type": "host-local", "subnet": SUBNET, "rangeStart": "10.201.7.20", "rangeEnd": "10.201.7.90",
                 "dataDir": "C:\\host-local"},
        "dns": {"nameservers": ["10.96.0.10"], "search": ["svc.cluster.local"]},
        "policies": [{"name": "EndpointPolicy", "value": {
            "Type": "SDNRoute", "Settings": {"DestinationPrefix": "10.96.0.0/12", "NeedEncap": True}}}]}))
    return "win-overlay.exe", conf
