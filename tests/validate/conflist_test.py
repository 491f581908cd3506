#!/usr/bin/env python3
"""`hcn-slice conflist` as somebody calls it who sets up a node: conflist_test.py EXECUTABLE."""
import itertools
import json
import sys
import tempfile
import unittest
from pathlib import Path

import tool

NODE = {"kind": "Node", "metadata": {"name": "n1"}, "spec": {"podCIDR": "10.244.3.0/24",
                                                             "podCIDRs": ["10.244.3.0/24", "fd00:244:3::/64"]}}


def conflist(*arguments, **more):
    return tool.run("conflist", *arguments, **more)


class ConflistTest(unittest.TestCase):
    def test_what_the_options_say(self):
        ran = conflist("--slice", "10.200.42.0/24", "--cluster-cidr", "10.200.0.0/16", "--service-cidr", "10.96.0.0/12",
                       "--dns", "10.96.0.10,10.96.0.11", "--search", "svc.cluster.local,cluster.local",
                       "--type", "L2Bridge", "--adapter", "vEthernet (LAN)", "--create", "--name", "pods",
                       "--owner", "base", "--network", "net", "--cluster-policies", "OutBoundNAT,ACL")
        self.assertEqual((ran.returncode, ran.stderr), (0, b""))
        self.assertEqual(json.loads(ran.stdout), {
            "cniVersion": "1.0.0", "cniVersions": ["1.0.0", "1.1.0"], "name": "pods", "plugins": [{
                "type": "hcn-slice", "slice": "10.200.42.0/24", "clusterCIDRs": ["10.200.0.0/16"],
                "serviceCIDRs": ["10.96.0.0/12"],
                "network": {"owner": "base", "name": "net", "type": "L2Bridge", "adapter": "vEthernet (LAN)",
                            "create": True},
                "namespace": "join", "clusterPolicies": ["OutBoundNAT", "ACL"],
                "dns": {"nameservers": ["10.96.0.10", "10.96.0.11"], "search": ["svc.cluster.local", "cluster.local"]},
                "capabilities": {"portMappings": True, "dns": True, "bandwidth": True}}]})

    def test_the_slice_of_a_kubernetes_node(self):
        ran = conflist("--from-node", "-", stdin=json.dumps(NODE).encode())
        plugin = json.loads(ran.stdout)["plugins"][0]
        self.assertEqual(plugin["slice"], ["10.244.3.0/24", "fd00:244:3::/64"])
        older = {"spec": {"podCIDR": "10.244.3.0/24"}}
        ran = conflist("--from-node", "-", stdin=json.dumps(older).encode())
        self.assertEqual(json.loads(ran.stdout)["plugins"][0]["slice"], "10.244.3.0/24")
        ran = conflist("--from-node", "-", stdin=b'{"spec": {}}')
        self.assertEqual((ran.returncode, ran.stdout), (1, b""))
        self.assertIn(b"no spec.podCIDRs", ran.stderr)

    def test_that_it_passes_validate(self):
        choices = [[["--slice", "10.200.42.0/24"], ["--slice-file", "C:/run/flannel/subnet.env"],
                    ["--slice", "10.200.42.0/24,fd00:1::/64"]],
                   [[], ["--cluster-cidr", "10.200.0.0/16"]],
                   [[], ["--type", "L2Bridge", "--adapter", "Ethernet"], ["--owner", "shared-nat"],
                    ["--type", "Overlay"]],
                   [[], ["--dns", "10.96.0.10"]], [[], ["--cluster-policies", "none"]]]
        with tempfile.TemporaryDirectory() as folder:
            for number, parts in enumerate(itertools.product(*choices)):
                ran = conflist(*itertools.chain(*parts), "--output", f"{number}.conflist", folder=folder)
                self.assertIn(ran.returncode, (0, 3), (parts, ran.stderr))
                _, (result,) = tool.validate(f"{number}.conflist", folder=folder)
                self.assertEqual((result["errors"], result["warnings"] > 0), (0, ran.returncode == 3), parts)

    def test_what_would_not_work_is_not_written(self):
        with tempfile.TemporaryDirectory() as folder:
            for arguments in (["--slice", "10.200.42.7/24"], ["--slice", "<slice>"],
                              ["--slice", "10.96.1.0/24", "--service-cidr", "10.96.0.0/12"],
                              ["--slice", "10.0.0.0/24", "--type", "L2Bridge", "--create"]):
                ran = conflist(*arguments, "--output", "x.conflist", folder=folder)
                self.assertEqual((ran.returncode, ran.stdout), (1, b""), arguments)
                self.assertIn(b"nothing was written", ran.stderr)
                self.assertEqual(list(Path(folder).iterdir()), [])

    def test_what_is_used_wrongly(self):
        for arguments in ([], ["--slice", "10.0.0.0/24", "--from-node", "-"], ["--slice"], ["--from-node", "nowhere"]):
            self.assertEqual(conflist(*arguments).returncode, 2, arguments)

    def test_a_file_is_replaced_whole(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "10-overlay.conflist"
            file.write_text("old", encoding="utf-8")
            before = file.stat().st_ino
            ran = conflist("--slice", "10.200.42.0/24", "--output", file.name, folder=folder)
            self.assertEqual((ran.returncode, ran.stdout), (0, b""), ran.stderr)
            self.assertEqual([path.name for path in Path(folder).iterdir()], [file.name])
            self.assertNotEqual(file.stat().st_ino, before)
            self.assertEqual(json.loads(file.read_text(encoding="utf-8"))["name"], "overlay")


if __name__ == "__main__":
    tool.EXECUTABLE = Path(sys.argv.pop(1)).resolve()
    unittest.main()
