"""A node on the simulator for the pages that are made from real runs (tools/tour, tools/recording)."""
import json
import os
import re
import shutil
import subprocess
import tempfile
import textwrap
from pathlib import Path

SLICE = "10.200.42.0/28"
NETNS = "5a0e7f3c-0000-4000-8000-{:012x}"

# What differs from run to run.
MASKS = [
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z"), "2026-11-26T08:15:30Z"),
    (re.compile(r"(?<=Z )(debug|info|warning|error) \d+ "), r"\1 4711 "),
    (re.compile(r"\bin \d+ ms \(start .*? other [\d.]+\)"), "in 41 ms (start 0.51, parse 0.20, …)"),
    (re.compile(r"\b\d+[smhd]$", re.M), "5s"),
    (re.compile(r"\bhas \d+ [KM]iB"), "has 13 KiB"),
]


class Node:
    """A machine in a folder that goes at its end. Its name is as long as what it is shown as: lines break the same."""

    def __init__(self, executable):
        self.executable = str(Path(executable).resolve())
        self.folder = Path(tempfile.mkdtemp(prefix="t", dir="/tmp"))
        self.environment = {"HCN_SIMULATOR_DIR": str(self.folder / "host"), "PATH": os.environ["PATH"],
                            "HCN_SIMULATOR_FAULTS": ""}
        self.page = []
        self.state = self.folder / "hcn-slice"
        self.conflist = self.folder / "10-hcn-slice.conflist"
        self.write_conflist()

    def write_conflist(self, **changes):
        plugin = {"type": "hcn-slice", "slice": SLICE, "clusterCIDRs": ["10.200.0.0/16"],
                  "serviceCIDRs": ["10.96.0.0/12"], "stateDir": str(self.state),
                  "network": {"type": "L2Bridge", "adapter": "Ethernet", "create": True},
                  "namespace": "join", "dns": {"nameservers": ["10.96.0.10"]}, **changes}
        document = {"cniVersion": "1.0.0", "cniVersions": ["1.0.0", "1.1.0"], "name": "overlay", "plugins": [plugin]}
        self.conflist.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")

    def mask(self, text):
        text = text.replace(str(self.folder), "C:/ProgramData").replace(self.executable, "hcn-slice")
        for pattern, instead in MASKS:
            text = pattern.sub(instead, text)
        return text

    def run(self, *arguments, stdin="", variables=None):
        return subprocess.run([self.executable, *arguments], input=stdin, env={**self.environment, **(variables or {})},
                              capture_output=True, text=True, check=False)

    # What the page shows.

    def heading(self, text):
        self.page.append(f"\n## {text}\n")

    def say(self, text):
        self.page.append("\n" + "\n".join(textwrap.wrap(text, 120, break_on_hyphens=False)) + "\n")

    def show(self, prompt, result):
        output = self.mask(result.stdout + result.stderr).rstrip("\n")
        lines = [f"> {prompt}"] + ([output] if output else [])
        if result.returncode:
            lines.append(f"(exit code {result.returncode})")
        self.page.append("\n```text\n" + "\n".join(lines) + "\n```\n")
        return result

    def show_verb(self, prompt, result):
        """Of an error what kubelet shows, in lines that a page has room for; of a result the addresses."""
        document = json.loads(result.stdout) if result.stdout else {}
        if "code" in document:
            text = f'plugin type="hcn-slice" failed: {document["msg"]} (code {document["code"]})'
        else:
            text = " ".join(ip["address"] for ip in document.get("ips", []))
        lines = textwrap.wrap(self.mask(text), 100, break_long_words=False, break_on_hyphens=False)
        self.page.append("\n```text\n" + "\n".join([f"> {prompt}", *lines]) + "\n```\n")

    def command(self, line):
        """A command of the operator, about this node's conflist."""
        words = line.split()
        takes_conflist = words[0] not in ("explain", "simulator", "version", "validate")
        return self.show(f"hcn-slice {line}",
                         self.run(*words, *(["--conflist", str(self.conflist)] if takes_conflist else [])))

    # What happens on the node beside that.

    def simulator(self, *arguments):
        result = self.run("simulator", *arguments)
        assert result.returncode == 0, result.stderr
        return result

    def verb(self, verb, pod, number, **more):
        document = json.loads(self.conflist.read_text(encoding="utf-8"))
        conf = {**document["plugins"][0], "cniVersion": "1.1.0", "name": document["name"], **more}
        container = "sandbox-" + re.sub(r"[^a-z0-9-]", "-", pod)
        variables = {"CNI_COMMAND": verb, "CNI_CONTAINERID": container, "CNI_IFNAME": "eth0",
                     "CNI_NETNS": NETNS.format(number), "CNI_PATH": "/opt/cni/bin",
                     "CNI_ARGS": f"IgnoreUnknown=1;K8S_POD_NAMESPACE=shop;K8S_POD_NAME={pod}"}
        if verb == "STATUS":
            variables = {"CNI_COMMAND": verb, "CNI_PATH": "/opt/cni/bin"}
        return self.run(stdin=json.dumps(conf), variables=variables)

    def start(self, pod, number):
        self.simulator("add-namespace", NETNS.format(number))
        result = self.verb("ADD", pod, number)
        assert result.returncode == 0, result.stdout + result.stderr
        self.simulator("start-container", NETNS.format(number))

    def fail(self, faults):
        self.environment["HCN_SIMULATOR_FAULTS"] = faults

    def remove(self):
        shutil.rmtree(self.folder)
