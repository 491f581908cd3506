#!/usr/bin/env python3
"""docs/configuration.md from conf/schema.json: configuration_page.py [--check]

Writes the page, or, with --check, fails when it is not what would be written.
"""
import json
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
PAGE = TOP / "docs/configuration.md"

HEAD = """# Configuration

Every key of a network configuration with hcn-slice. `tools/configuration_page.py` writes this page from
[conf/schema.json](../conf/schema.json), and `make test` holds the schema equal to what the verbs read.

`hcn-slice validate FILE` says all that is wrong with a configuration, and `hcn-slice conflist` writes one. An editor
that knows JSON Schema completes and checks keys while you type. In VS Code, in the settings:

```json
"json.schemas": [{ "fileMatch": ["*.conflist"], "url": "./conf/schema.json" }],
"files.associations": { "*.conflist": "json" }
```

`null` is everywhere the same as a key that is not there, and so is an empty text where the key is a text. Keys that are
not here are ignored by the verbs.
"""


def resolved(schema, part):
    """The part with what it refers to, its own words first."""
    for link in [part, *part.get("allOf", [])]:
        if "$ref" in link:
            target = schema["definitions"][link["$ref"].rsplit("/", 1)[1]]
            part = {**target, **{key: value for key, value in part.items() if key not in ("$ref", "allOf")}}
    return part


def words(values):
    return ", ".join(f"`{value}`" for value in values if value not in ("", None, False))


def bounds(part):
    if "minimum" in part:
        return f"{part['minimum']} to {part['maximum']}"
    for choice in [part, *part.get("anyOf", [])]:
        if words(name for name in choice.get("enum", []) if isinstance(name, str)):
            return "one of " + words(choice["enum"])
    return ""


def of_value(value):
    """The JSON type of what an enumeration has."""
    return "boolean" if isinstance(value, bool) else "string" if isinstance(value, str) else "null"


def kind(schema, part):
    names = {"boolean": "true or false", "integer": "whole number", "array": "list", "object": "object",
             "string": "text"}
    found = []
    for choice in [part, *part.get("anyOf", [])]:
        values = choice.get("enum", [choice["const"]] if "const" in choice else [])
        of_values = [of_value(value) for value in values]
        of_choice = resolved(schema, choice).get("type") or of_values
        found += [of_choice] if isinstance(of_choice, str) else of_choice
    return " or ".join(dict.fromkeys(names[name] for name in found if name != "null"))


def row(schema, path, part):
    about = part["description"]
    if bounds(part):
        about += f" {bounds(part)[0].upper()}{bounds(part)[1:]}."
    if "examples" in part:
        about += " For example " + " or ".join(f"`{json.dumps(example)}`" for example in part["examples"]) + "."
    default = f"`{json.dumps(part['default'])}`" if "default" in part else ""
    return f"| `{path}` | {kind(schema, part)} | {default} | {about} |"


def table(schema, properties, path=""):
    lines = ["| key | what stands there | default | meaning |", "|---|---|---|---|"]
    for name, part in properties.items():
        part = resolved(schema, part)
        lines.append(row(schema, path + name, part))
    return "\n".join(lines) + "\n"


def page(schema):
    parts = schema["definitions"]
    plugin = parts["plugin"]["properties"]
    text = HEAD + "\n## The list\n\n" + table(schema, parts["list"]["properties"])
    text += "\n## A plugin of type hcn-slice\n\n" + table(schema, plugin)
    text += f"\n## `slice` as an object\n\n{parts['sliceObject']['description']}\n\n"
    text += table(schema, parts["sliceObject"]["properties"])
    for name, part in plugin.items():
        if part.get("properties") and all("description" in below for below in part["properties"].values()):
            text += f"\n## `{name}`\n\n{part['description']}\n\n" + table(schema, part["properties"], f"{name}.")
    return text


def main():
    text = page(json.loads((TOP / "conf/schema.json").read_text(encoding="utf-8")))
    if sys.argv[1:] != ["--check"]:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        print("docs/configuration.md is not what conf/schema.json says: run tools/configuration_page.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
