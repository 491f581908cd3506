#!/usr/bin/env python3
"""Completion in a real bash: completion_test.py EXECUTABLE."""
import re
import subprocess
import sys
import unittest
from pathlib import Path

import tool


def completed(line):
    """What bash would offer for the last word of the line."""
    words = line.split(" ")
    script = """
eval "$("$EXE" completion bash)"
COMP_WORDS=("$EXE" "$@") COMP_CWORD=$#
complete -p hcn-slice >/dev/null || exit 1
_hcn_slice "$EXE"
printf '%s\\n' "${COMPREPLY[@]}"
"""
    ran = subprocess.run(["bash", "--norc", "-c", script, "bash", *words], capture_output=True, check=True,
                         env={"EXE": str(tool.EXECUTABLE), "PATH": "/usr/bin:/bin"})
    return sorted(ran.stdout.decode().split())


def listed(*words):
    """The commands that --help lists."""
    text = tool.run(*words, "--help").stdout.decode()
    return re.findall(r"^  ([a-z-]+) ", text.split("Commands:\n")[1], re.MULTILINE)


def options(*words):
    text = tool.run(*words, "--help").stdout.decode()
    return sorted(re.findall(r"^  (?:-h \[ )?(--[a-z-]+)", text.split("Options:\n")[1], re.MULTILINE))


class CompletionTest(unittest.TestCase):
    def test_commands(self):
        self.assertEqual(completed(""), sorted([*listed(), "--help"]))
        self.assertEqual(completed("val"), ["validate"])
        self.assertEqual(completed("network "), sorted([*listed("network"), "--help"]))
        self.assertEqual(completed("network e"), ["ensure"])
        self.assertEqual(completed("nonsense "), [])

    def test_the_options_of_each_command(self):
        for command in listed():
            with self.subTest(command=command):
                if "Commands:" in tool.run(command, "--help").stdout.decode():
                    for word in listed(command):
                        self.assertEqual(completed(f"{command} {word} --"), options(command, word))
                else:
                    self.assertEqual(completed(f"{command} --"), options(command))

    def test_options_behind_other_words(self):
        self.assertEqual(completed("gc --apply --json --app"), ["--apply"])
        self.assertEqual(completed("network show base --j"), ["--json"])
        self.assertEqual(completed("validate some.confl"), [])

    def test_asking_does_nothing(self):
        ran = tool.run("purge", "--yes", "--list-words")
        self.assertEqual((ran.returncode, ran.stderr), (0, b""))
        self.assertIn(b"--force\n", ran.stdout)

    def test_shells(self):
        self.assertIn(b"Register-ArgumentCompleter", tool.run("completion", "powershell").stdout)
        self.assertEqual(tool.run("completion", "fish").returncode, 2)


if __name__ == "__main__":
    tool.EXECUTABLE = Path(sys.argv.pop(1)).resolve()
    unittest.main()
