#!/usr/bin/env python3
"""Every document that the executable prints, in every version of CNI, against the schema of that version.

documents_test.py EXECUTABLE. The schemas in schema/ allow nothing but what the specification names.
"""
import ipaddress
import json
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import jsonschema

VERSIONS = ["0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"]
NETNS = "0D5E5A3F-6A51-4C2F-9A4C-3A1D6E0B7C11"
# Another owner's, so it overlaps the other slice nowhere.
DUAL_STACK = {"slice": ["10.200.43.0/24", "fd00:10:200:43::/64"]}
DNS = {"dns": {"nameservers": ["10.96.0.10"], "domain": "cluster.local", "search": ["svc"], "options": ["ndots:5"]}}
EXECUTABLE = ""

formats = jsonschema.FormatChecker(formats=[])


def check_format(name, parse):
    """A text of this format is one that `parse` takes and writes the same way."""
    formats.checks(name, raises=ValueError)(lambda text: str(parse(text)) == text)


check_format("ip", ipaddress.ip_address)
check_format("cidr", ipaddress.ip_interface)
check_format("network", ipaddress.ip_network)
formats.checks("mac")(lambda text: re.fullmatch("[0-9a-f]{2}(:[0-9a-f]{2}){5}", text) is not None)


def validator(name):
    schema = json.loads((Path(__file__).parent / "schema" / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=formats)


def without_doubles(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError(f"a name comes twice: {[name for name, _ in pairs]}")
    return members


def refuse_constant(text):
    raise ValueError(f"{text} is no JSON")


def parse_strictly(output):
    """One JSON object in UTF-8 and one newline, and not a byte more."""
    text = output.decode("utf-8", "strict")
    if not text.endswith("}\n") or not text.startswith("{") or "\n" in text[:-1]:
        raise ValueError(f"more or less than one line with one object: {text!r}")
    return json.loads(text, object_pairs_hook=without_doubles, parse_constant=refuse_constant)


class Node:
    """A node in a folder of its own."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def run(self, verb, version, more=None, faults="", **variables):
        conf = {"cniVersion": version, "name": "overlay", "type": "hcn-slice", "slice": "10.200.42.0/24",
                "stateDir": str(self.folder / "state"), **(more or {})}
        environment = {"CNI_COMMAND": verb, "CNI_CONTAINERID": "c1", "CNI_NETNS": NETNS, "CNI_IFNAME": "eth0",
                       "CNI_PATH": "/opt/cni/bin", "HCN_SIMULATOR_DIR": str(self.folder / "host"),
                       "HCN_SIMULATOR_FAULTS": faults, **variables}
        return subprocess.run([EXECUTABLE], input=json.dumps(conf).encode(), env=environment, capture_output=True,
                              check=False)


class DocumentsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.node = Node(folder.name)

    def document(self, ran, schema, code):
        """What was printed, which follows the schema."""
        self.assertEqual(ran.returncode, code, ran.stdout)
        document = parse_strictly(ran.stdout)
        validator(schema).validate(document)
        return document

    def added(self, version, more=None, **variables):
        return self.document(self.node.run("ADD", version, more, **variables), f"result-{version}", 0)

    def deleted(self, version, more=None, **variables):
        ran = self.node.run("DEL", version, more, **variables)
        self.assertEqual((ran.returncode, ran.stdout, ran.stderr), (0, b"", b""))

    def error(self, ran, version):
        document = self.document(ran, "error", 1)
        self.assertEqual(document["cniVersion"], version)
        return document["code"]

    # C-F-01, C-F-02, C-F-03, C-F-04, C-F-07, C-F-08, C-F-09, C-F-10, C-F-12, C-F-13, C-F-15, C-A-04, L-14
    def test_the_result_of_an_add(self):
        for version in VERSIONS:
            for more in ({}, DNS, DUAL_STACK, {**DUAL_STACK, **DNS}):
                with self.subTest(version=version, more=more):
                    # Another network for each shape of slice.
                    more = {**more, "name": f"net{len(more.get('slice', 'one'))}"}
                    more["network"] = {"owner": f"iso:{more['name']}"}
                    self.check_addresses(self.added(version, more), version)
                    self.deleted(version, more)

    def check_addresses(self, document, version):
        if version in ("0.1.0", "0.2.0"):
            return
        names = [interface["name"] for interface in document["interfaces"]]
        self.assertEqual(names, ["eth0"])
        self.assertEqual(document["interfaces"][0]["sandbox"], NETNS)
        for address in document["ips"]:
            self.assertEqual(address["interface"], 0)

    # C-N-02, C-N-09
    def test_the_result_behind_an_earlier_plugin(self):
        for version in VERSIONS:
            with self.subTest(version=version):
                first = self.added(version, CNI_CONTAINERID="first", CNI_IFNAME="eth9")
                chained = self.added(version, {"prevResult": first})
                if version not in ("0.1.0", "0.2.0"):
                    self.assertEqual([i["name"] for i in chained["interfaces"]], ["eth9", "eth0"])
                    self.assertEqual([a["interface"] for a in chained["ips"]], [0, 1])
                    self.assertEqual(chained["ips"][0], first["ips"][0])
                self.deleted(version, {"prevResult": chained})
                self.deleted(version, CNI_CONTAINERID="first", CNI_IFNAME="eth9")

    # C-G-02, C-G-03, C-G-05
    def test_the_errors_of_every_verb(self):
        for version in VERSIONS:
            for verb in ("ADD", "DEL", "CHECK", "GC", "STATUS"):
                with self.subTest(version=version, verb=verb):
                    self.error(self.node.run(verb, version, {"name": 7}), version)
                    ran = self.node.run(verb, version, faults="*=0x800706BA")
                    self.assertIn(self.error(ran, version), (1, 7, 11, 50))
                    # What cannot be read has no version, and gets our newest.
                    ran = self.node.run(verb, version, CNI_CONTAINERID="~", CNI_PATH="", CNI_COMMAND=f"{verb} ")
                    self.assertEqual(self.error(ran, "1.1.0"), 4)

    def test_the_error_record_of_hcn_in_an_error(self):
        for version in VERSIONS:
            with self.subTest(version=version):
                ran = self.node.run("ADD", version, {"endpointPolicies": [{"Type": "Nonsense", "Settings": {}}]})
                self.error(ran, version)
                self.deleted(version)

    # C-H-01
    def test_the_answer_to_version(self):
        for version in VERSIONS + ["9.9.9"]:
            ran = self.node.run("VERSION", version, CNI_CONTAINERID="", CNI_NETNS="dummy", CNI_IFNAME="dummy",
                                CNI_PATH="dummy")
            self.assertEqual(self.document(ran, "version", 0)["cniVersion"], version)


class StrictnessTest(unittest.TestCase):
    """What the other tests stand on does refuse what is wrong."""

    def test_more_than_one_line(self):
        for output in (b"", b"{}", b"{}\n\n", b"{}\r\n", b" {}\n", b"\xef\xbb\xbf{}\n", b"{}\n{}\n", b'{"a":1,"a":1}\n',
                       b'{"a":NaN}\n', b'{"a":"\xff"}\n', b"[]\n"):
            with self.subTest(output=output), self.assertRaises(ValueError):
                parse_strictly(output)

    def test_members_and_forms_of_another_version(self):
        good = {"cniVersion": "1.0.0", "interfaces": [{"name": "eth0", "mac": "00:15:5d:00:00:01", "sandbox": "x"}],
                "ips": [{"address": "10.0.0.5/24", "gateway": "10.0.0.1", "interface": 0}],
                "routes": [{"dst": "0.0.0.0/0", "gw": "10.0.0.1"}]}
        validator("result-1.0.0").validate(good)
        for path, value in ((("ips", 0, "version"), "4"), (("ips", 0, "interface"), -1), (("ips", 0, "interface"), "0"),
                            (("ips", 0, "address"), "10.0.0.5"), (("ips", 0, "gateway"), "10.0.0.1/24"),
                            (("ips", 0, "address"), "10.0.0.05/24"), (("interfaces", 0, "mac"), "00-15-5d-00-00-01"),
                            (("routes", 0, "dst"), "10.0.0.5/24"), (("routes", 0, "mtu"), 1400), (("dns",), {}),
                            (("ip4",), {}), (("cniVersion",), "1.1.0"), (("interfaces", 0), None)):
            bad = json.loads(json.dumps(good))
            place = bad
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = value
            with self.subTest(path=path), self.assertRaises(jsonschema.ValidationError):
                validator("result-1.0.0").validate(bad)


if __name__ == "__main__":
    EXECUTABLE = sys.argv.pop(1)
    unittest.main()
