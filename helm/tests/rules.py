"""Extracts the rules from a rendered PrometheusRule, in promtool's format: rules.py RENDERED RULES"""

import pathlib
import sys

import yaml

rendered, target = sys.argv[1:]
documents = yaml.safe_load_all(pathlib.Path(rendered).read_text())
found = [d["spec"] for d in documents if d and d["kind"] == "PrometheusRule"]
if len(found) != 1:
    sys.exit(f"{rendered} has {len(found)} PrometheusRules")
pathlib.Path(target).write_text(yaml.safe_dump(found[0], sort_keys=False))
