#!/usr/bin/env python3
"""The rules of check_questions.py, each with texts that keep it and texts that break it."""
import unittest

from check_questions import faults

PAGE = "| # | question |\n|---|---|\n| 1 | one |\n| 12 | twelve |\n"
SCRIPT = "Question 1 'one' {\n}\nQuestion 12 'twelve' -RestartsService {\n}\n"


class CheckQuestions(unittest.TestCase):
    def assert_fault(self, text, page, script):
        found = list(faults(page, script))
        self.assertEqual(len(found), 1, found)
        self.assertIn(text, found[0])

    def test_page_and_script_in_step_are_clean(self):
        self.assertEqual(list(faults(PAGE, SCRIPT)), [])

    def test_a_row_needs_a_question(self):
        self.assert_fault("no question for row 3", PAGE + "| 3 | three |\n", SCRIPT)

    def test_a_question_needs_a_row(self):
        self.assert_fault("no row for question 3", PAGE, SCRIPT + "Question 3 'three' {\n}\n")

    def test_a_number_is_used_once(self):
        self.assert_fault("1 is there 2 times", PAGE + "| 1 | again |\n", SCRIPT)

    def test_a_page_without_rows_is_refused(self):
        self.assert_fault("has no numbered rows", "", "")


if __name__ == "__main__":
    unittest.main()
