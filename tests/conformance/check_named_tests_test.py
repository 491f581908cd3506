#!/usr/bin/env python3
"""The rules of check_named_tests.py, each with a page that keeps it and one that breaks it."""
import unittest

from check_named_tests import faults

HEAD = "# Title\n\n| threat | shown by |\n|---|---|\n"


def says(page):
    return [what for _, what in faults(page, {"Suite.Works"}, lambda name: name == "tools/check")]


class CheckNamedTests(unittest.TestCase):
    def test_tests_that_were_built_and_files_that_are_there_are_proof(self):
        self.assertEqual(says(HEAD + "| a | `Suite.Works`, `tools/check` |\n"), [])

    def test_a_test_that_was_not_built_is_none(self):
        self.assertIn("Suite.Gone", says(HEAD + "| a | `Suite.Works`, `Suite.Gone` |\n")[0])

    def test_a_file_that_is_not_there_is_none(self):
        self.assertIn("tools/gone", says(HEAD + "| a | `tools/gone` |\n")[0])

    def test_a_row_without_proof_says_why(self):
        self.assertEqual(says(HEAD + "| a | not shown: only Windows can |\n"), [])
        for cell in ("", "works", "not shown: "):
            self.assertIn("names nothing", says(HEAD + f"| a | {cell} |\n")[0])

    def test_a_short_row_has_no_proof(self):
        self.assertIn("names nothing", says(HEAD + "| a |\n")[0])

    def test_other_tables_and_texts_are_not_looked_at(self):
        self.assertEqual(says("`Suite.Gone`\n\n| a | b |\n|---|---|\n| c | `Suite.Gone` |\n"), [])


if __name__ == "__main__":
    unittest.main()
