#!/usr/bin/env python3
"""The rules of check_tree.py, each with a tree that keeps it and one that breaks it."""
import unittest

from check_tree import faults


def room_file(path, text):
    """A file of a room that keeps every rule, with `text` at its top, and the CMakeLists.txt that names it."""
    folder, name = path.rsplit("/", 1)
    space = "" if folder.startswith("tests") else f"namespace {folder.replace('/', '::')} {{}}\n"
    once = "#pragma once\n" if name.endswith(".h") else ""
    return {path: once + text + space, f"{folder}/CMakeLists.txt": f"add_room(x SOURCES {name})\n"}


def says(contents):
    return [f"{path}: {what}" for path, _, what in faults(contents)]


class CheckTree(unittest.TestCase):
    def assert_clean(self, *trees):
        merged = {}
        for tree in trees:
            merged.update(tree)
        self.assertEqual(says(merged), [])

    def assert_fault(self, text, *trees):
        merged = {}
        for tree in trees:
            merged.update(tree)
        found = says(merged)
        self.assertEqual(len(found), 1, found)
        self.assertIn(text, found[0])

    def test_a_room_may_include_what_is_below_it(self):
        self.assert_clean(room_file("ipam/a.h", ""), room_file("conf/b.h", '#include "ipam/a.h"\n'))

    def test_a_room_may_not_include_what_is_above_it(self):
        self.assert_fault("ipam may not include conf/b.h",
                          room_file("conf/b.h", ""), room_file("ipam/a.h", '#include "conf/b.h"\n'))

    def test_state_may_include_one_header_of_hcn(self):
        self.assert_clean(room_file("hcn/guid.h", ""), room_file("state/s.h", '#include "hcn/guid.h"\n'))

    def test_state_may_not_include_another_header_of_hcn(self):
        self.assert_fault("state may not include hcn/client.h",
                          room_file("hcn/client.h", ""), room_file("state/s.h", '#include "hcn/client.h"\n'))

    def test_the_plugin_may_not_include_the_simulator(self):
        self.assert_fault("plugin may not include hcn/simulator/simulator.h",
                          room_file("hcn/simulator/simulator.h", ""),
                          room_file("plugin/p.cpp", '#include "hcn/simulator/simulator.h"\n'))

    def test_the_wiring_may_include_the_simulator(self):
        self.assert_clean(room_file("hcn/simulator/simulator.h", ""),
                          room_file("plugin/main.cpp", '#include "hcn/simulator/simulator.h"\n'))

    def test_nothing_starts_another_program(self):
        for call in ('system("ls")', "::execve(a, b, c)", "popen (a, b)", "CreateProcessW(a)", "fork()", "_wspawnl(1)"):
            self.assert_fault("starts another program", room_file("ipam/a.cpp", f"int x = {call};\n"))

    def test_what_only_sounds_like_it_does_not_start_a_program(self):
        self.assert_clean(room_file("ipam/a.cpp", "Execute(x); file_system(y); int forked; // system()\n"))

    def test_the_simulator_may_start_what_outlives_its_caller(self):
        self.assert_clean(room_file("hcn/simulator/fate_posix.cpp", "int x = fork();\n"))

    def test_hcn_may_not_include_its_simulator(self):
        self.assert_fault("hcn may not include hcn/simulator/simulator.h",
                          room_file("hcn/simulator/simulator.h", ""),
                          room_file("hcn/h.h", '#include "hcn/simulator/simulator.h"\n'))

    def test_no_room_may_include_tests(self):
        self.assert_fault("cli may not include tests/support/fake.h",
                          room_file("tests/support/fake.h", ""),
                          room_file("cli/c.h", '#include "tests/support/fake.h"\n'))

    def test_an_include_is_rooted_at_the_top(self):
        self.assert_fault("is no file of this tree", room_file("ipam/a.h", ""), room_file("ipam/b.h", '#include "a.h"\n'))

    def test_windows_headers_are_in_windows_files(self):
        self.assert_clean(room_file("hcn/api_win32.cpp", "#include <computenetwork.h>\n"))
        self.assert_fault("*_win32.cpp", room_file("hcn/api.cpp", "#include <Windows.h>\n"))

    def test_what_can_sleep_for_ever_is_refused(self):
        self.assert_fault("can sleep for ever", room_file("tests/ipam/a.cpp", "#include <barrier>\n"))

    def test_detached_threads_are_refused(self):
        self.assert_fault("can be lost on Windows", room_file("plugin/a.cpp", "std::thread(work).detach();\n"))
        self.assert_clean(room_file("plugin/patience.h", "#pragma once\nnamespace plugin {\nthread.detach();\n}\n"))

    def test_what_windows_halves_share_is_for_windows_halves(self):
        shared = room_file("win32/text.h", "")
        include = '#include "win32/text.h"\n'
        self.assert_clean(shared, room_file("ipam/a_win32.cpp", include))
        self.assert_clean(shared, room_file("state/file_win32.h", include))
        self.assert_fault("ipam may not include win32/text.h", shared, room_file("ipam/a.cpp", include))

    def test_platform_directives_are_refused(self):
        self.assert_fault("directive", room_file("hcn/api.cpp", "#ifdef __linux__\n#endif\n"))

    def test_every_source_is_in_a_target(self):
        self.assert_fault("in no CMake target", {"tests/ipam/a_test.cpp": "\n"})

    def test_a_target_may_name_a_source_of_another_folder(self):
        self.assert_clean({"tests/support/fake.cpp": "\n",
                           "tests/ipam/CMakeLists.txt": "add_room_tests(ipam SOURCES ../support/fake.cpp)\n"})

    def test_both_platform_files_count_as_named(self):
        tree = {**room_file("ipam/t_posix.cpp", ""), **room_file("ipam/t_win32.cpp", "")}
        tree["ipam/CMakeLists.txt"] = "add_room(ipam SOURCES t_${platform_suffix}.cpp)\n"
        self.assert_clean(tree)

    def test_what_is_precompiled_is_included_all_the_same(self):
        use = "std::vector<int> Rows();\n"
        self.assert_fault("uses what <vector> declares", room_file("ipam/a.cpp", use))
        self.assert_clean(room_file("ipam/a.cpp", "#include <vector>\n" + use))
        self.assert_clean(room_file("ipam/a.cpp", "// " + use))

    def test_what_is_precompiled_may_come_through_a_header_of_ours(self):
        self.assert_clean(room_file("ipam/b.cpp", '#include "ipam/b.h"\nstd::vector<int> Rows();\n'),
                          room_file("ipam/b.h", "#include <vector>\n"),
                          {"ipam/CMakeLists.txt": "add_room(x SOURCES b.cpp)\n"})

    def test_long_files_are_refused(self):
        self.assert_clean(room_file("ipam/a.cpp", "\n" * 299))
        self.assert_fault("300 are the most", room_file("ipam/a.cpp", "\n" * 300))
        self.assert_fault("200 are the most", room_file("ipam/a.h", "\n" * 199))

    def test_a_header_is_included_once(self):
        self.assert_fault("no #pragma once", {"ipam/a.h": "namespace ipam {}\n"})

    def test_a_folder_is_a_namespace(self):
        self.assert_fault("namespace hcn::simulator",
                          {"hcn/simulator/a.h": "#pragma once\nnamespace hcn {}\n"})

    def test_white_space_is_tidy(self):
        self.assert_fault("does not end with a newline", {"README.md": "text"})
        self.assert_fault("trailing white space", {"README.md": "text \n"})
        self.assert_fault("carriage return", {"README.md": "text\r\n"})

    def test_nothing_is_left_for_later(self):
        self.assert_fault("leaves work", room_file("ipam/a.cpp", "// TO" + "DO: this\n"))


if __name__ == "__main__":
    unittest.main()
