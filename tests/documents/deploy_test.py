#!/usr/bin/env python3
"""What deploy/ puts on a cluster and on a node, as far as it can be read without Windows."""
import json
import re
import unittest
from pathlib import Path

import yaml

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
DAEMONSET = DEPLOY / "kubernetes" / "daemonset.yaml"


def objects():
    return {document["kind"]: document for document in yaml.safe_load_all(DAEMONSET.read_text(encoding="utf-8"))}


def pod():
    return objects()["DaemonSet"]["spec"]["template"]["spec"]


def parameters(script):
    """The names in the param block of a PowerShell script, in lower case."""
    block = re.search(r"\nparam\((.*?)\n\)\n", script.read_text(encoding="utf-8"), re.S).group(1)
    return {name.lower() for name in re.findall(r"\]\s*\$(\w+)", block)}


class DaemonSetTest(unittest.TestCase):
    def test_runs_on_the_host_of_windows_nodes_alone(self):
        self.assertTrue(pod()["hostNetwork"])
        self.assertTrue(pod()["securityContext"]["windowsOptions"]["hostProcess"])
        self.assertEqual(pod()["nodeSelector"], {"kubernetes.io/os": "windows"})

    def test_selects_its_own_pods(self):
        spec = objects()["DaemonSet"]["spec"]
        self.assertEqual(spec["selector"]["matchLabels"], spec["template"]["metadata"]["labels"])

    def test_names_what_the_same_file_makes(self):
        made = objects()
        names = {kind: made[kind]["metadata"]["name"] for kind in made}
        self.assertEqual(pod()["serviceAccountName"], names["ServiceAccount"])
        self.assertEqual(pod()["volumes"][0]["configMap"]["name"], names["ConfigMap"])
        self.assertEqual(made["ClusterRoleBinding"]["roleRef"]["name"], names["ClusterRole"])
        self.assertEqual(made["ClusterRoleBinding"]["subjects"][0]["name"], names["ServiceAccount"])
        for kind in ("ServiceAccount", "ConfigMap", "DaemonSet"):
            self.assertEqual(made[kind]["metadata"]["namespace"], names["Namespace"])

    def test_may_read_nodes_and_nothing_else(self):
        self.assertEqual(objects()["ClusterRole"]["rules"], [{"apiGroups": [""], "resources": ["nodes"], "verbs": ["get"]}])

    def test_has_a_conflist_that_names_the_plugin_and_leaves_the_slice_to_the_node(self):
        text = objects()["ConfigMap"]["data"]["10-hcn-slice.conflist"]
        plugin = json.loads(text)["plugins"][0]
        self.assertEqual((plugin["type"], plugin["slice"]), ("hcn-slice", "NODE_POD_CIDRS"))
        self.assertIn('"NODE_POD_CIDRS"', (DEPLOY / "kubernetes" / "node.ps1").read_text(encoding="utf-8"))

    def test_starts_a_script_that_is_in_the_image_with_parameters_that_it_has(self):
        command = " ".join(pod()["containers"][0]["command"])
        self.assertIn(r"\hcn-slice\kubernetes\node.ps1", command)
        self.assertIn("COPY . /hcn-slice/", (DEPLOY / "kubernetes" / "Dockerfile").read_text(encoding="utf-8"))
        given = set(re.findall(r"\s-(\w+) \"", command)) - {"Command"}
        self.assertEqual(given, {"Conflist"})
        self.assertLessEqual({name.lower() for name in given}, parameters(DEPLOY / "kubernetes" / "node.ps1"))


class ScriptsTest(unittest.TestCase):
    def test_of_the_daemonset_calls_install_with_parameters_that_it_has(self):
        text = (DEPLOY / "kubernetes" / "node.ps1").read_text(encoding="utf-8")
        line = next(line for line in text.splitlines() if "'install.ps1'" in line)
        given = {name.lower() for name in re.findall(r"\s-(\w+) \$", line)}
        self.assertEqual(given, {"conflist", "bindir", "confdir"})
        self.assertLessEqual(given, parameters(DEPLOY / "install.ps1"))

    def test_explain_each_parameter(self):
        for script in DEPLOY.rglob("*.ps1"):
            text = script.read_text(encoding="utf-8")
            explained = {name.lower() for name in re.findall(r"\.PARAMETER (\w+)", text)}
            self.assertEqual(explained, parameters(script), script)

    def test_write_the_conflist_after_the_executable_and_rename_both(self):
        text = (DEPLOY / "install.ps1").read_text(encoding="utf-8")
        main = text[text.index("\nTest-Sums\n"):]
        self.assertLess(main.index("Install-Executable"), main.index("Install-Conflist"))
        self.assertIn("Move-File $temporary $target", text)
        self.assertIn("Move-File $new $target", text)

    def test_remove_what_install_registers(self):
        install = (DEPLOY / "install.ps1").read_text(encoding="utf-8")
        uninstall = (DEPLOY / "uninstall.ps1").read_text(encoding="utf-8")
        for text in (install, uninstall):
            self.assertIn("-TaskName 'hcn-slice gc'", text)
            self.assertIn("EventSource('hcn-slice'", text)


if __name__ == "__main__":
    unittest.main()
