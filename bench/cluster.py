"""A small cluster: nodes that know nothing of each other, each with its own slice, state and simulated host, and pods that
come and go at random. Watched: no address is given twice, and what an ADD costs does not change."""
import ipaddress
import json
import random

from nodes import Ours, remove
from processes import spread

NODES = 4
SEED = 20261126


def measure(runner, tools, folders, quick):
    """{"rounds": [{"pods", "ADD": spread}], "ADDs", "DELs", "twice"}"""
    pods, steps = (50, 200) if quick else (250, 1500)
    top = folders["memory"] / "cluster"
    remove(top)
    nodes = []
    for number in range(NODES):
        node = Ours(tools.executable, top / str(number), top / str(number) / "host",
                    subnet=ipaddress.ip_network(f"10.200.{number * 2}.0/23"))
        node.start(runner)
        nodes.append(node)
    chance, holders, times, count = random.Random(SEED), {}, [], {"ADDs": 0, "DELs": 0, "twice": 0}
    living = [[] for _ in nodes]
    for step in range(NODES * pods + steps):
        is_full = sum(map(len, living)) >= NODES * pods
        at = chance.randrange(NODES)
        if living[at] and (is_full or chance.random() < 0.2):
            pod = living[at].pop(chance.randrange(len(living[at])))
            runner.run(nodes[at].delete(pod))
            del holders[next(address for address, holder in holders.items() if holder == (at, pod))]
            count["DELs"] += 1
        elif len(living[at]) < pods:
            pod = f"{step:064x}"
            sample = runner.run(nodes[at].add(pod))
            address = json.loads(runner.output())["ips"][0]["address"]
            count["twice"] += address in holders
            holders[address] = (at, pod)
            living[at].append(pod)
            times.append(sample.ms)
            count["ADDs"] += 1
    remove(top)
    parts = 5
    size = len(times) // parts
    rounds = [spread(times[part * size:(part + 1) * size]) for part in range(parts)]
    print(f"  {count['ADDs']} ADDs, {count['DELs']} DELs, {count['twice']} addresses twice", flush=True)
    return {"nodes": NODES, "pods": pods, "seed": SEED, "rounds": rounds, **count}
