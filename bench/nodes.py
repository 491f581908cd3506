"""What is measured: our plugin, host-local and the floor, each with folders of its own and as many addresses in use as
wanted."""
import ipaddress
import json
import os
import shutil
import uuid
from pathlib import Path

from processes import Process

SLICE = ipaddress.ip_network("10.200.0.0/16")
NETNS = "0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11"
# Any fixed name space for the ids of records that nobody reads.
IDS = uuid.UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")


def address(number):
    """The address that the number-th pod gets, counted from 0: after the network's own and the gateway."""
    return str(SLICE.network_address + 2 + number)


def cni_environment(command, container, netns=NETNS):
    return {"CNI_COMMAND": command, "CNI_CONTAINERID": container, "CNI_NETNS": netns, "CNI_IFNAME": "eth0",
            "CNI_PATH": "/opt/cni/bin", "PATH": "/usr/bin:/bin"}


class Ours:
    """hcn-slice with the simulated host beside it, in memory: HCN's disk is not ours."""
    name = "hcn-slice"

    def __init__(self, executable, folder, host, more=None, subnet=SLICE):
        self.executable, self.folder, self.host = executable, Path(folder), Path(host)
        self.state = self.folder / "state"
        self.records = self.state / "records"
        self.subnet = subnet
        self.folder.mkdir(parents=True, exist_ok=True)
        self.conf = {
            "cniVersion": "1.1.0", "name": "overlay", "type": "hcn-slice", "slice": str(subnet),
            "clusterCIDRs": ["10.200.0.0/13"], "serviceCIDRs": ["10.96.0.0/12"],
            "network": {"type": "L2Bridge", "adapter": "Ethernet", "create": True},
            "dns": {"nameservers": ["10.96.0.10"], "search": ["svc.cluster.local", "cluster.local"]},
            "stateDir": str(self.state), **(more or {})}
        self.write("conf")

    def write(self, name, more=None):
        (self.folder / name).write_text(json.dumps({**self.conf, **(more or {})}))
        return self.folder / name

    def simulator(self, *words):
        return Process((self.executable, "simulator", *words), environment={"HCN_SIMULATOR_DIR": self.host})

    def verb(self, command, container="pod", netns=NETNS, conf="conf", **variables):
        environment = {**cni_environment(command, container, netns), "HCN_SIMULATOR_DIR": self.host, **variables}
        return Process((self.executable,), self.folder / conf, environment)

    def add(self, container):
        return self.verb("ADD", container)

    def delete(self, container):
        return self.verb("DEL", container)

    def start(self, runner, netns=NETNS):
        """The network and the pods' namespace are there, and one pod has come and gone."""
        runner.run(self.simulator("add-namespace", netns))
        runner.run(self.verb("ADD", "first", netns))
        self.sample = next(self.records.iterdir()).read_text()
        runner.run(self.verb("DEL", "first", netns))

    def fill(self, used, now):
        """Records of pods `used` to `now`, as ADD writes them; the next ADD takes the address behind them."""
        for number in range(used, now):
            name = f"{address(number)}~{uuid.uuid5(IDS, str(number))}.json"
            (self.records / name).write_text(self.sample)
        if now > 0:
            (self.state / f"cursor-{str(self.subnet).replace('/', '_')}").write_text(address(now - 1) + "\n")


class HostLocal:
    """containernetworking's host-local alone: it gives an address, and makes no endpoint."""
    name = "host-local"

    def __init__(self, executable, folder):
        self.executable, self.folder = executable, Path(folder)
        self.leases = self.folder / "leases" / "overlay"
        self.leases.mkdir(parents=True)
        (self.folder / "conf").write_text(json.dumps({
            "cniVersion": "1.0.0", "name": "overlay", "type": "host-local",
            "ipam": {"type": "host-local", "dataDir": str(self.leases.parent), "subnet": str(SLICE)}}))

    def verb(self, command, container):
        return Process((self.executable,), self.folder / "conf", cni_environment(command, container, "/run/netns/pod"))

    def add(self, container):
        return self.verb("ADD", container)

    def delete(self, container):
        return self.verb("DEL", container)

    def start(self, runner):
        runner.run(self.add("first"))
        runner.run(self.delete("first"))

    def fill(self, used, now):
        for number in range(used, now):
            (self.leases / address(number)).write_text(f"{uuid.uuid5(IDS, str(number)).hex * 2}\r\neth0")
        if now > 0:
            (self.leases / "last_reserved_ip.0").write_text(address(now - 1))


class Floor:
    """The least that keeps a promise on disk (floor.c); its folder is as full as the others'."""
    name = "floor"

    def __init__(self, executable, folder, conf):
        self.executable, self.folder, self.conf = executable, Path(folder) / "files", conf
        self.folder.mkdir(parents=True)

    def add(self, container):
        return Process((self.executable, self.folder / container), self.conf)

    def forget(self, container):
        os.remove(self.folder / container)

    def start(self, _runner):
        pass

    def fill(self, used, now):
        pass


def remove(*folders):
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
