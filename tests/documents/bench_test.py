#!/usr/bin/env python3
"""What the benchmarks read of a log: bench_test.py EXECUTABLE."""
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
TOP = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TOP / "tools"), str(TOP / "bench")]
from counts import phases  # noqa: E402
from simulated_node import Node  # noqa: E402

EXECUTABLE = ""


class BenchTest(unittest.TestCase):
    def setUp(self):
        self.node = Node(EXECUTABLE)
        self.addCleanup(self.node.remove)

    def test_reads_where_the_time_of_a_call_went(self):
        self.node.start("web-0", 1)
        (verb, spent), = phases(self.node.state / "hcn-slice.log")
        self.assertEqual(verb, "ADD")
        self.assertLessEqual({"start", "parse", "reserve", "record", "HcnCreateEndpoint", "print", "other"}, set(spent))

    def test_refuses_a_log_that_says_nothing_of_it(self):
        log = self.node.folder / "other.log"
        log.write_text("2026-11-26T08:15:30.000Z info 4711 nothing\n", encoding="utf-8")
        with self.assertRaisesRegex(ValueError, "other.log"):
            phases(log)


if __name__ == "__main__":
    EXECUTABLE = sys.argv.pop()
    unittest.main()
