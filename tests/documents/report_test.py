#!/usr/bin/env python3
"""The page that `report` writes, read as a browser would: report_test.py EXECUTABLE."""
import re
import sys
import unittest
from html.parser import HTMLParser
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
from simulated_node import Node  # noqa: E402

EXECUTABLE = ""
VOID = {"meta", "br", "hr"}
FETCHES = {"src", "href", "srcset", "data", "action", "background", "poster", "formaction", "ping", "xlink:href"}


class Reader(HTMLParser):
    """Finds elements that are not closed in order, and whatever could fetch or run something."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.policy, self.text = [], [], "", []

    def handle_starttag(self, tag, attributes):
        names = {name for name, _ in attributes}
        if tag in {"script", "link", "iframe", "object", "embed", "img", "base", "form"}:
            self.faults.append(f"<{tag}>")
        self.faults += [f"{tag} {name}" for name in names if name in FETCHES or name.startswith("on")]
        if dict(attributes).get("http-equiv") == "Content-Security-Policy":
            self.policy = dict(attributes)["content"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> out of order")

    def handle_data(self, data):
        self.text.append(data)


class ReportTest(unittest.TestCase):
    def setUp(self):
        self.node = Node(EXECUTABLE)
        self.addCleanup(self.node.remove)

    def page(self):
        file = self.node.folder / "node.html"
        result = self.node.run("report", "--output", str(file), "--conflist", str(self.node.conflist))
        self.assertIn(result.returncode, (0, 3), result.stderr)
        text = file.read_text(encoding="utf-8")
        reader = Reader()
        reader.feed(text)
        reader.close()
        self.assertEqual((reader.open, reader.faults), ([], []))
        self.assertEqual(reader.policy, "default-src 'none'; style-src 'unsafe-inline'")
        self.assertIsNone(re.search(r"https?://|url\(|@import", re.search("<style>(.*)</style>", text, re.S).group(1)))
        return "".join(reader.text)

    def test_shows_pods_and_a_leak(self):
        for number, pod in enumerate(["web-0", "web-1"], 1):
            self.node.start(pod, number)
        self.node.simulator("reboot")
        self.node.start("web-2", 3)
        text = self.page()
        for expected in ("shop/web-2", "10.200.42.4", "orphan", "sandbox-web-0", "ADD of container sandbox-web-2"):
            self.assertIn(expected, text)

    def test_shows_hostile_names_as_text(self):
        hostile = "</td></pre><script>alert(1)</script><b onclick>"
        self.node.start(hostile, 1)
        self.assertIn(hostile, self.page())

    def test_is_written_without_hns(self):
        self.node.start("web-0", 1)
        self.node.fail(",".join(f"Hcn{call}{kind}=0x800706ba" for call in ("Open", "Enumerate")
                                for kind in ("Network", "Networks", "Endpoint", "Endpoints", "Namespace", "Namespaces")
                                if (call == "Enumerate") == kind.endswith("s")))
        self.assertIn("HCN does not answer", self.page())


if __name__ == "__main__":
    EXECUTABLE = sys.argv.pop()
    unittest.main()
