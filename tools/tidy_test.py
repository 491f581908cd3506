#!/usr/bin/env python3
"""What tidy.py finds in sources that it reads together is what it finds in each alone."""
import shutil
import tempfile
import unittest
from pathlib import Path

import tidy

HEADER = "#pragma once\nnamespace conf {\nstruct Row {};\n[[nodiscard]] int Known();\n}\n"
CLEAN = '#include "conf/known.h"\n\nnamespace conf {\n\nint Known() { return 1; }\n\n}  // namespace conf\n'
# A finding each: in an anonymous namespace, in a function, in a class, and what clang itself only says of a main file.
FAULTS = {
    "readability-identifier-naming": "namespace conf {\nnamespace {\nint wrong_name() { return 1; }\n}\n"
                                     "int NamesIt() { return wrong_name(); }\n}\n",
    "bugprone-branch-clone": "namespace conf {\nint Same(bool yes) {\n  if (yes) {\n    return 1;\n  } else {\n"
                             "    return 1;\n  }\n}\n}\n",
    "performance-for-range-copy": "namespace conf {\nstruct Big {\n  Big();\n  Big(const Big& other);\n  ~Big();\n"
                                  "  int Size() const;\n};\nint Sizes(const Big (&all)[2]) {\n  int sum = 0;\n"
                                  "  for (const auto each : all) sum += each.Size();\n  return sum;\n}\n}\n",
    "modernize-use-override": "namespace conf {\nstruct Base {\n  virtual int Get();\n};\nstruct Derived : Base {\n"
                              "  virtual int Get();\n};\n}\n",
    "clang-analyzer-core.DivideZero": "namespace conf {\nint Divide(int by) {\n  if (by == 0) return 1 / by;\n"
                                      "  return 0;\n}\n}\n",
    "clang-diagnostic-unused-function": "namespace conf {\nnamespace {\nint Forgotten() { return 1; }\n}\n}\n",
    "clang-diagnostic-unused-const-variable": "namespace conf {\nnamespace {\nconstexpr int kForgotten = 1;\n}\n}\n",
    "readability-duplicate-include": '#include "conf/known.h"\n#include "conf/known.h"\n',
}


class Tidy(unittest.TestCase):
    def setUp(self):
        self.top = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.top)
        self.addCleanup(tidy.content.cache_clear)
        (self.top / "build").mkdir()
        self.write("conf/known.h", HEADER)
        shutil.copy(Path(__file__).parent.parent / ".clang-tidy", self.top)

    def write(self, name, text):
        path = self.top / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return path

    def source(self, name, text):
        path = self.write(name, text)
        call = ("clang++-14", "-std=c++20", "-Wall", "-Wextra", "-Werror", f"-I{self.top}")
        return tidy.Source(path, call, self.top, name.startswith("tests"), self.top / f"{path.name}.mark")

    def look_at(self, *sources):
        found = tidy.look_at(list(sources), self.top / "build" / "batch.cpp")
        return {source.path.name: text for source, text in found.items()}

    def together(self, *sources):
        return [[source.path.name for source in batch] for batch in tidy.batches(sources, self.top)]

    def test_a_finding_is_seen_in_a_batch_and_shown_where_it_is(self):
        clean = self.source("conf/clean.cpp", CLEAN)
        for check, text in FAULTS.items():
            with self.subTest(check):
                faulty = self.source("conf/faulty.cpp", text)
                batch = self.write("build/batch.cpp", tidy.joined([CLEAN, text]))
                self.assertIn(check, tidy.said(clean, batch))
                found = self.look_at(clean, faulty)
                self.assertEqual(found["clean.cpp"], "")
                self.assertIn(check, found["faulty.cpp"])
                self.assertIn("conf/faulty.cpp:", found["faulty.cpp"])

    def test_a_finding_in_a_header_is_seen_in_a_batch(self):
        self.write("conf/known.h", HEADER.replace("struct Row", "struct wrong_name"))
        sources = [self.source("conf/clean.cpp", CLEAN), self.source("conf/other.cpp", "namespace conf {}\n")]
        self.assertIn("readability-identifier-naming", self.look_at(*sources)["clean.cpp"])

    def test_a_warning_in_a_test_is_seen_in_a_batch(self):
        text = "void Body() {\n  int unused;\n}\n"
        found = self.look_at(self.source("tests/a.cpp", "int A() { return 1; }\n"), self.source("tests/b.cpp", text))
        self.assertEqual(found["a.cpp"], "")
        self.assertIn("unused variable", found["b.cpp"])

    def test_what_is_only_wrong_in_a_batch_is_not_shown(self):
        text = "namespace conf {\nnamespace {\nint Twice() { return 1; }\n}\nint %s() { return Twice(); }\n}\n"
        found = self.look_at(self.source("conf/a.cpp", text % "A"), self.source("conf/b.cpp", text % "B"))
        self.assertEqual(found, {"a.cpp": "", "b.cpp": ""})

    def test_sources_with_a_name_in_common_are_apart(self):
        text = "namespace {\n%s\n}\n"
        for line in ["int Twice(int a) {", "constexpr int kTwice = 1;", "struct Twice {", "using Twice = int;",
                     "TEST(Room, Twice) {"]:
            with self.subTest(line):
                self.assertEqual(self.together(self.source("conf/a.cpp", text % line),
                                               self.source("conf/b.cpp", text % line)), [["a.cpp"], ["b.cpp"]])

    def test_a_name_that_another_knows_from_a_header_is_apart(self):
        for line in ["struct Row {", "int Known(int a) {"]:
            with self.subTest(line):
                own = self.source("conf/a.cpp", "namespace {\n%s\n}\n" % line)
                other = self.source("conf/b.cpp", '#include "conf/known.h"\n')
                self.assertEqual(self.together(own, other), [["a.cpp"], ["b.cpp"]])

    def test_what_a_header_declares_may_be_in_two_sources(self):
        overload = CLEAN.replace("Known()", "Known(int a)")
        self.assertEqual(self.together(self.source("conf/a.cpp", CLEAN), self.source("conf/b.cpp", overload)),
                         [["a.cpp", "b.cpp"]])

    def test_product_and_tests_are_apart(self):
        self.assertEqual(self.together(self.source("conf/a.cpp", ""), self.source("tests/b.cpp", "")),
                         [["a.cpp"], ["b.cpp"]])

    def test_batches_are_the_same_in_any_order(self):
        sources = [self.source(f"conf/{number:02}.cpp", f"int F{number}() {{\n") for number in range(2 * tidy.BATCH + 1)]
        made = self.together(*sources)
        self.assertEqual([len(batch) for batch in made], [tidy.BATCH, tidy.BATCH, 1])
        self.assertEqual(self.together(*reversed(sources)), made)

    def test_a_header_is_included_by_the_first_source_that_does(self):
        self.assertEqual(tidy.joined(["#include <a>\n", "#include <a>\n#include <b>\n"]),
                         "#include <a>\n\n#include <b>\n")


if __name__ == "__main__":
    unittest.main()
