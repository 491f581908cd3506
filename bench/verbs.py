"""ADD and DEL as whole processes, over the number of addresses in use, on disk and in memory, beside host-local, the floor
and a program that only reads the names of the records. What is compared is run in turn, so that whatever the machine does
meanwhile happens to all."""
import os
import time

from nodes import Floor, HostLocal, Ours, remove
from processes import Process, spread

FILLS = (0, 250, 500, 1000, 4000, 16000, 60000)
QUICK_FILLS = (0, 1000, 4000)
WARM_UP = 2


def measure(runner, tools, folders, quick):
    """{medium: {fill: {"ours ADD": spread in ms, …, "peak KiB": {"ADD": …}}}}"""
    seconds, most = (3, 15) if quick else (7, 60)
    fills = QUICK_FILLS if quick else FILLS
    result = {}
    for medium, folder in folders.items():
        top = folder / "verbs"
        host = folders["memory"] / "verbs-host"
        remove(top, host)
        ours = Ours(tools.executable, top / "ours", host)
        peer = HostLocal(tools.host_local, top / "host-local")
        floor = Floor(tools.floor, top / "floor", ours.folder / "conf")
        for node in ours, peer, floor:
            node.start(runner)
        names = Process((tools.lister, ours.records))
        result[medium], used = {}, 0
        for fill in fills:
            for node in ours, peer, floor:
                node.fill(used, fill)
            used = fill
            os.sync()
            result[medium][fill] = at_fill(runner, ours, peer, floor, names, seconds, most)
            print(f"  {medium}, {fill} in use: ADD {result[medium][fill]['hcn-slice ADD']['median']:.2f} ms, "
                  f"host-local {result[medium][fill]['host-local ADD']['median']:.2f} ms", flush=True)
        remove(top, host)
    return result


def at_fill(runner, ours, peer, floor, names, seconds, most):
    samples, peaks = {}, {}
    end = time.monotonic() + seconds
    for turn in range(WARM_UP + most):
        pod = f"{turn:064x}"
        for node in ours, floor, peer:
            keep(samples, f"{node.name} ADD", turn, runner.run(node.add(pod)))
        for node in ours, peer:
            keep(samples, f"{node.name} DEL", turn, runner.run(node.delete(pod)))
        floor.forget(pod)
        keep(samples, "names", turn, runner.run(names))
        if time.monotonic() > end and turn >= WARM_UP + 4:
            break
    for verb in "ADD", "DEL":
        peaks[verb] = max(sample.peak_kib for sample in samples[f"hcn-slice {verb}"])
    spreads = {name: spread([sample.ms for sample in of_name]) for name, of_name in samples.items()}
    processor = {name: spread([sample.cpu_ms for sample in of_name]) for name, of_name in samples.items()}
    return {**spreads, "processor": processor, "peak KiB": peaks}


def keep(samples, name, turn, sample):
    if turn >= WARM_UP:
        samples.setdefault(name, []).append(sample)
