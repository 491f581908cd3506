"""Writes what was measured: the tables in Markdown, the plots, and all of it as JSON."""
import json

import bounds
from svg import plot

MEDIA = {"disk": "on disk", "memory": "in memory"}


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def milliseconds(spread):
    return f"{spread['median']:.2f} ({spread['q1']:.2f} to {spread['q3']:.2f})"


def write(results, out):
    (out / "bench.json").write_text(json.dumps(results, indent=1, sort_keys=True) + "\n")
    results = json.loads((out / "bench.json").read_text())
    sections = [section(results) for name, section in SECTIONS if name in results]
    (out / "performance.md").write_text("\n".join([HEAD, machine(results["machine"]), of_bounds(results), *sections]))
    if "verbs" in results:
        plots(results["verbs"], out)


HEAD = """# What it costs

Written by `make bench`; please do not edit. Times are whole processes from outside, in milliseconds: median (first to third
quartile). What is compared was run in turn on the same machine. HCN is the simulator, in memory: real HCN takes longer, by
an amount that is the same for all plugins that make the same calls.
"""


def machine(facts):
    return table(("machine", ""), facts.items())


def of_bounds(results):
    rows = [(bound, figure, "held" if held else f"**not held**{why and ': ' + why}")
            for bound, figure, held, why in bounds.rows(results)]
    tried = "\n" + bounds.TRIED if "verbs" in results else ""
    return "## Bounds\n\n" + table(("bound", "figure", ""), rows) + tried


def of_verbs(results):
    text = "## ADD and DEL by addresses in use\n\n"
    for medium, fills in results["verbs"].items():
        names = sorted({name for fill in fills.values() for name in fill if name.endswith(("ADD", "DEL", "names"))})
        rows = [[f"{int(fill):,}", *(milliseconds(of_fill[name]) for name in names)]
                for fill, of_fill in sorted(fills.items(), key=lambda item: int(item[0]))]
        text += f"State {MEDIA[medium]}:\n\n" + table(["in use", *names], rows) + "\n"
        text += f"![ADD {MEDIA[medium]}](performance/add-{medium}.svg)\n\n"
    return text + FLOOR


FLOOR = """`floor` is a static C program that reads stdin, makes one file, flushes it and its folder, and prints a line. `names` is one
that reads the names in the folder of records, which ADD and DEL cannot do without: they are the book of the addresses in use.
host-local only gives an address: it makes no endpoint, and flushes nothing.
"""


def plots(media, out):
    for medium, fills in media.items():
        order = sorted(fills, key=int)
        series = {name: [fills[fill][name]["median"] for fill in order]
                  for name in ("hcn-slice ADD", "hcn-slice DEL", "host-local ADD", "host-local DEL", "floor ADD", "names")}
        (out / f"add-{medium}.svg").write_text(plot(
            f"A whole process, state {MEDIA[medium]}", "addresses in use", [f"{int(fill):,}" for fill in order], "ms", series))


def of_phases(results):
    text = "## Where the time goes\n\nAs the log has it for each call, medians in milliseconds; what is 0.00 everywhere is left out.\n\n"
    columns = [(verb, medium) for verb in ("ADD", "DEL") for medium in results["phases"]]
    values = {(verb, medium): dict(results["phases"][medium][verb]) for verb, medium in columns}
    names = list(dict.fromkeys(name for of_verb in values.values() for name in of_verb))
    rows = [[name, *(f"{values[column][name]:.2f}" if name in values[column] else "" for column in columns)]
            for name in names if any(of_verb.get(name) for of_verb in values.values())]
    return text + table(["phase", *(f"{verb} {MEDIA[medium]}" for verb, medium in columns)], rows)


def of_calls(results):
    calls = results["calls"]
    names = sorted({name for of_verb in calls.values() for name in of_verb})
    rows = [[name, *(of_verb.get(name, "") for of_verb in calls.values())] for name in names]
    rows.append(["all", *(sum(of_verb.values()) for of_verb in calls.values())])
    return "## HCN calls of each verb\n\nWithout Close, in a namespace of the runtime.\n\n" + table(["call", *calls], rows)


def of_bursts(results):
    rows = [(size, f"{of_size['ADD']['total']:.0f}", f"{of_size['ADD']['slowest']:.0f}", f"{of_size['call']['total']:.0f}",
             f"{of_size['lock']['median']:.2f} (at most {of_size['lock']['max']:.2f})",
             f"{of_size['reserve']['median']:.2f} (at most {of_size['reserve']['max']:.2f})")
            for size, of_size in sorted(results["bursts"].items(), key=lambda item: int(item[0]))]
    return ("## Many at once\n\nEach HcnCreateEndpoint takes 100 ms beside the others'. State on disk. `reserve` holds what is "
            "done under the allocation lock, `lock` is the wait for locks.\n\n" +
            table(("ADDs at once", "all, ms", "the slowest, ms", "as many processes that only make the call, ms", "lock, ms",
                   "reserve, ms"), rows))


def of_upkeep(results):
    upkeep = results["upkeep"]
    rows = [(command, milliseconds(upkeep[command]), "") for command in ("STATUS", "CHECK")]
    for name, what in ("gc", "`hcn-slice gc`, dry run"), ("GC", "GC"):
        rows.append((f"{what}: {upkeep['pods']:,} endpoints, every tenth an orphan", f"{upkeep[name]['ms']:.0f}",
                     ", ".join(f"{count:,} {call}" for call, count in sorted(upkeep[name]["calls"].items()))))
    return "## Upkeep\n\n" + table(("what", "ms", "HCN calls"), rows) + (
        "\nThe dry run looks twice, two seconds apart, before it calls anything an orphan.\n")


def of_cluster(results):
    cluster = results["cluster"]
    rows = [(f"part {number + 1}", milliseconds(part)) for number, part in enumerate(cluster["rounds"])]
    return (f"## A small cluster\n\n{cluster['nodes']} nodes with {cluster['pods']} pods each, which come and go at random "
            f"(seed {cluster['seed']}): {cluster['ADDs']:,} ADDs, {cluster['DELs']:,} DELs, {cluster['twice']} addresses given "
            "twice. An ADD from the first to the last fifth:\n\n" + table(("ADDs", "ms"), rows))


def of_wine(results):
    rows = []
    for name, plugin in results["wine"].items():
        rows.append((name, *(milliseconds(plugin[verb]) for verb in ("ADD", "DEL")),
                     *(sum(plugin["calls"][verb].values()) for verb in ("ADD", "DEL"))))
    return ("## For Windows, under Wine\n\nThe executables for Windows on one prefix, with the simulator's DLL as HCN. Starting a "
            "process is most of it; what a Windows host adds, Wine does not show.\n\n" +
            table(("plugin", "ADD, ms", "DEL, ms", "HCN calls of ADD", "of DEL"), rows))


def of_sizes(results):
    start = results["start"]
    rows = [(name, f"{facts['bytes'] / 2 ** 20:.2f} MiB", ", ".join(facts.get("imports", []))) for name, facts in
            results["sizes"].items()]
    return "## Size and start\n\n" + table(("file", "size", "imports"), rows) + (
        f"\nA process that only says its versions takes {start['ms']:.2f} ms, {start['faults']} page faults and "
        f"{start['peak KiB'] / 1024:.1f} MiB.\n")


def of_instructions(results):
    recorded = results["instructions"]
    rows = [(verb, f"{count:,}") for verb, count in recorded["instructions"].items()]
    return "## Instructions\n\nBy callgrind, as [recorded](../bench/instructions.json).\n\n" + table(("verb", "instructions"), rows)


def of_parts(results):
    rows = [(part["name"], f"{part['real_time']:,.0f} {part['time_unit']}") for part in results["parts"]]
    return "## Parts\n\nBy GoogleBenchmark, inside one process.\n\n" + table(("part", "time"), rows)


SECTIONS = (("verbs", of_verbs), ("phases", of_phases), ("bursts", of_bursts), ("calls", of_calls), ("upkeep", of_upkeep),
            ("cluster", of_cluster), ("wine", of_wine), ("sizes", of_sizes), ("instructions", of_instructions),
            ("parts", of_parts))
