#!/usr/bin/env python3
"""What `hcn-slice validate` says of whole files: validate_test.py EXECUTABLE.

broken/ and samples/ have configurations, expected/ what is said of each, one remark after the other.
"""
import sys
import unittest
from pathlib import Path

import tool

SAMPLES = sorted((tool.HERE / "samples").iterdir())
BROKEN = sorted((tool.HERE / "broken").iterdir())
NODE = sorted((tool.HERE / "node").iterdir())
OURS = sorted((tool.TOP / "deploy/conflists").iterdir())


def expected(file):
    return (tool.HERE / "expected" / f"{file.name}.txt").read_text(encoding="utf-8").splitlines()


def said(file):
    return "\n".join(tool.lines(file)).splitlines()


class ValidateTest(unittest.TestCase):
    maxDiff = None

    def test_every_mistake_of_the_broken_ones(self):
        code, results = tool.validate(*BROKEN)
        self.assertEqual(code, 1)
        for file, result in zip(BROKEN, results, strict=True):
            with self.subTest(file=file.name):
                self.assertEqual(result["file"], str(file))
                self.assertEqual(said(result), expected(file))
                self.assertGreater(result["errors"] + result["warnings"], 0)

    def test_that_slices_of_one_node_overlap(self):
        code, results = tool.validate(*NODE)
        self.assertEqual(code, 1)
        self.assertEqual(said(results[0]), [])
        message = said(results[1])
        message[1] = message[1].replace(str(tool.HERE) + "/", "")
        self.assertEqual(message, expected(NODE[1]))
        self.assertEqual(tool.validate(NODE[1])[0], 0)

    def test_the_samples_of_others(self):
        _, results = tool.validate(*SAMPLES)
        for file, result in zip(SAMPLES, results, strict=True):
            with self.subTest(file=file.name):
                self.assertEqual(said(result), expected(file))
                self.assertEqual(result["errors"], 0)

    def test_our_own(self):
        for file, result in zip(OURS, tool.validate(*OURS)[1], strict=True):
            with self.subTest(file=file.name):
                # Nothing says yet that Internal networks carry policies.
                rules = [remark["rule"] for remark in result["remarks"]]
                self.assertEqual(rules, ["no-policies"] if file.name == "internal.conflist" else [])

    def test_the_one_in_the_readme(self):
        text = (tool.TOP / "README.md").read_text(encoding="utf-8")
        example = text.split("```json\n")[1].split("```")[0]
        code, (result,) = tool.validate("-", stdin=example.encode())
        self.assertEqual((code, said(result)), (0, []))

    def test_lines_for_people(self):
        ran = tool.run("validate", "broken/host-bits.conflist", "samples/chain.conflist")
        output = ran.stdout.decode()
        self.assertEqual((ran.returncode, ran.stderr), (3, b""))
        self.assertIn("broken/host-bits.conflist:9:9: warning [host-bits]\n  clusterCIDRs[0]: ", output)
        self.assertIn("\nbroken/host-bits.conflist: 0 errors, 4 warnings\n", output)
        self.assertTrue(output.endswith("\nsamples/chain.conflist: nothing is wrong with it\n"), output)
        self.assertLessEqual(max(map(len, output.splitlines())), 100)

    def test_a_file_that_is_not_there(self):
        ran = tool.run("validate", "nowhere.conflist")
        self.assertEqual((ran.returncode, ran.stdout), (2, b""))
        self.assertEqual(ran.stderr, b"hcn-slice: there is no file nowhere.conflist\n")
        self.assertEqual(tool.run("validate").returncode, 2)


class CompletenessTest(unittest.TestCase):
    """The broken ones show all that can be said."""

    def setUp(self):
        _, results = tool.validate(*BROKEN, *SAMPLES, *NODE)
        self.remarks = [remark for result in results for remark in result["remarks"]]

    def test_each_rule_is_shown(self):
        self.assertGreaterEqual(len(BROKEN), 30)
        shown = {(remark["rule"], remark["severity"]) for remark in self.remarks}
        self.assertEqual(shown, set(tool.rules()))

    def test_each_rule_is_documented(self):
        page = (tool.TOP / "docs/commands.md").read_text(encoding="utf-8")
        for rule, severity in tool.rules():
            self.assertIn(f"| `{rule}` | {severity} |", page)

    def test_each_key_is_shown_to_be_wrong(self):
        wrong = {remark["path"].removeprefix("plugins[0].") for remark in self.remarks
                 if remark["rule"] in ("wrong-type", "wrong-value")}
        for key in tool.keys():
            if key != "type":  # by which a plugin is known as ours
                self.assertTrue(any(path == key or path.startswith((key + "[", key + ".")) for path in wrong), key)


if __name__ == "__main__":
    tool.EXECUTABLE = Path(sys.argv.pop(1)).resolve()
    unittest.main()
