"""values.yaml and the schema have the same keys, and no object of the schema accepts unknown keys by accident.
The currencies that the chart accepts are those with exchange rates in the program."""

import json
import pathlib
import re
import sys

import yaml

chart = pathlib.Path("helm/perigee")
schema = json.loads((chart / "values.schema.json").read_text())
values = yaml.safe_load((chart / "values.yaml").read_text())
errors = []


def resolved(node):
    for part in [node, *node.get("allOf", [])]:
        if "$ref" in part:
            return schema["definitions"][part["$ref"].rsplit("/", 1)[1]]
    return node


def compare(node, value, path):
    node = resolved(node)
    known = node.get("properties")
    # Lists and free-form maps: the user chooses their keys.
    if known is None or not isinstance(value, dict) or node.get("additionalProperties") is not False:
        return
    for key in value.keys() - known.keys():
        errors.append(f"{path}{key} is in values.yaml, but not in the schema")
    # Security contexts, selectors and similar: not all of their keys have defaults.
    optional = path.startswith(("podSecurityContext", "securityContext", "affinity", "keda.fallback", "keda.behavior", "autoscaling.scaleTargetRef")) or "resources" in path or "behavior" in path
    for key in known.keys() - value.keys():
        if not optional:
            errors.append(f"{path}{key} is in the schema, but not in values.yaml")
    for key in known.keys() & value.keys():
        compare(known[key], value[key], f"{path}{key}.")


OPEN = {"global"}


def closed(node, path):
    if isinstance(node, list):
        for number, item in enumerate(node):
            closed(item, f"{path}/{number}")
    elif isinstance(node, dict):
        kind = node.get("type")
        if kind == "object" and "additionalProperties" not in node:
            free = path.split("/")[2:3] and path.split("/")[2] in OPEN
            if not free:
                errors.append(f"{path} accepts any key")
        for key, item in node.items():
            closed(item, f"{path}/{key}")


compare(schema, values, "")
closed(schema, "")
rates = re.findall(r'^    \("([A-Z]{3})", [0-9_]+\),$', pathlib.Path("crates/domain/src/pricing/rates.rs").read_text(), re.M)
listed = re.search(r'define "perigee\.currencies" -}}\n([A-Z ]+)\n', (chart / "templates/_checks.tpl").read_text())[1].split()
if rates != listed:
    errors.append(f"perigee.currencies in _checks.tpl has {listed}, but crates/domain/src/pricing/rates.rs {rates}")
for error in errors:
    print(error)
sys.exit(1 if errors else 0)
