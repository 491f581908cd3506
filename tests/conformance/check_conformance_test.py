#!/usr/bin/env python3
"""Tests of check_conformance.py."""
import unittest
from pathlib import Path

import check_conformance as check

TEST = "Add.Works"


def page(**changed):
    """A page with a row for each item that says it is not ours, but for the given ones ("C_A_01")."""
    rows = {item: f"| {item} | what it says | | not ours: somebody else's |" for item in check.ITEMS}
    rows.update({name.replace("_", "-"): row for name, row in changed.items()})
    return "| item | requirement | tests | state |\n|---|---|---|---|\n" + "\n".join(rows.values()) + "\n"


def found(text, built=(TEST,), carried=None):
    return [what for _, what in check.faults(text, set(built), {TEST: {"C-A-01"}} if carried is None else carried)]


GOOD = f"| C-A-01 | what it says | `{TEST}` | holds |"


class CheckConformanceTest(unittest.TestCase):
    def test_a_complete_page_is_clean(self):
        self.assertEqual(found(page(C_A_01=GOOD)), [])

    def test_every_item_has_a_row(self):
        self.assertEqual(found(page(C_A_01=GOOD, L_30="")), ["L-30 has no row"])

    def test_an_item_has_one_row(self):
        self.assertEqual(found(page(C_A_01=GOOD + "\n" + GOOD)), ["C-A-01 has a row already"])

    def test_an_unknown_id_is_refused(self):
        for unknown in ("C-A-14", "C-U-01", "L-31", "L-00", "C-A-1", "C-x"):
            row = GOOD + f"\n| {unknown} | x | | not ours: x |"
            self.assertEqual(found(page(C_A_01=row)), [f"{unknown} is no item"])

    def test_a_test_has_to_be_built(self):
        self.assertEqual(found(page(C_A_01=GOOD), built=()), [f"C-A-01 names {TEST}, which is in no test binary"])

    def test_a_test_has_to_carry_the_id(self):
        self.assertEqual(found(page(C_A_01=GOOD), carried={}),
                         [f"C-A-01 names {TEST}, whose source does not carry the id"])

    def test_what_carries_the_id_has_to_be_named(self):
        self.assertEqual(found(page(C_A_01=GOOD), carried={TEST: {"C-A-01"}, "Del.Works": {"L-02"}}),
                         ["L-02 does not name Del.Works, whose source carries the id"])

    def test_what_holds_has_a_test(self):
        for state in ("holds", "holds, but for x", "decided otherwise: we do"):
            self.assertEqual(found(page(C_A_01=f"| C-A-01 | x | | {state} |"), carried={}), ["C-A-01 names no test"])

    def test_a_test_that_is_named_anywhere_has_to_be_built(self):
        text = page(C_A_01=GOOD) + "\n| `dns` | `runtimeConfig.dns` | `Dns.Works`, `Add.Works` |\n"
        self.assertEqual(found(text), ["names Dns.Works, which is in no test binary"])

    def test_a_state_says_why(self):
        for state in ("", "fine", "not ours: ", "not yet", "decided otherwise"):
            self.assertEqual(len(found(page(C_A_01=f"| C-A-01 | x | | {state} |"), carried={})), 1, state)

    def test_a_row_says_what_is_required(self):
        self.assertEqual(found(page(C_A_01=f"| C-A-01 | | `{TEST}` | holds |")),
                         ["C-A-01 says nothing of what is required"])

    def test_instances_of_a_test_are_one_test(self):
        for name in ("Add.Works", "Each/Add.Works/7", "Add.Works/0", "Of/Add.Works/eth0", "Of/Add.Works/a/b"):
            self.assertEqual(check.bare_name(name), "Add.Works")

    def test_ids_stand_right_above_the_test(self):
        content = ("// C-A-01\n\n// C-A-02: text, L-03\n// more text\nTEST_F(Add, Works) {}\n// C-A-04\nint x;\n"
                   "TEST(Add,\n     Fails) {}\n// C-A-05\nTEST_P(Add, Runs) {}\n")
        self.assertEqual(check.ids_in_cpp(content),
                         {"Add.Works": {"C-A-02", "L-03"}, "Add.Fails": set(), "Add.Runs": {"C-A-05"}})

    def test_windows_halves_need_no_build_for_linux(self):
        sources = {Path("a/io_win32_test.cpp"): "TEST(Io, Reads) {}", Path("a/io_test.cpp"): "TEST(Io, Writes) {}"}
        self.assertEqual(check.for_windows(sources), {"Io.Reads"})

    def test_a_script_carries_what_it_says(self):
        self.assertEqual(check.ids_of_tests([], {"Documents.Follow": "# C-F-01, L-14"}),
                         {"Documents.Follow": {"C-F-01", "L-14"}})


if __name__ == "__main__":
    unittest.main()
