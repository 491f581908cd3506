#!/usr/bin/env python3
"""docs/commands.md has each command with each of its own words: pages_test.py EXECUTABLE."""
import re
import sys
import unittest
from pathlib import Path

import tool

HEAD, *SECTIONS = re.split(r"^## ", (tool.TOP / "docs/commands.md").read_text(encoding="utf-8"), flags=re.MULTILINE)


def sections():
    """By the command: the text below the heading that names it, and what is said of all."""
    return {name: HEAD + section for section in SECTIONS
            for name in re.findall(r"`([a-z]+)", section.partition("\n")[0])}


def words_of(*command):
    """What may follow: options, and the commands below."""
    return set(tool.run(*command, "--list-words").stdout.decode().split())


class CommandsPageTest(unittest.TestCase):
    def test_each_command_has_a_section(self):
        self.assertEqual(set(sections()), words_of() - {"--help"})

    def test_each_option_is_in_the_section_of_its_command(self):
        for command, section in sections().items():
            # The simulator's are in docs/simulator.md.
            for word in words_of(command) if command != "simulator" else ():
                with self.subTest(command=command, word=word):
                    self.assertRegex(section, rf"(?<![\w-]){word}(?![\w-])")


if __name__ == "__main__":
    tool.EXECUTABLE = Path(sys.argv.pop(1)).resolve()
    unittest.main()
