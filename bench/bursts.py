"""Many ADDs at once, each HcnCreateEndpoint taking 100 ms beside the others', against as many processes that only make
that call."""
import itertools
import json
import uuid

from counts import phases
from nodes import IDS, Ours, address, remove
from processes import Process, spread

SLOW_CREATE = {"HCN_SIMULATOR_FAULTS": "HcnCreateEndpoint=+100ms"}
SIZES = (1, 8, 64, 250)


def measure(runner, tools, folders, quick):
    """{size: {"ADD": …, "call": …}}, each with the total and the slowest in ms of the run with the median total."""
    top, host = folders["disk"] / "bursts", folders["memory"] / "bursts-host"
    remove(top, host)
    ours = Ours(tools.executable, top, host)
    ours.start(runner)
    network = network_id(runner, ours)
    result, numbers = {}, itertools.count()
    for size in (1, 8) if quick else SIZES:
        turns = 1 if quick else 3
        pods, calls, waits = [], [], []
        for turn in range(turns):
            log = ours.state / "hcn-slice.log"
            log.unlink(missing_ok=True)
            pods.append(burst(runner, [add(ours, f"{turn}-{pod}") for pod in range(size)]))
            waits += [spent for verb, spent in phases(log) if verb == "ADD"]
            for pod in range(size):
                runner.run(ours.delete(f"{turn}-{pod}"))
            calls.append(burst(runner, [call(tools, ours, network, next(numbers)) for _ in range(size)]))
        result[size] = {"ADD": middle(pods), "call": middle(calls),
                        "reserve": spread([spent.get("reserve", 0) for spent in waits]),
                        "lock": spread([spent.get("lock", 0) for spent in waits])}
        print(f"  {size} at once: {result[size]['ADD']['total']:.0f} ms, the call alone {result[size]['call']['total']:.0f} ms",
              flush=True)
    remove(top, host)
    return result


def add(ours, pod):
    return ours.verb("ADD", pod, **SLOW_CREATE)


def network_id(runner, ours):
    runner.run(ours.simulator("dump"))
    return json.loads(runner.output())["networks"][0]["ID"]


def call(tools, ours, network, number):
    """The call of the number-th process; its addresses are far from those of the pods."""
    return Process((tools.endpoint_maker, network, str(uuid.uuid5(IDS, f"call {number}")), address(30000 + number)),
                   environment={"HCN_SIMULATOR_DIR": ours.host, **SLOW_CREATE})


def burst(runner, processes):
    samples, total = runner.at_once(processes)
    return {"total": total, "slowest": max(sample.ms for sample in samples)}


def middle(bursts):
    return sorted(bursts, key=lambda one: one["total"])[len(bursts) // 2]
