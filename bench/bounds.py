"""The bounds that hcn-slice is held to, each with the figure that was measured and whether it holds."""

LISTS = ("HcnEnumerateNetworks", "HcnEnumerateEndpoints", "HcnEnumerateNamespaces")
MOST_CALLS = {"ADD": 6, "DEL": 4}


def rows(results):
    """(bound, figure, held) of whatever was measured."""
    if "verbs" in results:
        yield from of_verbs(results["verbs"])
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
        yield "no address is given twice in a cluster", f"{twice} of {results['cluster']['ADDs']} ADDs", twice == 0


def of_verbs(media):
    def median(medium, fill, name):
        return media[medium][fill][name]["median"]

    empty = "0"
    add, floor = median("disk", empty, "hcn-slice ADD"), median("disk", empty, "floor ADD")
    yield ("ADD on disk: at most twice the floor", f"{add:.2f} ms against {floor:.2f} ms: {add / floor:.2f} times",
           add <= 2 * floor)
    for medium, least in ("memory", 0), ("disk", 500):
        worst = max((median(medium, fill, "hcn-slice ADD") / median(medium, fill, "host-local ADD"), int(fill))
                    for fill in media[medium] if int(fill) >= least)
        where = f"in {medium}" if medium == "memory" else "on disk"
        yield (f"ADD {where}: faster than host-local from {least} in use", f"{worst[0]:.2f} times at {worst[1]} in use",
               worst[0] < 1)
    for medium in media:
        where = f"in {medium}" if medium == "memory" else "on disk"
        first = median(medium, empty, "hcn-slice ADD")
        if "4000" in media[medium]:
            ratio = median(medium, "4000", "hcn-slice ADD") / first
            yield f"ADD {where}, 4,000 in use: at most 1.5 times empty", f"{ratio:.2f} times", ratio <= 1.5
        if "60000" in media[medium]:
            more = median(medium, "60000", "hcn-slice ADD") - first
            yield f"ADD {where}, 60,000 in use: at most 25 ms more than empty", f"{more:.1f} ms more", more <= 25
    peak = max(peak for medium in media.values() for fill in medium.values() for peak in fill["peak KiB"].values())
    yield "peak memory at any fill: at most 10 MiB", f"{peak / 1024:.1f} MiB", peak <= 10 * 1024


def of_bursts(sizes):
    if "64" in sizes:
        ratio = sizes["64"]["ADD"]["total"] / sizes["64"]["call"]["total"]
        yield ("64 ADDs at once: at most 1.5 times what 64 processes need that only make the slow call",
               f"{sizes['64']['ADD']['total']:.0f} ms against {sizes['64']['call']['total']:.0f} ms: {ratio:.2f} times",
               ratio <= 1.5)


def of_calls(calls):
    for verb, most in MOST_CALLS.items():
        count, lists = sum(calls[verb].values()), sum(calls[verb].get(name, 0) for name in LISTS)
        yield (f"HCN calls of {verb}: at most {most}, and none that lists", f"{count}, {lists} of them list",
               count <= most and lists == 0)


def of_sizes(sizes):
    exe = sizes.get("hcn-slice.exe")
    if exe:
        yield ("hcn-slice.exe: at most 4 MiB, and no DLL but Windows' own", f"{exe['bytes'] / 2 ** 20:.2f} MiB, "
               f"{len(exe['imports'])} DLLs", exe["holds"])


def of_wine(wine):
    ours, peer = wine["hcn-slice"], wine["win-overlay + host-local"]
    ratio = (ours["ADD"]["median"] + ours["DEL"]["median"]) / (peer["ADD"]["median"] + peer["DEL"]["median"])
    yield "under Wine, ADD and DEL: at most half the time of win-overlay + host-local", f"{ratio:.2f} times", ratio <= 0.5
    counts = [sum(sum(calls.values()) for calls in one["calls"].values()) for one in (ours, peer)]
    yield "and fewer HCN calls", f"{counts[0]} against {counts[1]}", counts[0] < counts[1]
