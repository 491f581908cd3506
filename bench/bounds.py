"""The bounds that hcn-slice is held to, each with the figure that was measured, whether it holds, and why not."""

from typing import NamedTuple

LISTS = ("HcnEnumerateNetworks", "HcnEnumerateEndpoints", "HcnEnumerateNamespaces")
MOST_CALLS = {"ADD": 6, "DEL": 4}

TRIED = """What was tried where bounds are not held:

- *The floor* keeps its promise and does nothing else. Kept: the cursor's file is not emptied before it is written, for ext4
  writes it out at once then (0.3 ms). No use: fewer wakings of the watchdog's thread (no difference), one arena for malloc
  (0.05 ms).
- *Addresses in use*: the names of the records are the book, and the only one; ADD and DEL read them all. Kept: IPv4 addresses
  are read in one pass and kept as numbers, names are looked at where the kernel puts them, nothing is sorted. No use: larger
  buffers for the kernel (no difference). What is left is mostly the kernel's own, which a second book would spare, and
  which a /24 does not meet.
"""


class Row(NamedTuple):
    bound: str
    figure: str
    held: bool
    why: str = ""  # where it is known beforehand why it may not be held


def rows(results):
    """Of whatever was measured."""
    if "verbs" in results:
        yield from of_verbs(results["verbs"], why_whole_add(results))
    if "bursts" in results:
        yield from of_bursts(results["bursts"])
    if "calls" in results:
        yield from of_calls(results["calls"])
    if "sizes" in results:
        yield from of_sizes(results["sizes"])
    if "wine" in results:
        yield from of_wine(results["wine"])
    if "cluster" in results:
        twice = results["cluster"]["twice"]
        yield Row("no address is given twice in a cluster", f"{twice} of {results['cluster']['ADDs']} ADDs", twice == 0)


def why_whole_add(results):
    if "phases" not in results or "start" not in results:
        return ""
    hcn = sum(ms for phase, ms in results["phases"]["disk"]["ADD"] if phase.startswith("Hcn"))
    return f"{hcn:.2f} ms are the simulated HCN's, {results['start']['ms']:.2f} ms go before anything is done"


def of_verbs(media, why_whole):
    def median(medium, fill, name):
        return media[medium][fill][name]["median"]

    empty = "0"
    add, floor = median("disk", empty, "hcn-slice ADD"), median("disk", empty, "floor ADD")
    yield Row("ADD on disk: at most twice the floor", f"{add:.2f} ms against {floor:.2f} ms: {add / floor:.2f} times",
              add <= 2 * floor, why_whole)
    for medium, least in ("memory", 0), ("disk", 500):
        worst = max((median(medium, fill, "hcn-slice ADD") / median(medium, fill, "host-local ADD"), int(fill))
                    for fill in media[medium] if int(fill) >= least)
        where = f"in {medium}" if medium == "memory" else "on disk"
        yield Row(f"ADD {where}: faster than host-local from {least} in use", f"{worst[0]:.2f} times at {worst[1]} in use",
                  worst[0] < 1)
    for medium in media:
        where = f"in {medium}" if medium == "memory" else "on disk"
        yield from of_fills(where, media[medium])
    peak = max(peak for medium in media.values() for fill in medium.values() for peak in fill["peak KiB"].values())
    yield Row("peak memory at any fill: at most 10 MiB", f"{peak / 1024:.1f} MiB", peak <= 10 * 1024)


def of_fills(where, fills):
    """What is to stay flat, whatever the number of addresses in use."""
    def more(fill, name):
        return fills[fill][name]["median"] - fills["0"][name]["median"]

    def why(fill):
        return f"{more(fill, 'names'):.2f} of {more(fill, 'hcn-slice ADD'):.2f} ms more are for reading the names alone"

    if "4000" in fills:
        ratio = fills["4000"]["hcn-slice ADD"]["median"] / fills["0"]["hcn-slice ADD"]["median"]
        yield Row(f"ADD {where}, 4,000 in use: at most 1.5 times empty", f"{ratio:.2f} times", ratio <= 1.5, why("4000"))
    if "60000" in fills:
        ms = more("60000", "hcn-slice ADD")
        yield Row(f"ADD {where}, 60,000 in use: at most 25 ms more than empty", f"{ms:.1f} ms more", ms <= 25, why("60000"))


def of_bursts(sizes):
    if "64" in sizes:
        ratio = sizes["64"]["ADD"]["total"] / sizes["64"]["call"]["total"]
        yield Row("64 ADDs at once: at most 1.5 times what 64 processes need that only make the slow call",
                  f"{sizes['64']['ADD']['total']:.0f} ms against {sizes['64']['call']['total']:.0f} ms: {ratio:.2f} times",
                  ratio <= 1.5)


def of_calls(calls):
    for verb, most in MOST_CALLS.items():
        count, lists = sum(calls[verb].values()), sum(calls[verb].get(name, 0) for name in LISTS)
        yield Row(f"HCN calls of {verb}: at most {most}, and none that lists", f"{count}, {lists} of them list",
                  count <= most and lists == 0)


def of_sizes(sizes):
    exe = sizes.get("hcn-slice.exe")
    if exe:
        yield Row("hcn-slice.exe: at most 4 MiB, and no DLL but Windows' own", f"{exe['bytes'] / 2 ** 20:.2f} MiB, "
                  f"{len(exe['imports'])} DLLs", exe["holds"])


def of_wine(wine):
    ours, peer = wine["hcn-slice"], wine["win-overlay + host-local"]
    ratio = (ours["ADD"]["median"] + ours["DEL"]["median"]) / (peer["ADD"]["median"] + peer["DEL"]["median"])
    yield Row("under Wine, ADD and DEL: at most half the time of win-overlay + host-local", f"{ratio:.2f} times",
              ratio <= 0.5)
    counts = [sum(sum(calls.values()) for calls in one["calls"].values()) for one in (ours, peer)]
    yield Row("and fewer HCN calls", f"{counts[0]} against {counts[1]}", counts[0] < counts[1])
