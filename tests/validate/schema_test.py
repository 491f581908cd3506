#!/usr/bin/env python3
"""conf/schema.json and the parser say the same of many configurations: schema_test.py EXECUTABLE.

The configurations are one with every key and a stranger in each place, and others made up from a fixed seed: right
ones, and right ones with a value changed, added or taken out.
What the schema refuses `validate` does not let pass. What the schema lets pass is an error of `validate` only for a
reason that a schema cannot give: BEYOND has each of them.
"""
import copy
import json
import random
import re
import sys
import tempfile
import unittest
from pathlib import Path

import jsonschema

import tool

COUNT = 2000
# What one process validates: it compares each file with all before it.
AT_ONCE = 500
SCHEMA = json.loads((tool.TOP / "conf/schema.json").read_text(encoding="utf-8"))

# What no schema can say here: values that have to fit each other, and arithmetic of addresses.
BEYOND = [
    ("a source of addresses is there, and one only", r"^(slice|ipam\.type) .*(exclude each other)|^slice .*is missing"),
    ("one subnet of each family, and IPv4 among them", r"^slice must (not hold two|hold an IPv4)"),
    ("host bits of a slice", r"has host bits set; the subnet is"),
    ("addresses that are in the slice, and one that is left", r"^slice(\[\d\])?: (the |\S+ has no address left)"),
    ("IPv6 addresses are well-formed", r'"[^"]*:[^"]*" is no subnet|must be an IP address, not "[^"]*:'),
    ("the slice is no service's", r"overlaps serviceCIDRs"),
    ("what ipRanges is for", r"^capabilities\.ipRanges"),
    ("masquerading on Transparent networks", r"on a Transparent network"),
    ("the adapter of a network that is made", r"^network\.adapter is missing"),
    ("settings of policies, in any case", r"^(endpointPolicies|HcnPolicyArgs|[pP]olicies|AdditionalArgs)\["),
    ("what a runtime adds", r"^(runtimeConfig|args\.cni\.ips)"),
    ("placeholders of every kind", r"still holds the placeholder"),
    ("80.0 is a whole number to a schema", r"must be a whole number .* not -?\d+\.0$"),
]

TEXTS = ["", "x", "a b", "<slice>", "10.200.42.0/24", "10.200.42.7", "fd00::/64", "10.0.0.0/33", "1.2.3", "base",
         "iso:red", "service:", "iso:nul", "auto", "ACL", "L2Bridge", "overlay", "Transparent", "ifMissing", "info",
         "C:/x", "/x", "C:x", "0E-2A", "01-00", "f2a5f4e6-5d0b-4b35-a3a5-8d8f8b6a1c11", "hcn-slice", "host-local",
         "a/b", "1.0.0", "1.1.0", "con", "tag.", "01.2.3.4", "010.0.0.0/8", "10.0.0.0/08", "10.200.42.7/24",
         "10.200.43.0/24", "10.96.42.0/24", ":::/64", "fd00:::1", "${SLICE}", "10.200.42.0/32"]
NUMBERS = [0, 1, -1, 5, 100, 101, 600, 601, 65534, 65535, 80.0, 1.5]


ADDRESSES = ("slice", "sliceFile", "clusterCIDRs", "serviceCIDRs", "network", "capabilities")

# What is right by itself, and may not fit the rest.
TOGETHER = [{"slice": "10.200.42.0/24"}, {"sliceFile": "/x"}, {"capabilities": {"ipRanges": True}}, {"ipMasq": True},
            {"network": {"type": "Transparent"}, "ipMasq": True}, {"network": {"type": "L2Bridge", "create": True}},
            {"slice": ["10.200.42.0/24", "10.200.43.0/24"]}, {"slice": ["fd00::/64"]}, {"slice": []},
            {"slice": {"subnet": "10.200.42.0/24", "gateway": "10.1.1.1"}}, {"slice": {"subnet": "10.200.42.0/24",
             "rangeStart": "fd00:::1"}}, {"endpointPolicies": [{"type": "acl", "settings": {"action": "no"}}]},
            {"slice": "10.200.42.7/24"}, {"policies": [{}]}, {"runtimeConfig": {"mac": "x"}},
            {"args": {"cni": {"ips": ["x"]}}},
            {"log": {"maxFiles": 5.0}}, {"timeouts": {"add": 80.0}}, {"slice": "10.96.42.0/24",
             "serviceCIDRs": ["10.96.0.0/12"]}, {"dns": {"domain": "${X}"}}]


SOURCES = [{"slice": ["10.200.42.0/24", {"subnet": "fd00:1::/64", "gateway": "fd00:1::1"}]},
           {"slice": {"subnet": "10.200.42.0/24", "rangeStart": "10.200.42.10", "rangeEnd": "",
                      "reserved": ["10.200.42.12"]}},
           {"slice": "10.200.42.0/24"}, {"sliceFile": "C:/run/subnet.env"}, {"sliceFile": "/run/subnet.env"},
           {"ipam": {"type": "host-local", "ranges": [[{"subnet": "10.200.42.0/24"}]]}}]
REST = {"clusterCIDRs": ["10.200.0.0/16", "fd00::/32"], "serviceCIDRs": ["10.96.0.0/12"],
        "network": {"owner": "base", "name": "net", "type": "l2bridge", "adapter": "Ethernet", "create": False,
                    "id": "", "portBase": 51820},
        "namespace": "join", "clusterPolicies": ["ACL"], "endpointPolicies": [{"Type": "L2Driver"}],
        "HcnPolicyArgs": [], "policies": [], "Policies": [], "AdditionalArgs": [], "loopbackDSR": False, "ipMasq": None,
        "macPrefix": "0e:2a",
        "dns": {"nameservers": ["10.96.0.10", ""], "domain": "d", "search": ["s", None], "options": []},
        "podSearch": True, "capabilities": {"dns": True, "aliases": False, "portMappings": None},
        "stateDir": "C:/state", "networkMarker": "/m.json", "networkMarkerShared": True, "ownerTag": "tag",
        "log": {"file": "", "level": "debug", "maxSizeMiB": 1, "maxFiles": 100},
        "timeouts": {"add": 60, "del": 600, "check": 1, "gc": 30, "status": 5},
        "args": {"cni": {"ips": ["10.200.42.9"]}}, "runtimeConfig": {"dns": {}}, "prevResult": {}}


def listed(plugin, version="1.0.0"):
    return {"cniVersion": version, "cniVersions": ["1.0.0"], "name": "over.lay", "plugins": [plugin]}


def right(pick):
    """A configuration as somebody would write it."""
    conf = {"type": "hcn-slice", **copy.deepcopy(pick.choice(SOURCES))}
    conf.update(copy.deepcopy({key: value for key, value in REST.items() if pick.random() < 0.3}))
    if "network" in conf:
        conf["network"]["type"] = pick.choice(["l2bridge", "Internal", "NAT", "Overlay"])
    if pick.random() < 0.2:
        return {"cniVersion": "1.0.0", "name": "overlay", **conf}
    return listed(conf, pick.choice(["0.3.1", "1.0.0"]))


def places(value, path=()):
    """The path of every value below this one."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in below:
        yield (*path, key)
        yield from places(child, (*path, key))


STRANGERS = [*TEXTS, *NUMBERS, None, True, False, [], {}, [None], [5], [""], ["10.0.0.0/8"], {"a": 1},
             {"subnet": "10.200.42.0/24"}]


def stranger(pick):
    return copy.deepcopy(pick.choice(STRANGERS))


def with_value(conf, place, value):
    conf = copy.deepcopy(conf)
    around = conf
    for step in place[:-1]:
        around = around[step]
    around[place[-1]] = value
    return conf


def everywhere():
    """Each stranger in each place of everything that can be said."""
    for source in SOURCES:
        conf = listed({"type": "hcn-slice", **source, **(REST if source is SOURCES[0] else {})})
        for place in places(conf):
            if place[-1] != "type" or "ipam" in place or "network" in place:
                yield from (with_value(conf, place, value) for value in STRANGERS)


def mutated(conf, pick):
    conf = copy.deepcopy(conf)
    # Every second time about addresses, which have the most to say.
    dear = ADDRESSES if pick.random() < 0.5 else ()
    found = [place for place in places(conf) if place[-1] != "type" or "ipam" in place or "network" in place]
    place = pick.choice([place for place in found if set(dear) & set(place)] or found)
    around = conf
    for step in place[:-1]:
        around = around[step]
    what = pick.randrange(6)
    plugin = conf["plugins"][0] if "plugins" in conf and conf["plugins"] else conf
    if what == 0:
        del around[place[-1]]
    elif what == 1 and isinstance(around, dict):
        around[pick.choice(["colour", "Slice", "clusterCIDR"])] = stranger(pick)
    elif what == 2:
        plugin.update(pick.choice(TOGETHER))
    else:
        around[place[-1]] = stranger(pick)
    return conf


def configurations():
    yield from everywhere()
    pick = random.Random(20261126)
    for number in range(COUNT):
        conf = right(pick)
        yield conf if number % 4 == 0 else mutated(conf, pick)


def different(confs):
    return list({json.dumps(conf): conf for conf in confs}.values())


def is_refused(remark):
    """A schema has no warnings: keys that nobody reads are errors to it. It sees one file."""
    return remark["rule"] != "other-slice" and (remark["severity"] == "error" or remark["rule"] == "unknown-key")


class SchemaTest(unittest.TestCase):
    def setUp(self):
        jsonschema.Draft7Validator.check_schema(SCHEMA)
        self.schema = jsonschema.Draft7Validator(SCHEMA)

    def judged(self, confs):
        """Of each: what the schema says, and what `validate` does."""
        with tempfile.TemporaryDirectory() as folder:
            for number, conf in enumerate(confs):
                name = f"{number}.conflist" if "plugins" in conf else f"{number}.conf"
                (Path(folder) / name).write_text(json.dumps(conf), encoding="utf-8")
            files = sorted(path.name for path in Path(folder).iterdir())
            results = [result for first in range(0, len(files), AT_ONCE)
                       for result in tool.validate(*files[first:first + AT_ONCE], folder=folder)[1]]
        for result in results:
            conf = confs[int(result["file"].split(".")[0])]
            yield conf, self.schema.is_valid(conf), [remark for remark in result["remarks"] if is_refused(remark)]

    def test_schema_and_parser_agree(self):
        reasons, accepted, refused = set(), 0, 0
        for conf, is_valid, remarks in self.judged(different(configurations())):
            accepted, refused = accepted + is_valid, refused + (not is_valid)
            if not is_valid:
                self.assertTrue(remarks, f"only the schema refuses {json.dumps(conf)}")
                continue
            for remark in remarks:
                found = [reason for reason, text in BEYOND if re.search(text, remark["message"])]
                self.assertTrue(found, f"the schema takes {json.dumps(conf)}: {remark}")
                reasons.update(found)
        self.assertGreater(min(accepted, refused), COUNT / 2)
        self.assertEqual({reason for reason, _ in BEYOND} - reasons, set(), "reasons that do not occur")

    def test_each_key_of_the_parser_is_in_the_schema(self):
        for path in tool.keys():
            properties = SCHEMA["definitions"]["plugin"]["properties"]
            for step in path.split("."):
                self.assertIn(step, properties, path)
                self.assertTrue(step == "ips" or properties[step].get("type") == ["object", "null"]
                                or "description" in properties[step], path)
                properties = properties[step].get("properties", {})

    def test_our_own_files_follow_it(self):
        for file in (tool.TOP / "deploy/conflists").iterdir():
            self.schema.validate(json.loads(file.read_text(encoding="utf-8")))


if __name__ == "__main__":
    tool.EXECUTABLE = Path(sys.argv.pop(1)).resolve()
    unittest.main()
