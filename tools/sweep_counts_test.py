#!/usr/bin/env python3
"""What sweep_counts.py adds up, and what it says."""
import unittest

from sweep_counts import add_up, describe


def counts(subject, points, violations=0):
    return {"subject": subject, "points": points, "ends": 2, "combinations": 20, "runs": 5, "checks": 7, "violations": violations}


class SweepCounts(unittest.TestCase):
    def test_the_tests_of_one_subject_disturb_the_same_points(self):
        sums = add_up([counts("ADD", 30), counts("ADD", 30), counts("DEL", 12)])
        self.assertEqual((sums["subjects"], sums["points"]), (2, 42))

    def test_all_else_is_added_up(self):
        sums = add_up([counts("ADD", 30), counts("ADD", 30, violations=1)])
        self.assertEqual([sums[key] for key in ("ends", "combinations", "runs", "checks", "violations")], [4, 40, 10, 14, 1])

    def test_the_sentence_names_what_was_tried(self):
        text = describe(add_up([counts("ADD", 3000)]))
        for part in ("3,000 fault points", "20 combinations", "7 invariants checked", "0 violations"):
            self.assertIn(part, text)


if __name__ == "__main__":
    unittest.main()
